/** What raters are asked: the labels of a rubric with their levels, and its criteria with their verdicts. */

import { UserError } from '../errors.ts';
import type { Criterion, Rubric } from '../model.ts';
import { compareLabels } from '../report/labels.ts';
import { suggestion } from '../rubric/source.ts';
import type { AskedCriterion, AskedLabel, Form } from './data.ts';

/** Which labels and criteria are asked; all where it names none. */
export interface Wanted {
  readonly labels?: readonly string[];
  readonly criteria?: readonly string[];
}

/**
 * The form of a rubric. The labels are those of agent turns and the customer's distress, on which all else depends.
 * Criteria of a turn or an opportunity are asked of turns, those of the contact of the whole conversation; where a
 * rubric's total is made of criteria that are each asked once, the conversation is asked all of them.
 * @throws UserError for a label or criterion that the rubric has not.
 */
export function formOf(rubric: Rubric, wanted: Wanted = {}): Form {
  const { id, version, title, labels, criteria, total } = rubric;
  const names = Object.keys(labels).filter((name) => labels[name]!.on === 'agent' || name === 'distress');
  known('--labels', wanted.labels ?? [], names);
  known(
    '--criteria',
    wanted.criteria ?? [],
    criteria.map((criterion) => criterion.id),
  );
  const asked = criteria.filter((criterion) => wanted.criteria?.includes(criterion.id) ?? true);
  const ofContact = ({ scope }: Criterion) => scope === 'conversation';
  return {
    rubric: { id, version, title },
    labels: names
      .filter((name) => wanted.labels?.includes(name) ?? true)
      .toSorted(compareLabels)
      .map((name) => askedLabel(name, rubric)),
    criteria: {
      turn: asked.filter((criterion) => !ofContact(criterion)).map(askedCriterion),
      conversation: asked.filter((c) => ofContact(c) || total !== 'episodes').map(askedCriterion),
    },
  };
}

function askedLabel(name: string, { labels }: Rubric): AskedLabel {
  const { title = name.replaceAll('_', ' '), levels, on } = labels[name]!;
  const most = Math.max(1, ...Object.keys(levels).map(Number));
  return {
    id: name,
    title,
    levels: Array.from({ length: most }, (_, i) => levels[String(i + 1)] ?? ''),
    on,
  };
}

const askedCriterion = ({ id, title, missed }: Criterion): AskedCriterion => ({ id, title, hint: missed });

function known(flag: string, wanted: readonly string[], names: readonly string[]): void {
  for (const name of wanted) {
    if (names.includes(name)) continue;
    const remedy = suggestion(name, names) || `; there are ${names.join(', ')}`;
    throw new UserError(`${flag} ${name}: the rubric asks no such thing${remedy}`);
  }
}
