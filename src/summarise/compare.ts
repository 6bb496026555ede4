/** Two scorings of the same conversations against each other: what moved, how far, for whom, and why. */

import { compareKeys } from '../keys.ts';
import type {
  Adjustment,
  Comparison,
  Mover,
  PointsChange,
  ScoredConversation,
  TurnFlip,
  Verdict,
} from '../model.ts';
import { differenceOf, groupDifferences } from './difference.ts';
import { flipCounter, flipsBetween, type PlaceOf } from './flips.ts';
import { slicesBy } from './groups.ts';
import { inOrder } from './tally.ts';

export interface ComparisonOptions {
  /** Columns whose groups are compared. */
  readonly groupBy: readonly string[];
  /** Examples kept of each kind of flip, and movers kept. */
  readonly examples: number;
  /** Names what is compared, so that the intervals are the same each time. */
  readonly seed: string;
}

export interface Comparer {
  /** One conversation, scored twice from the same turns. */
  readonly add: (before: ScoredConversation, after: ScoredConversation, placeOf: PlaceOf) => void;
  readonly comparison: () => Comparison;
}

/** Compares one conversation at a time and keeps counts and a few examples, however many conversations there are. */
export function createComparer({ groupBy, examples, seed }: ComparisonOptions): Comparer {
  const moves = new Map<number, number>();
  const bands = new Map<string, number>();
  const began = new Map<string, number>();
  const ended = new Map<string, number>();
  const flips = flipCounter(examples);
  const columns = new Map(groupBy.map((column) => [column, new Map<string, Map<number, number>>()]));
  const movers: Mover[] = [];
  const counts = { conversations: 0, gainedScore: 0, lostScore: 0 };
  const countCritical = (what: string, before: readonly string[] = [], after: readonly string[] = []) => {
    for (const id of after) if (!before.includes(id)) count(began, JSON.stringify([id, what]));
    for (const id of before) if (!after.includes(id)) count(ended, JSON.stringify([id, what]));
  };

  return {
    add(before, after, placeOf) {
      counts.conversations += 1;
      count(bands, JSON.stringify([before.score.band, after.score.band]));
      countCritical('failed', before.score.failed, after.score.failed);
      countCritical('review', before.score.review, after.score.review);
      const flipped = flipsBetween(before, after, placeOf);
      flips.add(before.id, flipped);
      const move = moveOf(before.score.normalized, after.score.normalized);
      if (move !== undefined) count(moves, move);
      else if (after.score.normalized !== null) counts.gainedScore += 1;
      else if (before.score.normalized !== null) counts.lostScore += 1;
      for (const [column, groups] of columns) countGroups(groups, column, before, after);
      if (move) keepMover(movers, examples, before, after, flipped);
    },
    comparison: () => {
      const { conversations, gainedScore, lostScore } = counts;
      return {
        conversations,
        difference: differenceOf(histogram(moves), seed),
        moves: histogram(moves),
        gainedScore,
        lostScore,
        bands: inOrderOf(bands).map(([key, n]) => {
          const [from, to] = JSON.parse(key) as [string | null, string | null];
          return { from, to, conversations: n };
        }),
        critical: [...new Set([...began.keys(), ...ended.keys()])].sort(compareKeys).map((key) => {
          const [criterion, what] = JSON.parse(key) as [string, 'failed' | 'review'];
          return { criterion, what, began: began.get(key) ?? 0, ended: ended.get(key) ?? 0 };
        }),
        flips: flips.list(),
        groups: inOrder(
          [...columns].map(([column, groups]) => {
            const list = inOrderOf(groups).map(([key, own]) => [key, histogram(own)] as const);
            return [column, groupDifferences(list, `${seed}\n${column}`)] as const;
          }),
        ),
        movers: [...movers],
      };
    },
  };
}

/** Difference in tenths of a point; undefined where one of the two has no score. */
function moveOf(before: number | null, after: number | null): number | undefined {
  if (before === null || after === null) return undefined;
  return Math.round(after * 10) - Math.round(before * 10);
}

