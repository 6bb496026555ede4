/** The rule about criteria that fail a conversation: only evidence of tier A may (SCORING §7). */

import { HYGIENE } from '../../detect/index.ts';
import type { Term } from '../../model.ts';
import { entryPath } from '../places.ts';
import { termWords } from '../terms.ts';
import { type Found, gives, type Review } from './review.ts';

/** Terms of critical criteria that no cue of tier A finds, so that they can only ask for a review. */
export function* unsureCriticals({ open: { rubric } }: Review): Iterable<Found> {
  const sure = ({ label, level, kind }: Term): boolean =>
    label === HYGIENE ||
    rubric.cues.some(
      (cue) =>
        cue.tier === 'A' &&
        cue.role === 'evidence' &&
        gives(cue, label) &&
        (cue.label === label ? cue.level : cue.also[label]!) >= level &&
        (kind === undefined || cue.kind === kind),
    );
  for (const { id, critical, avoid = [], when } of rubric.criteria) {
    if (critical === undefined) continue;
    for (const [field, terms] of [
      ['avoid', avoid],
      ['when', when.customer],
    ] as const) {
      const unsure = terms.filter((term) => !sure(term)).map(termWords);
      if (unsure.length === 0) continue;
      yield {
        about: id,
        at: (file) => entryPath(file, 'criteria', id, field),
        message: `criterion ${id} is critical, but no cue of tier A finds ${unsure.join(', ')}; on tier B and C it only asks for a review`,
        remedy: 'give the kind a cue that is sure enough for tier A, or leave "critical" out',
      };
    }
  }
}
