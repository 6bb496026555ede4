/** Summaries: what many scored conversations add up to, in groups, with their uncertainty (SCORING §9). */

import { compareKeys } from '../keys.ts';
import type {
  Accounts,
  Against,
  GroupSummary,
  Receipt,
  Rubric,
  ScoredConversation,
  ScriptSummary,
  Summary,
  Tally,
} from '../model.ts';
import { MIN_N } from './difference.ts';
import { fairnessOf } from './fair.ts';
import { slicesBy } from './groups.ts';
import { bootstrapMean, wilson } from './interval.ts';
import { toTenth } from './round.ts';
import { collectTemplates, scriptsOf, type TemplatesBy } from './scripts.ts';
import { addTally, closeTally, countSlice, inOrder, type OpenTally, openTally, wholeOf } from './tally.ts';
import { addUses, countUse, emptyUses, isTraced, tracedTurns, type UseCounts, usesOf } from './uses.ts';

export { compareRuns, createPairing } from './against.ts';
export { createComparer } from './compare.ts';
export { correctedRate, flipSpread, roganGladen, widenedBy } from './detector.ts';
export {
  differenceBetween,
  differenceOf,
  differenceOfRates,
  MIN_N,
  REPORTABLE_N,
} from './difference.ts';
export { NO_GROUP, slicesBy } from './groups.ts';
export { bootstrapMean, wilson } from './interval.ts';
export { collectTemplates, scriptsOf } from './scripts.ts';
export { emptyTally, mergeTallies, tallyOf } from './tally.ts';
export { openTotals, tracedTurns } from './uses.ts';

/** Used where no rubric says otherwise (SCORING §11). */
export const RELIANCE = { points: 0, minSpans: 50 };

/** The tallies of a set of conversations: all of them, and column → group → tally. */
export interface Tallies {
  readonly overall: Tally;
  readonly groups: Readonly<Record<string, Readonly<Record<string, Tally>>>>;
  readonly templates: TemplatesBy;
  /** Of turns that were set against macros; absent where none was. */
  readonly uses?: UseCounts;
}

export interface Collector {
  readonly add: (scored: ScoredConversation) => void;
  /** Adds the tallies of another part of the input, made with the same columns. */
  readonly merge: (part: Tallies) => void;
  readonly tallies: () => Tallies;
}

export interface SummaryOptions {
  readonly accounts: Accounts;
  readonly receipt: Summary['receipt'];
  /** Lowest overall mean (0–100) that passes. */
  readonly failUnder?: number;
  /** What has changed since a base, and by how many points the mean may fall beyond chance and still pass. */
  readonly against?: Against;
  readonly maxDrop?: number;
  /** The rubric's rule about script reliance; 50 spans and no points unless given. */
  readonly scriptReliance?: Rubric['adjustments']['scriptReliance'];
  /** Templates of the macro library, which count as script whoever says them (SCORING §6). */
  readonly library?: readonly string[];
}

/**
 * Collects tallies one conversation at a time. Any split of the input over collectors, merged in any order, gives
 * the same tallies.
 */
export function collect(groupBy: readonly string[] = ['agent']): Collector {
  const overall = openTally();
  const columns = new Map(groupBy.map((column) => [column, new Map<string, OpenTally>()]));
  const templates = collectTemplates(groupBy);
  const uses = emptyUses();
  return {
    add: (scored) => {
      const whole = wholeOf(scored);
      countSlice(overall, whole);
      for (const [column, groups] of columns) {
        for (const slice of slicesBy(column, scored, whole)) countSlice(groupOf(groups, slice.key), slice);
      }
      templates.add(scored, whole);
      for (const row of tracedTurns(scored)) countUse(uses, row);
    },
    merge: (part) => {
      addTally(overall, part.overall);
      for (const [column, groups] of columns) {
        for (const [key, tally] of Object.entries(part.groups[column] ?? {}))
          addTally(groupOf(groups, key), tally);
      }
      templates.merge(part.templates);
      if (part.uses) addUses(uses, part.uses);
    },
    tallies: () => ({
      overall: closeTally(overall),
      groups: inOrder(
        [...columns].map(([column, groups]) => [
          column,
          inOrder([...groups].map(([key, tally]) => [key, closeTally(tally)] as const)),
        ]),
      ),
      templates: templates.templates(),
      ...(isTraced(uses) && { uses: structuredClone(uses) }),
    }),
  };
}

