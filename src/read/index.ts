/** The input formats, and the one way in: bytes → conversations, with an account of every record. */

import { UserError } from '../errors.ts';
import { HEAD, MAGIC, peek } from './bytes.ts';
import { srt, vtt } from './captions.ts';
import { collect, containerOf, gunzip, membersOf } from './containers.ts';
import { csv } from './csv.ts';
import { toUtf8 } from './encodings.ts';
import { json } from './json.ts';
import { ndjson, readLines } from './ndjson.ts';
import { parquet } from './parquet.ts';
import {
  notice,
  type Other,
  type Part,
  quarantined,
  type ReadContext,
  type Reader,
  type ReadItem,
  skipped,
} from './reader.ts';
import { text } from './text.ts';
import { VENDOR_READERS } from './vendors/readers.ts';
import { isWorkbook, readWorkbook, xlsx } from './xlsx.ts';

export { readLines } from './ndjson.ts';
export {
  type DiagnosticItem,
  type Lines,
  type LinesRead,
  notice,
  type Part,
  quarantined,
  type ReadItem,
  type Scratch,
  skipped,
} from './reader.ts';

/**
 * Every format that can be read, in the order in which they are tried; vendors' JSON is recognised once it is
 * parsed. A new one is a file and a line here, or in vendors/index.ts.
 */
export const FORMATS = {
  vtt,
  srt,
  text,
  csv,
  json,
  ndjson,
  xlsx,
  parquet,
  ...VENDOR_READERS,
} as const satisfies Record<string, Reader>;

export type FormatName = keyof typeof FORMATS;

export interface ReadOptions extends ReadContext {
  /** The format, where it is not to be recognised by content (`--from`). */
  readonly from?: FormatName;
}

/**
 * Reads one file. Every record ends in a conversation's `rows`, in a `skipped` or in a `quarantined`
 * diagnostic; the three add up to what the file holds, and a bad record never stops the reading. Throws a
 * UserError if the file as a whole cannot be made out: empty, not a known format, no column for the text,
 * nobody an agent. One that only shows at the end of a streamed file is thrown there.
 */
