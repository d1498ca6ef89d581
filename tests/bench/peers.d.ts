// The peers' own types are not looked at: the checks run without the peers, which only the benchmark installs.
declare module '@jax-js/jax';
declare module '@tensorflow/tfjs-backend-cpu';
declare module '@tensorflow/tfjs-backend-wasm';
declare module '@tensorflow/tfjs-core';
declare module '@tensorflow/tfjs-core/dist/register_all_gradients.js';
declare module 'convnetjs';
declare module 'esbuild';
declare module 'js-pytorch';
// dist/core.js and dist/chainrule.js, as bundle.js calls it.
declare module 'core';
declare module 'ours';
