/**
 * Rows of a large table → groups by id, in the order of their first rows, without holding the table: the same
 * groups as in memory. A first pass over the ids finds out whether any id comes back after others. If none does,
 * the second pass holds one group at a time. If one does, rows go to scratch files, each for a stretch of ids that
 * fits into memory, and come back file by file. What grows with the input is 24 bytes an id, and 16 more where ids
 * come back. Two ids with one fingerprint (one chance in ten thousand among a million) stay two groups; the second
 * may then come earlier than its first row. Of a group that is too large for one conversation no row is held.
 */

import { excessOf, LIMITS, type Weight } from './bound.ts';
import { lines } from './bytes.ts';
import type { ReadItem, Scratch } from './reader.ts';

/** One row: its cells, and its first line in the file, from 1. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly line: number;
}

export interface Group {
  readonly kind: 'group';
  readonly id: string;
  /** None where the group is too large. */
  readonly rows: readonly TableRow[];
  readonly excess?: Excess;
}

/** What is left of a group that is too large for one conversation. */
export interface Excess {
  /** Its first line. */
  readonly line: number;
  /** How many rows it has. */
  readonly rows: number;
  readonly reason: string;
}

export type IdOf = (row: TableRow) => string;

/** Rows that can be gone through more than once. */
export interface LargeTable {
  /** All rows, once, with what is to be told about the others. */
  readonly rows: () => AsyncIterable<TableRow | ReadItem>;
  /** All rows once more; without it they are copied to a scratch file. */
  readonly again?: (() => AsyncIterable<TableRow>) | undefined;
  readonly scratch?: (() => Promise<Scratch>) | undefined;
}

/** Characters in one scratch file, about; a group that is larger has one to itself. Its rows take three times that. */
const BUCKET_CHARS = 1024 * 1024;
/** All are open at once, and systems allow for 1,024 or more. */
const MAX_BUCKETS = 800;

export interface GroupOptions {
  /** What a row adds to its conversation, but for its size. */
  readonly weigh: (row: TableRow) => Omit<Weight, 'size'>;
  /** What a group may come to before its rows are let go of. */
  readonly limits?: Weight;
  readonly bucketChars?: number;
}

/** A group as its rows come: they are held until they are too many, and only counted from then on. */
export function openGroup(id: string, { weigh, limits = LIMITS }: GroupOptions) {
  let rows: TableRow[] = [];
  let line = 0;
  let count = 0;
  const total = { messages: 0, chars: 0, size: 0 };
  let within = true;
  return {
    id,
    add(row: TableRow): void {
      if (count++ === 0) ({ line } = row);
      const { messages, chars } = weigh(row);
      total.messages += messages;
      total.chars += chars;
      total.size += sizeOf(row);
      if (within) rows.push(row);
      if (!within || excessOf(total, limits) === undefined) return;
      within = false;
      rows = [];
    },
    close(): Group {
      const reason = within ? undefined : excessOf(total, limits)!;
      return {
        kind: 'group',
        id,
        rows,
        ...(reason !== undefined && { excess: { line, rows: count, reason } }),
      };
    },
  };
}

/** Groups that are all open at once, in the order of their first rows. */
function openGroups(idOf: IdOf, options: GroupOptions) {
  const groups = new Map<string, ReturnType<typeof openGroup>>();
  return {
    add(row: TableRow): void {
      const id = idOf(row);
      let group = groups.get(id);
      if (!group) {
        group = openGroup(id, options);
        groups.set(id, group);
      }
      group.add(row);
    },
    /** One by one: what has been handed on is held no longer. */
    *close(): Generator<Group> {
      for (const [id, group] of groups) {
        groups.delete(id);
        yield group.close();
      }
    },
  };
}

/** Groups in memory: what the other ways have to agree with. */
export function groupInMemory(rows: Iterable<TableRow>, idOf: IdOf, options: GroupOptions): Group[] {
  const groups = openGroups(idOf, options);
  for (const row of rows) groups.add(row);
  return [...groups.close()];
}

/** Groups of a table of any size; without `scratch`, in memory where ids come back or rows cannot be had twice. */
export async function* groupLarge(
  table: LargeTable,
  idOf: IdOf,
  options: GroupOptions,
): AsyncGenerator<Group | ReadItem> {
  const opened: Scratch[] = [];
  const open = async (): Promise<Scratch> => {
    const scratch = await table.scratch!();
    opened.push(scratch);
    return scratch;
  };
  try {
    let { again } = table;
    let rows: AsyncIterable<TableRow | ReadItem> | undefined;
    if (!again && table.scratch) {
      const copy = writerTo(await open());
      for await (const row of table.rows()) {
        if ('kind' in row) yield row;
        else await copy.write(row);
      }
      await copy.flush();
      again = () => rowsIn(copy.scratch);
      rows = again();
    }
    rows ??= table.rows();
    if (again && (await isContiguous(again(), idOf))) yield* runs(rows, idOf, options);
    else if (again && table.scratch) yield* bucketed(rows, again, idOf, open, options);
    else {
      const groups = openGroups(idOf, options);
      for await (const row of rows) {
        if ('kind' in row) yield row;
        else groups.add(row);
      }
      yield* groups.close();
    }
  } finally {
    for (const scratch of opened) await scratch.remove();
  }
}

