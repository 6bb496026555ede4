/** Fair numbers of groups: adjusted for case mix, weighed by their evidence, told apart only where they differ (SCORING §9). */

import type { FairSummary, GroupSpread, Tally } from '../model.ts';
import { Z } from '../wilson.ts';
import { type Excess, excessOf } from './case-mix.ts';
import { MIN_N, REPORTABLE_N } from './difference.ts';
import { NO_GROUP } from './groups.ts';
import { bootstrapInterval, expandCells, type Interval, meanOf, variance } from './interval.ts';
import { Z90 } from './normal.ts';
import { toTenth } from './round.ts';

/** Least variance between groups, in points² (SCORING §9.2). */
const LEAST_BETWEEN = 4;
/** From so many conversations on the interval is a bootstrap (SCORING §9.3). */
const BOOTSTRAP_FROM = 20;
/** Reliability under which there is not enough evidence, and from which on it can be reported (SCORING §9.4). */
const INDICATIVE = 0.6;
const REPORTABLE = 0.8;

/** What the groups of a column are taken from: their mean, and the variances within and between them. */
export interface Prior {
  readonly mean: number;
  readonly within: number;
  readonly between: number;
}

export interface Posterior {
  readonly estimate: number;
  readonly variance: number;
}

export interface Fairness {
  readonly groups: ReadonlyMap<string, FairSummary>;
  readonly spread: GroupSpread;
}

export interface FairnessOptions {
  readonly rubricHash: string;
  /** Points that come off a group's scores, for its reliance on a script. */
  readonly pointsOff: (key: string) => number;
}

/**
 * The groups of a column against one another. Those under the minimum n, and conversations that name no group, say what
 * to expect of a kind of conversation, but nothing is said of them; nothing at all where fewer than two are left.
 */
export function fairnessOf(
  column: string,
  groups: readonly (readonly [key: string, tally: Tally])[],
  { rubricHash, pointsOff }: FairnessOptions,
): Fairness | undefined {
  const excess = excessOf(column, groups);
  const judged = groups
    .filter(([key, { scored }]) => key !== NO_GROUP && scored >= MIN_N)
    .map(([key, tally]) => sampleOf(key, tally, excess, pointsOff(key)));
  if (judged.length < 2) return undefined;
  const prior = priorOf(judged);
  const posteriors = judged.map((sample) =>
    widened(shrink(sample.mean, sample.n, prior), sample.n, prior, judged),
  );
  const shares = judged.map(({ n }) => Math.round(reliability(n, prior) * 100) / 100);
  const standings = judged.map(({ n }, i) => standingOf(n, shares[i]!));
  const sure = posteriors.filter((_, i) => standings[i] !== 'not_enough_evidence');
  const tiers = tiersOf(sure);
  const tierOf = new Map(Math.max(...tiers) > 1 ? sure.map((posterior, i) => [posterior, tiers[i]!]) : []);
  const summaries = judged.map((sample, i): [string, FairSummary] => {
    const posterior = posteriors[i]!;
    const { low, high } = intervalOf(sample, posterior, prior, `${rubricHash}\n${column}\n${sample.key}`);
    const tier = tierOf.get(posterior);
    return [
      sample.key,
      {
        adjusted: shown(sample.mean),
        estimate: shown(posterior.estimate),
        low: shown(low),
        high: shown(high),
        reliability: shares[i]!,
        standing: standings[i]!,
        ...(tier === undefined ? {} : { tier }),
      },
    ];
  });
  return {
    groups: new Map(summaries),
    spread: {
      groups: judged.length,
      mean: shown(prior.mean),
      within: toTenth(Math.sqrt(prior.within)),
      between: toTenth(Math.sqrt(prior.between)),
      detectorError: 'not_included',
    },
  };
}

/** `y = C − μ_cell + μ_all` of every conversation of a group (SCORING §9.1), less the points that come off. */
function sampleOf(key: string, { scored, cells }: Tally, excess: Excess, off: number): GroupSample {
  const values = expandCells(
    Object.entries(cells).flatMap(([cell, scores]) => {
      const more = excess(cell);
      return Object.entries(scores).map(
        ([tenths, count]) => [(Number(tenths) - more) / 10 - off, count] as const,
      );
    }),
  );
  return { key, values, n: scored, mean: meanOf(values), variance: variance(values) };
}

/**
 * From 20 conversations on the bootstrap of the adjusted scores gives the shape of the interval, and the posterior its
 * place and width, so that it goes with the estimate and the step from 19 to 20 is none; below, it is normal.
 */
function intervalOf(
  { n, values }: GroupSample,
  { estimate, variance: own }: Posterior,
  { within }: Prior,
  seed: string,
): Interval {
  if (n >= BOOTSTRAP_FROM && within > 0) {
    const scale = Math.sqrt((own * n) / within);
    const interval = bootstrapInterval(values, seed, { scale, centre: estimate });
    if (interval) return interval;
  }
  const half = Z * Math.sqrt(own);
  return { low: estimate - half, high: estimate + half };
}

