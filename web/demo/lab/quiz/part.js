// Predict: before a step shows its number, the student may type it. A wrong one goes to the doctor. The score is an
// event and a line on the screen; nothing is stored or sent.
import { html, nothing, numberText } from '../../kit.js';
import { labWords } from '../words.js';
import { diagnose } from './doctor.js';
import { isAnswer, questionAt } from './question.js';
import { styles } from './styles.js';
import { lineView } from './view.js';

/**
 * @typedef {{ kind: 'right' | 'wrong' | 'unreadable', typed: string, value: number | null,
 *             slip: import('./doctor.js').Slip | null }} Answer
 */

/** @type {import('../../parts.js').Maker} */
export function quizPart(host) {
  const { demo } = host;
  let on = false;
  const score = { right: 0, asked: 0 };
  /** The last answer, and the step it was given before. @type {{ answer: Answer, timeline: unknown, index: number } | null} */
  let last = null;
  /** The questions that were tried before. @type {Set<string>} */
  const tried = new Set();

  const asked = () => {
    const { timeline, state } = host;
    return timeline && state ? questionAt(timeline, state.event.index + 1) : null;
  };

  /** @param {string} typed */
  const onAnswer = (typed) => {
    const question = asked();
    const { timeline } = host;
    if (!question || !timeline) return;
    const answer = judge(timeline, question, typed);
    last = { answer, timeline, index: question.event.index };
    if (answer.kind !== 'unreadable') count(question, answer);
    if (answer.kind === 'right') demo.cursor = question.event.index;
    demo.requestUpdate();
  };

  /** @param {import('./question.js').Question} question @param {Answer} answer */
  const count = (question, answer) => {
    const key = JSON.stringify([host.timeline?.config.expr, question.event.index, question.value]);
    if (!tried.has(key)) {
      score.asked++;
      if (answer.kind === 'right') score.right++;
    }
    tried.add(key);
    host.tell('answer', {
      cursor: question.event.index,
      type: question.event.type,
      given: Number(answer.typed),
      right: answer.kind === 'right',
      slip: answer.slip?.slip ?? null,
      score: { ...score },
    });
  };

  const toggle = () => {
    on = !on;
    last = null;
    demo.requestUpdate();
  };

  /** What was answered, as long as the reader is where it was. @returns {Answer | null} */
  const shown = () => {
    const { timeline, state } = host;
    if (!last || !state || last.timeline !== timeline) return null;
    const at = last.answer.kind === 'right' ? last.index : last.index - 1;
    return state.event.index === at ? last.answer : null;
  };

  return {
    styles,
    control: () =>
      html`<button class="quiet predict" type="button" aria-pressed=${on ? 'true' : 'false'} @click=${toggle}><span aria-hidden="true">?</span> <span class="word">${labWords(demo.words).quiz.tool}</span></button>`,
    line: () => {
      const { timeline } = host;
      if (!on || !timeline) return nothing;
      return lineView({
        timeline,
        question: asked(),
        answer: shown(),
        score,
        words: demo.words,
        said: labWords(demo.words).quiz,
        onAnswer,
      });
    },
  };
}

/**
 * @param {import('../../timeline.js').Timeline} timeline
 * @param {import('./question.js').Question} question
 * @param {string} typed
 * @returns {Answer}
 */
function judge(timeline, question, typed) {
  const text = numberText(typed);
  if (text === null) return { kind: 'unreadable', typed, value: null, slip: null };
  const right = isAnswer(text, question.value);
  return {
    kind: right ? 'right' : 'wrong',
    typed: text,
    value: question.value,
    slip: right ? null : diagnose(timeline, question, text),
  };
}
