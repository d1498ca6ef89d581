// TensorFlow.js with its wasm backend, whose .wasm file is beside the bundle.
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { gradient as on } from './tfjs.js';

export function gradient() {
  setWasmPaths('tests/bench/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  return on('wasm');
}
