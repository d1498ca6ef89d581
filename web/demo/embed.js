// What the embed files and the site load: the element, and a sentence where it cannot run. It is for scripts that hold
// the engine themselves; where the engine is a module of its own, it is loaded before any of this.
import './forbidden.js';
import './define.js';
