/** How two lists of numbers go together: Pearson's and Spearman's correlation, and their mean absolute difference. */

/**
 * Pearson's r of pairs (K. Pearson, Proceedings of the Royal Society 58, 1895, 240–242), each as often as `times`
 * says; null where one side does not vary.
 */
export function pearson(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  times?: ArrayLike<number>,
): number | null {
  const [meanA, meanB] = [weightedMean(a, times), weightedMean(b, times)];
  if (meanA === null || meanB === null) return null;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const w = times ? times[i]! : 1;
    const [x, y] = [a[i]! - meanA, b[i]! - meanB];
    ab += w * x * y;
    aa += w * x * x;
    bb += w * y * y;
  }
  const norm = Math.sqrt(aa * bb);
  return norm < 1e-12 ? null : Math.max(-1, Math.min(1, ab / norm));
}

/**
 * Spearman's rho: Pearson's r of the ranks, ties at their middle (C. Spearman, American Journal of Psychology 15, 1904,
 * 72–101). With `times` the ranks stay those of the whole list.
 */
export function spearman(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  times?: ArrayLike<number>,
): number | null {
  return pearson(ranksOf(a), ranksOf(b), times);
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

/** Mean of |a − b|; null for no pairs. */
export function meanDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  times?: ArrayLike<number>,
): number | null {
  return weightedMean(
    Float64Array.from(a, (x, i) => Math.abs(x - b[i]!)),
    times,
  );
}

/** Mean of values, each as often as `times` says; null where there are none. */
export function weightedMean(values: ArrayLike<number>, times?: ArrayLike<number>): number | null {
  let [sum, n] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const w = times ? times[i]! : 1;
    sum += w * values[i]!;
    n += w;
  }
  return n === 0 ? null : sum / n;
}
