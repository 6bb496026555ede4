/** Patterns that a build has parsed are the patterns that a parser reads. */

import { describe, expect, test } from 'vitest';
import { parseClasses } from '../src/cue/cues.ts';
import { parsePattern } from '../src/cue/index.ts';
import { knownPatterns, type Packed, packPatterns } from '../src/cue/packed.ts';
import { openRubric } from '../src/rubric/index.ts';
import { patternsOf } from '../src/rubric/source.ts';
import { rubricFinder, shippedRubrics } from '../src/run/rubrics.ts';
import { ROOT } from './helpers/run.ts';

/** As a build writes them and a run reads them. */
const stored = (packed: readonly Packed[]): Packed[] => JSON.parse(JSON.stringify(packed));

describe('packed patterns', () => {
  test.each(shippedRubrics())('of %s come back as they were', (name) => {
    const { sources, rubric } = openRubric(name, rubricFinder(ROOT));
    const parsed = parseClasses(rubric.classes);
    const patterns = sources.flatMap(({ data }) => patternsOf(data));
    const known = knownPatterns(patterns, stored(packPatterns(patterns, parsed)));
    expect(patterns.length).toBeGreaterThan(1000);
    for (const pattern of patterns)
      expect([pattern, known(pattern, parsed.classes)]).toEqual([
        pattern,
        parsePattern(pattern, parsed.classes),
      ]);
  });

  const pattern = '-(not|no) ^ <SORRY> [very ~be] help* ..3 _n_ $ !(if <SORRY>)';
  const before = parseClasses({ SORRY: ['sorry', 'my <BAD>'], BAD: ['bad'] });
  const known = knownPatterns([pattern], stored(packPatterns([pattern], before)));

  test('take the classes of the rubric that they are used in', () => {
    const { classes } = parseClasses({ SORRY: ['forgive me'] });
    expect(known(pattern, classes)).toEqual(parsePattern(pattern, classes));
    expect(known(pattern, classes)).not.toEqual(known(pattern, before.classes));
  });

  test('are parsed anew where a class is not there, and say so', () => {
    const { classes } = parseClasses({});
    expect(known(pattern, classes)).toBeUndefined();
    expect(() => parsePattern(pattern, classes, known)).toThrow('unknown class <SORRY>');
  });

  test('are unknown where nobody has parsed them', () => {
    expect(known('sorry', before.classes)).toBeUndefined();
    expect(parsePattern('sorry', before.classes, known)).toEqual({ type: 'word', norm: 'sorry' });
  });

  test('are held to the same limits', () => {
    const long = parseClasses({ SORRY: [Array(45).fill('so').join(' ')] });
    expect(() => parsePattern(pattern, long.classes, known)).toThrow('tokens; at most');
  });
});
