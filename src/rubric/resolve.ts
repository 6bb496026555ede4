/** A merged rubric file to the rubric that runs: defaults filled in, every reference checked. */
import { isLearned } from '../detect/index.ts';
import type { ChannelProfile, Cue, Learned, Rubric } from '../model.ts';
import { resolveCriterion } from './criteria.ts';
import { entryPath, type Listed, locate } from './places.ts';
import type { CueFile, LearnedFile, RubricFile } from './schema.ts';
import { type RubricSource, suggestion } from './source.ts';
import { readTerms } from './terms.ts';

/** Stands for no limit: more than any conversation has. */
export const NO_LIMIT = 1e6;

/** Reports a label that the rubric doesn't have. */
export type Known = (label: string, where: () => string, what: string) => void;
/** The place of an entry's field, or of the entry. */
export type Where = (field?: string) => string;

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** Fills defaults in and reports what a schema can't see: unknown labels, missing parts, senseless weights. */
export function resolve(file: RubricFile, sources: readonly RubricSource[], problems: string[]): Rubric {
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
  sources.forEach((source, depth) => {
    for (const kind of ['cues', 'learned', 'criteria'] as const) {
      const below = sources.slice(depth + 1).flatMap(({ data }) => data[kind]?.map(({ id }) => id) ?? []);
      const seen = new Set<string>();
      source.data[kind]?.forEach(({ id, disable, ...rest }, i) => {
        if (seen.has(id))
          problems.push(
            `${source.place([kind, i, 'id'])}: ${id} stands twice in ${kind}; give one of them another id`,
          );
        seen.add(id);
        // An entry that is written out may be parked; a bare one switches off what the base has.
        if (disable === true && Object.keys(rest).length === 0 && !below.includes(id)) {
          const near = suggestion(id, below) || '; take the entry out';
          problems.push(
            `${source.place([kind, i, 'disable'])}: there is no ${id} in ${kind} of what this rubric extends${near}`,
          );
        }
      });
    }
  });
  const ids = new Set(file.cues?.map(({ id }) => id) ?? []);
  for (const cue of file.cues ?? [])
    checkCondition(cue, ids, labels, () => findEntry('cues', cue.id, 'when'), problems);
  const cues = (file.cues ?? [])
    .filter((cue) => !cue.disable)
    .map((cue) => resolveCue(cue, (field) => findEntry('cues', cue.id, field), known, problems));
  const learned = (file.learned ?? [])
    .filter((entry) => !entry.disable)
    .map((entry) => resolveLearned(entry, (field) => findEntry('learned', entry.id, field), known, problems));
  const terms = readTerms(labels, cues, problems);
  const sections = file.total === 'sections' ? Object.keys(file.sections ?? {}) : undefined;
  if (sections !== undefined && !Object.values(file.sections ?? {}).some(({ weight = 0 }) => weight > 0)) {
    problems.push(
      `${locate(sources, (s) => s.data.total && ['total'])}: the total is by sections and none has a weight; add sections: {name: {weight: 20}}`,
    );
  }
  const criteria = (file.criteria ?? [])
    .filter((criterion) => !criterion.disable)
    .map((c) =>
      resolveCriterion(c, (field) => findEntry('criteria', c.id, field), { terms, sections, problems }),
    );
  const scored = criteria.filter((c) => c.avoid === undefined && c.critical === undefined);
  const weighed = scored.every(({ weight }) => Object.keys(weight).length > 0);
  if (scored.length > 0 && weighed && !scored.some((c) => Object.values(c.weight).some((w) => w > 0))) {
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
    sections: Object.fromEntries(
      Object.entries(file.sections ?? {}).map(([id, { title, weight }]) => [
        id,
        { title: title ?? id, weight: weight ?? 0 },
      ]),
    ),
    total: file.total ?? 'episodes',
    criteria,
    adjustments: {
      relationalOveruse: file.adjustments?.relational_overuse ?? { turns: 3, points: 0 },
      closingWarmth: {
        points: file.adjustments?.closing_warmth?.points ?? 0,
        minEpisode: file.adjustments?.closing_warmth?.min_episode ?? 50,
      },
      repetition: resolveRepetition(file, sources, problems),
      scriptReliance: {
        points: file.adjustments?.script_reliance?.points ?? 0,
        minSpans: file.adjustments?.script_reliance?.min_spans ?? 50,
      },
    },
    bands: file.bands ?? {},
    nameStoplist: file.names?.stoplist ?? [],
    nameLimit: {
      perAgentTurn: file.names?.max_per_agent_turns ?? NO_LIMIT,
      perContact: file.names?.max_per_contact ?? NO_LIMIT,
    },
    admissionAllowed: file.admission_allowed ?? true,
    ...(file.trust !== undefined && { trust: file.trust }),
  };
}

/** Conditions name labels or cues; one that nobody has would never hold, or always. */
function checkCondition(
  { id, when, disable }: CueFile,
  ids: ReadonlySet<string>,
  labels: NonNullable<RubricFile['labels']>,
  where: () => string,
  problems: string[],
): void {
  if (disable === true) return;
  for (const name of [...(when?.with ?? []), ...(when?.without ?? [])]) {
    if (ids.has(name) || Object.hasOwn(labels, name)) continue;
    const near = suggestion(name, [...ids, ...Object.keys(labels)]);
    problems.push(`${where()}: cue ${id}: when names "${name}", which is no label and no cue${near}`);
  }
  for (const name of when?.customer ?? []) {
    if (!ids.has(name))
      problems.push(
        `${where()}: cue ${id}: when.customer names "${name}", which is no cue${suggestion(name, [...ids])}`,
      );
  }
}

/** Without a word about it, a rubric lets formulas be said again as often as one likes. */
function resolveRepetition(
  { adjustments }: RubricFile,
  sources: readonly RubricSource[],
  problems: string[],
): Rubric['adjustments']['repetition'] {
  const { decay, from_use, points, max } = adjustments?.repetition ?? {
    decay: [1],
    from_use: 2,
    points: 0,
    max: 0,
  };
  if (decay.some((share, i) => share > (decay[i - 1] ?? 1))) {
    const path = ['adjustments', 'repetition', 'decay'];
    const where = locate(sources, ({ data }) => data.adjustments?.repetition && path);
    problems.push(`${where}: repetition: decay must never rise: what is said again can't be worth more`);
  }
  return { decay, fromUse: from_use, points, max };
}

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
    // Also where they are undefined: what every match is asked about is laid out alike for all cues.
    escalator: cue.escalator,
    kind: cue.kind,
    row: cue.row,
    fault: cue.fault ?? false,
    why: cue.why,
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
