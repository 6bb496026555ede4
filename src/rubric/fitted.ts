/** A rubric that extends another with the numbers that were learned, and says why. */
import type { Criterion, Tier } from '../model.ts';
import { yaml } from '../yaml.ts';
import { termWords } from './terms.ts';

/** What a learned rubric changes. */
export interface Learnt {
  readonly id: string;
  readonly base: string;
  /** Lines of the comment at its top. */
  readonly why: readonly string[];
  /** Criteria with their new weights and credits; only those that changed. */
  readonly criteria: readonly Pick<Criterion, 'id' | 'weight' | 'credit'>[];
  /** Cues with the tier that they keep, or without one where they are switched off. */
  readonly cues: readonly { readonly id: string; readonly tier?: Tier }[];
}

/** Its YAML; it loads wherever its base is found. */
export function fittedYaml({ id, base, why, criteria, cues }: Learnt): string {
  const file = {
    extends: base,
    id,
    version: '1.0.0',
    ...(criteria.length > 0 && {
      criteria: criteria.map(({ id: criterion, weight, credit }) => ({
        id: criterion,
        weight,
        credit: Object.fromEntries(credit.map(({ all, value }) => [all.map(termWords).join(' & '), value])),
      })),
    }),
    ...(cues.length > 0 && {
      cues: cues.map(({ id: cue, tier }) => (tier ? { id: cue, tier } : { id: cue, disable: true })),
    }),
  };
  return `${why.map((line) => `# ${line}\n`).join('')}${yaml().stringify(file, { lineWidth: 0 })}`;
}
