// What the embed tests try: the built files, the tags that README.md tells people to paste, and a page to paste them in.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @param {string} path */
const inHouse = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const dist = inHouse('dist/');
const readme = readFileSync(inHouse('README.md'), 'utf8');

/** @param {RegExp} pattern */
function pasted(pattern) {
  const found = pattern.exec(readme)?.[1];
  if (!found) throw new Error(`README.md holds nothing like ${pattern}`);
  return found;
}

/** The script and the tag, exactly as README.md has them. */
export const tagSnippet = pasted(/```html\n([\s\S]*?)```/);
export const iframeSnippet = pasted(/```html\n(<iframe\b[\s\S]*?)```/);

/**
 * A page as a teacher would write it, without a style sheet or a script of its own.
 * @param {string} body
 */
export const coursePage = (body) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lesson 3</title>
</head>
<body>
<h1>Lesson 3: gradients</h1>
${body}
<p>Homework: the second update.</p>
</body>
</html>
`;

/** What README.md says a policy must allow; everything else comes from the page's own host. */
export const strictPolicy = `default-src 'self'; ${pasted(/`(script-src 'self' 'wasm-unsafe-eval')`/)}`;
