/** Numbers as summaries show them: rounded half up or away from zero, once, at the end. */

/** Half up to one decimal, as scores are shown. */
export function toTenth(value: number): number {
  return Math.floor(value * 10 + 0.5 + 1e-9) / 10;
}

/** Tenths of a point as points with two decimals, half away from zero. */
export function inPoints(tenths: number): number {
  const hundredths = Math.floor(Math.abs(tenths) * 10 + 0.5 + 1e-9);
  return hundredths === 0 ? 0 : (Math.sign(tenths) * hundredths) / 100;
}
