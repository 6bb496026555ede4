/** One row of a table → its messages: one, a question with its answer, or a whole transcript (FORMATS §2.1, §2.2). */

import type { Assembler, RawMessage } from './assemble.ts';
import { parseScripts, type Said } from './blob.ts';
import type { Columns } from './columns.ts';
import type { Field } from './fields.ts';
import type { TableRow } from './grouping.ts';
import { quarantined, type ReadContext, type ReadItem, skipped } from './reader.ts';
import { labelOf, marksInternal } from './roles.ts';
import { particulars, rawOf } from './text.ts';

/** The messages of one row: one, or a customer's and an agent's. */
export function messagesOf(row: TableRow, columns: Columns, context: ReadContext): RawMessage[] {
  const { at, pair, names, turnId } = columns;
  const { cells, line } = row;
  const cell = (index: number | undefined): string | undefined =>
    index === undefined ? undefined : cells[index];
  const id = cell(turnId)?.trim();
  const place = { path: context.path, line };
  const time = cell(at.time)?.trim() || undefined;
  const order = cell(at.order);
  let internal = false;
  for (const index of columns.visibility) internal ||= hides(names[index]!, cells[index]!);
  const message = (label: string, text: string, speaker?: string, records = 1): RawMessage => ({
    turnId: id,
    label,
    speaker,
    internal,
    text,
    place,
    time,
    order,
    records,
  });
  const agent = cell(at.agent)?.trim() || undefined;
  if (pair) {
    const [asked, answered] = [saidIn(cells[pair.customer]!), saidIn(cells[pair.agent]!)];
    const isAsked = asked.trim() !== '';
    if (answered.trim() === '') return [message('customer', isAsked ? asked : '')];
    const answer = message('agent', answered, agent, isAsked ? 0 : 1);
    return isAsked ? [message('customer', asked), answer] : [answer];
  }
  const label = at.role === undefined ? '' : labelIn(names[at.role]!, cells[at.role]!);
  const speaker = agent ?? (columns.byId ? label : undefined);
  return [message(label, saidIn(cell(at.text) ?? ''), speaker)];
}

/** The label that a cell of a role column stands for: Zendesk's chat events say who acts in `actor_id`. */
export function labelIn(column: string, cell: string): string {
  if (column !== 'actor_id') return labelOf(column, cell);
  const kind = /^(?:(agent):|__(system|trigger)$)/.exec(cell.trim());
  return kind ? (kind[1] ?? kind[2]!) : cell.trim() || 'system';
}

/** A column that may mark an internal note; Intercom writes the kind of each part. */
function hides(column: string, cell: string): boolean {
  return column === 'part_type' ? /^\s*note/i.test(cell) : marksInternal(column, cell);
}

/** A text without the apostrophe by which exports keep spreadsheets from computing it (`'=…`). */
function saidIn(cell: string): string {
  return /^'[=+@-]/.test(cell) ? cell.slice(1) : cell;
}

