/** `--why-not`: which cue, learned entry or label is asked about. */

import { UserError } from '../errors.ts';
import { own } from '../keys.ts';
import type { Question, Rubric } from '../model.ts';
import { suggestion } from '../rubric/source.ts';

/**
 * The question behind `E04`, `LL1`, `empathy` or `empathy:2`.
 * @throws UserError with a suggestion when the rubric has nothing of that name, or the label no such level.
 */
export function questionOf(asked: string, rubric: Rubric): Question {
  const known = [...rubric.cues, ...rubric.learned].find(
    ({ id }) => id.toLowerCase() === asked.toLowerCase(),
  );
  if (known) return { cue: known.id, label: known.label, level: 1 };
  const [label = '', level = '1'] = asked.split(':');
  const spec = own(rubric.labels, label);
  if (spec === undefined) {
    const names = [...rubric.cues, ...rubric.learned].map(({ id }) => id).concat(Object.keys(rubric.labels));
    const hint = suggestion(asked, names) || `; labels are ${Object.keys(rubric.labels).join(', ')}`;
    throw new UserError(`--why-not ${asked}: ${rubric.id} has no cue and no label of that name${hint}`);
  }
  if (own(spec.levels, level) === undefined) {
    const levels = Object.keys(spec.levels).join(', ');
    throw new UserError(`--why-not ${asked}: the levels of ${label} are ${levels}`);
  }
  return { label, level: Number(level) };
}
