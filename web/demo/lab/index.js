// All parts of the lab; importing it adds them to every demo in the page.
import { addPart } from '../kit.js';
import { bugsPart } from './bugs/part.js';
import { nudgePart } from './nudge/part.js';
import { quizPart } from './quiz/part.js';
import { rulerPart } from './ruler/part.js';

for (const part of [rulerPart, nudgePart, quizPart, bugsPart]) addPart(part);
