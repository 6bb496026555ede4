/** Rules about cues that tread on one another: one that adds nothing, one that never counts, two that disagree. */
import { type CueMatch, parseClasses } from '../../cue/cues.ts';
import { editsOf } from '../../cue/edits.ts';
import { type Classes, PatternError, parsePattern } from '../../cue/index.ts';
import { fillers, overlaid, sentences } from '../../cue/sentences.ts';
import type { Cue } from '../../model.ts';
import { entryPath } from '../places.ts';
import { type Found, gives, overlaps, type Review } from './review.ts';

const MAX_SENTENCES = 200;
/** Sentences of a condition, and of the cue that it is put to. */
const MAX_CONTEXTS = 20;

/** A cue whose every sentence is an agent's evidence and is blocked: it can be found, and never counts. */
export function* blockedCues(review: Review): Iterable<Found> {
  for (const [cue, others] of companionsOf(review.open)) {
    if (cue.role === 'block') continue;
    const block = cue.block.includes(cue.label)
      ? cue
      : others.find((other) => other.block.includes(cue.label));
    if (block === undefined) continue;
    yield {
      about: cue.id,
      at: (file) => entryPath(file, 'cues', cue.id),
      message: `cue ${cue.id} never counts: ${block === cue ? 'it' : `cue ${block.id}`} blocks its words for ${cue.label}`,
      remedy: 'narrow the block, or take the cue out',
    };
  }
}

/** A cue that another one makes superfluous: same words, same label, at least the same level and certainty. */
export function* subsumedCues(review: Review): Iterable<Found> {
  const { open, talk } = review;
  const companions = companionsOf(open);
  for (const [cue, others] of companions) {
    const wide = others.find((other) => {
      if (!replaces(other, cue) || talk?.apart(cue, other)) return false;
      // Of two that say the same, the first may stay.
      const mutual = replaces(cue, other) && companions.get(other)?.includes(cue);
      return !mutual || open.rubric.cues.indexOf(other) < open.rubric.cues.indexOf(cue);
    });
    if (wide === undefined) continue;
    yield {
      about: cue.id,
      at: (file) => entryPath(file, 'cues', cue.id),
      message: `cue ${cue.id} adds nothing: whatever it finds, cue ${wide.id} finds too, with the same label and level`,
      remedy: `take it out, or say what it is for that ${wide.id} is not`,
    };
  }
}

/** Words that earn credit and are what some criterion avoids, at once. */
export function* contradictingCues(review: Review): Iterable<Found> {
  const { rubric } = review.open;
  const avoided = new Set(rubric.criteria.flatMap((c) => (c.avoid ?? []).map(({ label }) => label)));
  const credited = new Set(
    rubric.criteria.flatMap((c) => c.credit.flatMap(({ all }) => all.map(({ label }) => label))),
  );
  const evidence = ({ role }: Cue): boolean => role === 'evidence';
  for (const [cue, others] of companionsOf(review.open)) {
    if (!evidence(cue)) continue;
    const blocked = (label: string): boolean => others.some(({ block }) => block.includes(label));
    const given = (from: Cue, among: ReadonlySet<string>): string | undefined =>
      [...among].find((label) => gives(from, label) && !blocked(label));
    // Of a cue that gives both, and of two that do, once is enough.
    const pairs = [cue, ...others.filter(evidence)].flatMap((other) => [
      { credit: given(cue, credited), fault: given(other, avoided), good: cue, bad: other },
      { credit: given(other, credited), fault: given(cue, avoided), good: other, bad: cue },
    ]);
    const pair = pairs.find(({ credit, fault }) => credit !== undefined && fault !== undefined);
    if (pair === undefined) continue;
    const { credit, fault, good, bad } = pair;
    yield {
      about: cue.id,
      at: (file) => entryPath(file, 'cues', cue.id),
      message:
        good === bad
          ? `cue ${cue.id} gives ${credit}, which earns credit, and ${fault}, which is to be avoided`
          : `the words of cue ${cue.id} always give ${credit} (by ${good.id}), which earns credit, and ${fault} (by ${bad.id}), which is to be avoided`,
      remedy: 'narrow one of the cues, or block one label for those words',
    };
  }
}

