/** Two runs or two periods against each other: what their tallies say has changed, and whether chance explains it. */

import { compareKeys, own } from '../keys.ts';
import type { Against, RateShift, ScoredConversation, Shift, Tally } from '../model.ts';
import { differenceBetween, differenceOf, differenceOfRates, MIN_N, type Moves } from './difference.ts';
import type { Tallies } from './index.ts';
import { toTenth } from './round.ts';
import { emptyTally } from './tally.ts';

/** From this share of both sides on, conversations that are in both are compared one by one. */
const MOSTLY = 0.9;

/** Finds conversations that stand in both runs: by their id and what was said. */
export interface Pairing {
  readonly before: (scored: ScoredConversation) => void;
  readonly after: (scored: ScoredConversation) => void;
  /** How far each of them moved, in tenths of a point. */
  readonly moves: () => Moves;
}

/** Keeps an id and a score for each conversation of the base, and nothing else of it. */
export function createPairing(): Pairing {
  const scores = new Map<string, number>();
  const moves: Record<string, number> = {};
  const keyOf = ({ id, receipt }: ScoredConversation): string => `${receipt.inputHash}\n${id}`;
  const tenthsOf = ({ score }: ScoredConversation): number => Math.round(score.normalized! * 10);
  return {
    before: (scored) => {
      if (scored.score.normalized !== null) scores.set(keyOf(scored), tenthsOf(scored));
    },
    after: (scored) => {
      const known = scored.score.normalized === null ? undefined : scores.get(keyOf(scored));
      if (known === undefined) return;
      const move = tenthsOf(scored) - known;
      moves[move] = (moves[move] ?? 0) + 1;
    },
    moves: () => moves,
  };
}

export interface AgainstOptions {
  /** What the base is called: files, or a period. */
  readonly base: string;
  /** Conversations that are in both. */
  readonly moves: Moves;
  /** Names what is compared, so that the intervals are the same each time. */
  readonly seed: string;
}

/**
 * Sets tallies against those of a base (SCORING §9.6): means by a bootstrap over conversations, paired where nearly
 * all of them are in both; rates by Newcombe's interval. A side with fewer than `MIN_N` scores shows no change.
 */
export function compareRuns(before: Tallies, after: Tallies, { base, moves, seed }: AgainstOptions): Against {
  const paired = Object.values(moves).reduce((a, b) => a + b, 0);
  const shift = (key: string, older: Tally, newer: Tally, name: string): Shift => ({
    key,
    before: sideOf(older),
    after: sideOf(newer),
    change:
      Math.min(older.scored, newer.scored) < MIN_N
        ? null
        : differenceBetween(older.scores, newer.scores, `${seed}\n${name}\n${key}`),
  });
  const overall = shift('overall', before.overall, after.overall, '');
  const most = MOSTLY * Math.max(before.overall.scored, after.overall.scored);
  const labels = new Set([before, after].flatMap(({ overall }) => Object.keys(overall.labels)));
  return {
    base,
    conversations: before.overall.conversations,
    paired,
    overall: paired >= MIN_N && paired >= most ? { ...overall, change: pairedChange(moves, seed) } : overall,
    answered: rateShift(answersOf(before.overall), answersOf(after.overall)),
    labels: Object.fromEntries(
      [...labels]
        .sort(compareKeys)
        .map((label) => [label, rateShift(turnsOf(before.overall, label), turnsOf(after.overall, label))]),
    ),
    groups: Object.fromEntries(
      Object.entries(after.groups).map(([column, groups]) => {
        const older = own(before.groups, column) ?? {};
        const keys = [...new Set([...Object.keys(older), ...Object.keys(groups)])].sort(compareKeys);
        return [
          column,
          keys.map((key) =>
            shift(key, own(older, key) ?? emptyTally, own(groups, key) ?? emptyTally, column),
          ),
        ];
      }),
    ),
  };
}

function pairedChange(moves: Moves, seed: string): Shift['change'] {
  const { mean, low, high } = differenceOf(moves, `${seed}\npaired`);
  if (mean === null || low === null || high === null) return null;
  return { difference: mean, low, high, changed: low > 0 || high < 0 };
}

const sideOf = ({ scored, sum }: Tally): Shift['before'] => ({
  scored,
  mean: scored === 0 ? null : toTenth(sum / scored / 10),
});

type Counted = RateShift['before'];

function rateShift(before: Counted, after: Counted): RateShift {
  return {
    before,
    after,
    change: Math.min(before.n, after.n) < MIN_N ? null : differenceOfRates(before, after),
  };
}

const answersOf = ({ opportunities: { met, missed, dismissed } }: Tally): Counted => ({
  k: met,
  n: met + missed + dismissed,
});

const turnsOf = ({ labels, agentTurns }: Tally, label: string): Counted => ({
  k: own(labels, label) ?? 0,
  n: agentTurns,
});
