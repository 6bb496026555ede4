/** What any number of raters said of the same units, summed so that every coefficient of agreement follows from it. */

/**
 * Sums over units; a unit is rated by any number of raters, and those who did not rate it are left out. All of it is
 * additive: the pools of two sets of units add up to the pool of both.
 */
export interface Pool {
  /** Number of categories. */
  readonly size: number;
  /** Units with one rating or more, and with two or more. */
  readonly units: number;
  readonly paired: number;
  /** By category: the sum over units of the share of their ratings in it. */
  readonly shares: readonly number[];
  /** By category × category: the sum over paired units of the share of ordered pairs of their ratings. */
  readonly pairs: readonly (readonly number[])[];
  /** Krippendorff's coincidences: as `pairs`, each unit as often as it was rated. */
  readonly coincidences: readonly (readonly number[])[];
}

/** Length of the flat form of a pool: units, paired, shares, pairs, coincidences. */
export const flatLength = (size: number): number => 2 + size + 2 * size * size;

/** Adds one unit, given the number of its ratings in each category, to a flat pool that begins at `at`. */
export function addUnit(flat: Float64Array, at: number, counts: ArrayLike<number>): void {
  const size = counts.length;
  let n = 0;
  for (let c = 0; c < size; c++) n += counts[c]!;
  if (n === 0) return;
  flat[at]! += 1;
  for (let c = 0; c < size; c++) flat[at + 2 + c]! += counts[c]! / n;
  if (n < 2) return;
  flat[at + 1]! += 1;
  const pairs = at + 2 + size;
  for (let c = 0; c < size; c++) {
    if (counts[c] === 0) continue;
    for (let k = 0; k < size; k++) {
      const both = counts[c]! * (counts[k]! - Number(c === k));
      flat[pairs + c * size + k]! += both / (n * (n - 1));
      flat[pairs + (size + c) * size + k]! += both / (n - 1);
    }
  }
}

/** A flat pool in words. */
export function poolOf(flat: ArrayLike<number>, size: number): Pool {
  const row = (from: number): number[] => Array.from({ length: size }, (_, i) => flat[from + i]!);
  const square = (from: number): number[][] => Array.from({ length: size }, (_, i) => row(from + i * size));
  return {
    size,
    units: flat[0]!,
    paired: flat[1]!,
    shares: row(2),
    pairs: square(2 + size),
    coincidences: square(2 + size + size * size),
  };
}

/** The pool of units, each the number of its ratings by category. */
export function pool(units: readonly (readonly number[])[], size: number): Pool {
  const flat = new Float64Array(flatLength(size));
  for (const counts of units) addUnit(flat, 0, counts);
  return poolOf(flat, size);
}

/** The pool of two raters who both rated the same units, from how often one said `i` where the other said `j`. */
export function poolOfTwo(matrix: readonly (readonly number[])[]): Pool {
  const size = matrix.length;
  const both = matrix.map((row, i) => row.map((n, j) => n + matrix[j]![i]!));
  const shares = both.map((row) => row.reduce((a, b) => a + b, 0) / 2);
  const units = shares.reduce((a, b) => a + b, 0);
  const pairs = both.map((row) => row.map((n) => n / 2));
  return { size, units, paired: units, shares, pairs, coincidences: both };
}

/** Agreement that a pair of categories counts for, 1 on the diagonal. */
export type Weights = 'none' | 'linear';

/** 1 for the same category; with `linear` weights 1 − |i − j| / (k − 1) for others, else 0 (Cohen 1968). */
export function weightOf(i: number, j: number, size: number, weights: Weights): number {
  if (i === j) return 1;
  return weights === 'linear' ? 1 - Math.abs(i - j) / (size - 1) : 0;
}

/** Weighted share of pairs of ratings that agree, over the units with two or more; null where there are none. */
export function observed({ size, paired, pairs }: Pool, weights: Weights = 'none'): number | null {
  if (paired === 0) return null;
  let sum = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) sum += weightOf(i, j, size, weights) * pairs[i]![j]!;
  return sum / paired;
}

/** (p₀ − pₑ) / (1 − pₑ): the agreement beyond chance; null where chance alone would give all of it. */
export function beyondChance(agreed: number | null, chance: number): number | null {
  return agreed === null || 1 - chance < 1e-12 ? null : (agreed - chance) / (1 - chance);
}
