/** Bytes in the encodings that exports come in → UTF-8 (FORMATS §0.8). */

import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { badLine } from './bytes.ts';

/** 0x80–0x9F of Windows-1252, where Latin-1 has control characters; the five unused places map to themselves. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Blocks are judged whole, and are the same however the bytes arrive. */
const BLOCK_BYTES = 64 * 1024;

const NEWLINE = 0x0a;

/** Told once for each file that is not UTF-8: the line from which on it is something else. */
export type OnEncoding = (name: string, line: number) => void;

/** Windows-1252 as text; never fails. */
export function fromWindows1252(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin.replace(/[\u0080-\u009f]/g, (char) => HIGH[char.charCodeAt(0) - 0x80]!);
}

/** Text as Windows-1252, or `undefined` if it holds a character that is not in it. */
export function toWindows1252(text: string): Buffer | undefined {
  const bytes = Buffer.alloc(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const high = code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : HIGH.indexOf(text[at]!) + 0x80;
    if (high < 0x80 && code >= 0x80) return undefined;
    bytes[at] = high;
  }
  return bytes;
}

/**
 * Turns a file into UTF-8 without a byte order mark: UTF-16 by its mark or by its NUL bytes, UTF-8 as it is,
 * and Windows-1252 where the first line that is no UTF-8 comes before any character that is. A file that has
 * shown itself to be UTF-8 stays so: its bad bytes are damage, and are passed on to be replaced.
 */
export async function* toUtf8(
  bytes: AsyncIterable<Uint8Array>,
  onEncoding?: OnEncoding,
): AsyncGenerator<Buffer> {
  let decode: ((block: Buffer, last: boolean) => Buffer) | undefined;
  for await (const { block, last } of blocks(bytes)) {
    decode ??= decoderFor(block, onEncoding);
    const decoded = decode(block, last);
    if (decoded.length > 0) yield decoded;
  }
}

/** All of a file at once, as text without a byte order mark; judged as `toUtf8` judges its first block. */
export function decode(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return decoderFor(buffer)(buffer, true).toString('utf8');
}

function decoderFor(first: Buffer, onEncoding?: OnEncoding): (block: Buffer, last: boolean) => Buffer {
  const wide = wideEncoding(first);
  if (!wide) return mostlyUtf8(onEncoding);
  onEncoding?.(wide.toUpperCase(), 1);
  const decoder = new TextDecoder(wide);
  return (block, last) => Buffer.from(decoder.decode(block, { stream: !last }));
}

/** UTF-16 by its byte order mark, else by the NUL bytes that its Latin letters are half made of. */
function wideEncoding(first: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  const nuls = [0, 0];
  const sample = first.subarray(0, 4096);
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) nuls[at % 2]!++;
  const half = sample.length / 2;
  if (half < 2) return undefined;
  if (nuls[1]! >= 0.3 * half && nuls[0]! < 0.05 * half) return 'utf-16le';
  return nuls[0]! >= 0.3 * half && nuls[1]! < 0.05 * half ? 'utf-16be' : undefined;
}

function mostlyUtf8(onEncoding?: OnEncoding): (block: Buffer, last: boolean) => Buffer {
  let legacy = false;
  let proven = false;
  let start = true;
  let line = 1;
  let held: Buffer = Buffer.alloc(0);
  return (block, last) => {
    let whole = held.length > 0 ? Buffer.concat([held, block]) : block;
    if (start && whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf) {
      whole = whole.subarray(3);
      proven = true;
    }
    start = false;
    if (legacy) return Buffer.from(fromWindows1252(whole));
    const cut = last ? whole.length : completeEnd(whole);
    held = whole.subarray(cut);
    const part = whole.subarray(0, cut);
    if (isUtf8(part)) {
      proven ||= !isAscii(part);
    } else if (!proven && !looksUtf8(part)) {
      legacy = true;
      onEncoding?.('Windows-1252', line + badLine(part));
      held = Buffer.alloc(0);
      return Buffer.from(fromWindows1252(whole));
    } else proven = true;
    for (let at = part.indexOf(NEWLINE); at >= 0; at = part.indexOf(NEWLINE, at + 1)) line++;
    return part;
  };
}

/** Whether bytes that are not all UTF-8 hold more characters of UTF-8 than mistakes. */
function looksUtf8(bytes: Buffer): boolean {
  let good = 0;
  let bad = 0;
  for (const [char] of bytes.toString('utf8').matchAll(/[^\0-\x7f]/gu)) {
    if (char === '\ufffd') bad++;
    else good++;
  }
  return good > bad;
}

/** Where the last character that may go on in the next block begins. */
function completeEnd(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** The same bytes in blocks of one size; the last may be shorter. */
async function* blocks(source: AsyncIterable<Uint8Array>): AsyncGenerator<{ block: Buffer; last: boolean }> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const piece of source) {
    held.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    size += piece.byteLength;
    if (size <= BLOCK_BYTES) continue;
    const whole = held.length === 1 ? held[0]! : Buffer.concat(held);
    let at = 0;
    for (; whole.length - at > BLOCK_BYTES; at += BLOCK_BYTES) {
      yield { block: whole.subarray(at, at + BLOCK_BYTES), last: false };
    }
    held = [whole.subarray(at)];
    size = whole.length - at;
  }
  if (size > 0) yield { block: Buffer.concat(held), last: true };
}
