/** The interval of a rate, for summaries and for the reports that show rates. */

/** 97.5 % quantile of the standard normal distribution. */
export const Z = 1.959963984540054;

/** Wilson's 95 % interval of a rate of `k` in `n`, both bounds in [0,1]; nothing known for n = 0 (SCORING §9.3). */
export function wilson(k: number, n: number): { readonly low: number; readonly high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const rate = k / n;
  const z2 = Z * Z;
  const centre = (rate + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((rate * (1 - rate)) / n + z2 / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
