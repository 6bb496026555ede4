/** Parquet: a table with one row per turn, or with a whole transcript per row (FORMATS §2.1, §2.2). */

import { UserError } from '../errors.ts';
import { collect } from './containers.ts';
import { openDesk } from './conversation.ts';
import type { TableRow } from './grouping.ts';
import { isObject } from './message.ts';
import { openDecoder, type ParquetDecoder, type ParquetRow } from './parquet-decoder.ts';
import { quarantined, type ReadContext, type Reader, type ReadItem } from './reader.ts';
import { readTable } from './table.ts';

/** Rows that are decoded at a time. */
const BATCH = 4096;

export const parquet: Reader = {
  description: 'Parquet: one row per turn, or a conversation per row',
  recognised: 'a file that begins with PAR1',
  binary: true,
  sniff: () => false,
  read: async function* (bytes, context) {
    yield* readParquet(await collect(bytes, context.path), context);
  },
};

/** Reads a file, a batch of rows at a time. Throws a UserError if it is damaged. */
async function* readParquet(bytes: Buffer, context: ReadContext): AsyncGenerator<ReadItem> {
  const decoder = openDecoder(bytes);
  try {
    yield* decode(decoder, context);
  } finally {
    await decoder.close();
  }
}

async function* decode(decoder: ParquetDecoder, context: ReadContext): AsyncGenerator<ReadItem> {
  const { path } = context;
  const damaged = (): UserError => new UserError(`${path}: the Parquet file is damaged`);
  const shape = await decoder.shape();
  if (!shape || shape.columns.length === 0) throw damaged();
  const { columns: header, count } = shape;

  async function* objects(): AsyncGenerator<{ value: ParquetRow; line: number }> {
    for (let start = 0; start < count; start += BATCH) {
      const end = Math.min(start + BATCH, count);
      const batch = await decoder.rows(start, end);
      if (batch?.length !== end - start) throw damaged();
      for (const [index, value] of batch.entries()) yield { value, line: start + index + 1 };
    }
  }

  const nested = await firstNested(objects());
  if (nested) yield* readNested(objects(), context, nested);
  else {
    async function* rows(): AsyncGenerator<TableRow | ReadItem> {
      for await (const { value, line } of objects()) {
        const cells = header.map((name) => textOf(value[name]));
        if (cells.some((cell) => cell.includes('\0')))
          yield quarantined({ path, line }, 'contains a NUL byte');
        else yield { cells, line };
      }
    }
    async function* again(): AsyncGenerator<TableRow> {
      for await (const row of rows()) if (!('kind' in row)) yield row;
    }
    const source = {
      format: 'parquet',
      dialect: `${count} rows`,
      header,
      headerLine: 0,
      rows: rows(),
      again,
    };
    yield* readTable(source, context);
  }
}

/** The first row, if one of its cells is a list of messages as data sets keep them. */
async function firstNested(rows: AsyncGenerator<{ value: ParquetRow }>): Promise<ParquetRow | undefined> {
  const first = await rows.next();
  await rows.return(undefined);
  if (first.done) return undefined;
  const lists = Object.values(first.value.value).filter((cell) => Array.isArray(cell) && cell.some(isObject));
  return lists.length > 0 ? first.value.value : undefined;
}

/** A conversation a row, its messages a list of objects: read as the same thing in JSON is. */
async function* readNested(
  rows: AsyncIterable<{ value: ParquetRow; line: number }>,
  context: ReadContext,
  example: ParquetRow,
): AsyncGenerator<ReadItem> {
  const { path } = context;
  const desk = openDesk(context);
  yield {
    kind: 'reader',
    format: 'parquet',
    note: `one conversation a row; ${desk.mapping(plainOf(example))}`,
  };
  for await (const { value, line } of rows)
    yield* desk.conversation(plainOf(value), { path, line }, `row-${line}`);
  yield* desk.assembler.close();
}

/** Typed values as JSON has them. */
function plainOf(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)),
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return typeof value === 'object' ? (JSON.stringify(plainOf(value)) ?? '') : String(value);
}
