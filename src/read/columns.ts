/** Which column of a table holds what (FORMATS §2.1), and what to tell the user when none does. */

import { UserError } from '../errors.ts';
import { COLUMNS, checkMap, FIELDS, type Field, normaliseHeader, own } from './fields.ts';
import { listed, type ReadContext } from './reader.ts';
import { holdsTranscript, labelOf, roleOf, tellsVisibility } from './roles.ts';
import type { Table } from './table.ts';

/** Column indices. Exactly one of `text` with `role`, or `pair`, says what was said. */
export interface Columns {
  readonly names: readonly string[];
  readonly at: Readonly<Partial<Record<Field, number>>>;
  readonly pair?: { readonly customer: number; readonly agent: number };
  /** Tweets: a conversation is what hangs together by replies (FORMATS §6, twcs). */
  readonly reply?: { readonly id: number; readonly to: number };
  /** Columns that may mark an internal note. */
  readonly visibility: readonly number[];
  /** Columns that hold none of our fields. */
  readonly others: readonly number[];
}

/** Columns that may speak of the whole call instead of the turn. */
const CALL_COLUMNS = ['direction', 'inbound', 'type'];

/**
 * Finds the columns by their names, `--map` first. Throws a UserError that lists the columns if nothing holds
 * the text or the speaker, or if a row holds a whole transcript.
 */
export function findColumns(table: Table, context: ReadContext): Columns {
  checkMap(context.path, context.map);
  const names = table.header.map(normaliseHeader);
  const at: Partial<Record<Field, number>> = {};
  for (const field of FIELDS) {
    const wanted = own(context.map ?? {}, field);
    if (wanted !== undefined) at[field] = mappedColumn(table, names, wanted, field, context);
  }
  const indexOf = (name: string): number | undefined => {
    const index = names.indexOf(name);
    return index < 0 || Object.values(at).includes(index) ? undefined : index;
  };
  const present = (field: Field): number[] => COLUMNS[field].flatMap((name) => indexOf(name) ?? []);

  const customer = indexOf('customer_message');
  const reply = indexOf('agent_response') ?? indexOf('agent_message');
  const pair =
    at.text === undefined && customer !== undefined && reply !== undefined
      ? { customer, agent: reply }
      : undefined;
  const tweet = indexOf('tweet_id');
  const answered = indexOf('in_response_to_tweet_id');
  const thread = tweet !== undefined && answered !== undefined && at.conversation === undefined;

  if (!pair) {
    fill(at, 'text', present('text')[0]);
    fill(at, 'role', roleColumn(table, names, present('role'), context));
  }
  if (!thread)
    fill(at, 'conversation', conversationColumn(table, present('conversation'), names, pair !== undefined));
  for (const field of ['agent', 'customer', 'time', 'order', 'channel'] as const)
    fill(at, field, present(field)[0]);
  if (!pair) demandTextAndRole(table, at, context);

  const used = new Set([...Object.values(at), ...(pair ? [pair.customer, pair.agent] : [])]);
  const others = names.flatMap((name, index) => (name === '' || used.has(index) ? [] : [index]));
  return {
    names,
    at,
    ...(pair && { pair }),
    ...(thread && { reply: { id: tweet, to: answered } }),
    visibility: others.filter((index) => tellsVisibility(names[index]!)),
    others,
  };
}

/** The mapping as a line for the user. */
export function describe(columns: Columns, table: Table): string {
  const { at, pair, reply } = columns;
  const column = (index: number): string => table.header[index]!.trim();
  const pairs: [string, number | undefined][] = FIELDS.map((field) => [field, at[field]]);
  if (pair) pairs.push(['customer text', pair.customer], ['agent text', pair.agent]);
  if (reply) pairs.push(['conversation by replies', reply.to]);
  const delimiter = table.delimiter === '\t' ? 'tab' : `"${table.delimiter}"`;
  const mapping = pairs.flatMap(([field, index]) =>
    index === undefined ? [] : [`${field}=${column(index)}`],
  );
  return `delimiter ${delimiter}; ${mapping.join(', ')}`;
}

function fill(at: Partial<Record<Field, number>>, field: Field, index: number | undefined): void {
  if (at[field] === undefined && index !== undefined) at[field] = index;
}

function mappedColumn(
  table: Table,
  names: readonly string[],
  wanted: string,
  field: Field,
  context: ReadContext,
): number {
  const exact = table.header.findIndex((cell) => cell.trim() === wanted.trim());
  const index = exact >= 0 ? exact : names.indexOf(normaliseHeader(wanted));
  if (index < 0) {
    throw new UserError(`${context.path}: --map ${field}=${wanted}: there is no such column; ${seen(table)}`);
  }
  return index;
}

/** The first candidate in which somebody is an agent: `sender` may hold names where `sender_type` holds roles. */
function roleColumn(
  table: Table,
  names: readonly string[],
  candidates: readonly number[],
  context: ReadContext,
): number | undefined {
  const hasAgent = (index: number): boolean => {
    const labels = new Set(table.rows.map(({ cells }) => cells[index]!));
    return [...labels].some((label) => roleOf(labelOf(names[index]!, label), context) === 'agent');
  };
  return candidates.find(hasAgent) ?? candidates[0];
}

/** The first candidate whose ids repeat; `id` alone may be the number of the row. */
function conversationColumn(
  table: Table,
  candidates: readonly number[],
  names: readonly string[],
  pair: boolean,
): number | undefined {
  const repeats = (index: number): boolean =>
    new Set(table.rows.map(({ cells }) => cells[index]!)).size < table.rows.length;
  return candidates.find(repeats) ?? candidates.find((index) => pair || names[index] !== 'id');
}

function demandTextAndRole(table: Table, at: Partial<Record<Field, number>>, context: ReadContext): void {
  const { text, role } = at;
  if (text === undefined) {
    throw new UserError(
      `${context.path}: no column holds the text; ${seen(table)}. Name it: --map text=COLUMN`,
    );
  }
  const ofTurn = role !== undefined && !CALL_COLUMNS.includes(normaliseHeader(table.header[role]!));
  if (ofTurn) return;
  const cells = table.rows.slice(0, 1000).map((row) => row.cells[text]!);
  const blobs = cells.filter(holdsTranscript);
  if (blobs.length > 0 && blobs.length * 2 >= cells.length) {
    throw new UserError(
      `${context.path}: this file holds a whole transcript per row (column "${table.header[text]!.trim()}"), ` +
        'which this version does not read yet; write one row per turn',
    );
  }
  if (role !== undefined) return;
  throw new UserError(
    `${context.path}: no column says who speaks; ${seen(table)}. Name it: --map role=COLUMN`,
  );
}

/** The columns for a message, unless the first line looks like something that was said. */
function seen(table: Table): string {
  const names = table.header.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const header = names.every((name) => name.length <= 60 && name.split(/\s+/).length <= 6);
  return header ? `the columns are ${listed(names, 30)}` : 'the first line does not look like a header';
}
