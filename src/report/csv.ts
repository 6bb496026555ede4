/** One row an agent turn, for spreadsheets: evidence beside the scores, and no cell that runs as a formula. */

import { stringify } from 'csv-stringify/sync';
import type { Open } from './reporter.ts';
import { sanitise } from './sanitise.ts';
import { type Column, type TurnRow, turnColumns, turnRows } from './table.ts';

type Cell = string | number;

const LINE: Column<TurnRow> = {
  name: 'line',
  kind: 'text',
  of: ({ c }) => c.source.line ?? c.source.pointer ?? null,
};

export const openCsv: Open = (rubric, _options, write) => {
  const columns = [...turnColumns(rubric), LINE];
  let header: Cell[][] = [columns.map(({ name }) => name)];
  const rows = async (cells: Cell[][]): Promise<void> => {
    await write(toCsv([...header, ...cells]));
    header = [];
  };
  return {
    add: (c) => rows(turnRows(c).map((row) => columns.map((column) => cellOf(column, row)))),
    end: () => rows([]),
  };
};

function cellOf(column: Column<TurnRow>, row: TurnRow): Cell {
  const value = column.of(row);
  return typeof value === 'number' ? value : String(value ?? '');
}

function toCsv(rows: Cell[][]): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? sanitise(cell).trim() : cell)),
  );
  return stringify(cells, { escape_formulas: true, record_delimiter: 'unix' });
}
