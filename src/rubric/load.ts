/** Rubric files to one resolved rubric: `extends` chains merged by id, every reference checked. */
import { createHash } from 'node:crypto';
import { type CueIndex, compileCues } from '../cue/cues.ts';
import { isLearned } from '../detect/index.ts';
import { UserError } from '../errors.ts';
import type { ChannelProfile, Credit, Criterion, Cue, Learned, Penalty, Rubric } from '../model.ts';
import type { CriterionFile, CueFile, LearnedFile, RubricFile } from './schema.ts';
import { type Path, parseRubric, type RubricSource, suggestion } from './source.ts';

/** Finds a rubric by name or path; `from` is the file that extends it. Throws `UserError` when there is none. */
export type FindRubric = (reference: string, from?: string) => { path: string; content: string };

/** A rubric that is ready to run. */
export interface CompiledRubric {
  readonly rubric: Rubric;
  readonly cues: CueIndex;
  /** `sha256:` over the resolved rubric; the same words and numbers give the same hash. */
  readonly hash: string;
  /** The files it was made of, the named one first. */
  readonly files: readonly string[];
}

const MAX_CHAIN = 10;

/**
 * Loads, merges and compiles a rubric.
 * @throws UserError with `file:line:column` for every mistake found.
 */
export function loadRubric(reference: string, find: FindRubric): CompiledRubric {
  const sources = chain(reference, find);
  const problems: string[] = [];
  const merged = sources.reduceRight<RubricFile | null>(
    (base, { data }) => (base ? merge(base, data) : data),
    null,
  )!;
  const rubric = resolve(merged, sources, problems);
  const cues = compileCues(rubric);
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
  return { rubric, cues, hash, files: sources.map((s) => s.path) };
}

type Listed = 'cues' | 'learned' | 'criteria';

/** The named file first, its bases after it. */
function chain(reference: string, find: FindRubric): RubricSource[] {
  const sources: RubricSource[] = [];
  let next: string | undefined = reference;
  while (next !== undefined) {
    const from = sources.at(-1);
    const { path, content } = find(next, from?.path);
    const earlier = sources.findIndex((s) => s.path === path);
    if (earlier >= 0) {
      const circle = [...sources.slice(earlier).map((s) => s.path), path].join(' → ');
      throw new UserError(`${from!.place(['extends'])}: extends goes in a circle: ${circle}`);
    }
    if (sources.length >= MAX_CHAIN)
      throw new UserError(`${from!.place(['extends'])}: more than ${MAX_CHAIN} rubrics extend one another`);
    const source = parseRubric(path, content);
    sources.push(source);
    next = source.data.extends;
  }
  return sources;
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
    opportunity: { ...base.opportunity, ...over.opportunity },
    adjustments: { ...base.adjustments, ...over.adjustments },
    names: { stoplist: [...(base.names?.stoplist ?? []), ...(over.names?.stoplist ?? [])] },
    cues: mergeById(base.cues, over.cues),
    learned: mergeById(base.learned, over.learned),
    criteria: mergeById(base.criteria, over.criteria),
  };
}

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** Fills defaults in and reports what a schema can't see: unknown labels, missing parts, senseless weights. */
function resolve(file: RubricFile, sources: readonly RubricSource[], problems: string[]): Rubric {
  const labels = file.labels ?? {};
  const top = sources[0]!;
  for (const part of ['labels', 'cues', 'criteria', 'bands'] as const) {
    if (!file[part])
      problems.push(`${top.place([])}: the rubric has no ${part}; write them or add "extends: empathy"`);
  }
  const findEntry = (kind: Listed, id: string, field?: string) =>
    locate(
      sources,
      (s) => entryPath(s.data, kind, id, field) ?? (field ? entryPath(s.data, kind, id) : undefined),
    );
  const known = (label: string, where: () => string, what: string): void => {
    if (Object.hasOwn(labels, label)) return;
    problems.push(
      `${where()}: ${what} names an unknown label "${label}"${suggestion(label, Object.keys(labels))}`,
    );
  };
  for (const source of sources) {
    for (const kind of ['cues', 'learned', 'criteria'] as const) {
      const seen = new Set<string>();
      source.data[kind]?.forEach(({ id }, i) => {
        if (seen.has(id))
          problems.push(
            `${source.place([kind, i, 'id'])}: ${id} stands twice in ${kind}; give one of them another id`,
          );
        seen.add(id);
      });
    }
  }
  const cues = (file.cues ?? [])
    .filter((cue) => !cue.disable)
    .map((cue) => resolveCue(cue, (field) => findEntry('cues', cue.id, field), known, problems));
  const learned = (file.learned ?? [])
    .filter((entry) => !entry.disable)
    .map((entry) => resolveLearned(entry, (field) => findEntry('learned', entry.id, field), known, problems));
  const criteria = (file.criteria ?? [])
    .filter((criterion) => !criterion.disable)
    .map((c) => resolveCriterion(c, (field) => findEntry('criteria', c.id, field), known, problems));
  const scored = criteria.filter((c) => c.avoid === undefined);
  if (scored.length > 0 && !scored.some((c) => Object.values(c.weight).some((w) => w > 0))) {
    problems.push(
      `${locate(sources, (s) => s.data.criteria && ['criteria'])}: all weights are 0; give at least one criterion a weight`,
    );
  }
  return {
    id: file.id,
    version: file.version,
    language: file.language ?? 'en',
    title: file.title ?? file.id,
    classes: file.classes ?? {},
    labels: Object.fromEntries(
      Object.entries(labels).map(([id, { on, levels, title }]) => [
        id,
        { on, levels: levels as Record<string, string>, ...(title && { title }) },
      ]),
    ),
    cues,
    learned,
    opportunity: {
      weight: (file.opportunity?.weight as Record<string, number> | undefined) ?? { 1: 1, 2: 2 },
      presumedWeight: file.opportunity?.presumed_weight ?? 0.5,
      presumedTypes: file.opportunity?.presumed_types ?? [],
    },
    channels: Object.fromEntries(
      Object.entries(file.channels ?? {}).map(([id, c]) => [id, resolveChannel(c)]),
    ),
    criteria,
    adjustments: {
      relationalOveruse: file.adjustments?.relational_overuse ?? { turns: 3, points: 0 },
      closingWarmth: {
        points: file.adjustments?.closing_warmth?.points ?? 0,
        minEpisode: file.adjustments?.closing_warmth?.min_episode ?? 50,
      },
    },
    bands: file.bands ?? {},
    nameStoplist: file.names?.stoplist ?? [],
    admissionAllowed: file.admission_allowed ?? true,
  };
}

