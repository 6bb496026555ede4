/** Where the parts of a rubric stand in the files it was made of. */
import type { RubricFile } from './schema.ts';
import type { RubricSource } from './source.ts';
import type { Path } from './written.ts';

/** The parts of a rubric whose entries have ids. */
export type Listed = 'cues' | 'learned' | 'criteria';

/** Where an entry, or one of its fields, stands in a file that has it. */
export function entryPath(file: RubricFile, kind: Listed, id: string, field?: string): Path | undefined {
  const index = (file[kind] ?? []).findIndex((entry) => entry.id === id);
  if (index < 0) return undefined;
  const entry = file[kind]![index] as Record<string, unknown>;
  if (field !== undefined && entry[field] === undefined) return undefined;
  return field === undefined ? [kind, index] : [kind, index, field];
}

/** Where one pattern of a cue stands; a cue may have one pattern or a list. */
export function patternPath(file: RubricFile, id: string, field: string, index: number): Path | undefined {
  const path = entryPath(file, 'cues', id, field);
  if (!path) return undefined;
  const value = (file.cues![path[1] as number] as Record<string, unknown>)[field];
  return Array.isArray(value) ? [...path, index] : path;
}

/** The place in the first file of the chain that has the path. */
export function locate(
  sources: readonly RubricSource[],
  path: (s: RubricSource) => Path | undefined,
  offset = 0,
): string {
  for (const source of sources) {
    const found = path(source);
    if (found) return source.place(found, offset);
  }
  return sources[0]!.place([]);
}

/**
 * The place of a part of the resolved rubric, by keys as files spell them and ids for entries of lists, in the file
 * that says what it is: entries with ids are overridden field by field, all else key by key. What stands in no file
 * has the place of the entry around it; undefined where there is none either.
 */
export function placeOf(sources: readonly RubricSource[], keys: readonly string[]): string | undefined {
  const [part = ''] = keys;
  const listed = sources.some(({ data }) => Array.isArray(data[part as keyof RubricFile]));
  for (let owned = Math.min(keys.length, listed ? 3 : 2); owned > 0; owned--) {
    const source = sources.find(({ data }) => follow(data, keys.slice(0, owned)).length === owned);
    if (source && (owned > 1 || keys.length === 1)) return source.place(follow(source.data, keys));
  }
  return undefined;
}

/** As much of the way along the keys as the data has. */
function follow(data: unknown, keys: readonly string[]): Path {
  const path: (string | number)[] = [];
  let value = data;
  for (const key of keys) {
    const step = Array.isArray(value) ? value.findIndex((entry) => entry?.id === key) : key;
    if (value === null || typeof value !== 'object' || step === -1 || !Object.hasOwn(value, step)) break;
    value = (value as Record<string | number, unknown>)[step];
    path.push(step);
  }
  return path;
}
