/** What changed from one resolved rubric to another: entry by entry, field by field, whatever the fields are. */
import { compareKeys } from '../keys.ts';
import type { Credit, FieldChange, Rating, Rubric, RubricChange, Term } from '../model.ts';
import type { CompiledRubric } from './load.ts';
import { NO_LIMIT } from './resolve.ts';
import { termWords } from './terms.ts';

type Value = string | number | boolean | readonly string[];

/** One field of an entry: its keys as files spell them, and a value without further parts. */
interface Field {
  readonly keys: readonly string[];
  readonly value: Value;
}

/** One entry of a part of a rubric, its fields under their keys with dots between. */
interface Entry {
  readonly part: string;
  readonly id: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** Where the entry, or a part of it, stands. */
  readonly place: (keys?: readonly string[]) => string | undefined;
}

/** The part, and its one entry, of what belongs to the rubric as a whole. */
const WHOLE = 'rubric';
/** Parts of the whole that have fields of their own; all other mappings are tables of entries that users name. */
const STRUCTURES: ReadonlySet<string> = new Set(['opportunity', 'adjustments', 'names']);
/** Fields whose keys are names that users give. */
const NAMED: ReadonlySet<string> = new Set(['also', 'credit', 'meta']);
/** Fields that hold patterns. */
const PATTERNS: ReadonlySet<string> = new Set(['pattern', 'unless']);

/**
 * The changes in the order of the rubric's parts and of the ids in them. Where things stand in a list of entries, of
 * words or of patterns says nothing and is no change; in a list of numbers it does.
 */
export function diffRubrics(before: CompiledRubric, after: CompiledRubric): readonly RubricChange[] {
  const [older, newer] = [entriesOf(before), entriesOf(after)];
  const parts = [WHOLE, ...Object.keys(after.rubric)];
  const rank = ({ part }: RubricChange): number => parts.indexOf(part);
  return union(older, newer)
    .flatMap((key): RubricChange[] => {
      const [old, now] = [older.get(key), newer.get(key)];
      if (old && now) return changed(old, now, after.rubric);
      return now ? [alone(now, 'added', after, before)] : [alone(old!, 'removed', before, after)];
    })
    .sort((a, b) => rank(a) - rank(b) || compareKeys(a.id, b.id));
}

function changed(older: Entry, newer: Entry, rubric: Rubric): RubricChange[] {
  const fields = fieldChanges(older, newer);
  if (fields.length === 0) return [];
  const { part, id } = newer;
  return [{ part, id, change: 'changed', ...placed(newer.place()), fields, ...users(newer, rubric) }];
}

/** An entry that only one of two rubrics has; `there` is that one. */
function alone(
  entry: Entry,
  change: 'added' | 'removed',
  there: CompiledRubric,
  gone: CompiledRubric,
): RubricChange {
  const { part, id, fields } = entry;
  // What all its fields say is for its file to tell, unless the entry is a single value.
  const told = fields.has('')
    ? fieldChanges(change === 'removed' ? entry : undefined, change === 'added' ? entry : undefined)
    : [];
  // An entry of a list that the other rubric's files have all the same is switched off there.
  const off = isEntries(there.rubric[part as keyof Rubric]) ? gone.place([part, id, 'disable']) : undefined;
  const kind = off === undefined ? change : change === 'added' ? 'enabled' : 'disabled';
  const place = kind === 'disabled' ? off : entry.place();
  return { part, id, change: kind, ...placed(place), fields: told, ...users(entry, there.rubric) };
}

function fieldChanges(older: Entry | undefined, newer: Entry | undefined): FieldChange[] {
  return union(newer?.fields, older?.fields).flatMap((field) => {
    const [from, to] = [older?.fields.get(field), newer?.fields.get(field)];
    const difference = valueChange(from?.value, to?.value);
    if (!difference) return [];
    const place = to ? newer!.place(to.keys) : older!.place(from!.keys);
    return [{ field, ...difference, ...placed(place) }];
  });
}

const placed = (place: string | undefined) => (place === undefined ? undefined : { place });

function valueChange(from: Value | undefined, to: Value | undefined): Omit<FieldChange, 'field'> | undefined {
  if (typeof from === 'object' || typeof to === 'object') {
    const [old, now] = [wordsOf(from), wordsOf(to)];
    const added = [...now].filter((word) => !old.has(word));
    const removed = [...old].filter((word) => !now.has(word));
    return added.length + removed.length > 0 ? { added, removed } : undefined;
  }
  if (from === to) return undefined;
  return { ...(from !== undefined && { before: from }), ...(to !== undefined && { after: to }) };
}

const wordsOf = (value: Value | undefined): ReadonlySet<string> =>
  new Set(value === undefined ? [] : typeof value === 'object' ? value : [String(value)]);

const union = (...maps: (ReadonlyMap<string, unknown> | undefined)[]): string[] => [
  ...new Set(maps.flatMap((map) => [...(map?.keys() ?? [])])),
];

