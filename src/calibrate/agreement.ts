/** Agreement of two ratings: precision, recall, F1, Cohen's kappa, and percentile intervals over clusters. */
import { type Interval, seededRandom } from '../summarise/interval.ts';

/** How often level `i` was expected and level `j` found: `matrix[i][j]`, square. */
export type Matrix = readonly (readonly number[])[];

/** Right and wrong decisions between "absent" (level 0) and "present" (level 1 or more). */
export interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** Resamples of the bootstrap, and the share left out on each side of a 95 % interval. */
export const RESAMPLES = 1000;
const TAIL = 0.025;

/** Of every interval, so that one value has one interval in whatever table it stands. */
export const SEED = 'attune calibrate';

/** The 2 × 2 table of a matrix of levels, cut between 0 and 1. */
export function countsOf(matrix: Matrix): Counts {
  const counts = { tp: 0, fp: 0, fn: 0, tn: 0 };
  matrix.forEach((row, expected) => {
    row.forEach((n, found) => {
      counts[expected > 0 ? (found > 0 ? 'tp' : 'fn') : found > 0 ? 'fp' : 'tn'] += n;
    });
  });
  return counts;
}

/** Share of what was found that is right; null where nothing was found (van Rijsbergen 1979, ch. 7). */
export const precision = ({ tp, fp }: Counts): number | null => share(tp, tp + fp);

/** Share of what is there that was found; null where nothing is there (van Rijsbergen 1979, ch. 7). */
export const recall = ({ tp, fn }: Counts): number | null => share(tp, tp + fn);

/** Harmonic mean of precision and recall, 2tp / (2tp + fp + fn); null where nothing is there and nothing was found. */
export const f1 = ({ tp, fp, fn }: Counts): number | null => share(2 * tp, 2 * tp + fp + fn);

/**
 * Cohen's kappa of two ratings, (p₀ − pₑ) / (1 − pₑ): agreement beyond what the margins give by chance (J. Cohen,
 * "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20, 1960, 37–46).
 *
 * With `linear` weights a near miss counts in part, 1 − |i − j| / (k − 1) (J. Cohen, "Weighted kappa",
 * Psychological Bulletin 70, 1968, 213–220); for two levels both are the same. Null where chance alone would give
 * full agreement, as when both ratings are constant.
 */
export function kappa(matrix: Matrix, weights: 'none' | 'linear' = 'none'): number | null {
  return kappaOfCells(matrix.flat(), matrix.length, weights);
}

/** The same of a matrix whose rows stand one after another; without memory of its own, as resampling asks often. */
export function kappaOfCells(
  cells: ArrayLike<number>,
  size: number,
  weights: 'none' | 'linear' = 'none',
): number | null {
  let n = 0;
  for (let i = 0; i < size * size; i++) n += cells[i]!;
  if (n === 0) return null;
  let observed = 0;
  let chance = 0;
  for (let i = 0; i < size; i++) {
    let row = 0;
    for (let j = 0; j < size; j++) row += cells[i * size + j]!;
    for (let j = 0; j < size; j++) {
      const apart = weights === 'linear' ? Math.abs(i - j) / (size - 1) : Number(i !== j);
      if (apart === 0) continue;
      let column = 0;
      for (let k = 0; k < size; k++) column += cells[k * size + j]!;
      observed += apart * cells[i * size + j]!;
      chance += (apart * row * column) / n;
    }
  }
  return chance === 0 ? null : 1 - observed / chance;
}

/** The matrix of "absent" against "present" for the same ratings. */
export function presence(matrix: Matrix): Matrix {
  const { tp, fp, fn, tn } = countsOf(matrix);
  return [
    [tn, fp],
    [fn, tp],
  ];
}

/** Mean of the values that are defined (macro average); null where none is. */
export function mean(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return share(sum(defined), defined.length);
}

/**
 * 95 % percentile intervals of several statistics over `clusters` clusters, drawn with replacement (B. Efron,
 * "Bootstrap methods: another look at the jackknife", Annals of Statistics 7, 1979, 1–26; percentile method: Efron
 * & Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 13). Whole clusters are drawn because turns of one
 * conversation are not independent (Davison & Hinkley 1997, §3.8).
 *
 * `statistics` is handed how often each cluster was drawn. Resamples in which a statistic is undefined are left
 * out of its interval; null where more than half are, or where there are fewer than two clusters.
 */
export function bootstrap(
  clusters: number,
  seed: string,
  statistics: (times: Uint32Array) => readonly (number | null)[],
  resamples = RESAMPLES,
): readonly (Interval | null)[] {
  const random = seededRandom(seed);
  const drawn: number[][] = [];
  const times = new Uint32Array(clusters);
  for (let b = 0; b < resamples; b++) {
    times.fill(0);
    for (let i = 0; i < clusters; i++) times[Math.floor(random() * clusters)]!++;
    statistics(times).forEach((value, s) => {
      drawn[s] ??= [];
      if (value !== null) drawn[s].push(value);
    });
  }
  return drawn.map((values) => (clusters < 2 ? null : percentiles(values, resamples)));
}

function percentiles(values: readonly number[], resamples: number): Interval | null {
  if (values.length < resamples / 2) return null;
  const sorted = Float64Array.from(values).sort();
  const cut = Math.floor(TAIL * sorted.length);
  return { low: sorted[cut]!, high: sorted[sorted.length - 1 - cut]! };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
