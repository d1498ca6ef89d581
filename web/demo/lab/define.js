// Registers <backprop-demo> with its lab; for bundlers, as define.js without it.
import '../define.js';
import './index.js';
