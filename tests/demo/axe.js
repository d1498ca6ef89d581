// What axe-core finds wrong with a demo; rules for whole pages do not hold for a part of one.
import axe from 'axe-core';

/** @param {import('./page.js').BackpropDemo} demo */
export async function violations(demo) {
  const rules = {
    'page-has-heading-one': { enabled: false },
    'landmark-one-main': { enabled: false },
    region: { enabled: false },
    'html-has-lang': { enabled: false },
  };
  const found = await axe.run(demo, { rules, resultTypes: ['violations'] });
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, any }) => html + any.map(({ message }) => message)).join('\n')}`,
  );
}
