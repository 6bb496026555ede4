/** What is known of detection's own mistakes, carried into rates and intervals (SCORING §9.5). */

import { Z } from '../wilson.ts';
import { type Interval, seededRandom, wilson } from './interval.ts';

/** Draws of what the labels may truly be. */
const DRAWS = 200;

/** Share of the turns with a label in which it is found, and of those without in which it is not (0–1). */
export interface DetectorError {
  readonly sensitivity: number;
  readonly specificity: number;
}

/** Label → level, 0 for none. */
export type TurnLabels = Readonly<Record<string, number>>;

/**
 * The rate of a label behind the one observed, `(p + sp − 1) / (se + sp − 1)`, held within [0,1] (W. J. Rogan and B.
 * Gladen, "Estimating prevalence from the results of a screening test", American Journal of Epidemiology 107, 1978,
 * 71–76). Null for a detector that is no better than chance: it says nothing about any rate.
 */
export function roganGladen(observed: number, { sensitivity, specificity }: DetectorError): number | null {
  const worth = sensitivity + specificity - 1;
  return worth <= 0 ? null : Math.min(1, Math.max(0, (observed + specificity - 1) / worth));
}

/** The rate behind `k` of `n` observed, with the interval behind Wilson's; null as in `roganGladen`, and for n = 0. */
export function correctedRate(
  k: number,
  n: number,
  error: DetectorError,
): (Interval & { readonly rate: number }) | null {
  const observed = wilson(k, n);
  const [rate, low, high] = [k / n, observed.low, observed.high].map((p) => roganGladen(p, error));
  return n === 0 || rate == null || low == null || high == null ? null : { rate, low, high };
}

/**
 * Standard deviation of a score over 200 draws of what the labels of its turns may truly be, seeded by `seed`. In each
 * draw a label that was found stays with the probability that it is right, and one that was not found comes in, at
 * level 1, with the probability that it was missed; both follow from its errors and from how often it was found.
 * Labels without known errors stay. Draws without a score (null) are left out.
 */
export function flipSpread(
  turns: readonly TurnLabels[],
  errors: Readonly<Record<string, DetectorError>>,
  scoreOf: (turns: readonly TurnLabels[]) => number | null,
  seed: string,
): number {
  const random = seededRandom(seed);
  const chances = Object.entries(errors).map(([label, error]) => ({
    label,
    ...chancesOf(label, turns, error),
  }));
  const drawn: number[] = [];
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const score = scoreOf(
      turns.map((turn) => {
        const labels = { ...turn };
        for (const { label, right, missed } of chances) {
          const found = (turn[label] ?? 0) > 0;
          const is = random() < (found ? right : missed);
          if (is !== found) labels[label] = is ? 1 : 0;
        }
        return labels;
      }),
    );
    if (score !== null) drawn.push(score);
  }
  const mean = drawn.reduce((sum, score) => sum + score, 0) / drawn.length;
  const squares = drawn.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  return drawn.length < 2 ? 0 : Math.sqrt(squares / (drawn.length - 1));
}

/** An interval about a value, widened by a further, independent standard deviation; each side keeps its own width. */
export function widenedBy(spread: number, value: number, { low, high }: Interval): Interval {
  const more = Z * spread;
  return { low: value - Math.hypot(value - low, more), high: value + Math.hypot(high - value, more) };
}

/** Probability that a label that was found is there, and that one that was not found is there all the same. */
function chancesOf(label: string, turns: readonly TurnLabels[], error: DetectorError) {
  const found = turns.filter((turn) => (turn[label] ?? 0) > 0).length;
  const { sensitivity, specificity } = error;
  const rate = roganGladen(found / turns.length, error);
  // Of a detector that is no better than chance nothing is known but what it says.
  if (rate === null) return { right: 1, missed: 0 };
  const hits = sensitivity * rate;
  const alarms = (1 - specificity) * (1 - rate);
  const misses = (1 - sensitivity) * rate;
  const rejections = specificity * (1 - rate);
  return {
    right: hits + alarms === 0 ? 1 : hits / (hits + alarms),
    missed: misses + rejections === 0 ? 0 : misses / (misses + rejections),
  };
}
