/** One rubric file as written: its data, and the line and column of every part of it. */
import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { UserError } from '../errors.ts';
import { type RubricFile, rubricFile } from './schema.ts';
import { type Path, parseWritten, type Written } from './written.ts';

export interface RubricSource {
  readonly path: string;
  readonly data: RubricFile;
  /** `file:line:column` of the node at `path`, plus `offset` characters into its text. */
  place(path: Path, offset?: number): string;
}

/**
 * Parses and validates one rubric file, YAML or JSON.
 * @throws UserError with one line a mistake: `file:line:column: what is wrong, and what to do`.
 */
export function parseRubric(path: string, content: string): RubricSource {
  const written = parseWritten(path, content, { megabytes: 4, what: 'a rubric' });
  const { data: raw, place } = written;
  if (raw === null || typeof raw !== 'object')
    throw new UserError(`${path}: a rubric is a mapping with id, version, cues and criteria`);
  const result = rubricFile.safeParse(raw);
  if (result.success) return { path, data: result.data, place };
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
    const inner = issue.errors.flat().find((e) => e.path.length > 0) ?? issue.errors.flat()[0];
    if (inner) return describe({ ...inner, path: [...path, ...inner.path] } as Issue, written);
  }
  if (issue.code === 'invalid_value') {
    const value = at(raw, path);
    const choices = issue.values.map(String);
    return [
      `${place(path)}: ${here} is ${JSON.stringify(value)}; it must be one of ${choices.join(', ')}${suggestion(String(value), choices)}`,
    ];
  }
  return [`${place(path)}: ${here || 'the rubric'}: ${issue.message}`];
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
  let schema: unknown = rubricFile;
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
