/** Labelled agent turns: NDJSON, CSV or the sheets of a workbook → turns with what people gave them, and what is wrong with the rest. */
import {
  type Diagnostic,
  type LabelSpec,
  type Place,
  ROLES,
  type Role,
  VERDICTS,
  type VerdictKind,
} from '../model.ts';
import { findMistake } from '../read/json-syntax.ts';
import { isObject } from '../read/message.ts';
import { suggestion } from '../rubric/source.ts';
import { isPreference, type Preference, preferenceOf } from './preferences.ts';
import { csvSheet, type Item, type Names, type Notice, type Raw, type Sheet, sheetItems } from './sheet.ts';

/** One row of the talk before the labelled turn. */
export interface Said {
  readonly speaker: Role;
  readonly text: string;
}

/** What one person said of one agent turn, or of a whole conversation. */
export interface Labelled {
  readonly id: string;
  /** The file gives the turn no id, so that only its words tell which it is. */
  readonly unnamed?: true;
  readonly source?: string;
  readonly conversationId: string;
  readonly customerName?: string;
  readonly context: readonly Said[];
  /** Empty where another row of the same turn has it, and of a whole conversation, whose talk is its context. */
  readonly text: string;
  /** A whole conversation is rated, not a turn. */
  readonly whole?: true;
  readonly rater?: string;
  readonly round?: string;
  /** Level by label; null where the labellers disagree or nobody rated, which leaves the turn out of that label's counts. */
  readonly labels: Readonly<Record<string, number | null>>;
  /** Labels of which the rater said that they can't be judged here. */
  readonly unjudged?: readonly string[];
  readonly criteria?: Readonly<Record<string, VerdictKind>>;
  /** 0–100. */
  readonly score?: number;
  readonly comment?: string;
  /** A row that takes the place of an earlier one of the same rater, turn and round. */
  readonly replaces?: true;
  readonly place: Place;
}

export interface LabelledFile {
  readonly turns: readonly Labelled[];
  /** Rows that say which of two is better. */
  readonly preferences: readonly Preference[];
  /** A `quarantined` one for every row that could not be read, with its line; notices beside them. */
  readonly diagnostics: readonly Diagnostic[];
}

type Labels = Names['labels'];

const CANNOT_JUDGE = 'cannot_judge';

/**
 * Reads labelled turns. A text that begins with `{` or `[` is NDJSON, one object a line; any other is CSV with a
 * header. Rows with a mistake are set aside, each with its line and what to do.
 */
