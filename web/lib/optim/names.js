// PyTorch's names are written weight_decay, those of options in JS weightDecay.

/** @param {string} name */
export function camel(name) {
  return name.replace(/(?<=[a-z])_(.)/g, (_, letter) => letter.toUpperCase());
}

/** @param {string} name */
export function snake(name) {
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * @param {object} values
 * @param {(name: string) => string} rename
 * @returns {Record<string, any>}
 */
export function renamed(values, rename) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [rename(name), value]));
}
