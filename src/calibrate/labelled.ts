/** Labelled agent turns: NDJSON or CSV → turns with the levels that people gave them, and what is wrong with the rest. */
import { CsvError, type Info, parse } from 'csv-parse/sync';
import { type Diagnostic, type LabelSpec, type Place, ROLES, type Role } from '../model.ts';
import { findMistake } from '../read/json-syntax.ts';
import { isObject } from '../read/message.ts';
import { suggestion } from '../rubric/source.ts';

/** One row of the talk before the labelled turn. */
export interface Said {
  readonly speaker: Role;
  readonly text: string;
}

/** One labelled agent turn. */
export interface Labelled {
  readonly id: string;
  readonly source?: string;
  readonly conversationId: string;
  readonly customerName?: string;
  readonly context: readonly Said[];
  readonly text: string;
  /** Level by label; null where the labellers disagree, which leaves the turn out of that label's counts. */
  readonly labels: Readonly<Record<string, number | null>>;
  readonly place: Place;
}

export interface LabelledFile {
  readonly turns: readonly Labelled[];
  /** A `quarantined` one for every row that could not be read, with its line; notices beside them. */
  readonly diagnostics: readonly Diagnostic[];
}

type Labels = Readonly<Record<string, LabelSpec>>;
type Raw = Readonly<Record<string, unknown>>;
/** A row as parsed, or what is wrong with it. */
type Item = { readonly line: number } & ({ readonly raw: Raw } | { readonly mistake: string });

/** Columns of a CSV that are no labels; `context_1`, `context_2` … besides. */
const FIELDS = ['id', 'source', 'conversation_id', 'customer_name', 'context', 'text'];
const CONTEXT = /^context_(\d+)$/;
/** Columns of a sheet of `attune sample` that are for people: what it is a sample of, and what attune found. */
const ASIDE = /^(?:sample|weight|comment|rater|attune_.+)$/;
/** The apostrophe that keeps a spreadsheet from taking words for a formula. */
const GUARD = /^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/;

/**
 * Reads labelled turns. A text that begins with `{` or `[` is NDJSON, one object a line; any other is CSV with a
 * header. Rows with a mistake are set aside, each with its line and what to do.
 */
