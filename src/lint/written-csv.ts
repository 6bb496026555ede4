/** CSV and its kin with the place of every cell: a list of maps, one a row. */
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { COMMAS, type Dialect, dialectOf, optionsFor, swallowsLines } from '../read/csv.ts';
import { createWriter, locate } from './located.ts';
import type { Located } from './macro.ts';
import type { Mistake, Written, WrittenFile } from './written.ts';

/** How often reading is taken up again behind a row that cannot be read; it bounds the work. */
const ATTEMPTS = 20;

interface Cell {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** Reads a table with a header; rows that are broken, or wider or narrower than the header, are mistakes. */
export function parseCsv(text: string): WrittenFile {
  const dialect = dialectOf(text) ?? COMMAS;
  const mistakes: Mistake[] = [];
  const rows: Cell[][] = [];
  const fail = (offset: number, message: string): void => {
    mistakes.push({ rule: 'malformed-csv', offset, message });
  };
  let from = dialect.skipChars;
  for (let attempt = 0; attempt < ATTEMPTS && from < text.length; attempt++) {
    const { found, end, stuck } = readRows(text, from, dialect);
    for (const row of found) rows.push(row);
    if (stuck) fail(end, 'a quotation mark is opened in this row and not closed as it should be');
    const next = stuck ? text.indexOf('\n', end) : -1;
    from = next < 0 ? text.length : next + 1;
  }
  if (from < text.length) fail(from, 'too many broken rows; the rows from here on are not read');
  const header = rows.shift() ?? [];
  const items: Written[] = [];
  for (const cells of rows) {
    const start = cells[0]!.start;
    const end = cells.at(-1)!.end;
    const rest = cells.slice(header.length);
    if (cells.length < header.length || rest.some(({ value }) => value !== '')) {
      fail(start, `the row has ${cells.length} cells, the header has ${header.length}`);
      continue;
    }
    const entries = new Map<string, Written>();
    header.forEach(({ value: name }, column) => {
      const { value, quoted, ...range } = cells[column]!;
      const located = () => unquoted(text, range.start, range.end, quoted);
      entries.set(name.trim(), { kind: 'text', value, located, ...range });
    });
    items.push({ kind: 'map', entries, start, end });
  }
  mistakes.sort((a, b) => a.offset - b.offset);
  return { root: { kind: 'list', items, start: 0, end: text.length }, mistakes, broken: [] };
}

/** The rows from an offset on: all of them, or those before one that swallows what is behind it. */
function readRows(
  text: string,
  from: number,
  dialect: Dialect,
): { found: Cell[][]; end: number; stuck: boolean } {
  const found: Cell[][] = [];
  let end = from;
  let stuck = false;
  const on_record = (record: string[]): null => {
    if (stuck) return null;
    const cells = placed(text, end, record, dialect);
    const last = cells.at(-1)!.end;
    if (swallowsLines(record, text.slice(cells[0]!.start, last))) {
      stuck = true;
      end = cells[0]!.start;
    } else {
      found.push(cells);
      end = last;
    }
    return null;
  };
  try {
    parse(text.slice(from), { ...optionsFor(dialect.delimiter, dialect.newline), on_record });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    stuck = true;
    end = afterBlankLines(text, end, dialect);
  }
  return { found, end, stuck };
}

function afterBlankLines(text: string, from: number, { newline }: Dialect): number {
  let at = from;
  for (let mark: string | undefined; ; at += mark.length) {
    mark = newline.find((mark) => text.startsWith(mark, at));
    if (mark === undefined) return at;
  }
}

/** Finds the cells of a record again where they are written, behind what ended the record before. */
function placed(text: string, from: number, record: readonly string[], dialect: Dialect): Cell[] {
  let at = afterBlankLines(text, from, dialect);
  return record.map((value, column) => {
    if (column > 0) at += dialect.delimiter.length;
    const inQuotes = text[at] === '"' ? `"${value.replaceAll('"', '""')}"` : undefined;
    const quoted = inQuotes !== undefined && text.startsWith(inQuotes, at);
    const start = at;
    at += quoted ? inQuotes.length : value.length;
    return { value, start, end: at, quoted };
  });
}

/** What a cell says that takes up `[start, end)`. */
function unquoted(text: string, start: number, end: number, quoted: boolean): Located {
  if (!quoted) return locate(text, start, end);
  const inside = locate(text, start + 1, end - 1);
  const writer = createWriter();
  let at = 0;
  for (let mark = inside.text.indexOf('""'); mark >= 0; mark = inside.text.indexOf('""', at)) {
    writer.copy(inside, at, mark + 1);
    at = mark + 2;
  }
  writer.copy(inside, at, inside.text.length);
  return writer.done(end - 1);
}
