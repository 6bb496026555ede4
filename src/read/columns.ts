/** Which column of a table holds what (FORMATS §2.1), and what to tell the user when none does. */

import { UserError } from '../errors.ts';
import { own } from '../keys.ts';
import { labelsIn } from './blob.ts';
import { COLUMNS, checkMap, FIELDS, type Field, normaliseHeader } from './fields.ts';
import { BLOB_NAMES } from './headers.ts';
import { listed, type ReadContext } from './reader.ts';
import { roleOf, tellsVisibility } from './roles.ts';
import { isHtml, labelIn } from './rows.ts';
import type { Table } from './table.ts';

/** Column indices. Exactly one of `text` with `role`, `pair` or `blob` says what was said. */
export interface Columns {
  /** The header as the alias tables spell it, and as the user knows it. */
  readonly names: readonly string[];
  readonly titles: readonly string[];
  readonly at: Readonly<Partial<Record<Field, number>>>;
  readonly pair?: { readonly customer: number; readonly agent: number };
  /** Tweets: a conversation is what hangs together by replies (FORMATS §6, twcs). */
  readonly reply?: { readonly id: number; readonly to: number };
  /** A whole transcript in each row (FORMATS §2.2). */
  readonly blob?: number;
  /** The message's own id. */
  readonly turnId?: number;
  /** Whether the row is the current version of itself: Fivetran's history tables keep the others. */
  readonly active?: number;
  /** Whether the role column holds ids of speakers, so that roles have to be told or inferred. */
  readonly byId: boolean;
  /** Columns that may mark an internal note. */
  readonly visibility: readonly number[];
  /** Columns that hold none of our fields. */
  readonly others: readonly number[];
}

/** Columns that may speak of the whole call instead of the turn. */
const CALL_COLUMNS: ReadonlySet<string> = new Set(['direction', 'inbound', 'type', 'participant']);

/** Columns of speakers' ids, where no column says their role (FORMATS §3.1, §3.2). */
const SPEAKER_IDS = ['actor_id', 'author_id', 'speaker_id', 'user_id', 'sender_id', 'from'];

const TURN_IDS = [
  'message_id',
  'turn_id',
  'utterance_id',
  'comment_id',
  'part_id',
  'event_id',
  'msg_id',
  'id',
];

/** Columns that hold a transcript or nothing: without labels in it, the rows are summaries. */
const ONLY_BLOBS: ReadonlySet<string> = new Set(BLOB_NAMES.slice(0, 5));

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

  let blob: number | undefined;
  let byId = false;
  if (!pair) {
    const roles = present('role');
    const role = at.role ?? roleColumn(table, names, roles, context);
    const speaks = role !== undefined && (at.role !== undefined || !CALL_COLUMNS.has(names[role]!));
    blob = speaks ? undefined : blobColumn(table, names, at.text, context);
    if (blob === undefined) {
      fill(at, 'text', present('text')[0]);
      const ids = SPEAKER_IDS.flatMap((name) => indexOf(name) ?? []);
      const told = role !== undefined && (speaks || tellsRoles(table, names, role, context));
      const id = told ? undefined : (roleColumn(table, names, ids, context) ?? role);
      byId = !told && id !== undefined && ids.includes(id);
      fill(at, 'role', told ? role : id);
      demandTextAndRole(table, at, context);
    } else delete at.text;
  }
  if (!thread)
    fill(
      at,
      'conversation',
      conversationColumn(table, present('conversation'), names, pair !== undefined || blob !== undefined),
    );
  for (const field of ['agent', 'customer', 'time', 'order', 'channel'] as const)
    fill(
      at,
      field,
      present(field).find((index) => index !== blob),
    );

  const used = new Set([...Object.values(at), blob, ...(pair ? [pair.customer, pair.agent] : [])]);
  const turnId = TURN_IDS.map((name) => names.indexOf(name)).find(
    (index) => index >= 0 && !used.has(index) && mostlyUnique(table, index),
  );
  const active = names.indexOf('fivetran_active');
  const others = names.flatMap((name, index) => (name === '' || used.has(index) ? [] : [index]));
  return {
    names,
    titles: table.header.map((cell) => cell.trim()),
    at,
    byId,
    ...(blob !== undefined && { blob }),
    ...(turnId !== undefined && { turnId }),
    ...(active >= 0 && { active }),
    ...(pair && { pair }),
    ...(thread && { reply: { id: tweet, to: answered } }),
    visibility: others.filter((index) => tellsVisibility(names[index]!) || names[index] === 'part_type'),
    others,
  };
}

