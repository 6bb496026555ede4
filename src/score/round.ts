/** Rounding: half up, once, at the end (SCORING §11). */

/** Absorbs the noise of binary fractions, so that 1.005 still rounds up; far below anything shown. */
const NOISE = 1e-9;

/** Half up to so many decimals: scores and seconds take 1, points and shares 2, factors 4. */
export function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.floor(value * scale + 0.5 + NOISE) / scale;
}
