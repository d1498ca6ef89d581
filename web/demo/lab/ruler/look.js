// The learning-rate ruler: the loss around the point where the run stands, the step that the rate takes from there, and
// the rates at which such steps creep, land, bounce and diverge. Pure: timeline and cursor in, picture out.

import { EDGE, HEIGHT, PLOT } from '../axes.js';
import { lossesAt, nameOf, placeAt, slopesAt } from '../place.js';
import { brokenAt } from './broken.js';
import { factorOf, zoneOf, zonesOf } from './zones.js';

/** @typedef {import('../place.js').Place} Place */
/** @typedef {import('../place.js').Slopes} Slopes */
/** @typedef {import('./zones.js').Zones} Zones */
/** @typedef {import('../../timeline.js').Timeline} Timeline */
/**
 * @typedef {object} Here  what does not depend on the rate
 * @property {Place} place
 * @property {string[]} names     of the parameters
 * @property {number[]} point     their values
 * @property {Slopes} slopes
 * @property {Zones} zones
 * @property {Curve | null} curve  null: two parameters, which have a plane
 * @property {Plane | null} plane
 */
/** @typedef {{ at: number[], losses: number[], along: 'parameter' | 'rate' }} Curve */
/** @typedef {{ x: number[], y: number[], losses: number[] }} Plane  losses row by row: for each y all x */
/**
 * @typedef {object} Ruler
 * @property {Here} here
 * @property {number} rate
 * @property {import('./zones.js').Zone} zone
 * @property {number | null} factor
 * @property {number[]} landing   the parameters after the step
 * @property {number} landed      the loss there
 * @property {{ tangent: number, parabola: number | null, real: number }} drops  changes of the loss
 * @property {import('./broken.js').Broken | null} broken
 */

/** The curve is drawn from a little before the point to a little behind the ruler's end, in units of its length. */
export const REACH = { before: 0.25, behind: 0.04 };
const POINTS = 121;
const GRID = { x: 73, y: 41 };

/** @type {{ name: string, here: Here } | null} the last place: it stays while the rate is dragged */
let last = null;

/**
 * @param {Timeline} timeline
 * @param {number} pass
 * @returns {Ruler}
 */
export function rulerAt(timeline, pass) {
  const place = placeAt(timeline, pass);
  const name = nameOf(place);
  if (last?.name !== name) last = { name, here: look(place) };
  const { here } = last;
  const rate = timeline.config.lr;
  const { slopes, zones, point, names } = here;
  const landing = point.map((value, i) => value - rate * slopes.gradient[i]);
  const [landed] = lossesAt(place, columns(names, [landing]));
  const fall = -rate * zones.steepness;
  return {
    here,
    rate,
    zone: zoneOf(rate, zones),
    factor: factorOf(rate, zones),
    landing,
    landed,
    drops: {
      tangent: fall,
      parabola: zones.curvature === null ? null : fall - (rate * fall * zones.curvature) / 2,
      real: landed - slopes.loss,
    },
    broken: brokenAt(timeline),
  };
}

/**
 * @param {string[]} names
 * @param {number[][]} points
 * @returns {Record<string, number[]>}
 */
const columns = (names, points) =>
  Object.fromEntries(names.map((name, i) => [name, points.map((point) => point[i])]));

/** @param {Place} place @returns {Here} */
function look(place) {
  const names = Object.keys(place.params);
  const point = Object.values(place.params);
  const slopes = slopesAt(place);
  const zones = zonesOf(slopes, point);
  const here = { place, names, point, slopes, zones };
  return names.length === 2
    ? { ...here, curve: null, plane: planeOf(here) }
    : { ...here, curve: curveOf(here), plane: null };
}

/** @typedef {Omit<Here, 'curve' | 'plane'>} Found */

/** A ruler shorter than this, relatively to the parameters, is lost among the digits of float32. */
const SHORTEST = 1e-6;

/** @param {number[]} point */
const sizeOf = (point) => Math.max(...point.map(Math.abs));

/** Whether a step can be seen. @param {Found} found */
function moving({ point, zones: { steepness, most } }) {
  const length = Math.sqrt(steepness) * most;
  return length > SHORTEST * sizeOf(point) && length < Infinity;
}

/** @param {Found} found @returns {Curve} */
function curveOf(found) {
  const { place, names, point, slopes, zones } = found;
  const moves = moving(found);
  const rates = spread(-REACH.before * zones.most, (1 + REACH.behind) * zones.most, POINTS);
  const slope = moves ? slopes.gradient : point.map((value) => -Math.max(1, Math.abs(value)));
  const points = rates.map((rate) => point.map((value, i) => value - rate * slope[i]));
  const losses = lossesAt(place, columns(names, points));
  return names.length === 1
    ? { at: points.map(([value]) => value), losses, along: 'parameter' }
    : { at: rates, losses, along: 'rate' };
}

/**
 * Both axes have one scale, so that the gradient is seen to stand upright on the contours.
 * @param {Found} found
 * @returns {Plane}
 */
function planeOf(found) {
  const { place, names, point, zones } = found;
  const { gradient } = found.slopes;
  const moves = moving(found);
  const way = gradient.map((slope) => (moves ? -slope * zones.most : 0));
  const centre = point.map((value, i) => value + way[i] / 2);
  const unit = Math.max(
    Math.abs(way[0]) / PLANE_SHAPE.width,
    Math.abs(way[1]) / PLANE_SHAPE.height,
    moves ? 0 : (4 * Math.max(1, sizeOf(point))) / PLANE_SHAPE.width,
  );
  const half = { x: AROUND * unit * PLANE_SHAPE.width, y: AROUND * unit * PLANE_SHAPE.height };
  const x = spread(centre[0] - half.x, centre[0] + half.x, GRID.x);
  const y = spread(centre[1] - half.y, centre[1] + half.y, GRID.y);
  const points = y.flatMap((b) => x.map((a) => [a, b]));
  return { x, y, losses: lossesAt(place, columns(names, points)) };
}

/** Half of the picture, in lengths of the ruler: there is air around both of its ends. */
const AROUND = 0.72;
/** Of the plane's picture. */
const PLANE_SHAPE = { width: PLOT.width, height: HEIGHT - EDGE.top - EDGE.bottom };

/** @param {number} from @param {number} to @param {number} count */
const spread = (from, to, count) =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
