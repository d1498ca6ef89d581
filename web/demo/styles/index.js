// The element's style sheets, in the order in which they are adopted.
import { dock } from './dock.js';
import { fields } from './fields.js';
import { frame } from './frame.js';
import { graph } from './graph.js';
import { panel } from './panel.js';
import { range } from './range.js';
import { share } from './share.js';
import { table } from './table.js';
import { tokens } from './tokens.js';

export const styles = [tokens, frame, fields, range, graph, panel, dock, table, share];
