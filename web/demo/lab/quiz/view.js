// The line in which a student predicts: the question, the field, and what the doctor says.
import {
  definition,
  fill,
  formatExact,
  formatNumber,
  formatOperand,
  html,
  lineParts,
  lineText,
  nothing,
  number,
  parts,
  say,
} from '../../kit.js';

/** @typedef {import('./question.js').Question} Question */
/** @typedef {import('../../locale/index.js').Part} Part */
/** @typedef {import('../../formula.js').Tone} Tone */
/**
 * @typedef {object} LineScene
 * @property {import('../../timeline.js').Timeline} timeline
 * @property {Question | null} question         about the next step
 * @property {import('./part.js').Answer | null} answer
 * @property {{ right: number, asked: number }} score
 * @property {import('../../locale/index.js').Words} words
 * @property {any} said
 * @property {(typed: string) => void} onAnswer
 */

/** @param {number} value @param {Tone} tone @returns {Part} */
const toned = (value, tone) => ({ text: formatNumber(value), tone, exact: formatExact(value) });
/** @param {string} text @returns {Part} */
const called = (text) => ({ text, symbol: true });

/**
 * Not a form: frames without allow-forms, as learning platforms make them, submit none.
 * @param {LineScene} scene
 */
export function lineView(scene) {
  const { question, score, said } = scene;
  const send = (/** @type {Event} */ event) => answer(event, scene);
  return html`<div class="quiz">
    <p class="asked" role="status">${parts(answerParts(scene))}${parts(questionParts(scene))}</p>
    <span class="answering">
      <label class="answer"><span aria-hidden="true">?</span><input name="answer" type="text" inputmode="decimal" autocomplete="off" spellcheck="false" autocapitalize="off" ?disabled=${question === null}
        aria-label=${said.answer} placeholder=${question ? said.hint : nothing} size="8"
        @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Enter' && !event.isComposing && send(event)}></label>
      <button class="quiet" type="button" ?disabled=${question === null} @click=${send}>${said.check}</button>
      <span class="caption">${score.asked ? say(said.score, score) : nothing}</span>
    </span>
  </div>`;
}

/**
 * @param {Event} event
 * @param {LineScene} scene
 */
function answer(event, { onAnswer }) {
  const line = /** @type {Element} */ (event.currentTarget).closest('.quiz');
  const input = /** @type {HTMLInputElement} */ (line?.querySelector('input'));
  onAnswer(input.value);
  input.value = '';
  input.focus();
}

// --- the question ---------------------------------------------------------------------------------------------

/** @param {LineScene} scene @returns {Part[]} */
function questionParts({ timeline, question, said }) {
  if (!question) return fill(said.none);
  const { event, graph, node } = question;
  const { plan, passes, config } = timeline;
  const name = called(plan.nodes[node].symbol);
  if (question.kind === 'forward')
    return fill(said.forward, { name, numbers: numbersOf(timeline, question) });
  if (question.kind === 'seed') return fill(said.seed, { name });
  if (question.kind === 'update')
    return fill(said.update, {
      name,
      before: toned(passes[event.pass].params[plan.nodes[node].symbol], 'value'),
      gradient: toned(Number(graph.nodes[node].grad), 'gradient'),
      lr: formatNumber(config.lr),
    });
  const edge = plan.edges[Number(event.edge)];
  return fill(edge.turn > 1 ? said.again : said.backward, {
    name,
    from: called(plan.nodes[edge.node].symbol),
    formula: formulaOf(timeline, edge.node),
    upstream: toned(Number(graph.edges[Number(event.edge)].upstream), 'upstream'),
  });
}

/** @param {import('../../timeline.js').Timeline} timeline @param {number} node */
function formulaOf({ plan }, node) {
  const formula = definition(plan, node);
  return formula ? lineParts(formula) : [];
}

/**
 * An op over the numbers of its operands.
 * @param {import('../../timeline.js').Timeline} timeline
 * @param {Question} question
 * @returns {Part}
 */
function numbersOf({ plan }, { graph, node }) {
  const formula = definition(
    plan,
    node,
    (input) =>
      number(
        plan.nodes[input].kind === 'constant'
          ? plan.nodes[input].symbol
          : formatOperand(Number(graph.nodes[input].value)),
      ),
    '×',
  );
  return { text: formula ? lineText(formula) : '', tone: 'value' };
}

// --- the answer -----------------------------------------------------------------------------------------------

/** The meaning of a fact, where it is a number. @type {Record<string, Tone>} */
const TONES = {
  local: 'local',
  upstream: 'upstream',
  contribution: 'gradient',
  before: 'value',
  gradient: 'gradient',
  number: 'value',
};

/** @param {LineScene} scene @returns {Part[]} */
function answerParts({ answer, question, said }) {
  if (!answer) return [];
  if (answer.kind === 'unreadable') return fill(said.unreadable);
  if (answer.kind === 'right')
    return fill(said.right, { value: formatNumber(Number(answer.value)) });
  const given = answer.typed.replace('-', '−');
  if (!answer.slip) return fill(said.unknown, { given });
  const backward = question?.kind === 'backward';
  const facts = Object.entries(answer.slip.facts ?? {}).map(([name, fact]) => {
    if (typeof fact === 'string') return [name, name === 'op' ? fact : called(fact)];
    const tone = name === 'before' && backward ? 'gradient' : TONES[name];
    return [name, tone ? toned(fact, tone) : formatNumber(fact)];
  });
  return [
    ...fill(said.wrong, { given }),
    ...fill(said.slip[answer.slip.slip], Object.fromEntries(facts)),
  ];
}
