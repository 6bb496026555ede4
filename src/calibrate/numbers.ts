/** How measures are written: two decimals without the leading zero, each with its interval. */
import type { Estimate } from './measure.ts';

/** ".85 .78–.91"; a dash where there is no value. */
export function estimate({ value, low, high }: Estimate): string {
  if (value === null) return '–';
  return low === null || high === null
    ? decimals(value)
    : `${decimals(value)} ${decimals(low)}–${decimals(high)}`;
}

/** ".85", "1.00", "-.12"; a dash for nothing. */
export function decimals(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return value
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace(/^(-?)0\./, '$1.');
}

/** As `estimate` with a sign, for differences: "+.12 +.02–+.21". */
export function change({ value, low, high }: Estimate): string {
  const signed = (n: number) => `${n >= 0.005 ? '+' : ''}${decimals(n)}`;
  if (value === null) return '–';
  return low === null || high === null ? signed(value) : `${signed(value)} ${signed(low)}–${signed(high)}`;
}

export const several = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

export const percent = (share: number): string => `${Math.round(100 * share)} %`;
