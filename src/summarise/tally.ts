/** Tallies: integer sums over scored conversations that merge exactly, in any order and any grouping. */

import { compareKeys } from '../keys.ts';
import type {
  Opportunity,
  OpportunityOutcome,
  ScoredConversation,
  ScoredTurn,
  Tally,
  Verdict,
} from '../model.ts';
import { cellOf } from './case-mix.ts';

type Counts = Record<string, number>;

/** A tally that can still grow. */
export interface OpenTally {
  conversations: number;
  scored: number;
  sum: number;
  sumSquares: number;
  scores: Counts;
  /** By cell and tenths, with a tab between: one map of many is far smaller than many of few. */
  cells: Map<string, number>;
  agentTurns: number;
  opportunities: Record<OpportunityOutcome, number>;
  byDistress: Counts;
  bands: Counts;
  failed: { conversations: number; sum: number };
  critical: Record<string, { failed: number; review: number }>;
  labels: Counts;
  criteria: Record<string, { earned: number; possible: number }>;
}

/** The part of a conversation that one tally counts: all of it, or what one of its agents did. */
export interface Slice {
  readonly normalized: number | null;
  /** Its kind in the case mix. */
  readonly cell: string;
  readonly band: string | null;
  /** Critical criteria of the conversation; they are nobody's alone where several agents spoke. */
  readonly failed: readonly string[];
  readonly review: readonly string[];
  readonly opportunities: readonly Opportunity[];
  readonly agentTurns: readonly ScoredTurn[];
  readonly verdicts: readonly Verdict[];
}

/** A tally of nothing. Its counts have no prototype, so that a key such as `__proto__` is data. */
export function openTally(): OpenTally {
  return {
    conversations: 0,
    scored: 0,
    sum: 0,
    sumSquares: 0,
    scores: bare(),
    cells: new Map(),
    agentTurns: 0,
    opportunities: { met: 0, missed: 0, dismissed: 0, not_applicable: 0 },
    byDistress: bare(),
    bands: bare(),
    failed: { conversations: 0, sum: 0 },
    critical: bare(),
    labels: bare(),
    criteria: bare(),
  };
}

export const emptyTally: Tally = closeTally(openTally());

export function tallyOf(scored: ScoredConversation): Tally {
  const tally = openTally();
  countSlice(tally, wholeOf(scored));
  return closeTally(tally);
}

export function mergeTallies(a: Tally, b: Tally): Tally {
  const tally = openTally();
  addTally(tally, a);
  addTally(tally, b);
  return closeTally(tally);
}

/** The whole conversation as one slice. Only agent turns have a score. */
export function wholeOf(scored: ScoredConversation): Slice {
  return {
    normalized: scored.score.normalized,
    cell: cellOf(scored, scored.opportunities),
    band: scored.score.band,
    failed: scored.score.failed,
    review: scored.score.review ?? [],
    opportunities: scored.opportunities,
    agentTurns: scored.turns.filter((turn) => turn.score !== undefined),
    verdicts: scored.score.verdicts ?? [],
  };
}

/** Counts one more conversation into a tally. */
export function countSlice(tally: OpenTally, slice: Slice): void {
  tally.conversations += 1;
  if (slice.normalized !== null) {
    const tenths = Math.round(slice.normalized * 10);
    tally.scored += 1;
    tally.sum += tenths;
    tally.sumSquares += tenths * tenths;
    count(tally.scores, String(tenths), 1);
    countCell(tally, slice.cell, tenths, 1);
    if (slice.failed.length > 0) {
      tally.failed.conversations += 1;
      tally.failed.sum += tenths;
    }
  }
  if (slice.band !== null) count(tally.bands, slice.band, 1);
  for (const id of slice.failed) addCritical(tally, id, 1, 0);
  for (const id of slice.review) addCritical(tally, id, 0, 1);
  tally.agentTurns += slice.agentTurns.length;
  for (const turn of slice.agentTurns) countLabels(tally.labels, turn);
  for (const opportunity of slice.opportunities) {
    tally.opportunities[opportunity.verdict] += 1;
    count(tally.byDistress, opportunity.presumed ? 'presumed' : String(opportunity.distress), 1);
    // An episode without a score keeps its verdicts for the reader; they are no points won or lost.
    if (opportunity.score.normalized !== null) countPoints(tally, opportunity.verdicts);
  }
  countPoints(tally, slice.verdicts);
}

