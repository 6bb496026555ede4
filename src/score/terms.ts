/** Whether a turn holds what a term asks for, and whether a cue that is sure says so. */

import type { Detection, Term, TurnDetections } from '../model.ts';
import type { Plan } from './plan.ts';

/** A label at its level; with a kind, only on the evidence of a cue of that kind. */
function holds(found: TurnDetections, term: Term, plan: Plan): boolean {
  if ((found.labels[term.label] ?? 0) < term.level) return false;
  return term.kind === undefined || evidenceOf(found, term, plan).length > 0;
}

/** Whether a turn holds any of these terms. */
export function holdsAny(found: TurnDetections, terms: readonly Term[], plan: Plan): boolean {
  for (const term of terms) if (holds(found, term, plan)) return true;
  return false;
}

/** Whether a turn holds all of these terms. */
export function holdsAll(found: TurnDetections, terms: readonly Term[], plan: Plan): boolean {
  for (const term of terms) if (!holds(found, term, plan)) return false;
  return true;
}

/**
 * Whether the evidence is a cue of tier A, the only one that may fail a conversation (SCORING §7). Detectors without
 * a cue of their own are rules about the letters that stand there, and sure.
 */
export function isSure(found: TurnDetections, term: Term, plan: Plan): boolean {
  return evidenceOf(found, term, plan).some(({ cue }) => (plan.cues.get(cue)?.tier ?? 'A') === 'A');
}

/** What shows that a term holds; a label may also be given without evidence of its own. */
export function evidenceOf(
  found: TurnDetections,
  { label, level, kind }: Term,
  { cues }: Plan,
): readonly Detection[] {
  return found.evidence.filter(
    (evidence) =>
      evidence.label === label &&
      evidence.level >= level &&
      (kind === undefined || cues.get(evidence.cue)?.kind === kind),
  );
}
