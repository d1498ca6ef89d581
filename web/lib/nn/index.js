// chainrule's nn: modules by PyTorch's names.
export {
  ELU,
  GELU,
  Hardtanh,
  Identity,
  LeakyReLU,
  LogSoftmax,
  ReLU,
  Sigmoid,
  SiLU,
  Softmax,
  Softplus,
  Tanh,
} from './activations.js';
export { ModuleList, Sequential } from './containers.js';
export * as init from './init.js';
export { Linear } from './linear.js';
export { Module } from './module.js';
export { Parameter } from './parameter.js';