/** The summary of what was collected. Conversations without a score count, but enter no mean (SCORING §5). */
export function summarise(tallies: Tallies, options: SummaryOptions): Summary {
  const { accounts, receipt, failUnder, scriptReliance: reliance = RELIANCE, library = [] } = options;
  const { against, maxDrop } = options;
  const scripts = scriptsOf(tallies.templates, { reliance, library });
  const overall = { ...groupSummary('overall', '', tallies.overall, receipt, 1), ...within(scripts.overall) };
  const columns = Object.entries(tallies.groups).map(([column, byKey]) => {
    const list = Object.entries(byKey).sort(([a], [b]) => compareKeys(a, b));
    const own = new Map(list.map(([key]) => [key, scripts.of(column, key)]));
    const pointsOff = (key: string): number =>
      column === 'agent' ? reliance.points * (own.get(key)?.reliance ?? 0) : 0;
    const { rubricHash } = receipt;
    const fairness = fairnessOf(column, list, { rubricHash, pointsOff });
    const groups = list.map(([key, tally]): GroupSummary => {
      const group = groupSummary(key, column, tally, receipt, MIN_N);
      const fair = fairness?.groups.get(key);
      return { ...lowered(group, pointsOff(key)), ...within(own.get(key)), ...(fair && { fair }) };
    });
    return { column, groups, spread: fairness?.spread };
  });
  const failures = [
    ...(failUnder === undefined ? [] : shortfall(overall.mean, failUnder)),
    ...(maxDrop === undefined || against === undefined ? [] : drop(against, maxDrop)),
  ];
  return {
    kind: 'summary',
    schema: 1,
    accounts,
    overall,
    groups: Object.fromEntries(columns.map(({ column, groups }) => [column, groups])),
    spread: Object.fromEntries(columns.flatMap(({ column, spread }) => (spread ? [[column, spread]] : []))),
    teamScript: scripts.team,
    ...(tallies.uses && { macros: usesOf('overall', tallies.uses) }),
    ...(against && { against }),
    passed: failures.length === 0,
    failures,
    receipt,
  };
}

function within(scripts: ScriptSummary | undefined): Pick<GroupSummary, 'scripts'> {
  return scripts === undefined ? {} : { scripts };
}

/** A group's numbers less the points for its reliance on a script. */
function lowered(group: GroupSummary, points: number): GroupSummary {
  if (points === 0) return group;
  const less = (value: number): number => toTenth(Math.max(0, value - points));
  const { mean, low, high, meanWithFailures } = group;
  return {
    ...group,
    mean: mean === null ? null : less(mean),
    low: low === null ? null : less(low),
    high: high === null ? null : less(high),
    ...(meanWithFailures === undefined ? {} : { meanWithFailures: less(meanWithFailures) }),
  };
}

function groupOf(groups: Map<string, OpenTally>, key: string): OpenTally {
  const tally = groups.get(key) ?? openTally();
  groups.set(key, tally);
  return tally;
}

/** The seed names the rubric and the group, so that an interval changes only with what it describes (SCORING §9.3). */
function groupSummary(
  key: string,
  column: string,
  tally: Tally,
  { rubricHash }: Pick<Receipt, 'rubricHash'>,
  least: number,
): GroupSummary {
  const enough = tally.scored >= least && tally.scored > 0;
  const interval = enough ? bootstrapMean(tally.scores, `${rubricHash}\n${column}\n${key}`) : null;
  const { met, missed, dismissed } = tally.opportunities;
  const n = met + missed + dismissed;
  return {
    key,
    tally,
    mean: enough ? toTenth(tally.sum / tally.scored / 10) : null,
    low: interval && toTenth(interval.low / 10),
    high: interval && toTenth(interval.high / 10),
    ...(enough && tally.failed.conversations > 0
      ? { meanWithFailures: toTenth((tally.sum - tally.failed.sum) / tally.scored / 10) }
      : {}),
    ...(n === 0 ? {} : { answered: { rate: met / n, ...wilson(met, n) } }),
  };
}

/** A threshold that nothing was measured against does not hold. */
function shortfall(mean: number | null, least: number): readonly string[] {
  if (mean === null) return [`nothing was scored, so a mean of at least ${least} cannot be shown`];
  return mean < least ? [`mean score ${mean} is under ${least}`] : [];
}

/** A fall that chance may explain passes; a comparison that can't be made does not. */
function drop({ base, overall: { change } }: Against, most: number): readonly string[] {
  if (change === null) return [`there are too few scores to compare with ${base}`];
  const { difference, low, high, changed } = change;
  if (!changed || -difference <= most) return [];
  return [`mean score fell by ${-difference} (${-high} to ${-low}) since ${base}, by more than ${most}`];
}