/** Whether no id comes back after another; says no, at worst, of two ids with one fingerprint. */
async function isContiguous(rows: AsyncIterable<TableRow>, idOf: IdOf): Promise<boolean> {
  const seen = fingerprints();
  let current: string | undefined;
  for await (const row of rows) {
    const id = idOf(row);
    if (id === current) continue;
    if (!seen.place(id).isNew) return false;
    current = id;
  }
  return true;
}

async function* runs(
  rows: AsyncIterable<TableRow | ReadItem>,
  idOf: IdOf,
  options: GroupOptions,
): AsyncGenerator<Group | ReadItem> {
  let group: ReturnType<typeof openGroup> | undefined;
  for await (const row of rows) {
    if ('kind' in row) {
      yield row;
      continue;
    }
    const id = idOf(row);
    if (group?.id !== id) {
      if (group) yield group.close();
      group = openGroup(id, options);
    }
    group.add(row);
  }
  if (group) yield group.close();
}

async function* bucketed(
  rows: AsyncIterable<TableRow | ReadItem>,
  again: () => AsyncIterable<TableRow>,
  idOf: IdOf,
  open: () => Promise<Scratch>,
  options: GroupOptions,
): AsyncGenerator<Group | ReadItem> {
  for (const scratch of yield* dealt(rows, again, idOf, open, options)) {
    const groups = openGroups(idOf, options);
    for await (const row of rowsIn(scratch)) groups.add(row);
    yield* groups.close();
  }
}

/** The rows in scratch files, those of one id in one. What it takes to know which is let go of at its end. */
async function* dealt(
  rows: AsyncIterable<TableRow | ReadItem>,
  again: () => AsyncIterable<TableRow>,
  idOf: IdOf,
  open: () => Promise<Scratch>,
  { bucketChars = BUCKET_CHARS, limits = LIMITS }: GroupOptions,
): AsyncGenerator<ReadItem, readonly Scratch[]> {
  const places = fingerprints();
  const sizes: number[] = [];
  for await (const row of again()) {
    const { at, isNew } = places.place(idOf(row));
    if (isNew) sizes.push(0);
    sizes[at]! += sizeOf(row);
  }
  // A larger group is not held, so it takes no more than this.
  const heldOf = (size: number): number => Math.min(size, limits.size);
  const total = sizes.reduce((sum, size) => sum + heldOf(size), 0);
  const limit = Math.max(bucketChars, total / MAX_BUCKETS);
  let filled = 0;
  let bucket = 0;
  const bucketOf = sizes.map(heldOf).map((size) => {
    if (filled > 0 && filled + size > limit) {
      bucket++;
      filled = 0;
    }
    filled += size;
    return bucket;
  });
  const buckets: ReturnType<typeof writerTo>[] = [];
  for await (const row of rows) {
    if ('kind' in row) {
      yield row;
      continue;
    }
    const at = bucketOf[places.place(idOf(row)).at]!;
    buckets[at] ??= writerTo(await open());
    await buckets[at].write(row);
  }
  for (const one of buckets) await one.flush();
  return buckets.map(({ scratch }) => scratch);
}

/** Characters of a row, with something for each cell. */
export function sizeOf({ cells }: TableRow): number {
  return cells.reduce((sum, cell) => sum + cell.length + 8, 16);
}

/** Held for each scratch file before it is written. */
const FLUSH_CHARS = 16 * 1024;

function writerTo(scratch: Scratch) {
  let held: string[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    const text = held.join('');
    held = [];
    size = 0;
    if (text !== '') await scratch.write(text);
  };
  const write = async ({ line, cells }: TableRow): Promise<void> => {
    const text = `${JSON.stringify([line, ...cells])}\n`;
    held.push(text);
    size += text.length;
    if (size > FLUSH_CHARS) await flush();
  };
  return { scratch, write, flush };
}

async function* rowsIn(scratch: Scratch): AsyncGenerator<TableRow> {
  for await (const { bytes } of lines(scratch.read(), Number.POSITIVE_INFINITY)) {
    const [line, ...cells] = JSON.parse(bytes!.toString('utf8')) as [number, ...string[]];
    yield { line, cells };
  }
}

/** Ids in the order in which they come, by 53-bit fingerprints: 24 bytes an id where a map of strings takes 100. */
function fingerprints() {
  let slots = new Float64Array(1 << 12);
  let order = new Int32Array(1 << 12);
  let count = 0;
  /** The slot of a fingerprint, or the empty one where it belongs. */
  const slotOf = (table: Float64Array, print: number): number => {
    let at = print % table.length;
    while (table[at] !== 0 && table[at] !== print) at = (at + 1) % table.length;
    return at;
  };
  const widen = (): void => {
    const wider = new Float64Array(slots.length * 2);
    const places = new Int32Array(wider.length);
    for (const [from, print] of slots.entries()) {
      if (print === 0) continue;
      const to = slotOf(wider, print);
      wider[to] = print;
      places[to] = order[from]!;
    }
    slots = wider;
    order = places;
  };
  const place = (id: string): { at: number; isNew: boolean } => {
    const print = fingerprint(id);
    const slot = slotOf(slots, print);
    if (slots[slot] === print) return { at: order[slot]!, isNew: false };
    slots[slot] = print;
    order[slot] = count;
    if (++count * 2 > slots.length) widen();
    return { at: count - 1, isNew: true };
  };
  return { place };
}

/** 53 bits of a string (cyrb53, public domain), never 0. */
function fingerprint(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return 2 ** 32 * (b & 0x1fffff) + (a >>> 0) || 1;
}
