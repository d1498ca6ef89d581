// What is measured: the six workloads, how long they are, and what issue 3 wants of them.

/**
 * @typedef {object} Workload
 * @property {string} id
 * @property {string} title
 * @property {string} unit      what one unit of time is spent on
 * @property {number} units     how many of them one step has
 * @property {number} period    after so many steps it starts again from the first parameters
 * @property {number} checked   how many losses are compared with ours
 * @property {number} tolerance relative to the largest loss
 * @property {'ns' | 'us' | 'ms'} scale  what times are shown in
 */

/** One epoch of micrograd's demo: 640 ops a sample, 3 for its margin and 1 to add it; 2 a parameter; 3 more. */
export const MOONS_NODES = 100 * (640 + 3 + 1) + 2 * 337 + 3;

/** @type {Workload[]} */
export const workloads = [
  {
    id: 'W1',
    title: 'the seed program, define-by-run',
    unit: 'step',
    units: 300,
    period: 1,
    checked: 1,
    tolerance: 1e-4,
    scale: 'ns',
  },
  {
    id: 'W2',
    title: "micrograd's moons demo, scalar nodes",
    unit: 'node',
    units: MOONS_NODES,
    period: 100,
    checked: 10,
    tolerance: 1e-3,
    scale: 'ns',
  },
  {
    id: 'W2-tensors',
    title: "micrograd's moons demo, tensors",
    unit: 'epoch',
    units: 1,
    period: 100,
    checked: 10,
    tolerance: 1e-3,
    scale: 'us',
  },
  {
    id: 'W3',
    title: "TF Playground's spiral, 2-8-8-1 tanh, batch 10",
    unit: 'epoch',
    units: 1,
    period: 200,
    checked: 20,
    tolerance: 1e-4,
    scale: 'us',
  },
  {
    id: 'W4',
    title: 'MLP 784-128-10, batch 64, cross entropy',
    unit: 'step',
    units: 1,
    period: 50,
    checked: 10,
    tolerance: 1e-4,
    scale: 'ms',
  },
  {
    id: 'W5',
    title: 'a chain of 1e6 scalar ops',
    unit: 'node',
    units: 1e6,
    period: 1,
    checked: 1,
    tolerance: 1e-3,
    scale: 'ns',
  },
  {
    id: 'W5-1e7',
    title: 'a chain of 1e7 scalar ops',
    unit: 'node',
    units: 1e7,
    period: 1,
    checked: 1,
    tolerance: 1e-3,
    scale: 'ns',
  },
];

/** The constants of the programs, which every contestant takes from here. */
export const RATE = { seed: 0.01, spiral: 0.03, pictures: 0.01 };

/** The demo's rate in epoch k. @param {number} k */
export const moonsRate = (k) => 1 - (0.9 * k) / 100;
