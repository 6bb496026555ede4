/** One row an agent turn with the types of its columns, for DuckDB, pandas and the like. */

import {
  type BasicType,
  ByteWriter,
  type ColumnSource,
  ParquetWriter,
  schemaFromColumnData,
} from 'hyparquet-writer';
import type { Open, Write } from './reporter.ts';
import { type Column, PLACE, type TurnRow, turnColumns, turnRows, type Value } from './table.ts';

/** A row group is held in memory until it is written, so it ends after so many rows or characters of text. */
const GROUP_ROWS = 10_000;
const GROUP_CHARACTERS = 16 * 1024 * 1024;

const TYPES: Readonly<Record<Column<TurnRow>['kind'], BasicType>> = {
  text: 'STRING',
  integer: 'INT32',
  number: 'DOUBLE',
  time: 'TIMESTAMP',
};

/** The columns of `csv` with their types, and what else is known of a conversation; `meta` is a JSON object. */
export const openParquet: Open = (rubric, _options, write) => {
  const columns: readonly Column<TurnRow>[] = [...turnColumns(rubric), ...PLACE];
  const sourceOf = ({ name, kind }: Column<TurnRow>, data: Value[]): ColumnSource => ({
    name,
    type: TYPES[kind],
    data,
  });
  const file = new ParquetWriter({
    writer: writerTo(write, new ByteWriter()),
    schema: schemaFromColumnData({ columnData: columns.map((column) => sourceOf(column, [])) }),
  });
  let values: Value[][] = columns.map(() => []);
  let rows = 0;
  let characters = 0;
  const writeGroup = async (): Promise<void> => {
    const columnData = columns.map((column, i) => sourceOf(column, values[i]!));
    if (rows > 0) await file.write({ columnData, rowGroupSize: rows });
    values = columns.map(() => []);
    rows = 0;
    characters = 0;
  };
  return {
    add: async (c) => {
      for (const row of turnRows(c)) {
        for (const [i, column] of columns.entries()) {
          const value = column.of(row);
          values[i]!.push(value);
          if (typeof value === 'string') characters += value.length;
        }
        rows++;
        if (rows >= GROUP_ROWS || characters >= GROUP_CHARACTERS) await writeGroup();
      }
    },
    end: async () => {
      await writeGroup();
      await file.finish();
    },
  };
};

/** Hands over what has been gathered after each row group, so that one is all that is kept. */
function writerTo(write: Write, bytes: ByteWriter) {
  const flush = async (): Promise<void> => {
    await write(bytes.getBytes());
    bytes.index = 0;
  };
  return Object.assign(bytes, { flush, finish: flush });
}
