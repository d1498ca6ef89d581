// Runs in the page, before anything else there: writes down whatever goes wrong, alike in every browser.

/** @type {string[]} */
const complaints = [];
Reflect.set(globalThis, 'complaints', complaints);

for (const kind of /** @type {const} */ (['error', 'warn'])) {
  const say = console[kind];
  console[kind] = (...words) => {
    complaints.push(`console: ${words.join(' ')}`);
    say(...words);
  };
}

// A file that does not come is only told on the way down to its element.
addEventListener(
  'error',
  ({ target, message }) =>
    complaints.push(target instanceof Element ? `failed: ${target.outerHTML}` : message),
  true,
);
addEventListener('unhandledrejection', ({ reason }) => complaints.push(`rejected: ${reason}`));
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  complaints.push(`CSP: ${violatedDirective} ${blockedURI}`),
);
