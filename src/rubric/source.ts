/** One rubric file as written: its data, and the line and column of every part of it. */
import { closest, distance } from 'fastest-levenshtein';
import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { UserError } from '../errors.ts';
import { type RubricFile, rubricFile } from './schema.ts';

export type Path = readonly (string | number)[];

export interface RubricSource {
  readonly path: string;
  readonly data: RubricFile;
  /** `file:line:column` of the node at `path`, plus `offset` characters into its text. */
  place(path: Path, offset?: number): string;
}

const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Parses and validates one rubric file, YAML or JSON.
 * @throws UserError with one line a mistake: `file:line:column: what is wrong, and what to do`.
 */
export function parseRubric(path: string, content: string): RubricSource {
  if (content.length > MAX_BYTES) throw new UserError(`${path}: a rubric may be at most 4 MB`);
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new UserError(document.errors.map((e) => `${at(e.pos[0])}: ${e.message.split('\n')[0]}`));
  }
  const place = (where: Path, extra = 0): string => {
    for (let depth = where.length; depth >= 0; depth--) {
      const node = document.getIn(where.slice(0, depth), true);
      if (!isNode(node) || !node.range) continue;
      const quoted =
        depth === where.length && extra > 0 && isScalar(node) && /^QUOTE/.test(String(node.type));
      return at(node.range[0] + (depth === where.length ? extra : 0) + (quoted ? 1 : 0));
    }
    return at(0);
  };
  let raw: unknown;
  try {
    raw = document.toJS({ maxAliasCount: 100 });
  } catch {
    throw new UserError(`${path}: too many YAML aliases; write the values out`);
  }
  if (raw === null || typeof raw !== 'object')
    throw new UserError(`${path}: a rubric is a mapping with id, version, cues and criteria`);
  const result = rubricFile.safeParse(raw);
  if (result.success) return { path, data: result.data, place };
  const messages = result.error.issues.flatMap((issue) =>
    describe(issue, raw, place, (keyPath) => at(keyOffset(document.contents, keyPath))),
  );
  throw new UserError(messages);
}

type Issue = z.core.$ZodIssue;

function describe(
  issue: Issue,
  raw: unknown,
  place: (path: Path) => string,
  keyPlace: (path: Path) => string,
): string[] {
  const path = issue.path as Path;
  const here = readable(path, raw);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(
      (key) =>
        `${keyPlace([...path, key])}: unknown key "${key}"${here && ` in ${here}`}${suggestion(key, allowedKeys(path))}`,
    );
  }
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().find((e) => e.path.length > 0) ?? issue.errors.flat()[0];
    if (inner) return describe({ ...inner, path: [...path, ...inner.path] } as Issue, raw, place, keyPlace);
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

/** Where a key itself stands, for keys that the schema doesn't know. */
function keyOffset(root: Node | null, path: Path): number {
  let node: unknown = root;
  for (const [i, key] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((p) => isScalar(p.key) && String(p.key.value) === String(key));
      if (i === path.length - 1) return (pair?.key as Node | undefined)?.range?.[0] ?? 0;
      node = pair?.value;
    } else node = (node as { items?: unknown[] } | undefined)?.items?.[key as number];
  }
  return 0;
}
