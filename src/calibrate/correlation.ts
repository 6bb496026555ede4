/** How two lists of numbers go together: Pearson's and Spearman's correlation, and their mean absolute difference. */

/** Sums over pairs of numbers, additive: n, Σa, Σb, Σa², Σb², Σab. */
export const SUMS = 6;

/** Adds one pair to flat sums that begin at `at`. */
export function addPair(flat: Float64Array, at: number, a: number, b: number): void {
  flat[at]! += 1;
  flat[at + 1]! += a;
  flat[at + 2]! += b;
  flat[at + 3]! += a * a;
  flat[at + 4]! += b * b;
  flat[at + 5]! += a * b;
}

/** Pearson's r from sums; null where one side does not vary. Numbers should lie around 0, or their squares drown it. */
export function pearsonOfSums(flat: ArrayLike<number>, at = 0): number | null {
  const [n, a, b, aa, bb, ab] = Array.from({ length: SUMS }, (_, i) => flat[at + i]!);
  const [varA, varB] = [n! * aa! - a! * a!, n! * bb! - b! * b!];
  if (varA <= 1e-9 * n! * aa! || varB <= 1e-9 * n! * bb!) return null;
  return Math.max(-1, Math.min(1, (n! * ab! - a! * b!) / Math.sqrt(varA * varB)));
}

/** Pearson's r of pairs (K. Pearson, Proceedings of the Royal Society 58, 1895, 240–242); null where one does not vary. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const flat = new Float64Array(SUMS);
  const [x, y] = [centred(a), centred(b)];
  for (let i = 0; i < x.length; i++) addPair(flat, 0, x[i]!, y[i]!);
  return pearsonOfSums(flat);
}

/**
 * Spearman's rho: Pearson's r of the ranks, ties at their middle (C. Spearman, American Journal of Psychology 15, 1904,
 * 72–101).
 */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  return pearson(ranksOf(a), ranksOf(b));
}

/** Ranks from 1, equal values at the middle of theirs. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/** The values less their mean. */
export function centred(values: ArrayLike<number>): Float64Array {
  const list = Float64Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / Math.max(1, list.length);
  return list.map((value) => value - mean);
}
