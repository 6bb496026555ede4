/** Orders that no order of the input can change: by a seeded hash, and the first few of very many. */

import { createHash } from 'node:crypto';
import type { ScoredConversation } from '../model.ts';

/** The first so many of what was offered, and how many that was. */
export interface Kept<T> {
  readonly add: (item: T) => void;
  /** In order. */
  readonly items: () => readonly T[];
}

/** Keeps the `most` first by `compare`; the same ones in whatever order they come, where no two compare as equal. */
export function keepFirst<T>(most: number, compare: (a: T, b: T) => number): Kept<T> {
  const items: T[] = [];
  return {
    add: (item) => {
      if (most === 0 || (items.length === most && compare(item, items.at(-1)!) >= 0)) return;
      let [low, high] = [0, items.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (compare(items[middle]!, item) <= 0) low = middle + 1;
        else high = middle;
      }
      items.splice(low, 0, item);
      if (items.length > most) items.pop();
    },
    items: () => items,
  };
}

/**
 * A key by which conversations stand in an order of chance: the same for the same seed and the same words, wherever
 * the file lies; the place only tells copies apart.
 */
export function chanceOf(seed: string, { id, receipt, source }: ScoredConversation): string {
  const { path, line, pointer } = source;
  return `${hashOf([seed, id, receipt.inputHash])}${hashOf([seed, path, line ?? pointer ?? ''])}`;
}

/** Hexadecimal digits of a hash of texts. */
export function hashOf(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}

/** The first comparison that is not 0. */
export function firstOf(...orders: readonly number[]): number {
  return orders.find((order) => order !== 0) ?? 0;
}