export function parseLabelled(content: string, path: string, labels: Labels): LabelledFile {
  const text = content.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const diagnostics: Diagnostic[] = [];
  const notice = (message: string, line?: number): void => {
    const place = { path, ...(line !== undefined && { line }) };
    diagnostics.push({ severity: 'warning', kind: 'notice', message, place, records: 0 });
  };
  const items = /^\s*[[{]/.test(text) ? ndjsonRows(text) : csvRows(text, labels, notice);
  const turns: Labelled[] = [];
  const seen = new Map<string, number>();
  for (const item of items) {
    const { line } = item;
    const turn = 'raw' in item ? turnOf(item.raw, { path, line }, labels) : item.mistake;
    const mistake = typeof turn === 'string' ? turn : repeated(turn.id, line, seen);
    if (typeof turn !== 'string' && mistake === undefined) turns.push(turn);
    else if (mistake !== undefined) {
      diagnostics.push({
        severity: 'error',
        kind: 'quarantined',
        message: mistake,
        place: { path, line },
        records: 1,
      });
    }
  }
  if (turns.length > 1 && turns.every(({ id, conversationId }) => id === conversationId)) {
    notice(
      'no conversation_id; each row counts as a conversation of its own, so intervals may be too narrow',
    );
  }
  return { turns, diagnostics };
}

function repeated(id: string, line: number, seen: Map<string, number>): string | undefined {
  const before = seen.get(id);
  if (before !== undefined) return `id "${id}" stands on line ${before} already`;
  seen.set(id, line);
  return undefined;
}

function* ndjsonRows(text: string): Generator<Item> {
  for (const [i, written] of text.split('\n').entries()) {
    if (written.trim() === '') continue;
    const line = i + 1;
    const mistake = findMistake(written);
    if (mistake)
      yield { line, mistake: `not JSON: column ${mistake.column}: ${mistake.what}; write one object a line` };
    else {
      const raw: unknown = JSON.parse(written);
      yield isObject(raw) ? { line, raw } : { line, mistake: 'not an object; write one object a line' };
    }
  }
}

function* csvRows(
  text: string,
  labels: Labels,
  notice: (message: string, line?: number) => void,
): Generator<Item> {
  const head = text.slice(0, text.search(/\n|$/));
  const delimiter = [',', ';', '\t'].sort((a, b) => head.split(b).length - head.split(a).length)[0]!;
  const options = { delimiter, relax_column_count: true, skip_empty_lines: true, info: true } as const;
  const found: { record: string[]; info: Info }[] = [];
  let broken: Item | undefined;
  try {
    parse(text, {
      ...options,
      on_record: (entry: unknown) => {
        found.push(entry as { record: string[]; info: Info });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    broken = {
      line,
      mistake: 'not CSV: a quote is opened or closed in the wrong place; the rest of the file is not read',
    };
  }
  const header = found.shift()?.record.map((name) => name.trim()) ?? [];
  for (const name of header) {
    if (FIELDS.includes(name) || CONTEXT.test(name) || Object.hasOwn(labels, name) || ASIDE.test(name))
      continue;
    notice(
      `column "${name}" is no label of the rubric and is not used${suggestion(name, [...FIELDS, ...Object.keys(labels)])}`,
      1,
    );
  }
  for (const { record, info } of found) {
    const line = info.lines - record.reduce((n, cell) => n + cell.split('\n').length - 1, 0);
    if (record.length !== header.length) {
      yield { line, mistake: `the row has ${record.length} cells, the header has ${header.length}` };
    } else yield { line, ...rawOf(new Map(header.map((name, i) => [name, record[i]!])), labels) };
  }
  if (broken) yield broken;
}

/** A CSV row in the shape of an NDJSON object. */
function rawOf(cells: ReadonlyMap<string, string>, labels: Labels): { raw: Raw } | { mistake: string } {
  const fields = ['id', 'source', 'conversation_id', 'customer_name', 'text'].flatMap((name) => {
    const value = cells.get(name);
    return value === undefined || value === '' ? [] : [[name, value.replace(GUARD, '')]];
  });
  const levels = [...cells].flatMap(([name, cell]): [string, unknown][] => {
    if (!Object.hasOwn(labels, name)) return [];
    const written = cell.trim();
    if (written === '' || written === 'null') return [[name, null]];
    return [[name, /^\d+$/.test(written) ? Number(written) : written]];
  });
  let context: unknown;
  const whole = cells.get('context')?.trim() ?? '';
  if (whole !== '') {
    if (findMistake(whole))
      return { mistake: 'context is not JSON; write [{"speaker": "customer", "text": "…"}]' };
    context = JSON.parse(whole);
  } else {
    const numbered = [...cells].flatMap(([name, cell]) => {
      const at = CONTEXT.exec(name)?.[1];
      return at === undefined || cell.trim() === '' ? [] : [{ at: Number(at), cell }];
    });
    const said = numbered
      .sort((a, b) => a.at - b.at)
      .map(({ at, cell }) => ({ at, said: /^\s*(\w+)\s*:\s*([\s\S]*)$/.exec(cell) }));
    const bad = said.find((row) => row.said === null);
    if (bad) return { mistake: `context_${bad.at} has no speaker; write "customer: …" or "agent: …"` };
    context = said.map((row) => ({ speaker: row.said![1], text: row.said![2] }));
  }
  return { raw: { ...Object.fromEntries(fields), context, labels: Object.fromEntries(levels) } };
}

/** The turn that an object states, or what is wrong with it. */
function turnOf(raw: Raw, place: Place, labels: Labels): Labelled | string {
  const {
    id = `line ${place.line}`,
    source,
    conversation_id: conversation,
    customer_name: customer,
    context = [],
    text,
  } = raw;
  if (text === undefined) return `there is no "text"${suggestion('text', Object.keys(raw))}`;
  if (typeof text !== 'string' || text.trim() === '') return '"text" is empty; write what the agent said';
  if (!isName(id)) return '"id" must be text or a number';
  for (const [name, value] of Object.entries({
    source,
    conversation_id: conversation,
    customer_name: customer,
  })) {
    if (value !== undefined && value !== null && !isName(value)) return `"${name}" must be text`;
  }
  const said = saidOf(context);
  if (typeof said === 'string') return said;
  if (!isObject(raw.labels))
    return `there are no "labels"${suggestion(
      'labels',
      Object.keys(raw).filter((key) => key !== 'labels'),
    )}`;
  const levels = levelsOf(raw.labels, labels);
  if (typeof levels === 'string') return levels;
  return {
    id: String(id),
    ...(isName(source) && { source: String(source) }),
    conversationId: isName(conversation) ? String(conversation) : String(id),
    ...(isName(customer) && { customerName: String(customer) }),
    context: said,
    text,
    labels: levels,
    place,
  };
}

function saidOf(context: unknown): readonly Said[] | string {
  if (!Array.isArray(context)) return '"context" must be a list of {"speaker", "text"}';
  const said: Said[] = [];
  for (const row of context as unknown[]) {
    const { speaker, text } = isObject(row) ? row : {};
    if (typeof text !== 'string') return 'a row of "context" has no "text"';
    const role = ROLES.find((known) => known === speaker);
    if (role === undefined) {
      return `speaker ${JSON.stringify(speaker) ?? 'missing'} of "context" is none of ${ROLES.join(', ')}${suggestion(String(speaker), ROLES)}`;
    }
    said.push({ speaker: role, text });
  }
  return said;
}

function levelsOf(written: Raw, labels: Labels): Readonly<Record<string, number | null>> | string {
  const entries = Object.entries(written);
  if (entries.length === 0) return 'no label is given; write at least one, such as "empathy": 0';
  for (const [label, level] of entries) {
    if (!Object.hasOwn(labels, label))
      return `unknown label "${label}"${suggestion(label, Object.keys(labels))}`;
    const most = highest(labels[label]!);
    if (level === null || (Number.isInteger(level) && (level as number) >= 0 && (level as number) <= most))
      continue;
    return `${label} is ${JSON.stringify(level)}; it must be a whole number from 0 to ${most}, or null where labellers disagree`;
  }
  return Object.fromEntries(entries) as Record<string, number | null>;
}

/** The highest level of a label. */
export const highest = ({ levels }: LabelSpec): number => Math.max(1, ...Object.keys(levels).map(Number));

const isName = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';