type Known = (label: string, where: () => string, what: string) => void;
type Where = (field?: string) => string;

function resolveCue(cue: CueFile, where: Where, known: Known, problems: string[]): Cue {
  const block = cue.block ?? [];
  const role = cue.role ?? (cue.label === undefined && block.length > 0 ? 'block' : 'evidence');
  const label = cue.label ?? block[0] ?? '';
  const what = `cue ${cue.id}`;
  if (label === '') problems.push(`${where()}: ${what} needs a label, or labels to block`);
  else known(label, () => where(cue.label ? 'label' : 'block'), what);
  if (cue.pattern === undefined) problems.push(`${where()}: ${what} needs a pattern`);
  if (cue.tier === undefined)
    problems.push(`${where()}: ${what} needs a tier: A (sure), B or C (needs a second sign)`);
  for (const other of [...block, ...Object.keys(cue.also ?? {})])
    known(other, () => where(block.includes(other) ? 'block' : 'also'), what);
  return {
    id: cue.id,
    label,
    level: cue.level ?? 1,
    role,
    tier: cue.tier ?? 'C',
    pattern: list(cue.pattern),
    unless: list(cue.unless),
    block,
    also: cue.also ?? {},
    when: {
      distress: cue.when?.distress ?? 0,
      with: cue.when?.with ?? [],
      without: cue.when?.without ?? [],
      customer: cue.when?.customer ?? [],
    },
    anchors: cue.anchors ?? ['detail'],
    ...(cue.escalator !== undefined && { escalator: cue.escalator }),
    ...(cue.critical !== undefined && { critical: cue.critical }),
    ...(cue.row !== undefined && { row: cue.row }),
    fault: cue.fault ?? false,
    ...(cue.why !== undefined && { why: cue.why }),
    examples: resolveExamples(cue.examples),
  };
}

const resolveExamples = (examples: CueFile['examples']): Cue['examples'] => ({
  match: examples?.match ?? [],
  noMatch: examples?.no_match ?? [],
  knownFalse: examples?.known_false ?? [],
});

function resolveLearned(entry: LearnedFile, where: Where, known: Known, problems: string[]): Learned {
  const what = `learned ${entry.id}`;
  if (entry.label === undefined) problems.push(`${where()}: ${what} needs a label`);
  else known(entry.label, () => where('label'), what);
  if (entry.model === undefined || !isLearned(entry.model))
    problems.push(`${where('model')}: ${what} needs a model that attune ships`);
  return {
    id: entry.id,
    label: entry.label ?? '',
    level: entry.level ?? 1,
    model: entry.model ?? '',
    threshold: entry.threshold ?? 0,
    ...(entry.why !== undefined && { why: entry.why }),
    examples: resolveExamples(entry.examples),
  };
}

