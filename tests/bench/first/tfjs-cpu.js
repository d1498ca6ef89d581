// TensorFlow.js with its cpu backend.
import '@tensorflow/tfjs-backend-cpu';
import { gradient as on } from './tfjs.js';

export const gradient = () => on('cpu');
