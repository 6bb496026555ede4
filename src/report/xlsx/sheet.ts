/** One table as worksheets: rows as XML with typed cells, text never as a formula, and a further sheet when one is full. */

import { sanitise } from '../sanitise.ts';
import type { Column, Value } from '../table.ts';
import type { Member, openArchive } from './archive.ts';
import { STYLES } from './parts.ts';

/** What Excel takes: rows of a sheet, header included, and characters of a cell. */
export const MOST_ROWS = 1_048_576;
const MOST_CHARACTERS = 32_767;
/** A member of a zip archive has less than 4 GB. */
const MOST_BYTES = 4_000_000_000;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** Excel counts days from here; it knows none before 1900. */
const EPOCH = Date.UTC(1899, 11, 30);
const FIRST_DAY = Date.UTC(1900, 2, 1);
const DAY = 86_400_000;
const WIDE = new Set(['evidence', 'meta', 'missing', 'title', 'value', 'note', 'reason', 'what']);

export interface Table<T> {
  add(row: T): Promise<void>;
  /** Ends the sheets: their titles, and the rows of each without its header. */
  end(): Promise<readonly { readonly title: string; readonly member: string; readonly rows: number }[]>;
}

/** A table that goes on in `title 2` when its sheet is full. */
export function openTable<T>(
  title: string,
  columns: readonly Column<T>[],
  archive: ReturnType<typeof openArchive>,
  mostRows = MOST_ROWS,
): Table<T> {
  const sheets: { title: string; member: Member; rows: number }[] = [];
  const letters = columns.map((_, i) => letterOf(i));
  const last = letters.at(-1);

  async function next() {
    const name = sheets.length === 0 ? title : `${title} ${sheets.length + 1}`;
    const member = await archive.add(`xl/worksheets/${name.replace(' ', '-')}.xml`);
    const sheet = { title: name, member, rows: 0 };
    sheets.push(sheet);
    const widths = columns.map(
      (column, i) => `<col min="${i + 1}" max="${i + 1}" width="${widthOf(column)}" customWidth="1"/>`,
    );
    await member.add(
      `${HEAD}<worksheet xmlns="${NAMESPACE}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" ` +
        `activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>` +
        rowXml(
          1,
          columns.map(({ name }, i) => textCell(`${letters[i]}1`, sanitise(name), STYLES.header)),
        ),
    );
    return sheet;
  }

  return {
    add: async (row) => {
      let sheet = sheets.at(-1) ?? (await next());
      if (sheet.rows + 1 >= mostRows || sheet.member.size >= MOST_BYTES) sheet = await next();
      const at = ++sheet.rows + 1;
      const cells = columns.map((column, i) => cellXml(`${letters[i]}${at}`, column.of(row), column));
      await sheet.member.add(rowXml(at, cells));
    },
    end: async () => {
      if (sheets.length === 0) await next();
      for (const { member, rows } of sheets) {
        await member.add(`</sheetData><autoFilter ref="A1:${last}${rows + 1}"/></worksheet>`);
      }
      return sheets.map(({ title, member, rows }) => ({ title, member: member.name, rows }));
    },
  };
}

function rowXml(at: number, cells: readonly string[]): string {
  return `<row r="${at}">${cells.join('')}</row>`;
}

function cellXml(place: string, value: Value, { kind, lines }: Column<never>): string {
  if (value === null || value === '') return '';
  if (typeof value === 'string') {
    if (!lines) return textCell(place, sanitise(value));
    return textCell(place, value.split('\n').map(sanitise).join('\n'), STYLES.lines);
  }
  if (typeof value === 'number')
    return numberCell(place, value, kind === 'number' ? STYLES.score : undefined);
  const time = value.getTime();
  return time < FIRST_DAY
    ? textCell(place, value.toISOString())
    : numberCell(place, (time - EPOCH) / DAY, STYLES.time);
}

function numberCell(place: string, value: number, style?: number): string {
  return `<c r="${place}"${style === undefined ? '' : ` s="${style}"`}><v>${value}</v></c>`;
}

/** Text in place, which no program takes for a formula, whatever it begins with. */
function textCell(place: string, text: string, style?: number): string {
  const written = style === undefined ? '' : ` s="${style}"`;
  return `<c r="${place}"${written} t="inlineStr"><is><t xml:space="preserve">${textXml(text)}</t></is></c>`;
}

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Sanitised text without what else XML forbids or Excel would read as an escape, cut where a cell ends. */
function textXml(text: string): string {
  const clean = text.replace(/[\ufffe\uffff]/g, '');
  const short =
    clean.length > MOST_CHARACTERS
      ? `${clean.slice(0, MOST_CHARACTERS - 1).replace(/[\ud800-\udbff]$/, '')}…`
      : clean;
  return short.replace(/[&<>]/g, (c) => MARKUP[c]!).replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_');
}

/** `A`, `B` … `Z`, `AA` … */
function letterOf(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : letterOf(Math.floor(column / 26) - 1) + letter;
}

function widthOf({ name, kind, lines }: Column<never>): number {
  const wanted = lines || WIDE.has(name) ? 48 : kind === 'text' || kind === 'time' ? 20 : 8;
  // The button of the filter covers the end of the name.
  return Math.max(wanted, name.length + 4);
}
