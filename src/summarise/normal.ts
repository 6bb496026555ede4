/** The normal and Student's t distribution, as far as intervals need them. */

import { Z } from '../wilson.ts';

/** 90 % quantile of the standard normal distribution. */
export const Z90 = 1.2815515655446004;

/** P(Z > z) for z ≥ 0, within 1e-7 (Abramowitz and Stegun 1964, 26.2.17). */
export function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

/**
 * 97.5 % quantile of Student's t with `df` degrees of freedom, by its expansion about the normal quantile (Abramowitz
 * and Stegun 1964, 26.7.5): within 0.001 from 5 degrees on, too small below 3.
 */
export function studentQuantile(df: number): number {
  const z2 = Z * Z;
  const terms = [
    (z2 + 1) / 4,
    ((5 * z2 + 16) * z2 + 3) / 96,
    (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384,
    ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160,
  ];
  return Z * (1 + terms.reduce((sum, term, i) => sum + term / df ** (i + 1), 0));
}