export async function* read(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<ReadItem> {
  yield* whole(readParts(bytes, options), options);
}

/** As `read`, with the lines of large NDJSON files left to the caller (`readLines`), in blocks. */
export async function* readParts(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<Part> {
  const cap = openCap(options.path);
  let later = false;
  for await (const part of readFile(bytes, options, 0)) {
    if (part.kind === 'lines') {
      later = true;
      yield { ...part, join: (read) => part.join(read).filter(cap.takes) };
    } else if (part.kind === 'later') yield { kind: 'later', items: () => part.items().filter(cap.takes) };
    else if (cap.takes(part)) yield part;
  }
  if (later) yield { kind: 'later', items: cap.rest };
  else yield* cap.rest();
}

/** All items of parts, the lines read as well. */
async function* whole(parts: AsyncIterable<Part>, context: ReadContext): AsyncGenerator<ReadItem> {
  for await (const part of parts) {
    if (part.kind === 'lines') yield* part.join(await readLines(part.lines, context));
    else if (part.kind === 'later') yield* part.items();
    else yield part;
  }
}

const MAX_DIAGNOSTICS = 10_000;

/** What is told one by one is held by many a caller; a broken file of a gigabyte must not fill the memory. */
function openCap(path: string) {
  let told = 0;
  const untold = { quarantined: 0, skipped: 0, notice: 0 };
  return {
    takes(item: ReadItem | Other): boolean {
      if (item.kind !== 'diagnostic' || ++told <= MAX_DIAGNOSTICS) return true;
      untold[item.diagnostic.kind] += item.diagnostic.records;
      return false;
    },
    rest(): ReadItem[] {
      const { quarantined: bad, skipped: empty } = untold;
      return [
        ...(bad > 0 ? [quarantined({ path }, `${bad} more records were set aside`, bad)] : []),
        ...(empty > 0 ? [skipped({ path }, `${empty} more records had nothing to read`, empty)] : []),
      ];
    },
  };
}

/** A file in what it is wrapped in; `depth` bounds gzip in zip in gzip. */
async function* readFile(
  source: AsyncIterable<Uint8Array>,
  options: ReadOptions,
  depth: number,
): AsyncGenerator<Part> {
  const { path, from } = options;
  const { head, bytes } = await peek(source, MAGIC);
  try {
    const container = containerOf(head, path);
    if ((container === 'gzip' || container === 'zip') && depth >= MAX_DEPTH) {
      throw new UserError(`${path}: an archive in an archive is not read; unpack it`);
    }
    if (container === 'gzip') {
      const { reopen, ...rest } = options;
      const again = reopen && { reopen: () => gunzip(reopen(), path) };
      yield* readFile(gunzip(bytes, path), { ...rest, ...again }, depth + 1);
    } else if (container === 'zip') yield* readZip(await collect(bytes, path), options, depth);
    else if (container === 'parquet') yield* parquet.read(bytes, options, '');
    else if (from !== undefined && FORMATS[from].binary) {
      throw new UserError(`${path}: this is not ${from === 'xlsx' ? 'an Excel workbook' : 'a Parquet file'}`);
    } else yield* readText(bytes, options);
  } finally {
    await bytes.return(undefined);
  }
}

const MAX_DEPTH = 2;

const UNKNOWN = 'the format is not recognised';

/** A workbook, or an archive whose files are read one by one; one that cannot be read does not stop the others. */
async function* readZip(bytes: Buffer, options: ReadOptions, depth: number): AsyncGenerator<ReadItem> {
  const { path } = options;
  const members = await membersOf(bytes, path);
  if (isWorkbook(members.map(({ name }) => name))) {
    yield* readWorkbook(bytes, options);
    return;
  }
  let read = 0;
  const mistakes: string[] = [];
  for (const { name, open } of members) {
    const inner = { ...options, path: `${path}/${name}`, reopen: open };
    try {
      for await (const item of whole(readFile(open(), inner, depth + 1), inner)) {
        if (item.kind === 'conversation') read++;
        yield item;
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      mistakes.push(...error.messages);
      if (error.message.includes(UNKNOWN)) {
        yield notice({ path: inner.path }, `left out: ${UNKNOWN}`);
        continue;
      }
      const reason = error.message.replace(`${inner.path}: `, '');
      yield quarantined({ path: inner.path }, `the file is left out: ${reason}`);
    }
  }
  if (read > 0) return;
  throw new UserError(mistakes.length > 0 ? mistakes : `${path}: there is nothing in the archive to read`);
}

async function* readText(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<Part> {
  const { path, reopen } = options;
  const notices: ReadItem[] = [];
  const decoded = toUtf8(bytes, (encoding, line) => {
    if (encoding === 'Windows-1252') {
      notices.push(notice({ path, line }, 'not UTF-8; read as Windows-1252 from here on'));
    }
  });
  const { head: beginning, bytes: all } = await peek(decoded, HEAD);
  const head = beginning.toString('utf8');
  try {
    if (head.trim() === '') throw new UserError(`${path}: the file is empty`);
    const context = { ...options, ...(reopen && { reopen: () => toUtf8(reopen()) }) };
    yield* FORMATS[options.from ?? sniff(head, path.replace(/\.gz$/i, ''))].read(all, context, head);
    yield* notices;
  } finally {
    await all.return(undefined);
  }
}

/** The format of a file by its beginning. Throws a UserError if it is none of ours. */
function sniff(head: string, path: string): FormatName {
  const names = Object.keys(FORMATS) as FormatName[];
  const name = names.find((format) => FORMATS[format].sniff(head, path));
  if (name) return name;
  throw new UserError(
    `${path}: ${UNKNOWN}; say which it is: --from ${names.filter((format) => !Object.hasOwn(VENDOR_READERS, format)).join('|')}`,
  );
}
