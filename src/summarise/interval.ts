/** Uncertainty of means and rates: a seeded bootstrap and Wilson's interval (SCORING §9.3). */

import { fnv1a } from '../hash.ts';
import { studentQuantile, upperTail } from './normal.ts';

export { wilson } from '../wilson.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Value → how often it was counted: scores, or differences of scores, in tenths of a point. */
export type Histogram = Readonly<Record<string, number>>;

/** Resamples of the bootstrap (SCORING §9.3). */
const RESAMPLES = 2000;

/** Largest resample; beyond it the m-out-of-n bootstrap keeps the time bounded. */
const MOST_DRAWS = 2000;

/**
 * 95 % interval of the mean of a histogram, as `bootstrapInterval` gives it; the same data give the same interval in
 * whatever order they came. Null for fewer than two values.
 */
export function bootstrapMean(histogram: Histogram, seed: string): Interval | null {
  return bootstrapInterval(expand(histogram), seed);
}

/**
 * 95 % bootstrap interval of the mean of ascending values, seeded by `seed`; null for fewer than two. `scale` multiplies
 * the resamples' deviations from the mean, `centre` is what they are laid around: the mean itself unless given.
 *
 * The plain percentile interval is too narrow for few values: resamples vary by s²/n with n instead of n − 1 in s², and
 * know nothing of Student's t. So the percentiles are expanded until they would be right for normal values (T. C.
 * Hesterberg, "What teachers should know about the bootstrap", The American Statistician 69, 2015, 371–386).
 */
export function bootstrapInterval(
  values: Float64Array,
  seed: string,
  { scale = 1, centre }: { readonly scale?: number; readonly centre?: number } = {},
): Interval | null {
  const n = values.length;
  if (n < 2) return null;
  const deviations = resample(values, seededRandom(seed)).sort();
  const { low, high } = expanded(deviations, n - 1, n / (n - 1));
  const middle = centre ?? meanOf(values);
  return { low: middle + low * scale, high: middle + high * scale };
}

/**
 * 95 % interval of the difference of two means, b less a, from independent resamples of both; null where one has fewer
 * than two values. The percentiles are expanded by Welch's degrees of freedom.
 */
export function bootstrapDifference(a: Float64Array, b: Float64Array, seed: string): Interval | null {
  if (a.length < 2 || b.length < 2) return null;
  const random = seededRandom(seed);
  const [older, newer] = [resample(a, random), resample(b, random)];
  const deviations = newer.map((deviation, i) => deviation - older[i]!).sort();
  const parts = [a, b].map((values) => ({ n: values.length, square: variance(values) / values.length }));
  const square = parts.reduce((sum, part) => sum + part.square, 0);
  const drawn = parts.reduce((sum, part) => sum + (part.square * (part.n - 1)) / part.n, 0);
  const df = square ** 2 / parts.reduce((sum, part) => sum + part.square ** 2 / (part.n - 1), 0);
  const { low, high } = square === 0 ? { low: 0, high: 0 } : expanded(deviations, df, square / drawn);
  const difference = meanOf(b) - meanOf(a);
  return { low: difference + low, high: difference + high };
}

/** Deviations of resampled means from the mean. Over `MOST_DRAWS` values it draws m of n and shrinks them by √(m/n). */
function resample(values: Float64Array, random: () => number): Float64Array {
  const n = values.length;
  const mean = meanOf(values);
  const draws = Math.min(n, MOST_DRAWS);
  const shrink = Math.sqrt(draws / n);
  const deviations = new Float64Array(RESAMPLES);
  for (let b = 0; b < RESAMPLES; b += 1) {
    let sum = 0;
    for (let i = 0; i < draws; i += 1) sum += values[Math.floor(random() * n)]!;
    deviations[b] = (sum / draws - mean) * shrink;
  }
  return deviations;
}

/** The outer percentiles of ascending deviations whose variance is too small by `ratio`. */
function expanded(deviations: Float64Array, df: number, ratio: number): Interval {
  const tail = upperTail(Math.sqrt(ratio) * studentQuantile(df));
  const cut = Math.round(tail * RESAMPLES);
  return { low: deviations[cut]!, high: deviations[RESAMPLES - 1 - cut]! };
}

/** The values in ascending order, each as often as it was counted. */
export function expand(histogram: Histogram): Float64Array {
  return expandCells(Object.entries(histogram).map(([value, count]) => [Number(value), count]));
}

/** The values of `[value, count]` in ascending order, each as often as it was counted. */
export function expandCells(cells: readonly (readonly [value: number, count: number])[]): Float64Array {
  const values = new Float64Array(cells.reduce((n, [, count]) => n + count, 0));
  let at = 0;
  for (const [value, count] of cells.toSorted(([a], [b]) => a - b)) {
    values.fill(value, at, at + count);
    at += count;
  }
  return values;
}

export function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Unbiased: over n − 1. */
export function variance(values: Float64Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** FNV-1a with murmur3's finaliser: a 32-bit seed from text. */
function hash(text: string): number {
  let h = fnv1a(text);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Numbers in [0,1), the same on every machine for the same seed: FNV-1a with a murmur finish into Tommy Ettinger's
 * mulberry32.
 */
export function seededRandom(seed: string): () => number {
  let state = hash(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