export function parseLabelled(
  content: string,
  path: string,
  labels: Labels,
  criteria: readonly string[] = [],
): LabelledFile {
  const text = content.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const names = { labels, criteria };
  return /^\s*[[{]/.test(text)
    ? gather(path, names, () => ndjsonRows(text))
    : labelledSheet(csvSheet(text), path, names);
}

/** The same from a sheet. */
export function labelledSheet(sheet: Sheet, path: string, names: Names): LabelledFile {
  return gather(path, names, (notice) => sheetItems(sheet, names, notice));
}

function gather(path: string, names: Names, read: (notice: Notice) => Iterable<Item>): LabelledFile {
  const diagnostics: Diagnostic[] = [];
  const notice: Notice = (message, line) => {
    const place = { path, ...(line !== undefined && { line }) };
    diagnostics.push({ severity: 'warning', kind: 'notice', message, place, records: 0 });
  };
  const turns: Labelled[] = [];
  const preferences: Preference[] = [];
  const seen = new Map<string, number>();
  for (const item of read(notice)) {
    const { line } = item;
    if ('raw' in item && isPreference(item.raw)) {
      const place = { path, line };
      const preference = preferenceOf(item.raw, place, (raw, at) => turnOf(raw, at, names));
      if (typeof preference === 'string') diagnostics.push(setAside(preference, place));
      else preferences.push(preference);
      continue;
    }
    const turn = 'raw' in item ? turnOf(item.raw, { path, line }, names) : item.mistake;
    const mistake = typeof turn === 'string' ? turn : repeated(turn, line, seen);
    if (typeof turn !== 'string' && mistake === undefined) turns.push(turn);
    else if (mistake !== undefined) {
      diagnostics.push(setAside(mistake, { path, line }));
    }
  }
  if (turns.length > 1 && turns.every(({ id, conversationId }) => id === conversationId)) {
    notice(
      'no conversation_id; each row counts as a conversation of its own, so intervals may be too narrow',
    );
  }
  return { turns, preferences, diagnostics };
}

/** What is told of a row that is not used. */
export function setAside(message: string, place: Place): Diagnostic {
  return { severity: 'error', kind: 'quarantined', message, place, records: 1 };
}

function repeated(
  { id, rater, round, replaces }: Labelled,
  line: number,
  seen: Map<string, number>,
): string | undefined {
  if (replaces) return undefined;
  const key = [id, rater, round].join('\n');
  const before = seen.get(key);
  if (before !== undefined) return `id "${id}" stands on line ${before} already`;
  seen.set(key, line);
  return undefined;
}

function* ndjsonRows(text: string): Generator<Item> {
  for (const [i, written] of text.split('\n').entries()) {
    if (written.trim() === '') continue;
    const line = i + 1;
    const raw = parsed(written);
    if (isObject(raw)) yield { line, raw };
    else if (raw !== undefined) yield { line, mistake: 'not an object; write one object a line' };
    else {
      const { column, what } = findMistake(written) ?? { column: 1, what: 'it cannot be read' };
      yield { line, mistake: `not JSON: column ${column}: ${what}; write one object a line` };
    }
  }
}

/** A line as JSON has it; undefined where it is none. */
function parsed(written: string): unknown {
  try {
    return JSON.parse(written) as unknown;
  } catch {
    return undefined;
  }
}

/** The turn that an object states, or what is wrong with it. */
function turnOf(raw: Raw, place: Place, { labels, criteria }: Names): Labelled | string {
  const isRating = raw.kind === 'rating';
  const {
    id = `line ${place.line}`,
    source,
    conversation_id: conversation,
    customer_name: customer,
    context = [],
    rater,
    round,
    comment,
  } = raw;
  const whole = raw.turn === null;
  const text = raw.text ?? (isRating || whole ? '' : undefined);
  if (text === undefined) return `there is no "text"${suggestion('text', Object.keys(raw))}`;
  if (typeof text !== 'string' || (text.trim() === '' && !isRating && !whole))
    return '"text" is empty; write what the agent said';
  if (!isName(id)) return '"id" must be text or a number';
  for (const [name, value] of Object.entries({
    source,
    conversation_id: conversation,
    customer_name: customer,
    rater,
    round,
    comment,
  })) {
    if (value !== undefined && value !== null && !isName(value)) return `"${name}" must be text`;
  }
  const said = saidOf(context);
  if (typeof said === 'string') return said;
  const verdicts = verdictsOf(raw.criteria, criteria);
  if (typeof verdicts === 'string') return verdicts;
  const { score } = raw;
  if (score != null && !(typeof score === 'number' && score >= 0 && score <= 100))
    return `score is ${JSON.stringify(score)}; it must be a number from 0 to 100`;
  const rest = isRating || verdicts !== undefined || score != null;
  if (!isObject(raw.labels) && !(rest && raw.labels === undefined))
    return `there are no "labels"${suggestion(
      'labels',
      Object.keys(raw).filter((key) => key !== 'labels'),
    )}`;
  const levels = levelsOf(isObject(raw.labels) ? raw.labels : {}, labels, rest);
  if (typeof levels === 'string') return levels;
  return {
    id: String(id),
    ...(raw.id === undefined && { unnamed: true }),
    ...(isName(source) && { source: String(source) }),
    conversationId: isName(conversation) ? String(conversation) : String(id),
    ...(isName(customer) && { customerName: String(customer) }),
    context: said,
    text,
    ...(whole && { whole }),
    ...(isName(rater) && rater !== '' && { rater: String(rater) }),
    ...(isName(round) && round !== '' && { round: String(round) }),
    ...levels,
    ...(verdicts && { criteria: verdicts }),
    ...(typeof score === 'number' && { score }),
    ...(isName(comment) && comment !== '' && { comment: String(comment) }),
    ...(isRating && { replaces: true }),
    place,
  };
}

function verdictsOf(written: unknown, known: readonly string[]): Labelled['criteria'] | string {
  if (written === undefined || written === null) return undefined;
  if (!isObject(written)) return '"criteria" must be an object: {"recognition": "met"}';
  const entries = Object.entries(written).filter(([, verdict]) => verdict !== null);
  for (const [id, verdict] of entries) {
    if (!known.includes(id)) return `unknown criterion "${id}"${suggestion(id, known)}`;
    if (!VERDICTS.some((kind) => kind === verdict))
      return `${id} is ${JSON.stringify(verdict)}; it must be one of ${VERDICTS.join(', ')}${suggestion(String(verdict), VERDICTS)}`;
  }
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Labelled['criteria']);
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

function levelsOf(
  written: Raw,
  labels: Labels,
  mayBeNone: boolean,
): Pick<Labelled, 'labels' | 'unjudged'> | string {
  const entries = Object.entries(written);
  if (entries.length === 0 && !mayBeNone)
    return 'no label is given; write at least one, such as "empathy": 0';
  const unjudged: string[] = [];
  for (const [label, level] of entries) {
    if (!Object.hasOwn(labels, label))
      return `unknown label "${label}"${suggestion(label, Object.keys(labels))}`;
    const most = highest(labels[label]!);
    if (level === CANNOT_JUDGE) unjudged.push(label);
    else if (level !== null && !(Number.isInteger(level) && Number(level) >= 0 && Number(level) <= most))
      return `${label} is ${JSON.stringify(level)}; it must be a whole number from 0 to ${most}, or null where labellers disagree`;
  }
  const levels = written as Labelled['labels'];
  if (unjudged.length === 0) return { labels: levels };
  return { labels: { ...levels, ...Object.fromEntries(unjudged.map((label) => [label, null])) }, unjudged };
}

/** The highest level of a label; remembered, as every row asks. */
export function highest(spec: LabelSpec): number {
  const known = HIGHEST.get(spec);
  if (known !== undefined) return known;
  const level = Math.max(1, ...Object.keys(spec.levels).map(Number));
  HIGHEST.set(spec, level);
  return level;
}

const HIGHEST = new WeakMap<LabelSpec, number>();

const isName = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';
