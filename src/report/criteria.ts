/** What reports call a criterion, and whether its measured agreement with people is too low to rely on. */
import { own } from '../keys.ts';
import type { RubricCard } from '../model.ts';

type Card = Pick<RubricCard, 'criteria'>;

/** Its title, or its id where the rubric is not at hand; a criterion that people and attune do not agree on says so. */
export function criterionTitle({ criteria }: Card, id: string): string {
  const known = own(criteria, id);
  return `${known?.title ?? id}${doubt(known)}`;
}

/** What to do about it where it was missed, or its id. */
export function criterionAdvice({ criteria }: Card, id: string): string {
  const known = own(criteria, id);
  return `${known?.missed ?? id}${doubt(known)}`;
}

/** Ids of the experimental criteria, in the rubric's order. */
export function experimentalOf({ criteria }: Card): readonly string[] {
  return Object.keys(criteria).filter((id) => criteria[id]!.experimental);
}

const doubt = (card: { readonly experimental?: true } | undefined): string =>
  card?.experimental ? ' (experimental)' : '';
