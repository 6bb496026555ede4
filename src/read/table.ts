/** Rows of a table → conversations, in the order of their first rows (FORMATS §2.1). */

import type { Place } from '../model.ts';
import { openAssembler, type RawMessage } from './assemble.ts';
import { type Columns, describe, findColumns } from './columns.ts';
import type { Field } from './fields.ts';
import { notice, quarantined, type ReadContext, type ReadItem } from './reader.ts';
import { labelOf, marksInternal } from './roles.ts';

export interface TableRow {
  readonly cells: readonly string[];
  /** First line of the row, from 1. */
  readonly line: number;
}

/** Every row has a cell for each column of the header. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  readonly delimiter: string;
}

/** Throws a UserError if the columns or the speakers cannot be made out. */
export function* readTable(table: Table, context: ReadContext): Generator<ReadItem> {
  const place: Place = { path: context.path };
  const columns = findColumns(table, context);
  yield { kind: 'reader', format: 'csv', note: describe(columns, table) };
  if (table.rows.length === 0) {
    yield notice(place, 'the file has a header and no row that can be read', 'warning');
    return;
  }
  const { groups, items } = groupRows(table, columns, context);
  yield* items;

  const assembler = openAssembler(context);
  const results: ReadItem[] = [];
  for (const [id, rows] of groups) {
    const line = rows.reduce((first, row) => Math.min(first, row.line), Number.POSITIVE_INFINITY);
    const value = (field: Field): string | undefined => firstValue(rows, columns.at[field]);
    results.push(
      ...assembler.add({
        id,
        source: { path: context.path, line },
        channel: value('channel'),
        customerName: value('customer'),
        meta: metaOf(table, columns, rows),
        messages: rows.flatMap((row) => messagesOf(row, columns, context)),
        timeName: columns.at.time === undefined ? '' : columns.names[columns.at.time]!,
        sort: true,
      }),
    );
  }
  // Whether anybody is an agent is known only now, and nothing may be scored before.
  const notices = assembler.close();
  yield* results;
  yield* notices;
}

type Groups = ReadonlyMap<string, readonly TableRow[]>;

/** Rows by conversation. Rows with text but no conversation id cannot be placed and are quarantined. */
function groupRows(
  table: Table,
  columns: Columns,
  context: ReadContext,
): { groups: Groups; items: ReadItem[] } {
  const { path } = context;
  if (columns.reply) return { groups: groupByReplies(table.rows, columns.reply), items: [] };
  const column = columns.at.conversation;
  if (column === undefined) {
    const stem = path.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
    const what =
      'no column tells conversations apart, so the file is read as one; name it: --map conversation=COLUMN';
    return { groups: new Map([[stem, table.rows]]), items: [notice({ path }, what, 'warning')] };
  }
  const items: ReadItem[] = [];
  const groups = new Map<string, TableRow[]>();
  for (const row of table.rows) {
    const id = row.cells[column]!.trim();
    if (id === '' && messagesOf(row, columns, context).some(({ text }) => text.trim() !== '')) {
      items.push(quarantined({ path, line: row.line }, `the row has no ${table.header[column]!.trim()}`));
      continue;
    }
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }
  if (groups.size === table.rows.length && groups.size > 1 && !columns.pair) {
    const name = table.header[column]!.trim();
    const what = `every row has its own ${name}, so each is a conversation; if not, --map conversation=COLUMN`;
    items.push(notice({ path }, what, 'warning'));
  }
  return { groups, items };
}

/** Connected components of the replies, named by their lowest id and ordered by id where times do not differ. */
function groupByReplies(rows: readonly TableRow[], reply: NonNullable<Columns['reply']>): Groups {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    // Path compression keeps long threads linear.
    for (let at = id; at !== root; ) {
      const next = parents.get(at)!;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { cells } of rows) {
    const to = cells[reply.to]!.trim();
    const [a, b] = [rootOf(cells[reply.id]!.trim()), rootOf(to)];
    if (to !== '' && a !== b) parents.set(a, b);
  }
  const components = new Map<string, TableRow[]>();
  for (const row of rows) {
    const root = rootOf(row.cells[reply.id]!.trim());
    const component = components.get(root);
    if (component) component.push(row);
    else components.set(root, [row]);
  }
  const idOf = (row: TableRow): string => row.cells[reply.id]!.trim();
  const byId = (a: TableRow, b: TableRow): number =>
    idOf(a).length - idOf(b).length || (idOf(a) < idOf(b) ? -1 : Number(idOf(a) > idOf(b)));
  return new Map(
    [...components.values()].map((component): [string, TableRow[]] => {
      const sorted = component.sort(byId);
      return [idOf(sorted[0]!), sorted];
    }),
  );
}

/** The messages of one row: one, or a customer's and an agent's. */
function messagesOf(row: TableRow, columns: Columns, context: ReadContext): RawMessage[] {
  const { at, pair, names } = columns;
  const cell = (field: Field): string | undefined =>
    at[field] === undefined ? undefined : row.cells[at[field]];
  const shared = {
    place: { path: context.path, line: row.line },
    time: cell('time')?.trim() || undefined,
    order: cell('order'),
    internal: columns.visibility.some((index) => marksInternal(names[index]!, row.cells[index]!)),
    records: 1,
  };
  const agent = cell('agent')?.trim() || undefined;
  if (pair) {
    const halves = [
      { ...shared, label: 'customer', text: row.cells[pair.customer]! },
      { ...shared, label: 'agent', text: row.cells[pair.agent]!, speaker: agent },
    ].filter(({ text }) => text.trim() !== '');
    if (halves.length === 0) return [{ ...shared, label: 'customer', text: '' }];
    return halves.map((half, index) => ({ ...half, records: index === 0 ? 1 : 0 }));
  }
  const label = at.role === undefined ? '' : labelOf(names[at.role]!, row.cells[at.role]!);
  return [{ ...shared, label, text: cell('text') ?? '', speaker: agent }];
}

function firstValue(rows: readonly TableRow[], column: number | undefined): string | undefined {
  if (column === undefined) return undefined;
  return rows.map((row) => row.cells[column]!.trim()).find((cell) => cell !== '');
}

/** The other columns, where they say one thing throughout the conversation. */
function metaOf(table: Table, columns: Columns, rows: readonly TableRow[]): Record<string, string> {
  return Object.fromEntries(
    columns.others.flatMap((index): [string, string][] => {
      const value = rows[0]!.cells[index]!;
      return value !== '' && rows.every((row) => row.cells[index] === value)
        ? [[table.header[index]!.trim(), value]]
        : [];
    }),
  );
}
