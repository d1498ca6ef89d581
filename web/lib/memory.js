// How much memory the engine uses.
import { cr, engine, memory } from './engine.js';

/**
 * @returns {{ engine: number, tape: number, nodes: number, wasm: number }} bytes that the engine holds, bytes and
 *   nodes of the tape, bytes of its WebAssembly memory (which never shrinks)
 */
export function memoryUse() {
  return {
    engine: cr.cr_total_bytes(engine),
    tape: cr.cr_tape_bytes(engine),
    nodes: cr.cr_tape_nodes(engine),
    wasm: memory.buffer.byteLength,
  };
}
