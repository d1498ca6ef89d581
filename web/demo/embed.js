// What the embed files and the site load: the element, and a sentence where it cannot run. It is for scripts that hold
// the engine themselves; where the engine is a module of its own, it is loaded before any of this.
import './forbidden.js';
import './define.js';
import * as kit from './kit.js';

/** Where parts look for what they are made of. A second copy of this file leaves the first one's in place. */
const page = /** @type {{ backpropDemo?: typeof kit }} */ (globalThis);
page.backpropDemo ??= kit;
dispatchEvent(new Event('backprop-ready'));
