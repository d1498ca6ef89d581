// The lesson's two settings, one tap each: its single sample, and the data set of its program.

/** @typedef {'single' | 'lesson' | 'own'} Choice */

const ROWS = '1,2; 2,4; 3,6';

/** @type {Record<'single' | 'lesson', Record<string, string>>} */
const PRESETS = {
  single: { data: '', lr: '0.1', epochs: '2', x: '2.0', y: '4.0' },
  lesson: { data: ROWS, lr: '0.01', epochs: '100', x: '4.0', y: '8.0' },
};

/**
 * The fields that a choice fills; data of one's own begins with the lesson's rows.
 * @param {string} choice
 * @param {string} data  what stands in the field now
 * @returns {Record<string, string>}
 */
export function presetFor(choice, data) {
  if (choice === 'single' || choice === 'lesson') return PRESETS[choice];
  return data.trim() ? {} : PRESETS.lesson;
}

/**
 * @param {string} data
 * @param {boolean} own  whether the reader asked for a data set of their own
 * @returns {Choice}
 */
export function choiceOf(data, own) {
  if (own) return 'own';
  const tidy = data.replace(/\s/g, '');
  if (tidy === '') return 'single';
  return tidy === ROWS.replace(/\s/g, '') ? 'lesson' : 'own';
}
