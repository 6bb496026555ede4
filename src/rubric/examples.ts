/** A rubric's examples are its tests: each cue must match what it says it matches, and nothing else. */
import { votesFor } from '../detect/index.ts';
import type { CompiledRubric } from './load.ts';

export interface ExampleResult {
  readonly cue: string;
  readonly kind: 'match' | 'no_match' | 'known_false';
  readonly text: string;
  readonly passed: boolean;
  /** What to do about it, when it failed. */
  readonly advice: string;
}

/** Runs every example of every cue, in the order of the rubric. */
export function runExamples({ rubric, cues }: CompiledRubric): ExampleResult[] {
  const cueMatches = (id: string, text: string): boolean => cues.matchText(text).some((m) => m.cue.id === id);
  const tests = [
    ...rubric.cues.map((cue) => ({ ...cue, matches: (text: string) => cueMatches(cue.id, text) })),
    ...rubric.learned.map((entry) => ({ ...entry, matches: (text: string) => votesFor(entry, text) })),
  ];
  return tests.flatMap((cue) => {
    const check = (kind: ExampleResult['kind'], texts: readonly string[], advice: string): ExampleResult[] =>
      texts.map((text) => ({
        cue: cue.id,
        kind,
        text,
        passed: cue.matches(text) === (kind !== 'no_match'),
        advice,
      }));
    return [
      ...check(
        'match',
        cue.examples.match,
        'the pattern does not match this; widen it or correct the example',
      ),
      ...check(
        'no_match',
        cue.examples.noMatch,
        'the pattern matches this; narrow it, add "unless", or move it to known_false',
      ),
      ...check(
        'known_false',
        cue.examples.knownFalse,
        'the pattern no longer matches this; move it to no_match',
      ),
    ];
  });
}
