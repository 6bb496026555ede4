/** What a macro answers: declared, told by its title and words, or presumed (SCORING §10). */
import { CATEGORIES, type Category, type Macro } from './macro.ts';

export interface Categorised {
  readonly category: Category;
  readonly from: 'declared' | 'inferred' | 'presumed';
  /** The matter may be a failing of ours, so an apology is in place (SCORING §3, responsibility). */
  readonly fault: boolean;
}

/** The category of a macro. */
export function categorise(macro: Macro): Categorised {
  const declared = CATEGORIES.find((category) => category === macro.category);
  if (declared) return { category: declared, from: 'declared', fault: false };
  return { category: 'complaint', from: 'presumed', fault: false };
}
