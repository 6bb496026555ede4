/** Whether a turn holds what a term asks for, and whether a cue that is sure says so. */

import type { Cue, Detection, Rubric, Term, TurnDetections } from '../model.ts';

/** A label at its level; with a kind, only on the evidence of a cue of that kind. */
export function holds(found: TurnDetections, term: Term, rubric: Rubric): boolean {
  if ((found.labels[term.label] ?? 0) < levelOf(term, rubric)) return false;
  return term.kind === undefined || evidenceOf(found, term, rubric).length > 0;
}

/** Whether a turn holds any of these terms. */
export function holdsAny(found: TurnDetections, terms: readonly Term[], rubric: Rubric): boolean {
  return terms.some((term) => holds(found, term, rubric));
}

/**
 * Whether the evidence is a cue of tier A, the only one that may fail a conversation (SCORING §7). Detectors without
 * a cue of their own are rules about the letters that stand there, and sure.
 */
export function isSure(found: TurnDetections, term: Term, rubric: Rubric): boolean {
  return evidenceOf(found, term, rubric).some(({ cue }) => (cuesOf(rubric).get(cue)?.tier ?? 'A') === 'A');
}

/** Where the law forbids admitting fault, a plain apology is all that can be asked for (SCORING §8). */
function levelOf({ label, level }: Term, rubric: Rubric): number {
  return label === 'apology' && !rubric.admissionAllowed ? 1 : level;
}

/** What shows that a term holds; a label may also be given without evidence of its own. */
export function evidenceOf(found: TurnDetections, term: Term, rubric: Rubric): readonly Detection[] {
  const level = levelOf(term, rubric);
  return found.evidence.filter(
    (evidence) =>
      evidence.label === term.label &&
      evidence.level >= level &&
      (term.kind === undefined || cuesOf(rubric).get(evidence.cue)?.kind === term.kind),
  );
}

const byRubric = new WeakMap<Rubric, ReadonlyMap<string, Cue>>();

/** A rubric's cues by id, looked up once a rubric and not once a conversation. */
function cuesOf(rubric: Rubric): ReadonlyMap<string, Cue> {
  const known = byRubric.get(rubric) ?? new Map(rubric.cues.map((cue) => [cue.id, cue]));
  byRubric.set(rubric, known);
  return known;
}
