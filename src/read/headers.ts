/** Header lines of tables: told from data and from prose, and made up where a file has none (FORMATS §2.1). */

import { COLUMNS, normaliseHeader } from './fields.ts';
import { roleOf } from './roles.ts';
import { readTimes } from './times.ts';

/** Columns in which exports keep a whole transcript (FORMATS §2.2). */
export const BLOB_NAMES = [
  'full_transcript',
  'transcript',
  'call_transcript',
  'chat_transcript',
  'transcript_text',
  'transcription',
  'conversation',
  'dialogue',
  'dialog',
  'context',
  'chat',
  'body',
] as const;

const PAIR_NAMES = ['customer_message', 'agent_response', 'agent_message'];

const KNOWN: ReadonlySet<string> = new Set([...Object.values(COLUMNS).flat(), ...BLOB_NAMES, ...PAIR_NAMES]);
const SAID: ReadonlySet<string> = new Set([...COLUMNS.text, ...BLOB_NAMES, ...PAIR_NAMES]);

/** Whether a text begins like a table: two cells or more, one of them the name of a column of what was said. */
export function looksLikeHeader(head: string): boolean {
  const lines = head.split(/\r\n|[\r\n]/, 10);
  const first = lines.find((line) => line.trim() !== '' && !/^(?:sep=.|#.*)$/i.test(line)) ?? '';
  return [',', ';', '\t', '|'].some((delimiter) => {
    const names = first.slice(0, 4000).split(delimiter).map(normaliseHeader);
    return names.length > 1 && names.some((name) => SAID.has(name));
  });
}

/**
 * Names for the columns of a table whose first row is data: no cell is a column's name, and one is a role word or
 * a time. The roles, the times, the ids that repeat and the longest texts tell which column is which. `undefined`
 * if the first row is a header, or no column holds roles.
 */
export function inferHeader(rows: readonly (readonly string[])[]): string[] | undefined {
  const [first] = rows;
  // `agent` and `customer` are names of columns too, and the very words that a first row of data begins with.
  const isName = (cell: string): boolean => KNOWN.has(normaliseHeader(cell)) && roleOf(cell) === undefined;
  if (!first || rows.length < 2 || first.some(isName)) return undefined;
  const sample = rows.slice(0, 200);
  const columns = first.map((_, index) => sample.map((cells) => (cells[index] ?? '').trim()));
  const share = (column: readonly string[], test: (cell: string) => boolean): number =>
    column.filter((cell) => cell !== '' && test(cell)).length / column.length;
  const isRole = (cell: string): boolean => cell !== '-' && cell.length <= 30 && roleOf(cell) !== undefined;
  const role = columns.findIndex((column) => isRole(column[0]!) && share(column, isRole) >= 0.8);
  if (role < 0) return undefined;
  const names = first.map((_, index) => `column_${index + 1}`);
  names[role] = 'speaker';
  const free = (): number[] => names.flatMap((name, index) => (name.startsWith('column_') ? [index] : []));
  const lengths = columns.map((column) => column.reduce((sum, cell) => sum + cell.length, 0));
  const text = free().sort((a, b) => lengths[b]! - lengths[a]!)[0];
  if (text === undefined) return undefined;
  names[text] = 'text';
  const isTime = (cell: string): boolean =>
    !/^\d{1,6}$/.test(cell) && readTimes([cell], 'timestamp')[0] !== undefined;
  const time = free().find((index) => share(columns[index]!, isTime) >= 0.8);
  if (time !== undefined) names[time] = 'timestamp';
  const id = free().find((index) => {
    const distinct = new Set(columns[index]).size;
    return (
      distinct > 1 &&
      distinct < columns[index]!.length &&
      share(columns[index]!, (cell) => cell.length <= 80) === 1
    );
  });
  if (id !== undefined) names[id] = 'conversation_id';
  return names;
}
