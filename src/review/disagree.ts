/** Where people who rated the same item say different things. */

import type { Answer, Differences } from './data.ts';

/** Points between two scores of a conversation that are no disagreement yet: nobody tells 62 from 70. */
const SCORES_APART = 10;

/** A label or criterion that somebody has not answered is no disagreement. */
export function differences(answers: readonly Answer[]): Differences {
  const scores = answers.flatMap(({ score }) => (score === undefined ? [] : [score]));
  return {
    labels: differing(answers.map(({ labels }) => labels)),
    criteria: differing(answers.map(({ criteria }) => criteria)),
    score: Math.max(...scores) - Math.min(...scores) > SCORES_APART,
  };
}

export function disagree(answers: readonly Answer[]): boolean {
  const { labels, criteria, score } = differences(answers);
  return labels.length > 0 || criteria.length > 0 || score;
}

function differing(records: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const given = new Map<string, Set<unknown>>();
  for (const [name, value] of records.flatMap((record) => Object.entries(record)))
    if (value !== null) given.set(name, (given.get(name) ?? new Set()).add(value));
  return [...given].filter(([, values]) => values.size > 1).map(([name]) => name);
}
