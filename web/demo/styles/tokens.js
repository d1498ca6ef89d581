// Ink, paper, and the four colours with their four meanings; each text colour has 4.5:1 on every paper it stands on.
import { css } from 'lit';

// The reader's own size of text: a page's rem may be anything, 10px in many. A length, it comes down as it is.
try {
  CSS.registerProperty({
    name: '--backprop-rem',
    syntax: '<length>',
    inherits: true,
    initialValue: '16px',
  });
} catch {
  // Registered already: the page has this script twice.
}

export const tokens = css`
  :host {
    color-scheme: light dark;
    --paper: light-dark(#ffffff, #171c24);
    --ground: light-dark(#f5f6f8, #10141a);
    --raised: light-dark(#ffffff, #1e242e);
    --line: light-dark(#dbe0e8, #313a47);
    --edge: light-dark(#9aa4b2, #667181);
    --ink: light-dark(#1a2230, #e9edf2);
    --muted: light-dark(#566070, #a3adbb);
    --value: light-dark(#0062a3, #74bdff);
    --value-wash: light-dark(#e6f1fa, #17304a);
    --upstream: light-dark(#8a5800, #f2bd55);
    --upstream-wash: light-dark(#fbf0d9, #3d3013);
    --local: light-dark(#00704e, #55d3a5);
    --local-wash: light-dark(#ddf3ea, #12372b);
    --gradient: light-dark(#b83a08, #ff9a73);
    --gradient-wash: light-dark(#fdeee7, #43231a);
    --button: light-dark(#1a2230, #e9edf2);
    --on-button: light-dark(#ffffff, #10141a);
    --focus: light-dark(#0062a3, #74bdff);
    --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif;
    --serif: 'STIX Two Text', 'Cambria', 'Latin Modern Roman', 'Times New Roman', 'Noto Serif', 'DejaVu Serif', serif;
    --code: ui-monospace, 'SF Mono', 'Cascadia Code', 'DejaVu Sans Mono', Consolas, monospace;
    --leading: 1.5;
  }
  :host([theme='light']) { color-scheme: light; }
  :host([theme='dark']) { color-scheme: dark; }
  .zh { --leading: 1.75; }

  .value { color: var(--value); }
  .upstream { color: var(--upstream); }
  .local { color: var(--local); }
  .gradient { color: var(--gradient); }
  .number { font-variant-numeric: tabular-nums lining-nums; font-weight: inherit; }
  .symbol { font-family: var(--serif); font-style: italic; font-size: 1.08em; line-height: 1; }
  .caption { color: var(--muted); font-size: calc(0.8125 * var(--backprop-rem)); }

  .spoken {
    position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0;
    overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0;
  }
`;
