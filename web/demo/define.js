// Registers <backprop-demo>; importing it is all a page has to do.
import { BackpropDemo } from './element.js';

if (globalThis.customElements && !customElements.get('backprop-demo'))
  customElements.define('backprop-demo', BackpropDemo);
