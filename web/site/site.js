// The page's language: what the address asks for, else the browser's. The page and the demo always speak the same.

const TAGS = { en: 'en', zh: 'zh-CN' };
const TITLES = { en: document.title, zh: 'chainrule · 看懂反向传播' };

/** @typedef {keyof typeof TAGS} Language */

/** @param {string | null} tag @returns {Language | null} */
function languageOf(tag) {
  const code = tag?.toLowerCase().split('-')[0];
  return code === 'en' || code === 'zh' ? code : null;
}

/** @returns {Language} */
function wanted() {
  const asked = languageOf(new URLSearchParams(location.search).get('lang'));
  return asked ?? navigator.languages.map(languageOf).find((code) => code !== null) ?? 'en';
}

/** @param {Language} language */
function speak(language) {
  document.documentElement.lang = TAGS[language];
  document.title = TITLES[language];
  const demo = document.querySelector('backprop-demo');
  if (demo && languageOf(demo.getAttribute('lang')) !== language)
    demo.setAttribute('lang', TAGS[language]);
}

/** Keeps the choice in the address, so that it survives a reload and can be linked to. @param {Language} language */
function remember(language) {
  const url = new URL(location.href);
  url.searchParams.set('lang', language);
  history.replaceState(history.state, '', url);
}

/** @param {Language} language */
function choose(language) {
  speak(language);
  remember(language);
}

speak(wanted());

for (const link of document.querySelectorAll('a.language')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    choose(languageOf(link.getAttribute('hreflang')) ?? 'en');
  });
}

const demo = document.querySelector('backprop-demo');
if (demo)
  new MutationObserver(() => {
    const language = languageOf(demo.getAttribute('lang'));
    if (language && language !== languageOf(document.documentElement.lang)) choose(language);
  }).observe(demo, { attributeFilter: ['lang'] });

// The lab comes after the demo, which is to be there first.
import('../demo/lab/index.js');
