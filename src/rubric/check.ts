/** What a rubric may do but should not: advice with a place and a remedy, beyond the errors of loading. */
import { HYGIENE } from '../detect/index.ts';
import type { CompiledRubric } from './load.ts';

/** Labels that earn nothing because the rules of lint look at them, and no score does. */
const FOR_LINT = new Set(['scripted', 'passive']);

/** Warnings about a rubric that loads, in a stable order. */
export function checkRubric({ rubric }: CompiledRubric): string[] {
  const warnings: string[] = [];
  for (const cue of rubric.cues) {
    if (cue.examples.match.length === 0)
      warnings.push(`cue ${cue.id}: has no example; add examples.match with a sentence it is for`);
    if (cue.examples.noMatch.length + cue.examples.knownFalse.length === 0) {
      warnings.push(`cue ${cue.id}: has no counter-example; add examples.no_match with a near miss`);
    }
  }
  const opportunity = rubric.criteria.filter((c) => c.scope === 'opportunity' && c.avoid === undefined);
  for (const level of ['1', '2']) {
    const sum = opportunity.reduce((total, c) => total + (c.weight[level] ?? 0), 0);
    if (opportunity.length > 0 && sum !== 100) {
      warnings.push(
        `criteria: the weights for distress ${level} add up to ${sum}; 100 is easier to read (scores are shares either way)`,
      );
    }
  }
  const terms = rubric.criteria.flatMap((c) => [...c.credit.flatMap(({ all }) => all), ...(c.avoid ?? [])]);
  const used = new Set(terms.map(({ label }) => label));
  for (const [label, spec] of Object.entries(rubric.labels)) {
    if (spec.on === 'agent' && !used.has(label) && !FOR_LINT.has(label))
      warnings.push(`label ${label}: no criterion uses it; it is detected and earns nothing`);
    if (label !== HYGIENE && !rubric.cues.some((c) => c.label === label || c.also[label] !== undefined)) {
      warnings.push(`label ${label}: no cue finds it; add cues or remove the label`);
    }
  }
  const thresholds = Object.values(rubric.bands);
  if (!thresholds.includes(0))
    warnings.push('bands: no band begins at 0; scores under the lowest band have none');
  if (new Set(thresholds).size < thresholds.length)
    warnings.push('bands: two bands begin at the same score; only one can be reached');
  return warnings;
}
