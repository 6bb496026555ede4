/** Uncertainty of means and rates: a seeded bootstrap and Wilson's interval (SCORING §9.3). */

export { wilson } from '../wilson.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Resamples of the bootstrap, and the share left out on each side of a 95 % interval. */
const RESAMPLES = 2000;
const TAIL = 0.025;

/** Largest resample; beyond it the m-out-of-n bootstrap keeps the time bounded. */
const MOST_DRAWS = 2000;

/**
 * 95 % percentile bootstrap of the mean of a histogram (value → count, integer values), seeded by `seed`, so that
 * the same data give the same interval in whatever order they came. Null for fewer than two values.
 *
 * Over `MOST_DRAWS` values it draws m of n and shrinks the deviations from the mean by √(m/n).
 */
export function bootstrapMean(histogram: Readonly<Record<string, number>>, seed: string): Interval | null {
  const values = expand(histogram);
  const n = values.length;
  if (n < 2) return null;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const draws = Math.min(n, MOST_DRAWS);
  const shrink = Math.sqrt(draws / n);
  const random = seededRandom(seed);
  const deviations = new Float64Array(RESAMPLES);
  for (let b = 0; b < RESAMPLES; b += 1) {
    let sum = 0;
    for (let i = 0; i < draws; i += 1) sum += values[Math.floor(random() * n)]!;
    deviations[b] = (sum / draws - mean) * shrink;
  }
  deviations.sort();
  const cut = Math.floor(TAIL * RESAMPLES);
  return { low: mean + deviations[cut]!, high: mean + deviations[RESAMPLES - 1 - cut]! };
}

/** The values in ascending order, each as often as it was counted. */
function expand(histogram: Readonly<Record<string, number>>): Float64Array {
  const cells = Object.entries(histogram).map(([value, count]) => ({ value: Number(value), count }));
  cells.sort((a, b) => a.value - b.value);
  const values = new Float64Array(cells.reduce((n, { count }) => n + count, 0));
  let at = 0;
  for (const { value, count } of cells) {
    values.fill(value, at, at + count);
    at += count;
  }
  return values;
}

/** FNV-1a with murmur3's finaliser: a 32-bit seed from text. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
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
