/** What an agent did, counted by month: behaviour that can be coached, and what changed from one month to the next. */

import { compareKeys } from '../keys.ts';
import type { ScoredConversation } from '../model.ts';
import { bootstrapMean, MIN_N, wilson } from '../summarise/index.ts';
import { has, isSpecific, type Moment } from './moments.ts';

/** `k` of `n` and the 95 % interval of that share (Wilson), both bounds in [0,1]. */
export interface Rate {
  readonly n: number;
  readonly k: number;
  readonly low: number;
  readonly high: number;
}

/** A number with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What an agent did, in words that can be coached (SCORING §9.7). */
export interface Behaviour {
  readonly conversations: number;
  readonly scored: number;
  /** 0–100; null under 15 scored conversations. */
  readonly mean: Estimate | null;
  readonly addressed: Rate;
  readonly specific: Rate;
  /** Of the opportunities in which a failing of ours was possible, those in which it was named. */
  readonly fault: Rate;
  /** Of the opportunities with distress 2, those missed or dismissed. */
  readonly severeMissed: Rate;
}

/** One measure in two months: newer less older, with its 95 % interval; null where either has too few. */
export interface Change {
  readonly measure: 'score' | 'addressed' | 'specific';
  /** How many conversations, of a score, or opportunities either month has. */
  readonly before: number;
  readonly after: number;
  /** In points of a hundred. */
  readonly difference: Estimate | null;
}

/** Counts of one agent in one month; all integers. */
export interface Counts {
  conversations: number;
  scored: number;
  /** Tenths of a point → conversations. */
  scores: Record<string, number>;
  opportunities: number;
  met: number;
  specific: number;
  faultPossible: number;
  faultNamed: number;
  severe: number;
  severeMissed: number;
}

export function openCounts(): Counts {
  return {
    conversations: 0,
    scored: 0,
    scores: {},
    opportunities: 0,
    met: 0,
    specific: 0,
    faultPossible: 0,
    faultNamed: 0,
    severe: 0,
    severeMissed: 0,
  };
}

/** Counts what one agent did in a conversation: their score of it, and the moments that were theirs. */
export function count(
  counts: Counts,
  normalized: number | null,
  moments: readonly Moment[],
  { turns }: ScoredConversation,
): void {
  counts.conversations++;
  if (normalized !== null) {
    counts.scored++;
    const tenths = String(Math.round(normalized * 10));
    counts.scores[tenths] = (counts.scores[tenths] ?? 0) + 1;
  }
  for (const { opportunity, replies } of moments) {
    const last = replies.at(-1)?.index ?? opportunity.turn;
    const fault = turns.some(
      ({ index, flags }) => index >= opportunity.turn && index <= last && flags?.includes('fault'),
    );
    const met = opportunity.verdict === 'met';
    counts.opportunities++;
    counts.met += Number(met);
    counts.specific += Number(replies.some(isSpecific));
    counts.faultPossible += Number(fault);
    counts.faultNamed += Number(fault && replies.some((turn) => has(turn, 'apology', 2)));
    counts.severe += Number(opportunity.distress >= 2);
    counts.severeMissed += Number(opportunity.distress >= 2 && !met);
  }
}

export function summed(parts: readonly Counts[]): Counts {
  const sum = openCounts();
  for (const { scores, ...numbers } of parts) {
    for (const [key, n] of Object.entries(numbers)) sum[key as keyof typeof numbers] += n;
    for (const [tenths, n] of Object.entries(scores)) sum.scores[tenths] = (sum.scores[tenths] ?? 0) + n;
  }
  return sum;
}

export function behaviourOf(counts: Counts, seed: string): Behaviour {
  return {
    conversations: counts.conversations,
    scored: counts.scored,
    mean: meanOf(counts, seed),
    addressed: rate(counts.met, counts.opportunities),
    specific: rate(counts.specific, counts.opportunities),
    fault: rate(counts.faultNamed, counts.faultPossible),
    severeMissed: rate(counts.severeMissed, counts.severe),
  };
}

/** The mean with the interval that the totals of a report show, as both draw from the same seed. */
function meanOf({ scores, scored }: Counts, seed: string): Behaviour['mean'] {
  const interval = scored < MIN_N ? null : bootstrapMean(scores, seed);
  if (interval === null) return null;
  const sum = Object.entries(scores).reduce((total, [tenths, n]) => total + Number(tenths) * n, 0);
  return { value: sum / scored / 10, low: interval.low / 10, high: interval.high / 10 };
}

function rate(k: number, n: number): Rate {
  return { k, n, ...wilson(k, n) };
}

/** Two months of one agent. */
export interface Progress {
  readonly months: readonly [string, string];
  readonly changes: readonly Change[];
}

/**
 * The last two months in which an agent worked; conversations without a date belong to none. `seedOf` gives the seed
 * of a month's interval.
 */
export function progressOf(
  months: ReadonlyMap<string, Counts>,
  seedOf: (month: string) => string,
): Progress | undefined {
  const dated = [...months].filter(([month]) => month !== '').sort(([a], [b]) => compareKeys(a, b));
  const [older, newer] = dated.slice(-2);
  if (!older || !newer) return undefined;
  const [before, after] = [behaviourOf(older[1], seedOf(older[0])), behaviourOf(newer[1], seedOf(newer[0]))];
  const shares = (['addressed', 'specific'] as const).map((measure): Change => {
    const [a, b] = [before[measure], after[measure]];
    const enough = a.n >= MIN_N && b.n >= MIN_N;
    return { measure, before: a.n, after: b.n, difference: enough ? difference(share(a), share(b)) : null };
  });
  const score: Change = {
    measure: 'score',
    before: before.scored,
    after: after.scored,
    difference: before.mean && after.mean && difference(before.mean, after.mean),
  };
  return { months: [older[0], newer[0]], changes: [...shares, score] };
}

/** A share in points of a hundred. */
function share({ k, n, low, high }: Rate): Estimate {
  return { value: (100 * k) / n, low: 100 * low, high: 100 * high };
}

/**
 * The difference of two independent estimates with an interval made of theirs (R. G. Newcombe, Statistics in Medicine
 * 17, 1998, method 10; G. Zou and A. Donner, Statistics in Medicine 27, 2008, for means).
 */
function difference(a: Estimate, b: Estimate): Estimate {
  const value = b.value - a.value;
  return {
    value,
    low: value - Math.hypot(b.value - b.low, a.high - a.value),
    high: value + Math.hypot(b.high - b.value, a.value - a.low),
  };
}
