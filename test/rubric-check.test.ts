/** `attune rubric check`: every rule finds its case at its place, and a comment with a reason argues it away. */
import { describe, expect, test } from 'vitest';
import { checkRubric, listen, openRubric, RULES, type RubricFinding } from '../src/rubric/index.ts';
import { rubricFinder } from '../src/run/rubrics.ts';
import { talk } from './helpers/house.ts';
import { run } from './helpers/run.ts';

const SOUND = `id: demo
version: 1.0.0
labels:
  empathy: {on: agent, levels: {1: generic}}
  dismissive: {on: agent, levels: {1: pushes away}}
  distress: {on: customer, levels: {1: trouble}}
cues:
  - {id: E1, label: empathy, tier: A, pattern: i understand, examples: {match: [I understand.], no_match: [hello]}}
  - {id: V1, label: dismissive, tier: A, pattern: calm down, examples: {match: [Calm down.], no_match: [hello]}}
  - {id: C1, label: distress, tier: B, pattern: broken, examples: {match: [It is broken.], no_match: [hello]}}
criteria:
  - {id: recognition, weight: 100, credit: {empathy: 1}}
  - {id: kind, scope: turn, avoid: dismissive}
bands: {good: 50, poor: 0}
`;

function check(content: string, lines?: readonly string[]): RubricFinding[] {
  const open = openRubric('demo.yaml', (path) => ({ path, content }));
  const listener = listen(open);
  if (lines) listener.hear(talk(lines));
  return checkRubric(open, lines && listener.talk());
}

const cue = (id: string, rest: string, match: string) =>
  `cues:\n  - {id: ${id}, ${rest}, examples: {match: [${match}], no_match: [good day]}}\n`;

/** Rule, what is written instead of a part of the sound rubric, and where the finding stands. */
const CASES: readonly (readonly [string, string, string, string])[] = [
  ['failing-example', 'match: [I understand.]', 'match: [I see.]', '8:81'],
  ['no-example', 'match: [I understand.], no_match', 'no_match', '8:5'],
  ['no-counter-example', ', no_match: [hello]}}\n  - {id: V1', '}}\n  - {id: V1', '8:5'],
  ['weights', 'weight: 100', 'weight: {1: 100, 2: 90}', '12:3'],
  ['bands', 'poor: 0', 'poor: 0, bad: 0', '14:33'],
  ['bands', ', poor: 0', '', '14:8'],
  ['unused-label', 'scope: turn, avoid: dismissive', 'credit: {empathy: 1}, weight: 0', '5:15'],
  ['label-without-cue', 'labels:\n', 'labels:\n  calm: {on: customer, levels: {1: at ease}}\n', '4:9'],
  ['unused-class', 'cues:\n', 'classes: {AGO: [ago, since]}\ncues:\n', '7:16'],
  [
    'blocked-cue',
    'cues:\n',
    cue('B1', 'block: [empathy], tier: A, pattern: understand', 'understand'),
    '9:5',
  ],
  [
    'blocked-cue',
    'cues:\n',
    cue('E9', 'label: empathy, block: [empathy], tier: A, pattern: i see', 'I see'),
    '8:5',
  ],
  [
    'subsumed-cue',
    'cues:\n',
    cue('E9', 'label: empathy, tier: B, pattern: i understand (you|that) ..2', 'I understand you'),
    '8:5',
  ],
  [
    'contradicting-cues',
    'cues:\n',
    cue('V9', 'label: dismissive, tier: A, pattern: yes i understand', 'Yes I understand'),
    '8:5',
  ],
  [
    'contradicting-cues',
    'cues:\n',
    cue('V9', 'label: dismissive, also: {empathy: 1}, tier: A, pattern: poor you', 'Poor you'),
    '8:5',
  ],
  [
    'unsure-critical',
    'criteria:\n',
    'criteria:\n  - {id: hear, scope: conversation, when: {customer: distress}, credit: {empathy: 1}, critical: fail}\n',
    '12:43',
  ],
];

describe('rules', () => {
  test('find nothing in a sound rubric', () => {
    expect(check(SOUND)).toEqual([]);
  });

  test('each has a case', () => {
    expect([...new Set(CASES.map(([rule]) => rule)), 'dead-cue']).toEqual(Object.keys(RULES));
  });

  test.each(CASES)('%s: %j for %j', (rule, from, to, place) => {
    expect(SOUND).toContain(from);
    const findings = check(SOUND.replace(from, to));
    expect(findings.map((f) => [f.rule, `${f.line}:${f.column}`])).toEqual([[rule, place]]);
    expect(findings[0]).toMatchObject({ path: 'demo.yaml', severity: RULES[rule as 'bands'].severity });
    expect(findings[0]!.remedy).not.toBe('');
  });

  test('dead-cue counts turns of the side whose words a label judges', () => {
    const findings = check(SOUND, ['C: it is broken, I understand', 'A: calm down, it is broken']);
    expect(findings.map(({ rule, about }) => [rule, about])).toEqual([['dead-cue', 'E1']]);
    expect(check(SOUND, ['C: broken', 'A: I understand, calm down'])).toEqual([]);
  });

  test.each([
    ['-(not) i understand', 'i understand (you|that)'],
    ['i understand !(you)', 'i understand (you|that)'],
    ['^ i understand', 'i understand (you|that)'],
    ['i understand $', 'i understand (you|that)'],
  ])('a cue is not subsumed by %j, which asks for more', (wide, narrow) => {
    const two = SOUND.replace('pattern: i understand', `pattern: "${wide}"`).replace(
      'cues:\n',
      cue('E9', `label: empathy, tier: A, pattern: ${narrow}`, 'I understand you'),
    );
    expect(check(two).filter(({ rule }) => rule === 'subsumed-cue')).toEqual([]);
  });

  test('talk in which a cue finds words of its own refutes that it adds nothing', () => {
    // The other's veto speaks of words that only talk has.
    const two = SOUND.replace(
      'pattern: i understand,',
      'pattern: i understand, unless: [nothing i],',
    ).replace('cues:\n', cue('E9', 'label: empathy, tier: A, pattern: i understand you', 'I understand you'));
    expect(check(two, ['C: broken', 'A: I understand you. Calm down.'])[0]?.rule).not.toBe('subsumed-cue');
  });
});