/** A mean score as it is shown; the adjustment can carry one just past the ends of the scale. */
function shown(points: number): number {
  return toTenth(Math.min(100, Math.max(0, points)));
}

/**
 * `θ̂ = μ + B(ȳ − μ)` with `B = τ² / (τ² + σ²/n)`, and its variance `Bσ²/n` (SCORING §9.2): a mean of n values drawn
 * towards the mean of all groups, the less it rests on the more. Any unit, as long as it is the same.
 */
export function shrink(mean: number, n: number, prior: Prior): Posterior {
  const chance = prior.within / n;
  const kept = prior.between / (prior.between + chance);
  return { estimate: prior.mean + kept * (mean - prior.mean), variance: kept * chance };
}

/** `n / (n + σ²/τ²)`: how far the means of n values would agree with those of another n (SCORING §9.4). */
export function reliability(n: number, { within, between }: Prior): number {
  return n / (n + within / between);
}

/**
 * How far a group's number carries. The reliabilities come from the groups themselves; the default numbers of
 * conversations, which they amount to where σ²/τ² is 9.8, stay the least: from a few groups τ² is little more than a
 * guess, and a lucky one should not make four conversations enough. So both must hold. The share is taken as it is shown,
 * in hundredths, as 15 and 39 are: 39 / (39 + 9.8) is .799.
 */
export function standingOf(n: number, share: number): FairSummary['standing'] {
  if (n < MIN_N || share < INDICATIVE) return 'not_enough_evidence';
  return n < REPORTABLE_N || share < REPORTABLE ? 'indicative' : 'reportable';
}

/** The adjusted scores of one group, in points. */
export interface Sample {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

interface GroupSample extends Sample {
  readonly key: string;
  /** Ascending. */
  readonly values: Float64Array;
}

/**
 * The prior of at least two groups: σ² pooled over them; τ² by the method of moments, as in an analysis of variance
 * with groups of unequal size, and at least 4; μ their mean, weighted by how sure each is.
 */
export function priorOf(samples: readonly Sample[]): Prior {
  const sum = (of: (sample: Sample) => number): number => samples.reduce((total, one) => total + of(one), 0);
  const all = sum(({ n }) => n);
  const groups = samples.length;
  const within = sum((s) => (s.n - 1) * s.variance) / (all - groups);
  const grand = sum(({ n, mean }) => n * mean) / all;
  const among = sum(({ n, mean }) => n * (mean - grand) ** 2) / (groups - 1);
  const size = (all - sum(({ n }) => n * n) / all) / (groups - 1);
  const between = Math.max(LEAST_BETWEEN, (among - within) / size);
  const weight = ({ n }: Sample): number => 1 / (between + within / n);
  return { mean: sum((s) => weight(s) * s.mean) / sum(weight), within, between };
}

/**
 * What the estimates' variances are short of because μ and τ² are estimated, too: the second-order terms of N. G. N.
 * Prasad and J. N. K. Rao ("The estimation of the mean squared error of small-area estimators", Journal of the American
 * Statistical Association 85, 1990, 163–171). In all no more than σ²/n, the variance of a mean that is not drawn anywhere.
 */
function widened(
  { estimate, variance: known }: Posterior,
  n: number,
  { within, between }: Prior,
  samples: readonly Sample[],
): Posterior {
  const chance = within / n;
  const spread = between + chance;
  const totals = samples.map((sample) => between + within / sample.n);
  const weights = totals.reduce((sum, total) => sum + 1 / total, 0);
  const squares = totals.reduce((sum, total) => sum + total ** 2, 0);
  const ofMean = (chance / spread) ** 2 / weights;
  const ofBetween = ((chance ** 2 / spread ** 3) * 2 * squares) / samples.length ** 2;
  return { estimate, variance: Math.min(chance, known + ofMean + 2 * ofBetween) };
}

/**
 * The tier of each group, 1 for the highest. Two groups are told apart where one is the better with 90 % probability;
 * whoever can't be told apart shares a tier, also by way of others between them. So two tiers always are told apart,
 * and how a tier is ordered within says nothing.
 */
export function tiersOf(posteriors: readonly Posterior[]): readonly number[] {
  const order = posteriors.map((posterior, at) => ({ ...posterior, at }));
  order.sort((a, b) => b.estimate - a.estimate);
  const most = Math.max(...posteriors.map(({ variance: own }) => own));
  const tiers: number[] = [];
  let tier = 0;
  /** The last group that can't be told apart from one before it, and how far down it is worth looking. */
  let reach = -1;
  let far = 0;
  for (const [i, one] of order.entries()) {
    if (i > reach) {
      tier += 1;
      reach = i;
    }
    const least = one.estimate - Z90 * Math.sqrt(one.variance + most);
    while (far + 1 < order.length && order[far + 1]!.estimate >= least) far += 1;
    for (let j = far; j > reach; j -= 1) {
      const other = order[j]!;
      if (one.estimate - other.estimate <= Z90 * Math.sqrt(one.variance + other.variance)) reach = j;
    }
    tiers[one.at] = tier;
  }
  return tiers;
}
