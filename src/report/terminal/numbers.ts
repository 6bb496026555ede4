/** Numbers as a reader wants them. */

/** A score with one decimal, or N/A. */
export function score1(value: number | null): string {
  return value === null ? 'N/A' : value.toFixed(1);
}

/** Points without needless decimals. */
export function points(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A share as a whole percentage, or a dash where there is nothing to share. */
export function percent(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((100 * part) / whole)} %` : '–';
}

/** `1 turn`, `2 turns`. */
export function several(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
