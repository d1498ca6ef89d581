// Embedding: a row of a matrix for each whole number.
import { normal_ } from './init.js';
import { keywords, Module } from './module.js';
import { filled, holding, Parameter } from './parameter.js';

/** @typedef {import('../tensor.js').Tensor} Tensor */

/** As torch.nn.Embedding, with its first values. */
export class Embedding extends Module {
  /**
   * @param {number} numEmbeddings  rows
   * @param {number} embeddingDim
   * @param {{ paddingIdx?: number }} [options]  paddingIdx: a row that is 0 and is not trained
   */
  constructor(numEmbeddings, embeddingDim, { paddingIdx, ...unread } = {}) {
    super(unread);
    this.numEmbeddings = numEmbeddings;
    this.embeddingDim = embeddingDim;
    const { data: drawn } = normal_(filled([numEmbeddings, embeddingDim]));
    const data = /** @type {import('../engine.js').Reals} */ (drawn);
    if (paddingIdx !== undefined) {
      if (!(paddingIdx >= -numEmbeddings && paddingIdx < numEmbeddings)) {
        throw new RangeError('Padding_idx must be within num_embeddings');
      }
      const row = paddingIdx < 0 ? paddingIdx + numEmbeddings : paddingIdx;
      data.fill(0, row * embeddingDim, (row + 1) * embeddingDim);
      this.paddingIdx = row;
    }
    this.weight = new Parameter(holding(data, [numEmbeddings, embeddingDim]));
  }

  /**
   * @param {Tensor} x  int64, of any shape
   * @returns {Tensor} its shape and, behind it, embeddingDim
   */
  forward(x) {
    return x.embedding(this.weight, { padding_idx: this.paddingIdx });
  }

  extraRepr() {
    const { numEmbeddings, embeddingDim, paddingIdx } = this;
    const padding = paddingIdx === undefined ? '' : `, ${keywords({ padding_idx: paddingIdx })}`;
    return `${numEmbeddings}, ${embeddingDim}${padding}`;
  }
}
