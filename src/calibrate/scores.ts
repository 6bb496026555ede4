/** Scores that two raters gave the same items: how they go together and how far they lie apart. */
import { bootstrap, SEED } from './agreement.ts';
import { addNumbers, alphaOfNumbers } from './alpha.ts';
import { addPair, centred, pearsonOfSums, ranksOf, SUMS } from './correlation.ts';
import type { Estimate } from './measure.ts';
import { affordable } from './pairs.ts';

/** How two lists of scores (0–100) agree. */
export interface ScoreMeasure {
  /** Items with both scores. */
  readonly n: number;
  readonly pearson: Estimate;
  /** Of the ranks among all these items. */
  readonly spearman: Estimate;
  /** Mean absolute difference in points. */
  readonly difference: Estimate;
  /** Krippendorff's interval alpha. */
  readonly alpha: number | null;
}

/** Compares scores by item, NaN where there is none; null where no item has both. */
export function measureScores(
  first: Float64Array,
  second: Float64Array,
  { clusters, conversations }: { readonly clusters: Uint32Array; readonly conversations: number },
): ScoreMeasure | null {
  const at = Array.from(first.keys()).filter((i) => !Number.isNaN(first[i]!) && !Number.isNaN(second[i]!));
  if (at.length === 0) return null;
  const [a, b] = [Float64Array.from(at, (i) => first[i]!), Float64Array.from(at, (i) => second[i]!)];
  const [x, y, ranksX, ranksY] = [a, b, ranksOf(a), ranksOf(b)].map(centred) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  // By conversation: the sums of scores, of ranks, and of the distances; all that a resample needs.
  const width = 2 * SUMS + 1;
  const flat = new Float64Array(width * conversations);
  at.forEach((item, i) => {
    const from = width * clusters[item]!;
    addPair(flat, from, x[i]!, y[i]!);
    addPair(flat, from + SUMS, ranksX[i]!, ranksY[i]!);
    flat[from + 2 * SUMS]! += Math.abs(a[i]! - b[i]!);
  });
  const statistics = (times?: Uint32Array): (number | null)[] => {
    const sum = new Float64Array(width);
    for (let c = 0; c < conversations; c++) {
      const w = times ? times[c]! : 1;
      if (w > 0) for (let i = 0; i < width; i++) sum[i]! += w * flat[c * width + i]!;
    }
    const n = sum[0]!;
    return [pearsonOfSums(sum), pearsonOfSums(sum, SUMS), n === 0 ? null : sum[2 * SUMS]! / n];
  };
  const intervals = bootstrap(conversations, SEED, statistics, affordable(100 * width * conversations));
  const [r, rho, apart] = statistics().map((value, i): Estimate => {
    const interval = value === null ? null : intervals[i];
    return { value, low: interval?.low ?? null, high: interval?.high ?? null };
  });
  return { n: at.length, pearson: r!, spearman: rho!, difference: apart!, alpha: alphaOfScores([a, b]) };
}

/** Interval alpha of any number of raters' scores by item, NaN where there is none. */
export function alphaOfScores(raters: readonly Float64Array[]): number | null {
  const flat = new Float64Array(4);
  for (let i = 0; i < (raters[0]?.length ?? 0); i++)
    addNumbers(
      flat,
      0,
      raters.flatMap((scores) => (Number.isNaN(scores[i]!) ? [] : [scores[i]!])),
    );
  const [n, sum, squares, within] = flat;
  return alphaOfNumbers({ n: n!, sum: sum!, squares: squares!, within: within! });
}
