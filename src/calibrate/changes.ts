/** What learned numbers change in a rubric: weights in half points that add up as before, credits in hundredths, cues of lower tier. */
import type { Criterion, Rubric } from '../model.ts';
import { type CueCounts, overrated } from './cues.ts';
import type { Held } from './fit.ts';
import type { Parameter } from './fit-model.ts';

type Changed = Pick<Criterion, 'id' | 'weight' | 'credit'>;

/** The criteria whose numbers differ from the rubric's, with all of their weights and credits. */
export function changedCriteria(
  { criteria }: Rubric,
  parameters: readonly Parameter[],
  values: readonly number[],
): readonly Changed[] {
  const weights = new Map<string, number>();
  for (const level of new Set(parameters.flatMap((p) => p.level ?? []))) {
    const at = parameters.flatMap((p, i) => (p.level === level ? [i] : []));
    const total = at.reduce((sum, i) => sum + parameters[i]!.prior, 0);
    const learned = at.reduce((sum, i) => sum + values[i]!, 0);
    const halves = at.map((i) => Math.round((2 * total * values[i]!) / learned));
    // What rounding leaves over goes to the largest.
    const rest = Math.round(2 * total) - halves.reduce((a, b) => a + b, 0);
    halves[halves.indexOf(Math.max(...halves))]! += rest;
    at.forEach((i, t) => {
      weights.set(`${parameters[i]!.criterion} ${level}`, halves[t]! / 2);
    });
  }
  return criteria.flatMap(({ id, weight, credit }): Changed[] => {
    const credits = parameters.flatMap((p, i) =>
      p.criterion === id && p.level === undefined
        ? [{ prior: p.prior, value: Math.round(100 * values[i]!) / 100 }]
        : [],
    );
    const changed: Changed = {
      id,
      weight: Object.fromEntries(
        Object.entries(weight).map(([level, points]) => [level, weights.get(`${id} ${level}`) ?? points]),
      ),
      credit: credit.map((way) => ({
        ...way,
        value: credits.find(({ prior }) => prior === way.value)?.value ?? way.value,
      })),
    };
    const same = JSON.stringify([changed.weight, changed.credit]) === JSON.stringify([weight, credit]);
    return same ? [] : [changed];
  });
}

/** Cues that keep less than their tier promises: the tier that they keep, or none. */
export function demotions(rubric: Rubric, counts: CueCounts) {
  return overrated(rubric, counts).map(({ cue, tier, fits, right, fired }) => ({
    id: cue,
    ...(fits && { tier: fits }),
    why: `${cue}: tier ${tier}, right in ${right} of ${fired} turns; ${fits ? `tier ${fits} fits` : 'no tier fits, so it is switched off'}`,
  }));
}

/** Before and after, in words. */
export function heldWords(before: Held, after: Held): readonly string[] {
  const part = (what: string, a: number | null, b: number | null) =>
    a === null || b === null ? [] : [`${what} ${a.toFixed(3)} → ${b.toFixed(3)}`];
  return [
    ...part("correlation with people's scores", before.correlation, after.correlation),
    ...part('share of preferences that the score sides with', before.sided, after.sided),
  ];
}