/** The mapping as a line for the user. */
export function describe(columns: Columns, table: Table): string {
  const { at, pair, reply, blob } = columns;
  const column = (index: number): string => table.header[index]!.trim();
  const pairs: [string, number | undefined][] = FIELDS.map((field) => [field, at[field]]);
  if (pair) pairs.push(['customer text', pair.customer], ['agent text', pair.agent]);
  if (blob !== undefined) pairs.push(['a whole transcript per row', blob]);
  if (reply) pairs.push(['conversation by replies', reply.to]);
  const mapping = pairs.flatMap(([field, index]) =>
    index === undefined ? [] : [`${field}=${column(index)}`],
  );
  return `${table.dialect}; ${mapping.join(', ')}`;
}

/** Our field → the column's name, as `--map` takes it. */
export function mappingOf({ at, blob, titles }: Columns): Record<string, string> {
  const pairs = FIELDS.flatMap((field): [Field, string][] => {
    const index = field === 'text' ? (at.text ?? blob) : at[field];
    return index === undefined ? [] : [[field, titles[index]!]];
  });
  return Object.fromEntries(pairs);
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
  const hasAgent = (index: number): boolean =>
    labelsOf(table, names, index).some((label) => roleOf(label, context) === 'agent');
  return candidates.find(hasAgent) ?? candidates[0];
}

/** Whether a column's labels tell an agent, or a customer, from others. */
function tellsRoles(table: Table, names: readonly string[], index: number, context: ReadContext): boolean {
  return labelsOf(table, names, index).some((label) =>
    /^(?:agent|customer|bot)$/.test(roleOf(label, context) ?? ''),
  );
}

function labelsOf(table: Table, names: readonly string[], index: number): string[] {
  return [...new Set(table.rows.map(({ cells }) => cells[index]!))].map((cell) =>
    labelIn(names[index]!, cell),
  );
}

function mostlyUnique(table: Table, index: number): boolean {
  return new Set(table.rows.map(({ cells }) => cells[index]!)).size * 2 >= table.rows.length;
}

/**
 * The column with a whole transcript per row: the text as told, or among all columns whose longer cells name
 * speakers the one that names most; failing that, one that by its name holds transcripts, if only of one sentence.
 */
function blobColumn(
  table: Table,
  names: readonly string[],
  told: number | undefined,
  context: ReadContext,
): number | undefined {
  const rows = table.rows.slice(0, 40);
  const judge = (index: number): number => {
    const cells = rows.map(({ cells }) => cells[index]!).filter((cell) => cell.trim() !== '');
    const named = BLOB_NAMES.some((name) => name === names[index]);
    const long = cells.filter((cell) => cell.length > (named ? 60 : 200));
    if (long.length * 2 < cells.length || cells.length === 0) return 0;
    const found = long.map((cell) =>
      labelsIn(isHtml(cell) ? cell.replace(/<[^>]{0,2000}>/g, '\n') : cell, context),
    );
    const transcripts = found.filter(({ places }) => places >= 2);
    if (transcripts.length * 2 < long.length) return 0;
    return transcripts.reduce((sum, { speakers, places }) => sum + speakers + places / 1e6, 0);
  };
  const candidates = told === undefined ? names.map((_, index) => index) : [told];
  const scored = candidates
    .map((index) => ({ index, score: judge(index) }))
    .sort((a, b) => b.score - a.score);
  if (scored[0] && scored[0].score > 0) return scored[0].index;
  const only = names.findIndex((name) => ONLY_BLOBS.has(name));
  return only >= 0 && (told === undefined || told === only) ? only : undefined;
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
