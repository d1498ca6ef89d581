// chainrule's optim: optimisers and schedulers by PyTorch's names.
export { Optimizer } from './optimizer.js';
export { Adagrad, Adam, AdamW, RMSprop, SGD } from './optimizers.js';
export { rules } from './rules.js';
export { CosineAnnealingLR, ExponentialLR, LRScheduler, StepLR } from './schedulers.js';
