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