function resolveChannel(c: NonNullable<RubricFile['channels']>[string]): ChannelProfile {
  return {
    window: c.window,
    freeTurns: c.free_turns,
    target: c.target,
    presume: c.presume,
    aliases: c.aliases,
    clock: c.clock.map(({ after_seconds, factor }) => ({ afterSeconds: after_seconds, factor })),
  };
}

function resolveCriterion(c: CriterionFile, where: Where, known: Known, problems: string[]): Criterion {
  const what = `criterion ${c.id}`;
  const credit = Object.entries(c.credit ?? {}).flatMap(([key, value]) =>
    parseCredit(key, value, () => where('credit'), known, what),
  );
  if (c.avoid !== undefined) known(c.avoid, () => where('avoid'), what);
  if (c.avoid === undefined && credit.length === 0)
    problems.push(`${where()}: ${what} needs credit (what earns its points) or avoid`);
  if (c.avoid === undefined && c.weight === undefined) problems.push(`${where()}: ${what} needs a weight`);
  checkMonotone(credit, () => where('credit'), what, problems);
  const decay = c.decay ?? [1];
  if (decay.some((factor, i) => i > 0 && factor > decay[i - 1]!)) {
    problems.push(`${where('decay')}: ${what}: decay must never rise: a later answer can't be worth more`);
  }
  const penalty = Object.fromEntries(
    Object.entries(c.penalty ?? {}).map(([level, p]): [string, Penalty] => [
      level,
      {
        points: p.points,
        ...(p.cap !== undefined && { cap: p.cap }),
        ...(p.repaired_cap !== undefined && { repairedCap: p.repaired_cap }),
      },
    ]),
  );
  return {
    id: c.id,
    section: c.section ?? 'empathy',
    title: c.title ?? c.id,
    scope: c.scope ?? 'opportunity',
    weight:
      typeof c.weight === 'number'
        ? { 0: c.weight, 1: c.weight, 2: c.weight }
        : ((c.weight as Record<string, number>) ?? {}),
    credit,
    decay,
    late: c.late ?? 0,
    clock: c.clock ?? false,
    applies: c.applies ?? 'always',
    ...(c.avoid !== undefined && { avoid: c.avoid }),
    penalty,
    ...(c.outside && {
      outside: { points: c.outside.points, max: c.outside.max, turnScore: c.outside.turn_score },
    }),
    missed: c.missed ?? '',
  };
}

/** `empathy & sympathy: 0.5`, `empathy:2 & solution: 1`, `empathy: {2: 1, 1: 0.45}` → credits. */
function parseCredit(
  key: string,
  value: number | Record<string, number>,
  where: () => string,
  known: Known,
  what: string,
): Credit[] {
  const all = key.split('&').map((part) => {
    const [label = '', level] = part.split(':').map((s) => s.trim());
    known(label, where, what);
    return { label, level: level === undefined ? 1 : Number(level) };
  });
  if (typeof value === 'number') return [{ all, value }];
  return Object.entries(value).map(([level, worth]) => ({
    all: [{ label: all[0]!.label, level: Number(level) }, ...all.slice(1)],
    value: worth,
  }));
}

/** A higher level of the same label must not be worth less (SCORING §11). */
function checkMonotone(
  credit: readonly Credit[],
  where: () => string,
  what: string,
  problems: string[],
): void {
  const single = credit.filter((c) => c.all.length === 1);
  for (const low of single) {
    for (const high of single) {
      const [a, b] = [low.all[0]!, high.all[0]!];
      if (a.label === b.label && b.level > a.level && high.value < low.value) {
        problems.push(
          `${where()}: ${what}: ${b.label} level ${b.level} earns less than level ${a.level}; a higher level must earn at least as much`,
        );
      }
    }
  }
}

function entryPath(file: RubricFile, kind: Listed, id: string, field?: string): Path | undefined {
  const index = (file[kind] ?? []).findIndex((entry) => entry.id === id);
  if (index < 0) return undefined;
  const entry = file[kind]![index] as Record<string, unknown>;
  if (field !== undefined && entry[field] === undefined) return undefined;
  return field === undefined ? [kind, index] : [kind, index, field];
}

function patternPath(file: RubricFile, id: string, field: string, index: number): Path | undefined {
  const path = entryPath(file, 'cues', id, field);
  if (!path) return undefined;
  const value = (file.cues![path[1] as number] as Record<string, unknown>)[field];
  return Array.isArray(value) ? [...path, index] : path;
}

/** The place in the first file of the chain that has the path. */
function locate(
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
