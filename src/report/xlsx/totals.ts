/** The totals of a run as lines of the first sheet. */

import { compareKeys } from '../../keys.ts';
import type { RubricCard, Summary } from '../../model.ts';
import { experimentalOf } from '../criteria.ts';
import { compareLabels } from '../labels.ts';
import { percent, type Total } from './columns.ts';

/** Every total, the most important first. */
export function totalsOf(summary: Summary, rubric: RubricCard): Total[] {
  const { accounts, overall, receipt } = summary;
  const { tally, answered } = overall;
  const { met, missed, dismissed, not_applicable } = tally.opportunities;
  const needed = met + missed + dismissed;
  const doubtful = new Set(experimentalOf(rubric));
  const failedOnes = tally.failed.conversations;
  return [
    { what: 'rubric', value: `${rubric.title} (${rubric.id} ${rubric.version})` },
    { what: 'engine', value: `attune ${receipt.engine}`, note: receipt.rubricHash },
    { what: 'passed', value: summary.passed ? 'yes' : 'no' },
    ...summary.failures.map((failure): Total => ({ what: 'not passed', value: failure })),
    { what: 'records read', value: accounts.read },
    { what: 'records scored', value: accounts.scored },
    { what: 'records skipped', value: accounts.skipped },
    { what: 'records set aside', value: accounts.quarantined, note: 'quarantined: they could not be read' },
    { what: 'conversations', value: tally.conversations },
    { what: 'conversations with a score', value: tally.scored, n: tally.conversations },
    {
      what: 'mean score',
      value: overall.mean,
      low: overall.low,
      high: overall.high,
      n: tally.scored,
      ...(overall.mean === null && tally.scored > 0 && { note: 'too few' }),
    },
    ...(failedOnes > 0
      ? [
          { what: 'conversations that failed', value: failedOnes, n: tally.scored },
          { what: 'mean score with 0 for those', value: overall.meanWithFailures ?? null, n: tally.scored },
        ]
      : []),
    { what: 'opportunities for empathy', value: needed },
    { what: 'met', value: met, n: needed },
    { what: 'missed', value: missed, n: needed },
    { what: 'dismissed', value: dismissed, n: needed },
    { what: 'without an answer that could be judged', value: not_applicable },
    {
      what: 'met, in percent',
      value: percent(answered?.rate),
      low: percent(answered?.low),
      high: percent(answered?.high),
      n: needed,
    },
    ...entries(tally.bands, compareKeys).map(
      ([band, n]): Total => ({ what: `band: ${band}`, value: n, n: tally.scored }),
    ),
    ...entries(tally.critical, compareKeys).map(
      ([id, { failed, review }]): Total => ({
        what: `critical: ${id}`,
        value: failed,
        n: tally.conversations,
        note: `${review} more to be looked at by a person`,
      }),
    ),
    ...entries(tally.criteria, compareKeys).map(
      ([id, { earned, possible }]): Total => ({
        what: `criterion: ${id}, percent of the points`,
        value: possible > 0 ? (100 * earned) / possible : null,
        note: `${earned / 100} of ${possible / 100} points${doubtful.has(id) ? '; experimental' : ''}`,
      }),
    ),
    ...entries(tally.labels, compareLabels).map(
      ([label, n]): Total => ({ what: `agent turns with ${label}`, value: n, n: tally.agentTurns }),
    ),
  ];
}

function entries<T>(record: Readonly<Record<string, T>>, compare: (a: string, b: string) => number) {
  return Object.entries(record).sort(([a], [b]) => compare(a, b));
}
