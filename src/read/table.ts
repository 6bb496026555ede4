/** Rows of a table → conversations, in the order of their first rows (FORMATS §2.1, §2.2). */

import type { Place } from '../model.ts';
import { type Assembler, openAssembler, type RawMessage } from './assemble.ts';
import { type Columns, describe, findColumns, mappingOf } from './columns.ts';
import type { Field } from './fields.ts';
import {
  type Group,
  type GroupOptions,
  groupInMemory,
  groupLarge,
  openGroup,
  sizeOf,
  type TableRow,
} from './grouping.ts';
import { inferHeader } from './headers.ts';
import { loadHtml } from './html.ts';
import { notice, quarantined, type ReadContext, type ReadItem, skipped } from './reader.ts';
import { groupByReplies } from './replies.ts';
import { blobConversation, isHtml, messagesOf, metaOf, stemOf } from './rows.ts';
import { chain, gather } from './sample.ts';

/** A table being read: every row has a cell for each column of the header. */
export interface TableSource {
  readonly format: string;
  /** What was found out about its outer form, for the user: `delimiter ","`. */
  readonly dialect: string;
  readonly header: readonly string[];
  /** 0 where the format itself names the columns. */
  readonly headerLine: number;
  /** The rows below the header, once, with what is to be told about the others. */
  readonly rows: AsyncGenerator<TableRow | ReadItem>;
  /** The same rows once more. */
  readonly again?: () => AsyncIterable<TableRow>;
}

/** The beginning of a table, or all of a small one: what its columns are judged by. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  readonly dialect: string;
}

/** Throws a UserError if the columns or the speakers cannot be made out. */
export async function* readTable(source: TableSource, context: ReadContext): AsyncGenerator<ReadItem> {
  const place: Place = { path: context.path };
  const { sample, items, ended } = await gather(source.rows, sizeOf);
  const data: TableRow = { cells: source.header, line: source.headerLine };
  const made = source.headerLine === 0 ? undefined : inferHeader([data, ...sample].map(({ cells }) => cells));
  if (made) sample.unshift(data);
  const table: Table = { header: made ?? source.header, rows: sample, dialect: source.dialect };
  const columns = findColumns(table, context);
  const headerless = made ? 'no header, so the columns are told by what they hold; ' : '';
  const note = headerless + describe(columns, table);
  yield { kind: 'reader', format: source.format, note, ...(!made && { mapping: mappingOf(columns) }) };
  yield* items;
  if (sample.length === 0 && ended) {
    yield notice(place, 'the file has a header and no row that can be read', 'warning');
    return;
  }
  const { text } = columns.at;
  const html = text !== undefined && sample.slice(0, 1000).some(({ cells }) => isHtml(cells[text]!));
  const books = openBooks(table, columns, context, html ? await loadHtml() : undefined);
  if (columns.blob !== undefined) yield* readBlobs(sample, source.rows, books, ended);
  else if (ended) yield* readSmall(sample, books);
  else {
    const { again } = source;
    const withHeader = async function* (): AsyncGenerator<TableRow> {
      yield data;
      yield* again!();
    };
    yield* readLarge(sample, source.rows, again && made ? withHeader : again, books);
  }
}

/** What is kept while one table is read. */
interface Books {
  readonly assembler: Assembler;
  readonly columns: Columns;
  readonly context: ReadContext;
  readonly idOf: (row: TableRow) => string;
  /** Whether a row belongs to a conversation; if not, it is accounted for. */
  readonly keeps: (row: TableRow) => ReadItem | undefined;
  /** What a row adds to its conversation. */
  readonly weigh: GroupOptions['weigh'];
  readonly conversation: (group: Group) => ReadItem[];
  /** Notices about the whole table. Throws a UserError if no agent was found in it. */
  readonly close: () => ReadItem[];
}

