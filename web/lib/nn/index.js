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
export { Dropout, Flatten } from './between.js';
export { ModuleList, Sequential } from './containers.js';
export { AvgPool2d, Conv2d, MaxPool2d } from './convolution.js';
export { Embedding } from './embedding.js';
export * as functional from './functional.js';
export * as init from './init.js';
export { Linear } from './linear.js';
export {
  BCELoss,
  BCEWithLogitsLoss,
  CrossEntropyLoss,
  HuberLoss,
  KLDivLoss,
  L1Loss,
  MSELoss,
  NLLLoss,
  SmoothL1Loss,
} from './losses.js';
export { Module } from './module.js';
export { BatchNorm1d, BatchNorm2d, LayerNorm } from './normalization.js';
export { Parameter } from './parameter.js';
