/** Rubric files to one resolved rubric: `extends` chains merged by id, every reference checked. */
import { createHash } from 'node:crypto';
import { type CueIndex, compileCues } from '../cue/cues.ts';
import { knownPatterns } from '../cue/packed.ts';
import type { KnownPatterns } from '../cue/parse.ts';
import { UserError } from '../errors.ts';
import type { Rubric } from '../model.ts';
import { locate, patternPath, placeOf } from './places.ts';
import { resolve } from './resolve.ts';
import type { RubricFile } from './schema.ts';
import { type BuiltRubric, parseRubric, patternsOf, type RubricSource } from './source.ts';

/**
 * Finds a rubric by name or path; `from` is the file that extends it. Throws `UserError` when there is none. `built`
 * is what a build has made of the content, where there was one.
 */
export type FindRubric = (
  reference: string,
  from?: string,
) => { path: string; content: string; built?: BuiltRubric | undefined };

/** A rubric that is ready to run. */
export interface CompiledRubric {
  readonly rubric: Rubric;
  readonly cues: CueIndex;
  /** `sha256:` over the resolved rubric; the same words and numbers give the same hash. */
  readonly hash: string;
  /** The files it was made of, the named one first. */
  readonly files: readonly string[];
  /** `file:line:column` of a part of the rubric, as `placeOf` finds it. */
  readonly place: (keys: readonly string[]) => string | undefined;
}

/** A rubric together with the files it was made of, for who reviews it. */
export interface OpenRubric extends CompiledRubric {
  readonly sources: readonly RubricSource[];
  /** All of its files as one: the rubric as it would be written without `extends`. */
  readonly merged: RubricFile;
}

const MAX_CHAIN = 10;

/**
 * Loads, merges and compiles a rubric.
 * @throws UserError with `file:line:column` for every mistake found.
 */
export function loadRubric(reference: string, find: FindRubric): CompiledRubric {
  const { rubric, cues, hash, files, place } = openRubric(reference, find);
  return { rubric, cues, hash, files, place };
}

/** `loadRubric` that keeps the files open to questions about places and comments. */
export function openRubric(reference: string, find: FindRubric): OpenRubric {
  const { sources, known, sound } = chain(reference, find);
  const problems: string[] = [];
  const merged = sources.reduceRight<RubricFile | null>(
    (base, { data }) => (base ? merge(base, data) : data),
    null,
  )!;
  const rubric = resolve(merged, sources, problems);
  const cues = compileCues(rubric, known, sound);
  if (Array.isArray(cues)) {
    for (const p of cues) {
      const where =
        p.kind === 'class'
          ? locate(sources, (s) => s.data.classes?.[p.owner] && ['classes', p.owner, p.index], p.offset)
          : locate(sources, (s) => patternPath(s.data, p.owner, p.field, p.index), p.offset);
      const owner = p.kind === 'class' ? `class ${p.owner}` : `cue ${p.owner}`;
      problems.push(`${where}: ${owner}: ${p.message}`);
    }
  }
  if (problems.length > 0 || Array.isArray(cues)) throw new UserError(problems);
  const hash = `sha256:${createHash('sha256').update(JSON.stringify(rubric)).digest('hex')}`;
  const files = sources.map((s) => s.path);
  const place: CompiledRubric['place'] = (keys) => placeOf(sources, keys);
  return { rubric, cues, hash, files, place, sources, merged };
}

interface Chain {
  /** The named file first, its bases after it. */
  readonly sources: RubricSource[];
  /** The patterns of those that a build has parsed before. */
  readonly known: KnownPatterns;
  /** Whether a build has read them all, and found nothing wrong. */
  readonly sound: boolean;
}

function chain(reference: string, find: FindRubric): Chain {
  const sources: RubricSource[] = [];
  const parsed: KnownPatterns[] = [];
  let next: string | undefined = reference;
  while (next !== undefined) {
    const from = sources.at(-1);
    const { path, content, built } = found(next, from, find);
    const earlier = sources.findIndex((s) => s.path === path);
    if (earlier >= 0) {
      const circle = [...sources.slice(earlier).map((s) => s.path), path].join(' → ');
      throw new UserError(`${from!.place(['extends'])}: extends goes in a circle: ${circle}`);
    }
    if (sources.length >= MAX_CHAIN)
      throw new UserError(`${from!.place(['extends'])}: more than ${MAX_CHAIN} rubrics extend one another`);
    const source = parseRubric(path, content, built);
    sources.push(source);
    if (built) parsed.push(knownPatterns(patternsOf(built.data), built.patterns));
    next = source.data.extends;
  }
  const known: KnownPatterns = (pattern, classes) => {
    for (const each of parsed) {
      const node = each(pattern, classes);
      if (node !== undefined) return node;
    }
    return undefined;
  };
  return { sources, known, sound: parsed.length === sources.length };
}

/** What the finder finds; what it cannot is told at the place that asked for it. */
function found(reference: string, from: RubricSource | undefined, find: FindRubric): ReturnType<FindRubric> {
  try {
    return find(reference, from?.path);
  } catch (error) {
    if (!(error instanceof UserError) || from === undefined) throw error;
    throw new UserError(error.messages.map((message) => `${from.place(['extends'])}: extends ${message}`));
  }
}

function mergeById<T extends { id: string }>(base: readonly T[] = [], over: readonly T[] = []): T[] {
  const result = new Map(base.map((entry) => [entry.id, entry]));
  for (const entry of over) result.set(entry.id, { ...result.get(entry.id), ...entry });
  return [...result.values()];
}

/** Entries with ids are overridden field by field, tables key by key, bands as a whole. */
function merge(base: RubricFile, over: RubricFile): RubricFile {
  const { extends: _, ...own } = over;
  return {
    ...base,
    ...own,
    classes: { ...base.classes, ...over.classes },
    labels: { ...base.labels, ...over.labels },
    channels: { ...base.channels, ...over.channels },
    sections: { ...base.sections, ...over.sections },
    opportunity: { ...base.opportunity, ...over.opportunity },
    adjustments: { ...base.adjustments, ...over.adjustments },
    names: {
      ...base.names,
      ...over.names,
      stoplist: [...(base.names?.stoplist ?? []), ...(over.names?.stoplist ?? [])],
    },
    cues: mergeById(base.cues, over.cues),
    learned: mergeById(base.learned, over.learned),
    criteria: mergeById(base.criteria, over.criteria),
  };
}
