/**
 * The journal of a run: what was made of each chunk, kept beside the report until that is whole, so that a run that
 * was killed can be gone on with. A line says how the run was made; a record is a line with the key of its chunk and
 * the lengths and the checksum of its results, then the results.
 */

import { createHash } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { UserError } from '../errors.ts';
import { ENGINE } from '../version.ts';
import { cannotWrite } from './failure.ts';
import type { InputFile } from './inputs.ts';
import type { Job, PackedChunk } from './work.ts';

/** What has to be the same for results to be: by the words in which it is told if it is not. */
export type Receipt = Readonly<Record<string, string>>;

export interface Journal {
  /** The results of the chunk that comes next, where an earlier run has got that far. */
  readonly next: (key: string) => Promise<readonly Uint8Array[] | undefined>;
  readonly append: (key: string, results: readonly Uint8Array[]) => Promise<void>;
  /** Closes the file and leaves it for another run. */
  readonly close: () => Promise<void>;
  /** Removes the file; nothing is left to go on with. */
  readonly remove: () => Promise<void>;
}

/** Longest first line of a record. */
const LINE_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * Opens the journal at `file`; with `resume`, at the beginning of what an earlier run has left there, if it has.
 * @throws UserError when it can't be written, or when the earlier run was another one.
 */
export async function openJournal(
  file: string,
  shown: string,
  receipt: Receipt,
  resume: boolean,
): Promise<Journal> {
  const fail = (error: NodeJS.ErrnoException): never => {
    throw cannotWrite(shown, error);
  };
  // Only this user may read it: it holds what people said.
  const found = resume ? await open(file, 'r+').catch(() => undefined) : undefined;
  const handle = found ?? (await open(file, 'w', 0o600).catch(fail));
  let position = 0;
  let replaying = false;
  const first = found && (await lineAt(handle, 0));
  if (first) {
    const different = differences(parsed(first.text), receipt);
    if (different.length > 0) {
      await handle.close();
      throw new UserError(
        `${shown}: the run that was interrupted had other ${different.join(', ')}; run attune as then, or begin anew without --resume`,
      );
    }
    replaying = true;
    position = first.end;
  } else {
    await found?.truncate(0).catch(fail);
    await write(Buffer.from(`${JSON.stringify(receipt)}\n`));
  }

  async function write(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, from, bytes.length - from, position).catch(fail);
      from += bytesWritten;
      position += bytesWritten;
    }
  }

  /** The record at the position; nothing where there is none, or only the beginning of one. */
  async function record(): Promise<{ key: string; results: Uint8Array[]; end: number } | undefined> {
    const line = await lineAt(handle, position);
    if (!line) return undefined;
    const [key = '', sum, ...lengths] = line.text.split(' ');
    const results: Uint8Array[] = [];
    let at = line.end;
    let actual = 0;
    for (const length of lengths.map(Number)) {
      const bytes = await bytesAt(handle, at, length);
      if (bytes.length < length) return undefined;
      actual = crc32(bytes, actual);
      results.push(bytes);
      at += length;
    }
    return String(actual) === sum ? { key, results, end: at } : undefined;
  }

  return {
    async next(key) {
      if (!replaying) return undefined;
      const known = await record();
      if (known === undefined) {
        replaying = false;
        await handle.truncate(position).catch(fail);
        return undefined;
      }
      if (known.key !== key)
        throw new UserError(
          `${shown}: the input is no longer what it was when the run was interrupted; begin anew without --resume`,
        );
      position = known.end;
      return known.results;
    },
    async append(key, results) {
      const sum = results.reduce((crc, bytes) => crc32(bytes, crc), 0);
      const head = `${[key, sum, ...results.map(({ length }) => length)].join(' ')}\n`;
      await write(Buffer.from(head));
      for (const bytes of results) await write(bytes);
    },
    close: () => handle.close(),
    async remove() {
      await handle.close();
      await rm(file, { force: true });
    },
  };
}

/** What the results of a run depend on, besides the words of its input. */
export function receiptFor(
  { rubrics, reading, redact, macros, groupBy, lines }: Job,
  files: readonly InputFile[],
): Receipt {
  // Names of files may be many, and the key of pseudonyms is a secret.
  const digest = (value: unknown): string =>
    createHash('sha256')
      .update(JSON.stringify(value) ?? '')
      .digest('hex');
  return {
    'version of attune': ENGINE,
    rubrics: rubrics.map(({ hash }) => hash).join(' '),
    inputs: digest(files.map((file) => file.path)),
    'reading flags': digest(reading),
    '--redact': digest(redact),
    '--macros': digest(macros),
    '--group-by': groupBy.join(','),
    'formats or --quote': lines ? `ndjson ${lines.quote}` : 'any',
  };
}

/** Names a chunk by all that its results depend on but the receipt. */
export function keyOf(chunk: PackedChunk): string {
  const hash = createHash('sha256');
  if (chunk.kind === 'conversations') hash.update(chunk.json);
  else {
    const { path, number, vendor = '', bytes } = chunk.lines;
    hash.update(JSON.stringify([path, number, vendor])).update(bytes);
  }
  return hash.digest('hex').slice(0, 32);
}

/** The line that begins at a position, and where the next byte stands; nothing where it does not end. */
async function lineAt(
  handle: FileHandle,
  position: number,
): Promise<{ text: string; end: number } | undefined> {
  for (let size = 512; ; size *= 8) {
    const bytes = await bytesAt(handle, position, size);
    const end = bytes.indexOf(NEWLINE);
    if (end >= 0) return { text: bytes.toString('utf8', 0, end), end: position + end + 1 };
    if (bytes.length < size || size > LINE_BYTES) return undefined;
  }
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What of the receipt was otherwise then. */
function differences(then: unknown, now: Receipt): string[] {
  const before = (typeof then === 'object' && then !== null ? then : {}) as Record<string, unknown>;
  return Object.keys(now).filter((name) => before[name] !== now[name]);
}
