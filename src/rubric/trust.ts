/** Which criteria can be trusted, from how far attune was found to agree with people. */
import type { Criterion, MeasuredAgreement, MeasuredQuestion, Rubric } from '../model.ts';

/** Lower bound of kappa that is wanted where the rubric says nothing (CODEBOOK §7: pass). */
const TRUST = 0.6;

/**
 * Ids of the criteria whose measured kappa, at the lower end of its interval, is under the rubric's `trust`. A criterion
 * that nobody judged is as good as the worst measured label that it looks at; what was never measured says nothing.
 */
export function experimental(
  { criteria, trust = TRUST }: Pick<Rubric, 'criteria' | 'trust'>,
  { questions }: MeasuredAgreement,
): ReadonlySet<string> {
  const low = new Map(questions.map((question) => [keyOf(question), question.low]));
  const isLow = (kind: MeasuredQuestion['kind'], name: string): boolean | undefined => {
    const value = low.get(keyOf({ kind, name })) ?? null;
    return value === null ? undefined : value < trust;
  };
  return new Set(
    criteria
      .filter((c) => isLow('criterion', c.id) ?? labelsOf(c).some((label) => isLow('label', label)))
      .map(({ id }) => id),
  );
}

const keyOf = ({ kind, name }: Pick<MeasuredQuestion, 'kind' | 'name'>): string => `${kind} ${name}`;

function labelsOf({ credit, avoid = [] }: Criterion): readonly string[] {
  return [...credit.flatMap(({ all }) => all), ...avoid].map(({ label }) => label);
}