/** The conversation that one row's transcript holds, or why there is none; `toText` for one in HTML. */
export function blobConversation(
  row: TableRow,
  columns: Columns,
  context: ReadContext,
  assembler: Assembler,
  toText?: (html: string) => string,
): ReadItem[] {
  const { at, names, others } = columns;
  const place = { path: context.path, line: row.line };
  const written = saidIn(row.cells[columns.blob!]!);
  if (written.trim() === '') return [skipped(place, 'the row has no transcript', 1)];
  if (written.includes('\0')) return [quarantined(place, 'contains a NUL byte')];
  const plain = toText ? toText(written) : written;
  const inLine = AGENT_LINE.exec(plain)?.[1]?.trim();
  const scripts = parseScripts(inLine === undefined ? plain : plain.replace(AGENT_LINE, ''), context);
  const said = scripts.flatMap((script) => script.said);
  if (said.filter(({ label }) => label !== 'system').length < 2) {
    return [quarantined(place, 'fewer than two speaker labels: a summary, not a transcript')];
  }
  const cell = (field: Field): string | undefined =>
    at[field] === undefined ? undefined : row.cells[at[field]]!.trim() || undefined;
  const own = particulars(scripts[0]!, `${stemOf(context.path)}-${row.line}`);
  const agent = cell('agent') ?? own.agent;
  const named = namer(row, columns, [agent, inLine], cell('customer') ?? own.customerName);
  const above = linesAbove(row, columns.blob!);
  const messages = said.map((one, index) => {
    const line = toText ? row.line : row.line + above + one.line;
    const { label, speaker } = named(one);
    return rawOf({ ...one, label, speaker }, { path: context.path, line }, index === 0 ? 1 : 0);
  });
  const meta = Object.fromEntries(
    others.flatMap((index): [string, string][] =>
      row.cells[index] === '' || index === columns.blob ? [] : [[columns.titles[index]!, row.cells[index]!]],
    ),
  );
  const date = at.time === undefined ? undefined : row.cells[at.time]!.trim();
  const channel = cell('channel') ?? own.channel;
  return assembler.add({
    id: cell('conversation') ?? own.id,
    source: place,
    channel,
    agent: agent && !/^\d+$/.test(agent) && names[at.agent ?? -1] !== 'assignee_id' ? agent : undefined,
    customerName: cell('customer') ?? own.customerName,
    startedAt: date ?? own.startedAt,
    meta: { ...meta, ...own.meta },
    messages,
    timeName: 'time',
    sort: false,
    speakers: true,
  });
}

/**
 * Who is meant by a name or number in a transcript, by the other columns and by what the header says: Zendesk
 * writes `User <id>`, of whom the requester is the customer; Salesforce writes names, and `Agent <name>` above.
 */
function namer(
  row: TableRow,
  columns: Columns,
  named: readonly (string | undefined)[],
  customer: string | undefined,
): (said: Said) => { label: string; speaker?: string | undefined } {
  const requester = columns.names.indexOf('requester_id');
  const requested = requester < 0 ? '' : row.cells[requester]!.trim();
  const isAgent = (label: string): boolean =>
    named.some((name) => name && sameName(name, label)) && !(customer && sameName(customer, label));
  return ({ label, speaker }) => {
    const id = /^User (\d{4,})$/.exec(label)?.[1];
    if (id !== undefined && requested !== '')
      return id === requested ? { label: 'customer' } : { label: 'agent', speaker: id };
    if (id !== undefined) return { label: id, speaker: id };
    if (speaker === label && isAgent(label)) return { label: 'agent', speaker };
    if (speaker === label && customer && sameName(customer, label)) return { label: 'customer', speaker };
    return { label, speaker };
  };
}

/** The whole name, or its beginning: "Priya" for "Priya N". */
function sameName(whole: string, label: string): boolean {
  const [a, b] = [whole.trim().toLowerCase(), label.trim().toLowerCase()];
  return a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `);
}

/** Line breaks in the cells before a cell, so that evidence can name the line in the file. */
function linesAbove(row: TableRow, column: number): number {
  return row.cells.slice(0, column).reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

/** Whether a cell is HTML: has tags that make lines; `<NAME>` and `a < b` are none. */
export function isHtml(text: string): boolean {
  return /<\/?(?:p|div|br|span|a|ul|li|blockquote)\b/i.test(text);
}

/** Salesforce names the agent in a line of its own: `Agent Priya`. */
const AGENT_LINE = /^\s*Agent (\p{Lu}[^:\n]{0,40})$/mu;

/** The other columns, where they say one thing throughout the conversation. */
export function metaOf(
  header: readonly string[],
  columns: Columns,
  rows: readonly TableRow[],
): Record<string, string> {
  const same: [string, string][] = [];
  for (const index of columns.others) {
    const value = rows[0]!.cells[index]!;
    if (value !== '' && rows.every((row) => row.cells[index] === value))
      same.push([header[index]!.trim(), value]);
  }
  return Object.fromEntries(same);
}

export function stemOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
}
