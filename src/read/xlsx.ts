/** Excel workbooks: each sheet with a column of what was said is read as a table (FORMATS §0.8, §2.1). */

import type { CellValue, Row, Sheet } from 'read-excel-file/node';
import { UserError } from '../errors.ts';
import { collect, membersOf } from './containers.ts';
import { COLUMNS, normaliseHeader } from './fields.ts';
import type { TableRow } from './grouping.ts';
import { BLOB_NAMES } from './headers.ts';
import { notice, quarantined, type ReadContext, type Reader, type ReadItem } from './reader.ts';
import { readTable } from './table.ts';

/** A workbook is read whole, and one cell takes many times the memory of its text. */
const MAX_BYTES = 256 * 1024 * 1024;

const SAID: ReadonlySet<string> = new Set([
  ...COLUMNS.text,
  ...BLOB_NAMES,
  'customer_message',
  'agent_response',
  'agent_message',
]);

export const xlsx: Reader = {
  description: 'Excel workbook: every sheet with a column of what was said',
  recognised: 'a zip archive with xl/workbook.xml in it',
  binary: true,
  sniff: () => false,
  read: async function* (bytes, context) {
    yield* readWorkbook(await collect(bytes, context.path), context);
  },
};

/** The sheets of a workbook as text, for who reads more than conversations: its header and the rows below it. */
export async function textSheets(bytes: Buffer, path: string) {
  await checkSize(bytes, path);
  return (await sheetsOf(bytes, path)).flatMap(({ sheet, data }) => {
    const top = data.findIndex((row) => row.some((cell) => cell !== null));
    if (top < 0) return [];
    const header = data[top]!.map(textOf);
    while (header.at(-1)?.trim() === '') header.pop();
    const rows = data.flatMap((row, index) =>
      index <= top || row.every((cell) => cell === null)
        ? []
        : [{ line: index + 1, cells: header.map((_, at) => textOf(row[at] ?? null)) }],
    );
    return [{ sheet, header, rows }];
  });
}

/** Whether the members of a zip archive are those of a workbook. */
export function isWorkbook(names: readonly string[]): boolean {
  return names.includes('xl/workbook.xml');
}

/** Reads a workbook. Throws a UserError if it is damaged, too large, or holds no such sheet. */
export async function* readWorkbook(bytes: Buffer, context: ReadContext): AsyncGenerator<ReadItem> {
  const { path } = context;
  await checkSize(bytes, path);
  const sheets = (await sheetsOf(bytes, path)).filter(({ data }) =>
    data.some((row) => row.some((cell) => cell !== null)),
  );
  const told = Object.values(context.map ?? {}).map(normaliseHeader);
  const speaking = sheets.filter(({ data }) => {
    const names = (data.find((row) => row.some((cell) => cell !== null)) ?? []).map((cell) =>
      normaliseHeader(textOf(cell)),
    );
    return names.some((name) => SAID.has(name) || told.includes(name));
  });
  const chosen = speaking.length > 0 ? speaking : sheets.slice(0, 1);
  if (chosen.length === 0) throw new UserError(`${path}: the workbook is empty`);
  for (const { sheet, data } of chosen) {
    const inner = chosen.length > 1 ? { ...context, path: `${path}/${sheet}` } : context;
    yield* readTable(sourceOf(sheet, data, inner.path), inner);
  }
  const left = sheets.filter((sheet) => !chosen.includes(sheet));
  if (left.length > 0) {
    const names = left.map(({ sheet }) => `"${sheet}"`).join(', ');
    yield notice({ path }, `no column of a text in the sheets ${names}; they are left out`);
  }
}

/** Rows of a sheet as text, each as wide as the header. */
function sourceOf(sheet: string, data: readonly Row[], path: string) {
  const top = data.findIndex((row) => row.some((cell) => cell !== null));
  const header = data[top]!.map(textOf);
  while (header.at(-1)?.trim() === '') header.pop();
  async function* rows(): AsyncGenerator<TableRow | ReadItem> {
    for (const [index, row] of data.entries()) {
      const line = index + 1;
      if (index <= top || row.every((cell) => cell === null)) continue;
      const cells = header.map((_, at) => textOf(row[at] ?? null));
      if (row.slice(header.length).some((cell) => cell !== null)) {
        yield quarantined(
          { path, line },
          `the row has more cells than the header, which has ${header.length}`,
        );
      } else if (cells.some((cell) => cell.includes('\0'))) {
        yield quarantined({ path, line }, 'contains a NUL byte');
      } else yield { cells, line };
    }
  }
  return { format: 'xlsx', dialect: `sheet "${sheet}"`, header, headerLine: top + 1, rows: rows() };
}

/** A typed cell as the text that a CSV would hold. */
function textOf(cell: CellValue | null): string {
  const value: unknown = cell;
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return String(value);
}

/** Unpacks everything once and throws it away: what a member says of its own size may be a lie. */
async function checkSize(bytes: Buffer, path: string): Promise<void> {
  let size = 0;
  for (const member of await membersOf(bytes, path)) {
    for await (const chunk of member.open()) {
      size += chunk.length;
      if (size > MAX_BYTES) {
        const limit = MAX_BYTES / 1024 / 1024;
        throw new UserError(
          `${path}: the workbook unpacks to more than ${limit} MiB; save it as "CSV UTF-8"`,
        );
      }
    }
  }
}

async function sheetsOf(bytes: Buffer, path: string): Promise<Sheet[]> {
  const { default: readExcel } = await import('read-excel-file/node');
  try {
    return await readExcel(bytes, { trim: false });
  } catch {
    throw new UserError(
      `${path}: the workbook is damaged; open it in a spreadsheet and save it as "CSV UTF-8"`,
    );
  }
}
