/** How a place in the input is written, wherever people read it: `file:line`, or `file:/json/pointer`. */

import type { Place } from './model.ts';

/** The parts that are known, with colons between; a bare sentence has no file, and nothing is written for it. */
export function placeText({ path, line, pointer }: Place): string {
  return [path, line ?? pointer].filter((part) => part !== undefined && part !== '').join(':');
}