function openBooks(
  table: Table,
  columns: Columns,
  context: ReadContext,
  toText?: (html: string) => string,
): Books {
  const { path } = context;
  const assembler = openAssembler(context);
  const id = columns.at.conversation;
  const name = id === undefined ? '' : table.header[id]!.trim();
  const seen = { rows: 0, conversations: 0, superseded: 0, mangled: 0 };
  const idOf = ({ cells }: TableRow): string => (id === undefined ? '' : cells[id]!.trim());

  function keeps(row: TableRow): ReadItem | undefined {
    seen.rows++;
    if (columns.active !== undefined && /^\s*(?:false|0|f|no)\s*$/i.test(row.cells[columns.active]!)) {
      seen.superseded++;
      return skipped({ path, line: row.line }, 'a version of a row that another has replaced', 1);
    }
    if (id === undefined) return undefined;
    const written = idOf(row);
    if (/^\d(?:[.,]\d+)?E\+?\d+$/i.test(written)) seen.mangled++;
    if (written !== '') return undefined;
    const spoken = messagesOf(row, columns, context).some(({ text }) => text.trim() !== '');
    const at = { path, line: row.line };
    return spoken ? quarantined(at, `the row has no ${name}`) : skipped(at, 'the row has no text', 1);
  }

  /** Bodies that help desks keep as HTML, as text (FORMATS §0.4). */
  function readable(message: RawMessage): RawMessage {
    return toText && isHtml(message.text) ? { ...message, text: toText(message.text) } : message;
  }

  function weigh({ cells }: TableRow): { messages: number; chars: number } {
    const { pair, at } = columns;
    const said = pair
      ? [cells[pair.customer]!, cells[pair.agent]!]
      : [at.text === undefined ? '' : cells[at.text]!];
    let chars = 0;
    // How much text there is in HTML is known when the markup is gone.
    for (const text of said) if (!(toText && isHtml(text))) chars += text.length;
    return { messages: pair ? Math.max(1, said.filter((text) => text.trim() !== '').length) : 1, chars };
  }

  function conversation({ id: given, rows, excess }: Group): ReadItem[] {
    seen.conversations++;
    if (excess) return [quarantined({ path, line: excess.line }, excess.reason, excess.rows)];
    let line = Number.POSITIVE_INFINITY;
    const messages: RawMessage[] = [];
    for (const row of rows) {
      line = Math.min(line, row.line);
      for (const message of messagesOf(row, columns, context)) messages.push(readable(message));
    }
    const value = (field: Field): string | undefined => firstValue(rows, columns.at[field]);
    return assembler.add({
      id: given,
      source: { path, line },
      channel: value('channel'),
      customerName: value('customer'),
      meta: metaOf(table.header, columns, rows),
      messages,
      timeName: columns.at.time === undefined ? '' : columns.names[columns.at.time]!,
      sort: true,
      speakers: columns.byId,
    });
  }

  function close(): ReadItem[] {
    const items = assembler.close();
    if (id === undefined) return items;
    const alone = seen.conversations === seen.rows && seen.rows > 1;
    if (alone && !columns.pair && columns.blob === undefined) {
      const what = `every row has its own ${name}, so each is a conversation; if not, --map conversation=COLUMN`;
      items.unshift(notice({ path }, what, 'warning'));
    }
    if (seen.mangled > 0) {
      const rows = `${seen.mangled} ${seen.mangled === 1 ? 'row has' : 'rows have'} an id that a spreadsheet has shortened`;
      const what = `${rows} (${name} such as 1.23E+17), so different conversations may share one; export it as text`;
      items.unshift(notice({ path }, what, 'warning'));
    }
    return items;
  }
  return { assembler, columns, context, idOf, keeps, weigh, conversation, close };
}

/** Conversations of a table in memory: whether anybody is an agent is known before anything is handed on. */
function* readSmall(rows: readonly TableRow[], books: Books): Generator<ReadItem> {
  const { columns, context } = books;
  const kept: TableRow[] = [];
  for (const row of rows) {
    const item = books.keeps(row);
    if (item) yield item;
    else kept.push(row);
  }
  const isAlone = !columns.reply && columns.at.conversation === undefined;
  const idOf = isAlone ? () => stemOf(context.path) : books.idOf;
  const groups = columns.reply ? groupByReplies(kept, columns.reply) : groupInMemory(kept, idOf, books);
  if (isAlone) yield alone(context);
  const results = groups.flatMap(books.conversation);
  const notices = books.close();
  yield* results;
  yield* notices;
}

/** Conversations of a table that is not held, but for threads, which need all rows at once. */
async function* readLarge(
  sample: TableRow[],
  rest: AsyncIterable<TableRow | ReadItem>,
  again: (() => AsyncIterable<TableRow>) | undefined,
  books: Books,
): AsyncGenerator<ReadItem> {
  const { columns, context } = books;
  const judged = () => chain(sample, rest, (row) => books.keeps(row) ?? row);
  if (columns.reply) {
    const held: TableRow[] = [];
    for await (const row of judged()) {
      if ('kind' in row) yield row;
      else held.push(row);
    }
    for (const group of groupByReplies(held, columns.reply)) yield* books.conversation(group);
  } else if (columns.at.conversation === undefined) {
    const group = openGroup(stemOf(context.path), books);
    for await (const row of judged()) {
      if ('kind' in row) yield row;
      else group.add(row);
    }
    yield alone(context);
    yield* books.conversation(group.close());
  } else {
    for await (const item of groupLarge(
      { rows: judged, again, scratch: context.scratch },
      books.idOf,
      books,
    )) {
      if (item.kind !== 'group') yield item;
      else yield* books.conversation(item);
    }
  }
  yield* books.close();
}

/** A table with a whole conversation in each row, which is read a row at a time. */
async function* readBlobs(
  sample: TableRow[],
  rest: AsyncIterable<TableRow | ReadItem>,
  books: Books,
  ended: boolean,
): AsyncGenerator<ReadItem> {
  const { columns, context, assembler } = books;
  const results: ReadItem[] = [];
  let toText: ((html: string) => string) | undefined;
  for await (const row of chain(sample, rest, (row) => books.keeps(row) ?? row)) {
    const html = !('kind' in row) && isHtml(row.cells[columns.blob!]!);
    if (html) toText ??= await loadHtml();
    const items =
      'kind' in row ? [row] : blobConversation(row, columns, context, assembler, html ? toText : undefined);
    if (ended) results.push(...items);
    else yield* items;
  }
  const notices = books.close();
  yield* results;
  yield* notices;
}

const ALONE =
  'no column tells conversations apart, so the file is read as one; name it: --map conversation=COLUMN';

function alone({ path }: ReadContext): ReadItem {
  return notice({ path }, ALONE, 'warning');
}

function firstValue(rows: readonly TableRow[], column: number | undefined): string | undefined {
  if (column === undefined) return undefined;
  return rows.map((row) => row.cells[column]!.trim()).find((cell) => cell !== '');
}