/** Whether `wide` says at least as much as `narrow` wherever it finds its words. */
function replaces(wide: Cue, narrow: Cue): boolean {
  const includes = <T>(all: readonly T[], some: readonly T[]): boolean =>
    some.every((one) => all.includes(one));
  return (
    wide.role === narrow.role &&
    wide.label === narrow.label &&
    wide.level >= narrow.level &&
    wide.tier <= narrow.tier &&
    wide.kind === narrow.kind &&
    wide.row === narrow.row &&
    wide.escalator === narrow.escalator &&
    wide.fault === narrow.fault &&
    includes(wide.anchors, narrow.anchors) &&
    includes(wide.block, narrow.block) &&
    Object.entries(narrow.also).every(([label, level]) => (wide.also[label] ?? 0) >= level) &&
    wide.when.distress <= narrow.when.distress &&
    includes(narrow.when.with, wide.when.with) &&
    includes(narrow.when.without, wide.when.without) &&
    (wide.when.customer.length === 0 || includes(wide.when.customer, narrow.when.customer))
  );
}

const companions = new WeakMap<Review['open'], ReadonlyMap<Cue, readonly Cue[]>>();

/**
 * For every cue of the named file those others that find some of its words in every sentence of its language that was tried: up to 200,
 * each bare and with other words around it, and with what the other's conditions ask for before, after or over it.
 */
function companionsOf(open: Review['open']): ReadonlyMap<Cue, readonly Cue[]> {
  const known = companions.get(open);
  if (known) return known;
  const { classes } = parseClasses(open.rubric.classes);
  // What is wrong between two cues of a base is the base's business.
  const own = new Set(open.sources[0]!.data.cues?.map(({ id }) => id));
  const found = new Map(
    open.rubric.cues
      .filter(({ id }) => own.has(id))
      .map((cue) => {
        const texts = cue.pattern.flatMap((pattern) => written(pattern, classes, MAX_SENTENCES));
        const always = alwaysMet(open, cue, withWordsAround(texts));
        const sure = always.filter((other) => {
          const contexts = conditionsOf(other, classes).slice(0, MAX_CONTEXTS);
          const tried = texts
            .slice(0, MAX_CONTEXTS)
            .flatMap((text) =>
              contexts.flatMap((c) => [`${c} ${text}`, `${text} ${c}`, ...overlaid(text, c)]),
            );
          return tried.length === 0 || alwaysMet(open, cue, tried, [other]).length > 0;
        });
        return [cue, sure] as const;
      }),
  );
  companions.set(open, found);
  return found;
}

const withWordsAround = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => [text, `${fillers(5)} ${text} ${fillers(2)}`]);

/** The cues, of `among` or of all, that touch the words of `cue` in each of the texts in which it finds any. */
function alwaysMet(
  { cues }: Review['open'],
  cue: Cue,
  texts: readonly string[],
  among?: readonly Cue[],
): readonly Cue[] {
  let met = among;
  for (const text of texts) {
    const matches = cues.matchText(text);
    for (const own of matches.filter((match) => match.cue === cue)) {
      const here = new Set(
        matches.filter((m: CueMatch) => m.cue !== cue && overlaps(m, own)).map((m) => m.cue),
      );
      met = met === undefined ? [...here] : met.filter((other) => here.has(other));
      if (met.length === 0) return [];
    }
  }
  return met ?? [];
}

/** Sentences of what a cue says must not stand before, after or among its words. */
function conditionsOf(cue: Cue, classes: Classes): string[] {
  const conditions = cue.pattern.flatMap((pattern) =>
    editsOf(pattern)
      .filter(({ kind }) => kind === 'condition')
      .map(({ start, end }) => pattern.slice(start + 1, end)),
  );
  return [...conditions, ...cue.unless].flatMap((pattern) => written(pattern, classes, MAX_CONTEXTS));
}

function written(pattern: string, classes: Classes, limit: number): string[] {
  try {
    return sentences(parsePattern(pattern, classes), limit);
  } catch (error) {
    // Not a pattern by itself, such as one that is only a border.
    if (error instanceof PatternError) return [];
    throw error;
  }
}
