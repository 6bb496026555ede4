/** Fleiss' kappa of any number of raters. */
import { beyondChance, observed, type Pool, type Weights, weightOf } from './pool.ts';

/**
 * Agreement beyond pₑ = Σ π², the chance that two ratings drawn from the mean shares of the categories are the same
 * (J. L. Fleiss, "Measuring nominal scale agreement among many raters", Psychological Bulletin 76, 1971, 378–382;
 * with units of unequal numbers of ratings: Gwet, Handbook of Inter-Rater Reliability, 4th ed. 2014, ch. 5). For two
 * raters it is Scott's pi. Null where no unit has two ratings, or where all of them are the same.
 */
export function fleiss(pool: Pool, weights: Weights = 'none'): number | null {
  const { size, units, shares } = pool;
  if (units === 0) return null;
  let chance = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      chance += (weightOf(i, j, size, weights) * shares[i]! * shares[j]!) / units ** 2;
  return beyondChance(observed(pool, weights), chance);
}