test('of a base only errors are told: what is needless in it is told where it is checked', () => {
  const files: Readonly<Record<string, string>> = {
    'demo.yaml': 'id: mine\nversion: 1.0.0\nextends: base.yaml\nclasses: {AGO: [ago]}\n',
    'base.yaml': SOUND.replace('match: [I understand.]', 'match: [I see.]').replace('poor: 0', 'poor: 50'),
  };
  const findings = checkRubric(openRubric('demo.yaml', (path) => ({ path, content: files[path]! })));
  expect(findings.map(({ rule, path }) => [rule, path])).toEqual([
    ['unused-class', 'demo.yaml'],
    ['failing-example', 'base.yaml'],
  ]);
});

describe('comments that allow', () => {
  const lame = SOUND.replace('match: [I understand.], no_match', 'no_match');
  const line = lame.split('\n').findIndex((text) => text.includes('id: E1'));
  const withComment = (comment: string, at = line) => lame.split('\n').toSpliced(at, 0, comment).join('\n');

  test.each([
    ['above the entry', withComment('  # attune-allow no-example: told elsewhere')],
    [
      'with other comments between',
      withComment('  # attune-allow no-example: told elsewhere\n  # The first.\n'),
    ],
    [
      'at the end of its line',
      lame.replace('no_match: [hello]}}', 'no_match: [hello]}} # attune-allow no-example: told elsewhere'),
    ],
    ['by id, anywhere', withComment('# attune-allow no-example V1 E1: told elsewhere', 0)],
  ])('%s', (_, content) => {
    expect(check(content).map(({ rule, allowed }) => [rule, allowed])).toEqual([
      ['no-example', 'told elsewhere'],
    ]);
  });

  test.each([
    [
      'another rule',
      '  # attune-allow weights: no',
      ['attune-allow', 'no-example'],
      'weights finds nothing here',
    ],
    [
      'no such rule',
      '  # attune-allow weigths: no',
      ['attune-allow', 'no-example'],
      'there is no rule "weigths"',
    ],
    [
      'no reason',
      '  # attune-allow no-example',
      ['attune-allow', 'no-example'],
      'no-example is allowed without a reason',
    ],
  ])('%s', (_, comment, rules, message) => {
    const findings = check(withComment(comment));
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
    expect(findings[0]!.message).toBe(message);
    expect(findings.every(({ allowed }) => allowed === undefined)).toBe(true);
  });

  test('words in a text are no comment', () => {
    const quoted = lame.replace(
      'pattern: i understand,',
      'pattern: i understand, why: "x # attune-allow no-example: y",',
    );
    expect(check(quoted).map(({ allowed }) => allowed)).toEqual([undefined]);
  });

  test('what only transcripts can show is not missed without them', () => {
    expect(check(SOUND.replace('id: demo', '# attune-allow dead-cue E1: rare\nid: demo'))).toEqual([]);
  });
});

describe('the command', () => {
  const FILE = 'fixtures/rubrics/harbour-bank.yaml';

  test('prints a line a finding, and exits with 1 on warnings only under --strict', async () => {
    const words = ['rubric', 'check', FILE, 'fixtures/chat.json'];
    const lenient = await run(words);
    expect(lenient.code).toBe(0);
    expect(lenient.out).toMatch(
      /^fixtures\/rubrics\/harbour-bank\.yaml:\d+:\d+: warning dead-cue: cue harbour\.slogan finds/m,
    );
    expect((await run([...words, '--strict'])).code).toBe(1);
  }, 60_000);

  test('as JSON', async () => {
    const { out } = await run(['rubric', 'check', FILE, '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ kind: 'rubric-check', schema: 1, rubric: 'harbour-bank' });
  }, 60_000);

  test('shows the rubric as one file that loads to the same hash', async () => {
    const find = rubricFinder(new URL('..', import.meta.url).pathname);
    const { out } = await run(['rubric', 'show', FILE, '--format', 'yaml']);
    const again = openRubric('one.yaml', (path) => ({ path, content: out }));
    expect(again.hash).toBe(openRubric(FILE, find).hash);
    expect(out).not.toContain('extends');
  });
});
