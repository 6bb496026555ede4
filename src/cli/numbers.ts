/** Flags that are numbers. */

import { UserError } from '../errors.ts';

/** The number that a flag stands for. Throws a `UserError` for anything but a number of this range. */
export function numberFlag(flag: string, value: string, min: number, max: number): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number < min || number > max) {
    throw new UserError(`${flag} ${value}: give a number from ${min} to ${max}`);
  }
  return number;
}

/** As `numberFlag`, for numbers that count something. */
export function countFlag(flag: string, value: string, least = 0): number {
  const number = Number(value);
  if (!/^\d+$/.test(value.trim()) || !Number.isSafeInteger(number) || number < least) {
    throw new UserError(`${flag} ${value}: give a whole number from ${least} up`);
  }
  return number;
}
