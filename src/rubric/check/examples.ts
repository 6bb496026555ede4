/** Rules about examples: a cue without them is a cue that nobody would notice breaking. */
import { runExamples } from '../examples.ts';
import { entryPath, type Listed } from '../places.ts';
import type { Found, Review } from './review.ts';

const FIELDS = { match: 'match', no_match: 'no_match', known_false: 'known_false' } as const;

/** Examples that the rubric itself contradicts. */
export function* failingExamples({ open }: Review): Iterable<Found> {
  for (const { cue, kind, text, passed, advice } of runExamples(open)) {
    if (passed) continue;
    yield {
      about: cue,
      at: (file) => {
        for (const listed of ['cues', 'learned'] as const) {
          const path = entryPath(file, listed, cue, 'examples');
          if (!path) continue;
          const examples = file[listed]![path[1] as number]!.examples;
          const index = examples?.[FIELDS[kind]]?.indexOf(text) ?? -1;
          if (index >= 0) return [...path, FIELDS[kind], index];
        }
        return undefined;
      },
      message: `cue ${cue}: ${kind} "${text}" fails`,
      remedy: advice,
    };
  }
}

export function* cuesWithoutExample({ open: { rubric } }: Review): Iterable<Found> {
  for (const { listed, entry } of withExamples(rubric)) {
    if (entry.examples.match.length + entry.examples.knownFalse.length > 0) continue;
    yield {
      about: entry.id,
      at: (file) => entryPath(file, listed, entry.id),
      message: `cue ${entry.id} has no example`,
      remedy: 'add examples.match with a sentence it is for',
    };
  }
}

export function* cuesWithoutCounterExample({ open: { rubric } }: Review): Iterable<Found> {
  for (const { listed, entry } of withExamples(rubric)) {
    if (entry.examples.noMatch.length + entry.examples.knownFalse.length > 0) continue;
    yield {
      about: entry.id,
      at: (file) => entryPath(file, listed, entry.id),
      message: `cue ${entry.id} has no counter-example`,
      remedy: 'add examples.no_match with a near miss',
    };
  }
}

const withExamples = ({ cues, learned }: Review['open']['rubric']) => [
  ...cues.map((entry) => ({ listed: 'cues' satisfies Listed as Listed, entry })),
  ...learned.map((entry) => ({ listed: 'learned' satisfies Listed as Listed, entry })),
];
