/** Mutation of cues: what could be dropped or loosened without any example of the rubric noticing. */
import { type CueIndex, compileCue, parseClasses } from '../cue/cues.ts';
import { type Edit, editsOf } from '../cue/edits.ts';
import { type Classes, PatternError, parsePattern } from '../cue/index.ts';
import { overlaid, readable, sentences } from '../cue/sentences.ts';
import type { Cue } from '../model.ts';
import type { OpenRubric } from './load.ts';
import { entryPath, locate, patternPath } from './places.ts';

/**
 * What is done to a cue, one piece at a time. All of it bears on which words a cue finds, because that is what an
 * example says; level, label, conditions on the talk and blocks are judged in conversations, by `attune calibrate`.
 */
export const OPERATORS = {
  cue: 'the whole cue dropped',
  pattern: 'one pattern of the list dropped',
  alternative: 'one alternative of a pattern dropped',
  unless: 'one veto dropped',
  condition: 'a condition !( ) or -( ) dropped',
  border: 'a border ^ or $ dropped',
  gap: 'a gap widened from n tokens to 2n + 1',
} as const satisfies Record<Edit['kind'] | 'cue' | 'pattern' | 'unless', string>;

export type Operator = keyof typeof OPERATORS;

/** What became of one mutant. */
export interface MutantResult {
  readonly cue: string;
  readonly operator: Operator;
  /** `file:line:column` of what was dropped or loosened. */
  readonly place: string;
  /** Its text. */
  readonly piece: string;
  /** `equivalent` when none of hundreds of sentences made from the pattern tells it from the original. */
  readonly outcome: 'killed' | 'survived' | 'equivalent';
  /** Words that the original and the mutant judge differently: what an example would have to say. */
  readonly witness?: string;
  /** Where that example belongs. */
  readonly wanted?: 'match' | 'no_match';
}

interface Mutant {
  readonly operator: Operator;
  readonly place: string;
  readonly piece: string;
  readonly cue: Cue;
  /** Sentences that are likely to tell it from the original, made only when no example does. */
  readonly probes: () => readonly string[];
}

const MAX_SENTENCES = 300;
/** Sentences of a veto, and of what it vetoes, that are laid over one another. */
const MAX_OVERLAID = 40;

/** Every mutant of every cue whose pattern or examples stand in the named file, in the order of the rubric. */
export function testMutants({ rubric, sources }: OpenRubric): MutantResult[] {
  const parsed = parseClasses(rubric.classes);
  const own = new Set(
    sources[0]!.data.cues?.filter((c) => c.pattern ?? c.unless ?? c.examples).map(({ id }) => id),
  );
  return rubric.cues.flatMap((cue) => {
    if (!own.has(cue.id)) return [];
    const original = compileCue(cue, parsed);
    if (Array.isArray(original)) return [];
    const placeOf = (field: 'pattern' | 'unless', index: number, offset: number): string =>
      locate(sources, (s) => patternPath(s.data, cue.id, field, index), offset);
    const { match, knownFalse, noMatch } = cue.examples;
    const examples = [...match, ...knownFalse, ...noMatch].map((text) => ({
      text,
      found: finds(original, text),
    }));
    const whole = locate(sources, (s) => entryPath(s.data, 'cues', cue.id));
    return mutantsOf(cue, parsed.classes, whole, placeOf).flatMap((mutant) => {
      const mutated = mutant.operator === 'cue' ? NOTHING : compileCue(mutant.cue, parsed);
      // A gap that would make the pattern too long, or a veto that was all there was.
      if (Array.isArray(mutated)) return [];
      return [judge(mutant, examples, original, mutated)];
    });
  });
}

const NOTHING: Pick<CueIndex, 'matchText'> = { matchText: () => [] };

const finds = (index: Pick<CueIndex, 'matchText'>, text: string): boolean => index.matchText(text).length > 0;

function judge(
  { operator, place, piece, cue, probes }: Mutant,
  examples: readonly { readonly text: string; readonly found: boolean }[],
  original: CueIndex,
  mutated: Pick<CueIndex, 'matchText'>,
): MutantResult {
  const about = { cue: cue.id, operator, place, piece };
  if (examples.some(({ text, found }) => finds(mutated, text) !== found))
    return { ...about, outcome: 'killed' };
  const witness = probes().find((text) => finds(original, text) !== finds(mutated, text));
  if (witness === undefined) return { ...about, outcome: operator === 'unless' ? 'survived' : 'equivalent' };
  return {
    ...about,
    outcome: 'survived',
    witness: readable(witness),
    wanted: finds(original, witness) ? 'match' : 'no_match',
  };
}

function mutantsOf(
  cue: Cue,
  classes: Classes,
  whole: string,
  placeOf: (field: 'pattern' | 'unless', index: number, offset: number) => string,
): Mutant[] {
  const written = (pattern: string): string[] => {
    try {
      return sentences(parsePattern(pattern, classes), MAX_SENTENCES);
    } catch (error) {
      if (error instanceof PatternError) return [];
      throw error;
    }
  };
  const mutants: Mutant[] = [
    { operator: 'cue', place: whole, piece: cue.id, cue, probes: () => cue.pattern.flatMap(written) },
  ];
  cue.pattern.forEach((pattern, i) => {
    if (cue.pattern.length > 1) {
      mutants.push({
        operator: 'pattern',
        place: placeOf('pattern', i, 0),
        piece: pattern,
        cue: { ...cue, pattern: cue.pattern.toSpliced(i, 1) },
        probes: () => written(pattern),
      });
    }
    for (const edit of editsOf(pattern)) {
      mutants.push({
        operator: edit.kind,
        place: placeOf('pattern', i, edit.start),
        piece: pattern.slice(edit.start, edit.end),
        cue: { ...cue, pattern: cue.pattern.with(i, edit.pattern) },
        probes: () => written(edit.probe),
      });
    }
  });
  cue.unless.forEach((veto, i) => {
    mutants.push({
      operator: 'unless',
      place: placeOf('unless', i, 0),
      piece: veto,
      cue: { ...cue, unless: cue.unless.toSpliced(i, 1) },
      probes: () => {
        const words = cue.pattern.flatMap((pattern) => written(pattern).slice(0, MAX_OVERLAID));
        return written(veto)
          .slice(0, MAX_OVERLAID)
          .flatMap((text) => words.flatMap((other) => overlaid(text, other)));
      },
    });
  });
  return mutants;
}
