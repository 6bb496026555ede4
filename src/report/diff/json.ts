/** The comparison of two rubrics as one JSON document, described by `schema.ts`. */

import type { RubricDiff } from '../../model.ts';
import { encode } from '../encode.ts';
import { shapeSummary } from '../shape.ts';

export function json({ effect, ...diff }: RubricDiff): string {
  const { kind, schema, before, after, changes, passed, failures } = diff;
  const shaped = effect && {
    before: shapeSummary(effect.before),
    after: shapeSummary(effect.after),
    comparison: effect.comparison,
  };
  return `${encode({ kind, schema, before, after, changes, effect: shaped, passed, failures }, 2)}\n`;
}
