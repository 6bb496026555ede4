/** The file of ratings: lines are only ever added, each whole and on the disk before anybody is told that it is saved. */

import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { parseRating, type Rating } from '../review/index.ts';
import { cannotWrite } from './failure.ts';

export interface Ledger {
  /** The ratings that were added since the last call, by whomever; at first all of them. */
  readonly read: () => Promise<readonly Rating[]>;
  /** Adds a line. Where that fails the file is as before, and the error is thrown. */
  readonly append: (rating: Rating) => Promise<void>;
  readonly close: () => Promise<void>;
  /** What was mended when it was opened. */
  readonly repaired?: string;
}

const NEWLINE = 0x0a;
/** How each of our lines begins. */
const BEGINNING = '{"kind":"rating"';

/**
 * Opens the file of ratings, or makes it; `shown` is its name for messages. A last line that a crash has torn is cut
 * off, or ended where only its end is missing.
 * @throws UserError when it cannot be written, and when it holds something else than ratings.
 */
export async function openLedger(file: string, shown: string): Promise<Ledger> {
  const handle = await open(file, 'a+', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw cannotWrite(shown, error);
  });
  try {
    const repaired = await repair(handle, shown);
    await syncFolder(file);
    return { ...ledgerOf(handle, shown), ...(repaired !== undefined && { repaired }) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function ledgerOf(handle: FileHandle, shown: string): Omit<Ledger, 'repaired'> {
  let known = 0;
  let line = 0;

  async function read(): Promise<readonly Rating[]> {
    const bytes = await bytesFrom(handle, known);
    // What another program is just writing has no end yet.
    const whole = bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1);
    known += whole.length;
    return whole
      .toString('utf8')
      .split('\n')
      .slice(0, -1)
      .flatMap((text) => {
        line++;
        if (text.trim() === '') return [];
        const rating = parseRating(text);
        if (typeof rating !== 'string') return [rating];
        throw new UserError(`${shown}:${line}: ${rating}; mend the line, or name another file with --out`);
      });
  }

  async function append(rating: Rating): Promise<void> {
    const { size } = await handle.stat();
    try {
      await handle.appendFile(`${JSON.stringify(rating)}\n`);
      await handle.sync();
    } catch (error) {
      await handle.truncate(size).catch(() => {});
      throw error;
    }
  }

  return { read, append, close: () => handle.close() };
}

/** Ends or cuts off a last line without an end, and says so. */
async function repair(handle: FileHandle, shown: string): Promise<string | undefined> {
  const bytes = await bytesFrom(handle, 0);
  const start = bytes.lastIndexOf(NEWLINE) + 1;
  const torn = bytes.subarray(start).toString('utf8');
  if (torn === '') return undefined;
  const line = bytes.subarray(0, start).reduce((n, byte) => n + Number(byte === NEWLINE), 1);
  if (!torn.startsWith(BEGINNING) && !BEGINNING.startsWith(torn)) {
    throw new UserError(
      `${shown}:${line}: is no rating; --out names a file of ratings, or one that is to be made`,
    );
  }
  if (typeof parseRating(torn) !== 'string') {
    await handle.appendFile('\n');
    await handle.sync();
    return `${shown}:${line}: the last line had no end; it is whole, and is kept`;
  }
  await handle.truncate(start);
  await handle.sync();
  return `${shown}:${line}: the last line was torn when the program was stopped; it is cut off, the ${line - 1} before it are whole`;
}

async function bytesFrom(handle: FileHandle, position: number): Promise<Buffer> {
  const { size } = await handle.stat();
  const buffer = Buffer.alloc(Math.max(0, size - position));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** A new file is there after a power cut only when its folder knows of it; some systems have no such thing. */
async function syncFolder(file: string): Promise<void> {
  const folder = await open(path.dirname(file), 'r').catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
