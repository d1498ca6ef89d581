// The first gradient with TensorFlow.js, whose gradients are registered all at once.
import { grad, mul, setBackend, square, sub, tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';

/** @param {string} backend */
export async function gradient(backend) {
  await setBackend(backend);
  return grad((/** @type {any} */ w) => square(sub(mul(w, 2), 4)))(tensor(1)).dataSync()[0];
}