/** Who speaks does not depend on the rubric, so both scorings fall into the same groups. */
function countGroups(
  groups: Map<string, Map<number, number>>,
  column: string,
  before: ScoredConversation,
  after: ScoredConversation,
): void {
  const newer = new Map(slicesBy(column, after).map(({ key, normalized }) => [key, normalized]));
  for (const { key, normalized } of slicesBy(column, before)) {
    const own = groups.get(key) ?? new Map<number, number>();
    groups.set(key, own);
    const move = moveOf(normalized, newer.get(key) ?? null);
    if (move !== undefined) count(own, move);
  }
}

/** Keeps the conversations that moved most, the earlier one of two that moved as far. */
function keepMover(
  movers: Mover[],
  most: number,
  before: ScoredConversation,
  after: ScoredConversation,
  flips: readonly TurnFlip[],
): void {
  const [from, to] = [before.score.normalized ?? 0, after.score.normalized ?? 0];
  const distance = (a: number, b: number) => Math.round(Math.abs(b - a) * 10);
  const at = movers.findIndex((m) => distance(m.before, m.after) < distance(from, to));
  if (at < 0 && movers.length >= most) return;
  const mover: Mover = {
    conversation: before.id,
    place: before.source,
    ...(before.agent !== undefined && { agent: before.agent }),
    before: from,
    after: to,
    points: pointsChanges(before, after),
    flips,
  };
  movers.splice(at < 0 ? movers.length : at, 0, mover);
  movers.length = Math.min(movers.length, most);
}

/** The criteria and rules whose points differ, those that lost or gained most first. */
function pointsChanges(before: ScoredConversation, after: ScoredConversation): readonly PointsChange[] {
  const [older, newer] = [pointsOf(before), pointsOf(after)];
  const nothing = { earned: 0, possible: 0 };
  const size = ({ before: b, after: a }: PointsChange) => Math.abs(a.earned - b.earned);
  return [...new Set([...older.keys(), ...newer.keys()])]
    .map((rule) => ({ rule, before: older.get(rule) ?? nothing, after: newer.get(rule) ?? nothing }))
    .filter(({ before: b, after: a }) => b.earned !== a.earned || b.possible !== a.possible)
    .sort((a, b) => size(b) - size(a) || compareKeys(a.rule, b.rule));
}

/** Points by criterion over the episodes that have a score and the whole conversation, adjustments by their rules. */
function pointsOf({ score, opportunities }: ScoredConversation): ReadonlyMap<string, PointsChange['before']> {
  const sums = new Map<string, { earned: number; possible: number }>();
  const add = (rule: string, earned: number, possible: number): void => {
    const { earned: e, possible: p } = sums.get(rule) ?? { earned: 0, possible: 0 };
    // In hundredths, so that sums of decimals come out even.
    const plus = (a: number, b: number) => (Math.round(a * 100) + Math.round(b * 100)) / 100;
    sums.set(rule, { earned: plus(e, earned), possible: plus(p, possible) });
  };
  const addAll = (verdicts: readonly Verdict[] = [], adjustments: readonly Adjustment[] = []): void => {
    for (const { criterion, earned, possible } of verdicts) add(criterion, earned, possible);
    for (const { rule, points } of adjustments) add(rule, points, 0);
  };
  for (const { score: own, verdicts } of opportunities)
    if (own.normalized !== null) addAll(verdicts, own.adjustments);
  addAll(score.verdicts, score.adjustments);
  return sums;
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function inOrderOf<T>(map: ReadonlyMap<string, T>): (readonly [string, T])[] {
  return [...map].sort(([a], [b]) => compareKeys(a, b));
}

function histogram(moves: ReadonlyMap<number, number>): Readonly<Record<string, number>> {
  return inOrder([...moves].map(([tenths, n]) => [String(tenths), n] as const));
}
