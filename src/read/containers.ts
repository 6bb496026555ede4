/** What a file is wrapped in: gzip and zip, by their first bytes, with bounds that no bomb gets past. */

import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { UserError } from '../errors.ts';
import { compareKeys } from '../keys.ts';

/** Zip archives, workbooks and Parquet files are read from memory; larger ones have to be unpacked first. */
const MAX_HELD_BYTES = 512 * 1024 * 1024;

/** Unpacked data may be this many times the packed, once it is larger than `FREE_BYTES`. */
const MAX_RATIO = 200;
const FREE_BYTES = 64 * 1024 * 1024;

const MAX_MEMBERS = 10_000;

export type Container = 'gzip' | 'zip' | 'parquet';

/** First bytes of what is not read, and what to say of it. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['d0cf11e0a1b11ae1', 'an old Excel or Office file (.xls); save it as .xlsx or as "CSV UTF-8"'],
  ['255044462d', 'a PDF; export the transcript as text, CSV or JSON'],
  ['377abcaf271c', 'a 7-Zip archive; unpack it, or use zip or gzip'],
  ['526172211a07', 'a RAR archive; unpack it, or use zip or gzip'],
  ['28b52ffd', 'compressed with Zstandard; unpack it, or use zip or gzip'],
  ['425a68', 'compressed with bzip2; unpack it, or use zip or gzip'],
  ['fd377a585a00', 'compressed with xz; unpack it, or use zip or gzip'],
  ['53514c69746520666f726d6174203300', 'an SQLite database; export the table as CSV'],
];

/** What the first bytes say a file is, or `undefined` for a text. Throws a UserError for what is never read. */
export function containerOf(head: Buffer, path: string): Container | undefined {
  const hex = head.subarray(0, 16).toString('hex');
  if (hex.startsWith('1f8b08')) return 'gzip';
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return 'zip';
  if (hex.startsWith('50415231')) return 'parquet';
  const foreign = FOREIGN.find(([magic]) => hex.startsWith(magic));
  if (foreign) throw new UserError(`${path}: this is ${foreign[1]}`);
  if (head.subarray(257, 262).toString('latin1') === 'ustar') {
    throw new UserError(`${path}: this is a tar archive; unpack it, or use zip`);
  }
  return undefined;
}

/** Unpacks gzip as a stream. Throws a UserError where the data is damaged or cut off, or is a bomb. */
export async function* gunzip(source: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  let packed = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      packed += chunk.length;
      yield chunk;
    }
  }
  const unzip = createGunzip();
  pipeline(Readable.from(counted()), unzip, () => {});
  yield* bounded(unzip, () => packed, path, 'the gzip data');
}

/** Everything of a source as one buffer. Throws a UserError if it is too large to be held. */
export async function collect(source: AsyncIterable<Uint8Array>, path: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > MAX_HELD_BYTES) {
      const limit = MAX_HELD_BYTES / 1024 / 1024;
      throw new UserError(
        `${path}: larger than ${limit} MiB, which is as much as is read in this format; split it`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** One file in a zip archive. */
export interface Member {
  readonly name: string;
  /** Size as the archive states it; `open` throws a UserError where that is a lie. */
  readonly size: number;
  readonly open: () => AsyncGenerator<Uint8Array>;
}

/** The files in a zip archive, by name; folders and the litter of macOS are left out. */
export async function membersOf(zip: Buffer, path: string): Promise<Member[]> {
  const { fromBufferPromise } = await import('yauzl');
  const entries: Entry[] = [];
  let archive: ZipFile;
  try {
    archive = await fromBufferPromise(zip, { lazyEntries: true, autoClose: false });
    for await (const entry of archive.eachEntry()) {
      entries.push(entry);
      if (entries.length > MAX_MEMBERS) break;
    }
  } catch {
    throw new UserError(`${path}: the zip archive is damaged or cut off`);
  }
  if (entries.length > MAX_MEMBERS) {
    throw new UserError(`${path}: the zip archive holds more than ${MAX_MEMBERS} files; unpack it`);
  }
  const files = entries.filter(({ fileName }) => !/\/$|(?:^|\/)(?:\.[^/]*|__MACOSX\/.*)$/.test(fileName));
  const byName = (a: Entry, b: Entry): number => compareKeys(a.fileName, b.fileName);
  return files.sort(byName).map((entry) => ({
    name: entry.fileName,
    size: entry.uncompressedSize,
    open: async function* () {
      const shown = `${path}/${entry.fileName}`;
      if (entry.isEncrypted()) throw new UserError(`${shown}: encrypted; unpack the archive first`);
      const stream = await archive.openReadStreamPromise(entry).catch(() => {
        throw new UserError(`${shown}: damaged, or packed in a way that is not known`);
      });
      yield* bounded(stream, () => entry.compressedSize, shown, 'the data in the zip archive');
    },
  }));
}

async function* bounded(
  source: Readable,
  packed: () => number,
  path: string,
  what: string,
): AsyncGenerator<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = source[Symbol.asyncIterator]();
  let size = 0;
  try {
    for (;;) {
      const next = await chunks.next().catch((error: unknown) => {
        if (error instanceof UserError) throw error;
        throw new UserError(`${path}: ${what} is damaged or cut off`);
      });
      if (next.done) return;
      size += next.value.length;
      if (size > FREE_BYTES && size > MAX_RATIO * packed()) {
        throw new UserError(
          `${path}: ${what} unpacks to more than ${MAX_RATIO} times its size, as a zip bomb does; unpack it yourself if you trust it`,
        );
      }
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}
