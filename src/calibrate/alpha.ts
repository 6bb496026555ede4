/** Krippendorff's alpha: agreement of any number of raters with missing ratings, on a scale of any kind. */
import type { Pool } from './pool.ts';

export type Metric = 'nominal' | 'ordinal' | 'interval';

/**
 * α = 1 − Dₒ / Dₑ from the coincidences of categories 0, 1, 2 … (K. Krippendorff, "Computing Krippendorff's
 * Alpha-Reliability", University of Pennsylvania 2011, parts C and E). Squared differences: `nominal` 0 or 1;
 * `ordinal` the ratings that lie between two ranks, half of those at them; `interval` the difference of the numbers,
 * `values` where the categories are not numbered from 0. Null where every pairable rating is the same.
 */
export function alpha(
  { size, coincidences }: Pick<Pool, 'size' | 'coincidences'>,
  metric: Metric,
  values: readonly number[] = Array.from({ length: size }, (_, i) => i),
): number | null {
  const margins = coincidences.map((row) => row.reduce((a, b) => a + b, 0));
  const ranks: number[] = [];
  let below = 0;
  // The middle of each category on the scale of ranks: their distance is the ordinal difference.
  for (const n of margins) {
    ranks.push(below + n / 2);
    below += n;
  }
  const scale = metric === 'ordinal' ? ranks : values;
  let found = 0;
  let chance = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i === j) continue;
      const apart = metric === 'nominal' ? 1 : (scale[i]! - scale[j]!) ** 2;
      found += coincidences[i]![j]! * apart;
      chance += margins[i]! * margins[j]! * apart;
    }
  }
  return chance === 0 ? null : 1 - (found * (below - 1)) / chance;
}

/** Moments of numbers in units: additive, so that those of two sets of units add up to those of both. */
export interface Moments {
  /** Pairable numbers, their sum and the sum of their squares. */
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
  /** Σ over units of 2 (m Σx² − (Σx)²) / (m − 1), the squared differences within. */
  readonly within: number;
}

/** Adds the numbers of one unit to flat moments (n, sum, squares, within) that begin at `at`; one alone says nothing. */
export function addNumbers(flat: Float64Array, at: number, numbers: readonly number[]): void {
  const m = numbers.length;
  if (m < 2) return;
  const sum = numbers.reduce((a, b) => a + b, 0);
  const squares = numbers.reduce((a, b) => a + b * b, 0);
  flat[at]! += m;
  flat[at + 1]! += sum;
  flat[at + 2]! += squares;
  flat[at + 3]! += (2 * (m * squares - sum * sum)) / (m - 1);
}

/** Interval alpha of numbers such as scores, the same as `alpha` by the sums of squares; null where all are the same. */
export function alphaOfNumbers({ n, sum, squares, within }: Moments): number | null {
  const chance = (2 * (n * squares - sum * sum)) / (n - 1);
  return n < 2 || chance < 1e-9 ? null : 1 - within / chance;
}