/** Adds all of `part` to a growing tally. */
export function addTally(tally: OpenTally, part: Tally): void {
  tally.conversations += part.conversations;
  tally.scored += part.scored;
  tally.sum += part.sum;
  tally.sumSquares += part.sumSquares;
  tally.agentTurns += part.agentTurns;
  tally.opportunities.met += part.opportunities.met;
  tally.opportunities.missed += part.opportunities.missed;
  tally.opportunities.dismissed += part.opportunities.dismissed;
  tally.opportunities.not_applicable += part.opportunities.not_applicable;
  tally.failed.conversations += part.failed.conversations;
  tally.failed.sum += part.failed.sum;
  for (const [id, { failed, review }] of Object.entries(part.critical))
    addCritical(tally, id, failed, review);
  for (const field of ['scores', 'byDistress', 'bands', 'labels'] as const) {
    for (const [key, times] of Object.entries(part[field])) count(tally[field], key, times);
  }
  for (const [cell, scores] of Object.entries(part.cells)) {
    for (const [tenths, times] of Object.entries(scores)) countCell(tally, cell, Number(tenths), times);
  }
  for (const [id, points] of Object.entries(part.criteria))
    addPoints(tally, id, points.earned, points.possible);
}

/** The finished tally, its keys in one fixed order, whatever the order in which they came. */
export function closeTally(tally: OpenTally): Tally {
  const { scores, cells, byDistress, bands, failed, critical, labels, criteria, opportunities } = tally;
  const points = Object.entries(criteria).map(([id, sums]) => [id, { ...sums }] as const);
  return {
    ...tally,
    scores: inOrder(Object.entries(scores)),
    cells: closeCells(cells),
    opportunities: { ...opportunities },
    byDistress: inOrder(Object.entries(byDistress)),
    bands: inOrder(Object.entries(bands)),
    failed: { ...failed },
    critical: inOrder(Object.entries(critical).map(([id, counts]) => [id, { ...counts }] as const)),
    labels: inOrder(Object.entries(labels)),
    criteria: inOrder(points),
  };
}

/** A record with its keys in code-unit order. */
export function inOrder<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compareKeys(a, b)));
}

function bare<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}

function count(counts: Counts, key: string, times: number): void {
  counts[key] = (counts[key] ?? 0) + times;
}

function countCell({ cells }: OpenTally, cell: string, tenths: number, times: number): void {
  const key = `${cell}\t${tenths}`;
  cells.set(key, (cells.get(key) ?? 0) + times);
}

function closeCells(cells: OpenTally['cells']): Tally['cells'] {
  const byCell = new Map<string, Counts>();
  for (const [key, times] of cells) {
    const end = key.lastIndexOf('\t');
    const cell = key.slice(0, end);
    const scores = byCell.get(cell) ?? {};
    scores[key.slice(end + 1)] = times;
    byCell.set(cell, scores);
  }
  // Tenths need no sorting: keys that are integers are always in ascending order.
  return inOrder([...byCell]);
}

/** `distress` on an agent turn is the customer's and no act of the agent. */
function countLabels(counts: Counts, { labels }: ScoredTurn): void {
  for (const label of Object.keys(labels)) {
    const level = labels[label]!;
    if (level < 1 || label === 'distress') continue;
    count(counts, label, 1);
    if (level > 1) count(counts, `${label}:${level}`, 1);
  }
}

function countPoints(tally: OpenTally, verdicts: readonly Verdict[]): void {
  for (const { criterion, earned, possible } of verdicts) {
    addPoints(tally, criterion, Math.round(earned * 100), Math.round(possible * 100));
  }
}

function addCritical(tally: OpenTally, id: string, failed: number, review: number): void {
  const counts = tally.critical[id] ?? { failed: 0, review: 0 };
  counts.failed += failed;
  counts.review += review;
  tally.critical[id] = counts;
}

function addPoints(tally: OpenTally, id: string, earned: number, possible: number): void {
  const sums = tally.criteria[id] ?? { earned: 0, possible: 0 };
  sums.earned += earned;
  sums.possible += possible;
  tally.criteria[id] = sums;
}
