/** The beginning of a stream of rows, or all of a short one: what a file is judged by before its rows are handed on. */

import type { ReadItem } from './reader.ts';

/** Files up to this size are held, and judged whole: characters, with something for each cell. */
const SMALL_CHARS = 2 * 1024 * 1024;

/** Rows up to that size, apart from what is told between them, and whether there are no more. */
export async function gather<Row extends object>(
  rows: AsyncIterator<Row | ReadItem>,
  sizeOf: (row: Row) => number,
): Promise<{ sample: Row[]; items: ReadItem[]; ended: boolean }> {
  const sample: Row[] = [];
  const items: ReadItem[] = [];
  for (let size = 0; size < SMALL_CHARS; ) {
    const next = await rows.next();
    if (next.done) return { sample, items, ended: true };
    if ('kind' in next.value) items.push(next.value);
    else {
      sample.push(next.value);
      size += sizeOf(next.value);
    }
  }
  return { sample, items, ended: false };
}

/** The held rows, let go of one by one, and then the others, each as `make` gives it back. */
export async function* chain<Row extends object, Made>(
  held: Row[],
  rest: AsyncIterable<Row | ReadItem>,
  make: (row: Row) => Made,
): AsyncGenerator<Made | ReadItem> {
  held.reverse();
  while (held.length > 0) yield make(held.pop()!);
  for await (const row of rest) yield 'kind' in row ? row : make(row);
}
