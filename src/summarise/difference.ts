/** Paired differences: how far scores of the same conversations moved, and whether that is more than chance. */

import type { Difference, GroupDifference } from '../model.ts';
import { bootstrapMean } from './interval.ts';

/** Under so many scored conversations a group is "not enough evidence" and shows no number (SCORING §9.4). */
export const MIN_N = 15;
/** From so many on a group's number is "reportable", below it "indicative" (SCORING §9.4). */
export const REPORTABLE_N = 39;
/** Accepted chance that any group that did not move is shown as moved. */
const ALPHA = 0.05;

/** Difference in tenths of a point → how many conversations moved by it; all integers. */
export type Moves = Readonly<Record<string, number>>;

/**
 * The mean of paired differences with the 95 % interval of a bootstrap over conversations, seeded by `seed`. Any two
 * runs over the same conversations can be compared so: two rubrics, two versions, before and after.
 */
export function differenceOf(moves: Moves, seed: string): Difference {
  const { n, sum, up, down } = momentsOf(moves);
  const interval = bootstrapMean(moves, seed);
  return {
    n,
    up,
    down,
    mean: n === 0 ? null : inPoints(sum / n),
    low: interval && inPoints(interval.low),
    high: interval && inPoints(interval.high),
  };
}

/**
 * The differences of groups, as `differenceOf` gives them; a group with fewer than `MIN_N` shows no number. With many
 * groups some intervals exclude 0 by chance, so `holm` says which still do when all of them are compared (S. Holm, "A
 * simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979, 65–70). Its
 * probabilities are those of the normal distribution: the resamples are too few to tell small ones apart.
 */
export function groupDifferences(
  groups: readonly (readonly [key: string, moves: Moves])[],
  seed: string,
): readonly GroupDifference[] {
  const tested = groups
    .map(([key, moves]) => ({ key, ...momentsOf(moves) }))
    .filter(({ n }) => n >= MIN_N)
    .map((moments) => ({ key: moments.key, p: chanceOf(moments) }));
  const kept = holm(tested);
  return groups.map(([key, moves]) => {
    const difference = differenceOf(moves, `${seed}\n${key}`);
    const { n, low, high } = difference;
    if (n < MIN_N) {
      const unknown = { mean: null, low: null, high: null, beyond: false, holm: false };
      return { key, ...difference, evidence: 'too_few', ...unknown };
    }
    const evidence = n < REPORTABLE_N ? 'indicative' : 'reportable';
    const beyond = low !== null && high !== null && (low > 0 || high < 0);
    return { key, ...difference, evidence, beyond, holm: beyond && kept.has(key) };
  });
}

interface Moments {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
  readonly up: number;
  readonly down: number;
}

function momentsOf(moves: Moves): Moments {
  const moments = { n: 0, sum: 0, squares: 0, up: 0, down: 0 };
  for (const [key, count] of Object.entries(moves)) {
    const tenths = Number(key);
    moments.n += count;
    moments.sum += tenths * count;
    moments.squares += tenths * tenths * count;
    if (tenths > 0) moments.up += count;
    if (tenths < 0) moments.down += count;
  }
  return moments;
}

/** Two-sided probability of a mean as far from 0 as this one if nothing had moved. */
function chanceOf({ n, sum, squares }: Moments): number {
  if (sum === 0) return 1;
  const variance = Math.max(0, (squares - (sum * sum) / n) / (n - 1));
  return variance === 0 ? 0 : 2 * upperTail(Math.abs(sum / n) / Math.sqrt(variance / n));
}

/** P(Z > z) for z ≥ 0, within 1e-7 (Abramowitz and Stegun 1964, 26.2.17). */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

/** The keys that stay when the smallest probability is held against α/m, the next against α/(m − 1), and so on. */
function holm(tests: readonly { readonly key: string; readonly p: number }[]): ReadonlySet<string> {
  const ordered = tests.toSorted((a, b) => a.p - b.p);
  const end = ordered.findIndex(({ p }, i) => p > ALPHA / (ordered.length - i));
  return new Set(ordered.slice(0, end < 0 ? ordered.length : end).map(({ key }) => key));
}

/** Tenths of a point as points with two decimals, half away from zero. */
function inPoints(tenths: number): number {
  const hundredths = Math.floor(Math.abs(tenths) * 10 + 0.5 + 1e-9);
  return hundredths === 0 ? 0 : (Math.sign(tenths) * hundredths) / 100;
}
