/** Gwet's AC1 and AC2: agreement beyond chance that stays sensible where nearly all ratings are the same. */
import { beyondChance, observed, type Pool, type Weights, weightOf } from './pool.ts';

/**
 * AC1 of any number of raters with missing ratings, pₑ = Σ π(1 − π) / (k − 1) with the mean shares π of the
 * categories (K. L. Gwet, "Computing inter-rater reliability and its variance in the presence of high agreement",
 * British Journal of Mathematical and Statistical Psychology 61, 2008, 29–48; missing ratings: Handbook of Inter-Rater
 * Reliability, 4th ed. 2014, ch. 5). With `linear` weights AC2: near misses count in part and pₑ is scaled by the mean
 * weight. Null where no unit has two ratings.
 */
export function gwet(pool: Pool, weights: Weights = 'none'): number | null {
  const { size, units, shares } = pool;
  if (units === 0) return null;
  let mass = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) mass += weightOf(i, j, size, weights);
  const spread = shares.reduce((sum, share) => sum + (share / units) * (1 - share / units), 0);
  return beyondChance(observed(pool, weights), (mass * spread) / (size * (size - 1)));
}
