/** One rubric file as written: its data, and the line and column of every part of it. */
import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import type { Packed } from '../cue/packed.ts';
import { UserError } from '../errors.ts';
import { lazily } from '../lazy.ts';
import { type RubricFile, rubricFile } from './schema.ts';
import { type Comment, type Path, parseWritten, type Written } from './written.ts';

/** What a build has made of a rubric file, so that nobody need read, check and parse it again. */
export interface BuiltRubric {
  readonly data: RubricFile;
  /** The patterns of `patternsOf(data)`, packed. */
  readonly patterns: readonly Packed[];
}

export interface RubricSource {
  readonly path: string;
  readonly data: RubricFile;
  /** `file:line:column` of the node at `path`, plus `offset` characters into its text. */
  place(path: Path, offset?: number): string;
  /** Its comments, in the order of the file. */
  comments(): readonly Comment[];
}

/** All patterns of a rubric file as they are written, those of its classes first. */
export function patternsOf({ classes = {}, cues = [] }: RubricFile): string[] {
  return [
    ...Object.values(classes).flat(),
    ...cues.flatMap(({ pattern = [], unless = [] }) => [pattern, unless].flat()),
  ];
}

/**
 * Parses and validates one rubric file, YAML or JSON; or takes what the build has made of it.
 * @throws UserError with one line a mistake: `file:line:column: what is wrong, and what to do`.
 */
export function parseRubric(path: string, content: string, built?: BuiltRubric): RubricSource {
  const open = lazily((): Written => parseWritten(path, content, { megabytes: 4, what: 'a rubric' }));
  if (built) {
    return {
      path,
      data: built.data,
      place: (...where) => open().place(...where),
      comments: () => open().comments(),
    };
  }
  const written = open();
  const { data: raw, place, comments } = written;
  if (raw === null || typeof raw !== 'object')
    throw new UserError(`${path}: a rubric is a mapping with id, version, cues and criteria`);
  const result = rubricFile().safeParse(raw);
  if (result.success) return { path, data: result.data, place, comments };
  throw new UserError(result.error.issues.flatMap((issue) => describe(issue, written)));
}

type Issue = z.core.$ZodIssue;

function describe(issue: Issue, written: Written): string[] {
  const { data: raw, place, keyPlace } = written;
  const path = issue.path as Path;
  const here = readable(path, raw);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(
      (key) =>
        `${keyPlace(path, key)}: unknown key "${key}"${here && ` in ${here}`}${suggestion(key, allowedKeys(path))}`,
    );
  }
  if (issue.code === 'invalid_union') {
    // The way in that got furthest is the one that was meant; without one, the union says what it takes.
    const inner = issue.errors.flat().find((e) => e.path.length > 0 || e.code === 'unrecognized_keys');
    if (inner) return describe({ ...inner, path: [...path, ...inner.path] } as Issue, written);
  }
  if (issue.code === 'invalid_value') {
    const value = at(raw, path);
    const choices = issue.values.map(String);
    return [
      `${place(path)}: ${here} is ${JSON.stringify(value)}; it must be one of ${choices.join(', ')}${suggestion(String(value), choices)}`,
    ];
  }
  if (issue.code === 'invalid_key') {
    const parent = readable(path.slice(0, -1), raw);
    const key = String(path.at(-1));
    return [`${keyPlace(path.slice(0, -1), key)}: ${parent}: key "${key}": ${issue.issues[0]?.message}`];
  }
  const missing = at(raw, path) === undefined && path.length > 0;
  if (missing) {
    const parent = readable(path.slice(0, -1), raw) || 'the rubric';
    return [`${place(path.slice(0, -1))}: ${parent} needs "${String(path.at(-1))}"; add it`];
  }
  return [`${place(path)}: ${here || 'the rubric'} ${plain(issue, at(raw, path))}`];
}

/** What an editor of YAML calls the types of JSON. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  record: 'a mapping, as in {key: value}',
  object: 'a mapping, as in {key: value}',
  array: 'a list, as in [one, two]',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** The rest of a sentence that begins with the key: what stands there, and what may. */
function plain(issue: Issue, value: unknown): string {
  const shown = JSON.stringify(value) ?? 'nothing';
  const is = `is ${shown.length > 40 ? `${shown.slice(0, 39)}…` : shown}; it must be`;
  switch (issue.code) {
    case 'invalid_type':
      return `${is} ${TYPES[issue.expected] ?? issue.expected}`;
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array')
        return 'is empty; write something or leave it out';
      return `${is} ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') return `is too long; it must have at most ${issue.maximum} characters`;
      return `${is} at most ${issue.maximum}`;
    case 'invalid_union':
      return issue.message === 'Invalid input' ? `${is} something else` : `${is} ${issue.message}`;
    default:
      return `is ${shown}: ${issue.message}`;
  }
}

/** "did you mean" for a slip of the keyboard; silent when nothing is close. */
export function suggestion(word: string, choices: readonly string[]): string {
  if (choices.length === 0) return '';
  const best = closest(word, [...choices]);
  return distance(word, best) <= Math.max(2, word.length / 3) ? `; did you mean "${best}"?` : '';
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((v, key) => (v as Record<string | number, unknown> | undefined)?.[key], value);
}

/** "criteria[recognition].weight" instead of "criteria.0.weight". */
function readable(path: Path, raw: unknown): string {
  return path
    .map((key, i) => {
      if (typeof key !== 'number') return i === 0 ? key : `.${key}`;
      const id = (at(raw, path.slice(0, i + 1)) as { id?: unknown } | undefined)?.id;
      return `[${typeof id === 'string' ? id : key}]`;
    })
    .join('');
}

/** The keys that the schema knows at a path. */
function allowedKeys(path: Path): string[] {
  let schema: unknown = rubricFile();
  for (const key of path) {
    schema = unwrap(schema);
    const s = schema as { shape?: Record<string, unknown>; element?: unknown; valueType?: unknown };
    schema = s.shape?.[key] ?? s.element ?? s.valueType;
  }
  return Object.keys((unwrap(schema) as { shape?: object } | undefined)?.shape ?? {});
}

function unwrap(schema: unknown): unknown {
  let s = schema as { unwrap?: () => unknown; def?: { innerType?: unknown } } | undefined;
  while (s?.def?.innerType) s = s.def.innerType as typeof s;
  return s;
}
