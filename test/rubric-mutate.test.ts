/** Mutation of cues: what no example notices is named with words that would tell, and what changes nothing is not counted. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editsOf } from '../src/cue/edits.ts';
import { compile, parsePattern } from '../src/cue/index.ts';
import { sentences } from '../src/cue/sentences.ts';
import { openRubric, rubricFinder, shippedRubrics } from '../src/index.ts';
import { type MutantResult, OPERATORS, testMutants } from '../src/rubric/index.ts';
import { tokenise } from '../src/text/index.ts';
import { run } from './helpers/run.ts';

const none = { get: () => undefined };

function mutants(cue: string): MutantResult[] {
  const content = `id: demo
version: 1.0.0
labels: {empathy: {on: agent, levels: {1: generic}}}
cues:
  - {id: E1, label: empathy, tier: A, ${cue}}
criteria: [{id: recognition, weight: 100, credit: {empathy: 1}}]
bands: {poor: 0}
`;
  return testMutants(openRubric('demo.yaml', (path) => ({ path, content })));
}

const outcomes = (cue: string) => mutants(cue).map(({ operator, outcome }) => [operator, outcome]);

describe('edits of a pattern', () => {
  test.each([
    ['^ (a b|c)', ['^']],
    ['(ab|cd ef|gh)', ['ab', 'cd ef', 'gh']],
    ['ab (cd|ef) | gh', ['ab (cd|ef)', 'gh']],
    ['-(not) ab ..4 !(cd) $', ['-(not)', '..4', '!(cd)', '$']],
    ['ab ..20 cd', []],
    ['ab . cd', []],
  ])('%s', (pattern, pieces) => {
    expect(editsOf(pattern).map(({ start, end }) => pattern.slice(start, end))).toEqual(pieces);
  });

  test('leave patterns', () => {
    for (const { pattern, probe } of editsOf('^ (ab|cd) ..3 -(x) !(y|z) $'.replace(' -(x)', ''))) {
      expect(() => parsePattern(pattern, none)).not.toThrow();
      expect(() => parsePattern(probe, none)).not.toThrow();
    }
  });
});

describe('sentences of a pattern', () => {
  test('all of them where they are few', () => {
    expect(sentences(parsePattern('(ab|cd) [ef] ..1 gh', none), 100)).toEqual([
      'ab gh',
      'cd gh',
      'ab ef gh',
      'cd ef gh',
      'ab zibo gh',
      'cd zibo gh',
      'ab ef zibo gh',
      'cd ef zibo gh',
    ]);
  });

  test('of a large one as many as asked for, none twice, and each is found', () => {
    const word = fc.constantFrom('axe', 'bow', 'cat*', '~chase', '(dog|elk fox)', '[gnu]', '..3', '_n_');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        const pattern = ['hen', ...words, 'ibis'].join(' ');
        const found = sentences(parsePattern(pattern, none), 50);
        expect(new Set(found).size).toBeGreaterThan(0);
        expect(found.length).toBeLessThanOrEqual(50);
        const matcher = compile([[pattern]], none);
        for (const text of found)
          expect(matcher.match(tokenise(text, { whole: true })), text).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });
});

describe('mutants', () => {
  test.each([
    ['pattern: i see, examples: {no_match: [hello]}', [['cue', 'survived']]],
    ['pattern: i see, examples: {match: [I see.]}', [['cue', 'killed']]],
    ['pattern: i see, examples: {known_false: [I see.]}', [['cue', 'killed']]],
    [
      'pattern: [i see, i hear], examples: {match: [I see.]}',
      [
        ['cue', 'killed'],
        ['pattern', 'killed'],
        ['pattern', 'survived'],
      ],
    ],
    [
      'pattern: "(i see|i see you)", examples: {match: [I see.]}',
      [
        ['cue', 'killed'],
        ['alternative', 'killed'],
        ['alternative', 'equivalent'],
      ],
    ],
    [
      'pattern: "^ i see $", examples: {match: [I see.], no_match: [I see you.]}',
      [
        ['cue', 'killed'],
        ['border', 'survived'],
        ['border', 'killed'],
      ],
    ],
    [
      'pattern: "i see ..1 all", unless: [not all, at all], examples: {match: [I see all.], no_match: [I see not all., I see it and all.]}',
      [
        ['cue', 'killed'],
        ['gap', 'killed'],
        ['unless', 'killed'],
        ['unless', 'survived'],
      ],
    ],
    [
      'pattern: "-(not) i see !(you)", examples: {match: [I see.], no_match: [not that I see]}',
      [
        ['cue', 'killed'],
        ['condition', 'killed'],
        ['condition', 'survived'],
      ],
    ],
  ])('%s', (cue, expected) => {
    expect(outcomes(cue)).toEqual(expected);
  });

  test('a survivor names its place and words that would tell', () => {
    const [, , gap, veto] = mutants(
      'pattern: "we ..2 (see|hear) !(you)", unless: [when we], examples: {match: [We see.], no_match: [We see you.]}',
    );
    expect(gap).toMatchObject({ operator: 'condition', outcome: 'killed' });
    expect(veto).toEqual({
      cue: 'E1',
      operator: 'unless',
      outcome: 'survived',
      piece: 'when we',
      place: 'demo.yaml:5:85',
      witness: 'when we see',
      wanted: 'no_match',
    });
  });
});

describe('the command', () => {
  test('on a rubric that extends another looks at its own cues only', async () => {
    const { code, out } = await run([
      'rubric',
      'test',
      'fixtures/rubrics/harbour-bank.yaml',
      '--mutate',
      '--format',
      'json',
    ]);
    expect(code).toBe(0);
    const { mutation } = JSON.parse(out);
    expect(new Set(mutation.mutants.map(({ cue }: MutantResult) => cue))).toEqual(
      new Set(['harbour.slogan']),
    );
    expect(Object.keys(mutation.byOperator)).toEqual(Object.keys(OPERATORS));
  });

  test('exits with 1 when fewer are noticed than asked for', async () => {
    const words = ['rubric', 'test', 'fixtures/rubrics/harbour-bank.yaml', '--mutate', '--fail-under'];
    expect((await run([...words, '0'])).code).toBe(0);
    expect((await run([...words, '101'])).code).toBe(2);
  });
});

test('the examples of the default rubric notice at least nine mutants of ten', () => {
  expect(shippedRubrics()).toContain('empathy');
  const results = testMutants(openRubric('empathy', rubricFinder(process.cwd())));
  const killed = results.filter(({ outcome }) => outcome === 'killed').length;
  const survived = results.filter(({ outcome }) => outcome === 'survived').length;
  expect(killed / (killed + survived)).toBeGreaterThanOrEqual(0.9);
}, 180_000);
