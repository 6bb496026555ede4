/** CSV and its kin (tab, semicolon, bar) with one row per turn: bytes → header and rows (FORMATS §0.8, §2.1). */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse as csvParser, type InfoRecord, type Options } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import { UserError } from '../errors.ts';
import { type Watch, watch } from './bytes.ts';
import { notice, quarantined, type ReadContext, type Reader, type ReadItem } from './reader.ts';
import { readTable, type Table, type TableRow } from './table.ts';

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
    const { table, items } = await parseTable(bytes, context, head);
    yield* readTable(table, context);
    yield* items;
  },
};

/** What stands before the header, and what separates the cells. */
interface Dialect {
  readonly delimiter: string;
  readonly newline: string[];
  /** Bytes and lines of `sep=;` and `#` lines before the header. */
  readonly skipBytes: number;
  readonly skipLines: number;
}

/** `undefined` if no delimiter gives at least two cells in the header and in half of the first rows. */
function dialectOf(head: string): Dialect | undefined {
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
    skipBytes: Buffer.byteLength(prelude),
    skipLines: prelude.split('\n').length - 1,
  };
}

/** What the parser hands over under `raw: true`, whatever its types say. */
interface RawRecord {
  readonly record: string[];
  readonly raw: string;
}

function optionsFor(delimiter: string, newline: string[]): Options {
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

/** Parses the whole file. Rows that are not as wide as the header, or that cannot be read, become diagnostics. */
async function parseTable(
  bytes: AsyncIterable<Uint8Array>,
  context: ReadContext,
  head: string,
): Promise<{ table: Table; items: ReadItem[] }> {
  const { path } = context;
  const dialect = dialectOf(head) ?? { delimiter: ',', newline: ['\r\n', '\n'], skipBytes: 0, skipLines: 0 };
  const newline = dialect.newline.includes('\r') ? '\r' : '\n';
  const items: ReadItem[] = [];
  const rows: TableRow[] = [];
  let header: string[] | undefined;
  let line = dialect.skipLines + 1;
  let blank = 0;

  const on_record = (parsed: string[], info: InfoRecord): null => {
    const { record: cells, raw } = parsed as unknown as RawRecord;
    // `info.lines` counts a CRLF inside quotes twice, so lines are counted here.
    line += info.empty_lines - blank;
    blank = info.empty_lines;
    const place = { path, line };
    const inside = cells.filter((cell) => cell.includes(newline));
    const height = inside.reduce((sum, cell) => sum + cell.split(newline).length - 1, 1);
    line += height;
    const surplus = header ? cells.slice(header.length) : [];
    if (!header) header = cells;
    else if (swallowsLines(cells, raw)) {
      items.push(quarantined(place, 'a quoted cell goes on after its closing quote, lines below', height));
    } else if (cells.length < header.length || surplus.some((cell) => cell !== '')) {
      items.push(quarantined(place, `the row has ${cells.length} cells, the header has ${header.length}`));
    } else if (cells.some((cell) => cell.includes('\0'))) {
      items.push(quarantined(place, 'contains a NUL byte'));
    } else rows.push({ cells, line: place.line });
    return null;
  };

  const seen: Watch = { lines: 0, invalidLine: undefined };
  const parser = csvParser({ ...optionsFor(dialect.delimiter, dialect.newline), raw: true, on_record });
  parser.resume();
  try {
    await pipeline(Readable.from(drop(watch(bytes, seen), dialect.skipBytes)), parser);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    line += parser.info.empty_lines - blank;
    if (!header) throw new UserError(`${path}:${line}: a quote is opened in the header and never closed`);
    const rest = Math.max(seen.lines - line + 1, 1);
    const reason = `a quote is opened in the row that starts here and never closed; ${rest} lines are not read`;
    items.push(quarantined({ path, line }, reason, rest));
  }
  if (seen.invalidLine !== undefined) {
    const what = 'not UTF-8 from here on; unreadable characters are replaced. Save the file as "CSV UTF-8"';
    items.push(notice({ path, line: seen.invalidLine }, what, 'warning'));
  }
  if (!header) throw new UserError(`${path}: there is no header line`);
  return { table: { header, rows, delimiter: dialect.delimiter }, items };
}

/**
 * Whether a cell that was opened by a quote ran over a line end and was not closed properly: the parser then
 * keeps the quote as text. A cell whose text does begin with a quote is written with three of them.
 */
function swallowsLines(cells: readonly string[], raw: string): boolean {
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
