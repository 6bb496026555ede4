/** Bytes of unknown origin → UTF-8 in whole lines, with the line where they stop being valid. */

import { isUtf8 } from 'node:buffer';

/** Longest NDJSON line that is read: 16 MiB, far above any conversation and far below the memory of a laptop. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

const NEWLINE = 0x0a;

/** The bytes of one physical line without its line end, or `undefined` if it was longer than the limit. */
export interface Line {
  readonly number: number;
  readonly bytes: Buffer | undefined;
}

/** How much of a file is looked at: at least `bytes`, and with `line` to the end of the first line besides. */
interface Glance {
  readonly bytes: number;
  readonly line?: true;
}

/** Enough to tell archives and other binary files by. */
export const MAGIC: Glance = { bytes: 512 };

/** Enough to recognise the format of a text by. */
export const HEAD: Glance = { bytes: 64 * 1024, line: true };

/**
 * Splits off the beginning of a file, all of it where it is shorter; a first line is waited for only as long as a
 * line may be. `bytes` still yields everything, the beginning included.
 */
export async function peek(
  source: AsyncIterable<Uint8Array>,
  glance: Glance,
): Promise<{ head: Buffer; bytes: AsyncGenerator<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let newline = glance.line !== true;
  while (size < glance.bytes || (!newline && size < MAX_LINE_BYTES)) {
    const next = await iterator.next();
    if (next.done) break;
    chunks.push(next.value);
    size += next.value.length;
    newline ||= next.value.includes(NEWLINE);
  }
  const head = Buffer.concat(chunks);
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      // Handed on one by one and let go: the beginning may be a line of many megabytes.
      yield* chunks.splice(0);
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head, bytes: all() };
}

/** Whole lines of a file, one after another, as they stand; `undefined` for a single line over the limit. */
export interface Block {
  /** Number of the first line. */
  readonly number: number;
  readonly bytes: Buffer | undefined;
}

/**
 * Cuts bytes into blocks of whole lines: each ends with the first line that brings it to `sizeOf(index)` bytes, or
 * before a line over `limit` (at least the size of a block), which is passed over without being held. Where a block
 * ends depends on the bytes alone, not on the pieces in which they come.
 */
export async function* blocks(
  source: AsyncIterable<Uint8Array>,
  sizeOf: (index: number) => number,
  limit = MAX_LINE_BYTES,
): AsyncGenerator<Block> {
  let number = 1;
  let index = 0;
  let held: Buffer[] = [];
  let size = 0;
  /** Whether the line that is coming in is over the limit. */
  let passing = false;
  /** What is held so far, without a line over the limit at its end, and whether there was one. */
  const take = (): { block: Block | undefined; long: boolean } => {
    const all = held.length === 1 ? held[0]! : Buffer.concat(held);
    held = [];
    size = 0;
    const last = all.lastIndexOf(NEWLINE, all.at(-1) === NEWLINE ? -2 : -1) + 1;
    const long = lengthOf(all.subarray(last)) > limit;
    const bytes = long ? all.subarray(0, last) : all;
    if (bytes.length === 0) return { block: undefined, long };
    const block = { number, bytes };
    number += linesIn(bytes);
    index++;
    return { block, long };
  };
  for await (const piece of source) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    for (let from = 0; from < chunk.length; ) {
      const end = chunk.indexOf(NEWLINE, from + (passing ? 0 : Math.max(0, sizeOf(index) - 1 - size)));
      const part = chunk.subarray(from, end < 0 ? chunk.length : end + 1);
      from += part.length;
      if (!passing) {
        held.push(part);
        size += part.length;
        if (end < 0 && size <= sizeOf(index) + limit) continue;
        const { block, long } = take();
        if (block) yield block;
        passing = long;
      }
      if (passing && end >= 0) {
        passing = false;
        yield { number: number++, bytes: undefined };
      }
    }
  }
  if (!passing && size > 0) {
    const { block, long } = take();
    if (block) yield block;
    passing = long;
  }
  if (passing) yield { number, bytes: undefined };
}

/** Length of a line without its line end. */
function lengthOf(line: Buffer): number {
  return line.at(-1) === NEWLINE ? line.length - 1 : line.length;
}

function linesIn(bytes: Buffer): number {
  let count = bytes.at(-1) === NEWLINE ? 0 : 1;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** The lines of a block. */
export function* linesOf({ number, bytes }: Block): Generator<Line> {
  if (bytes === undefined) {
    yield { number, bytes };
    return;
  }
  for (let from = 0, at = number; from < bytes.length; at++) {
    const found = bytes.indexOf(NEWLINE, from);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(from, end);
    yield { number: at, bytes: line.at(-1) === 0x0d ? line.subarray(0, -1) : line };
    from = end + 1;
  }
}

/**
 * Splits bytes into lines at `\n` (a `\r` before it goes too). A line over `limit` is passed over
 * without being held, and comes out with `bytes: undefined`.
 */
export async function* lines(
  source: AsyncIterable<Uint8Array>,
  limit = MAX_LINE_BYTES,
): AsyncGenerator<Line> {
  let number = 1;
  let held: Buffer[] = [];
  let size = 0;
  const take = (): Line => {
    const whole = size > limit ? undefined : held.length === 1 ? held[0] : Buffer.concat(held);
    const line = { number: number++, bytes: whole?.at(-1) === 0x0d ? whole.subarray(0, -1) : whole };
    held = [];
    size = 0;
    return line;
  };
  const hold = (part: Buffer): void => {
    size += part.length;
    if (size > limit) held = [];
    else if (part.length > 0) held.push(part);
  };
  for await (const piece of source) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      hold(chunk.subarray(from, end));
      yield take();
      from = end + 1;
    }
    hold(chunk.subarray(from));
  }
  if (size > 0) yield take();
}

/** What `watch` learns while the bytes pass: how many lines there were, and the first that is not UTF-8. */
export interface Watch {
  lines: number;
  invalidLine: number | undefined;
}

/** Passes bytes on unchanged and fills in `seen`. */
export async function* watch(source: AsyncIterable<Uint8Array>, seen: Watch): AsyncGenerator<Uint8Array> {
  let open: Uint8Array[] = [];
  let last: number | undefined;
  const check = (part: Uint8Array): void => {
    const bytes = Buffer.concat([...open, part]);
    open = [];
    if (seen.invalidLine === undefined && !isUtf8(bytes)) seen.invalidLine = seen.lines + 1 + badLine(bytes);
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) seen.lines++;
  };
  for await (const chunk of source) {
    // Characters never straddle a line end, so whole lines can be checked on their own.
    const cut = chunk.lastIndexOf(NEWLINE) + 1;
    if (cut > 0) check(chunk.subarray(0, cut));
    if (cut < chunk.length) open.push(chunk.subarray(cut));
    last = chunk.at(-1) ?? last;
    yield chunk;
  }
  check(Buffer.alloc(0));
  if (last !== undefined && last !== NEWLINE) seen.lines++;
}

/** Index, from 0, of the first line of `bytes` that is not UTF-8. */
export function badLine(bytes: Buffer): number {
  let index = 0;
  for (let from = 0; from < bytes.length; index++) {
    const end = bytes.indexOf(NEWLINE, from);
    if (end < 0 || !isUtf8(bytes.subarray(from, end))) return index;
    from = end + 1;
  }
  return index;
}
