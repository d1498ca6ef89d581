// The demo with all of its parts in one script.
import './embed.js';
import './lab/index.js';