/** Every entry of a rubric: those of its lists and tables, and one for what is left. */
function entriesOf({ rubric, place }: CompiledRubric): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  const { nameStoplist, nameLimit, ...rest } = rubric;
  const limit = (uses: number) => (uses === NO_LIMIT ? undefined : uses);
  const names = {
    stoplist: nameStoplist,
    max_per_agent_turns: limit(nameLimit.perAgentTurn),
    max_per_contact: limit(nameLimit.perContact),
  };
  const whole: Record<string, unknown> = { names };
  const add = (part: string, id: string, value: unknown, above = [part, id]): void => {
    const fields = new Map<string, Field>();
    spread(value, [], part, fields);
    const placeOf = (keys: readonly string[] = []) => place([...above, ...keys]);
    entries.set(JSON.stringify([part, id]), { part, id, fields, place: placeOf });
  };
  for (const [part, value] of Object.entries(rest)) {
    if (isEntries(value)) for (const { id, ...entry } of value) add(part, id, entry);
    else if (typeof value !== 'object' || STRUCTURES.has(part)) whole[part] = value;
    else for (const [id, entry] of Object.entries(value)) add(part, id, entry);
  }
  add(WHOLE, WHOLE, whole, []);
  return entries;
}

function isEntries(value: unknown): value is readonly { readonly id: string }[] {
  return Array.isArray(value) && value.every((entry) => typeof entry?.id === 'string');
}

/** Puts the fields of a value into `into`. Nothing, an empty list and an empty mapping are the same: no field. */
function spread(value: unknown, keys: readonly string[], part: string, into: Map<string, Field>): void {
  if (value === undefined || value === null) return;
  const plain = asWritten(value);
  const add = (found: Value) => into.set(keys.join('.'), { keys, value: found });
  if (Array.isArray(plain)) {
    const listed: readonly unknown[] = plain.map(asWritten);
    if (!listed.every((item) => typeof item === 'string'))
      for (const [i, item] of listed.entries()) spread(item, [...keys, String(i)], part, into);
    else if (part === 'classes' || PATTERNS.has(keys[0] ?? ''))
      add(listed.flatMap((pattern) => alternatives(pattern)));
    else if (listed.length > 0) add(listed);
  } else if (typeof plain === 'object') {
    const spelled = (key: string) => (NAMED.has(keys.at(-1) ?? '') ? key : inSnakeCase(key));
    for (const [key, inner] of Object.entries(plain!)) spread(inner, [...keys, spelled(key)], part, into);
  } else add(plain as Value);
}

/** What a resolved rubric takes apart, put together again as files have it: terms, credits by terms, ratings by number. */
function asWritten(value: unknown): unknown {
  if (isTerm(value)) return termWords(value);
  if (!Array.isArray(value) || value.length === 0) return value;
  if (value.every(isCredit))
    return Object.fromEntries(value.map((c) => [c.all.map(termWords).sort().join(' & '), c.value]));
  if (value.every(isRating))
    return Object.fromEntries(value.map(({ rating, ...rest }) => [String(rating), rest]));
  return value;
}

const isTerm = (value: unknown): value is Term =>
  has(value, 'label') && Object.keys(value).every((key) => ['label', 'level', 'kind'].includes(key));
const isCredit = (value: unknown): value is Credit => has(value, 'all') && has(value, 'value');
const isRating = (value: unknown): value is Rating => has(value, 'rating') && has(value, 'anchor');

function has<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

const inSnakeCase = (key: string): string =>
  key.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The alternatives of a pattern, without the brackets around all of them: `(a|b (c|d))` → `a`, `b (c|d)`. */
function alternatives(pattern: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  // Whether the bracket that opens the pattern is closed only at its end.
  let wrapped = pattern.startsWith('(');
  for (const [i, char] of [...pattern.matchAll(/[()[\]|]/g)].map((m) => [m.index, m[0]] as const)) {
    if (char === '(' || char === '[') depth += 1;
    else if (char !== '|') depth -= 1;
    else if (depth === 0) {
      found.push(pattern.slice(start, i).trim());
      start = i + 1;
    }
    if (depth === 0 && i < pattern.length - 1) wrapped = false;
  }
  if (wrapped) return alternatives(pattern.slice(1, -1).trim());
  return [...found, pattern.slice(start).trim()];
}

/** Of a class, the cues whose patterns name it, or a class that does. */
function users({ part, id }: Entry, { classes, cues }: Rubric): { readonly cues: string[] } | undefined {
  if (part !== 'classes') return undefined;
  const names = new Set([id]);
  const uses = (texts: readonly string[]) =>
    texts.some((text) => [...text.matchAll(/<([^>]*)>/g)].some(([, used]) => names.has(used!)));
  for (let size = 0; size < names.size; ) {
    size = names.size;
    for (const [other, entries] of Object.entries(classes)) if (uses(entries)) names.add(other);
  }
  return { cues: cues.filter(({ pattern, unless }) => uses([...pattern, ...unless])).map((cue) => cue.id) };
}
