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
