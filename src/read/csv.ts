/** CSV and its kin (tab, semicolon, bar) with one row per turn: bytes → header and rows (FORMATS §0.8, §2.1). */

import { CsvError, type Options, Parser } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import { UserError } from '../errors.ts';
import type { Diagnostic, Place } from '../model.ts';
import { MAX_LINE_BYTES, type Watch, watch } from './bytes.ts';
import type { TableRow } from './grouping.ts';
import { notice, quarantined, type ReadContext, type Reader, type ReadItem } from './reader.ts';
import { readTable, type TableSource } from './table.ts';

const NEWLINE = 0x0a;

const DELIMITERS = [',', ';', '\t', '|'];

/** Records that the delimiter is judged by. */
const SAMPLE = 20;

/** The least text that `SAMPLE` records are looked for in. */
const SAMPLE_CHARS = 64 * 1024;

export const csv: Reader = {
  description: 'table with one row per turn: CSV, TSV, semicolons or bars',
  recognised: 'a header and rows with the same number of cells, at least two',
  sniff: (head) => !/^\s*[[{]/.test(head) && dialectOf(head) !== undefined,
  read: async function* (bytes, context, head) {
    yield* readTable(await openTable(bytes, context, head), context);
  },
};

/** What stands before the header, and what separates the cells. */
export interface Dialect {
  readonly delimiter: string;
  readonly newline: string[];
  /** UTF-16 units, bytes and lines of `sep=;` and `#` lines before the header. */
  readonly skipChars: number;
  readonly skipBytes: number;
  readonly skipLines: number;
}

/** For a file that shows no delimiter. */
export const COMMAS: Dialect = {
  delimiter: ',',
  newline: ['\r\n', '\n'],
  skipChars: 0,
  skipBytes: 0,
  skipLines: 0,
};

/** `undefined` if no delimiter gives at least two cells in the header and in half of the first rows. */
export function dialectOf(head: string): Dialect | undefined {
  const prelude = /^(?:(?:sep=.|#(?![,;\t|"]).*|)\r?\n)*/i.exec(head)?.[0] ?? '';
  const sample = head.slice(prelude.length, prelude.length + SAMPLE_CHARS);
  const whole = sample.length < SAMPLE_CHARS ? sample : sample.slice(0, sample.lastIndexOf('\n') + 1);
  const newline = /\n/.test(whole) ? ['\r\n', '\n'] : ['\r\n', '\n', '\r'];
  const told = /^sep=(.)/im.exec(prelude)?.[1];
  let best: { delimiter: string; share: number; width: number } | undefined;
  for (const delimiter of told ? [told] : DELIMITERS) {
    const widths = widthsOf(whole, delimiter, newline);
    const width = widths[0] ?? 0;
    const share = widths.filter((other) => other === width).length / widths.length;
    if (width < 2 || share < 0.5) continue;
    if (!best || share > best.share || (share === best.share && width > best.width))
      best = { delimiter, share, width };
  }
  if (!best) return undefined;
  return {
    delimiter: best.delimiter,
    newline,
    skipChars: prelude.length,
    skipBytes: Buffer.byteLength(prelude),
    skipLines: prelude.split('\n').length - 1,
  };
}

/** What the parser hands over under `raw: true`, whatever its types say. */
interface RawRecord {
  readonly record: string[];
  readonly raw: string;
}

/** Takes a record, and how many empty lines the file has had so far. */
type RecordFound = (record: RawRecord, emptyLines: number) => void;

export function optionsFor(delimiter: string, newline: string[]): Options {
  return {
    delimiter,
    record_delimiter: newline,
    // A quote inside an unquoted cell is common (5" screen) and harmless; one that swallows lines is caught below.
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
  };
}

/** Cells in each of the first records. An open quote at the end of the sample costs only the last one. */
function widthsOf(text: string, delimiter: string, newline: string[]): number[] {
  const widths: number[] = [];
  const on_record = (record: string[]): null => {
    widths.push(record.length);
    return null;
  };
  try {
    parseNow(text, { ...optionsFor(delimiter, newline), to: SAMPLE, on_record });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return widths;
}

/** A record as parsed, with the line it begins on. */
interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
  /** Lines it takes up. */
  readonly height: number;
  readonly raw: string;
}

/** What is found in a file, in its order. */
type Found = CsvRecord | ReadItem;

/** Opens the file as a table: the first record is the header. Throws a UserError if there is none. */
async function openTable(
  bytes: AsyncIterable<Uint8Array>,
  context: ReadContext,
  head: string,
): Promise<TableSource> {
  const { path, reopen } = context;
  const dialect = dialectOf(head) ?? COMMAS;
  const found = records(bytes, dialect, path);
  const beginning = await found.next();
  const [first, ...rest] = beginning.done ? [] : beginning.value;
  if (first === undefined || 'kind' in first) {
    await found.return(undefined);
    if (first === undefined) throw new UserError(`${path}: there is no header line`);
    const { place } = (first as { diagnostic: Diagnostic }).diagnostic;
    throw new UserError(`${path}:${place.line}: a quote is opened in the header and never closed`);
  }
  const { cells: header, line } = first;
  const width = header.length;
  async function* again(): AsyncGenerator<TableRow> {
    let isHeader = true;
    for await (const batch of records(reopen!(), dialect, path)) {
      for (const record of batch) {
        const row = isHeader ? undefined : rowOf(record, width, path);
        isHeader = false;
        if (row && !('kind' in row)) yield row;
      }
    }
  }
  const shown = dialect.delimiter === '\t' ? 'tab' : `"${dialect.delimiter}"`;
  return {
    format: 'csv',
    dialect: `delimiter ${shown}`,
    header,
    headerLine: line,
    rows: rowsOf(rest, found, width, path),
    ...(reopen && { again }),
  };
}

/** Rows as wide as the header; others, and rows that cannot be read, become diagnostics. */
async function* rowsOf(
  first: readonly Found[],
  others: AsyncIterable<readonly Found[]>,
  width: number,
  path: string,
): AsyncGenerator<TableRow | ReadItem> {
  for (const record of first) yield rowOf(record, width, path);
  for await (const batch of others) for (const record of batch) yield rowOf(record, width, path);
}

function rowOf(record: Found, width: number, path: string): TableRow | ReadItem {
  if ('kind' in record) return record;
  const { cells, line, height, raw } = record;
  if (swallowsLines(cells, raw)) {
    const reason = 'a quoted cell goes on after its closing quote, lines below';
    return quarantined({ path, line }, reason, height);
  }
  if (cells.length < width || (cells.length > width && cells.slice(width).some((cell) => cell !== ''))) {
    return quarantined({ path, line }, `the row has ${cells.length} cells, the header has ${width}`);
  }
  if (cells.some((cell) => cell.includes('\0'))) return quarantined({ path, line }, 'contains a NUL byte');
  return { cells, line };
}

/**
 * The records of a file as they come, in batches, none of them empty. A record over 16 MiB, as where a quote is never
 * closed, is not held: its lines are quarantined, and reading goes on at the next line end.
 */
async function* records(
  bytes: AsyncIterable<Uint8Array>,
  dialect: Dialect,
  path: string,
): AsyncGenerator<readonly Found[]> {
  const newline = dialect.newline.includes('\r') ? '\r' : '\n';
  let found: Found[] = [];
  const take = (): readonly Found[] => {
    const batch = found;
    found = [];
    return batch;
  };
  let line = dialect.skipLines + 1;
  let blank = 0;
  const onRecord: RecordFound = ({ record: cells, raw }, emptyLines) => {
    // The parser counts a CRLF inside quotes twice, so lines are counted here.
    line += emptyLines - blank;
    blank = emptyLines;
    let height = 1;
    if (raw.indexOf(newline) < raw.length - newline.length)
      for (const cell of cells) if (cell.includes(newline)) height += cell.split(newline).length - 1;
    found.push({ cells, line, height, raw });
    line += height;
  };
  const open = () => {
    blank = 0;
    const options = optionsFor(dialect.delimiter, dialect.newline);
    return openParser({ ...options, raw: true, max_record_size: MAX_LINE_BYTES }, onRecord);
  };
  const seen: Watch = { lines: 0, invalidLine: undefined };
  let parser = open();
  let passing = false;
  let before = 0;
  for await (const chunk of drop(watch(bytes, seen), dialect.skipBytes)) {
    let part = chunk;
    if (passing) {
      const end = chunk.indexOf(NEWLINE) + 1;
      if (end === 0) continue;
      found.push(tooLong({ path, line }, before + 1 - line + 1));
      line = before + 2;
      part = chunk.subarray(end);
      parser = open();
      passing = false;
    }
    const error = await parser.write(part);
    if (found.length > 0) yield take();
    if (error) {
      line += parser.emptyLines() - blank;
      passing = true;
    }
    before = seen.lines;
  }
  if (passing) found.push(tooLong({ path, line }, Math.max(seen.lines - line + 1, 1)));
  else {
    const error = await parser.end();
    if (error) {
      line += parser.emptyLines() - blank;
      const rest = Math.max(seen.lines - line + 1, 1);
      const reason = `a quote is opened in the row that starts here and never closed; ${rest} lines are not read`;
      found.push(quarantined({ path, line }, reason, rest));
    }
  }
  if (seen.invalidLine !== undefined) {
    const what = 'not UTF-8 from here on; unreadable characters are replaced. Save the file as "CSV UTF-8"';
    found.push(notice({ path, line: seen.invalidLine }, what, 'warning'));
  }
  if (found.length > 0) yield take();
}

function tooLong(place: Place, count: number): ReadItem {
  const limit = MAX_LINE_BYTES / 1024 / 1024;
  const reason = `the row that starts here is longer than ${limit} MiB, as where a quote is never closed; ${count} lines are not read`;
  return quarantined(place, reason, count);
}

/**
 * Hands its records on as they are parsed. `on_record` would do so too, but for each record it copies all counters and
 * decodes the raw text twice, which takes as long as parsing.
 */
class RecordParser extends Parser {
  readonly #onRecord: RecordFound;

  constructor(options: Options, onRecord: RecordFound) {
    super(options);
    this.#onRecord = onRecord;
  }

  override push(record: RawRecord | null): boolean {
    if (record === null) return super.push(null);
    this.#onRecord(record, this.info.empty_lines);
    return true;
  }
}

/** The parser as two steps that tell when they are done, and with what mistake in the file. */
function openParser(options: Options, onRecord: RecordFound) {
  const parser = new RecordParser(options, onRecord);
  parser.on('error', () => {});
  parser.resume();
  const step = (run: (done: (error?: Error | null) => void) => void): Promise<CsvError | undefined> =>
    new Promise((resolve, reject) => {
      run((error) => {
        if (error && !(error instanceof CsvError)) reject(error);
        else resolve(error ?? undefined);
      });
    });
  return {
    emptyLines: () => parser.info.empty_lines,
    write: (chunk: Uint8Array) => step((done) => parser.write(chunk, done)),
    end: () =>
      step((done) => {
        parser.once('error', done);
        parser.once('end', () => done());
        parser.end();
      }),
  };
}

/**
 * Whether a cell that was opened by a quote ran over a line end and was not closed properly: the parser then
 * keeps the quote as text. A cell whose text does begin with a quote is written with three of them.
 */
export function swallowsLines(cells: readonly string[], raw: string): boolean {
  return cells.some((cell) => cell.startsWith('"') && cell.includes('\n')) && !raw.includes('"""');
}

/** Leaves out the first `count` bytes. */
async function* drop(source: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of source) {
    if (left < chunk.length) yield left > 0 ? chunk.subarray(left) : chunk;
    left = Math.max(left - chunk.length, 0);
  }
}
