/** Learning a rubric's numbers: planted ones are found again, orders hold, and nothing is written that does not help. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { LEAST, type Lesson, learn, tooFew } from '../src/calibrate/fit.ts';
import { parametersOf, predict, priors, sumOf } from '../src/calibrate/fit-model.ts';
import { changedCriteria, joinRatings, lessonsOf, parseLabelled } from '../src/calibrate/index.ts';
import { createScorer } from '../src/pipeline.ts';
import { fittedYaml, loadRubric } from '../src/rubric/index.ts';
import { rubricFinder } from '../src/run/rubrics.ts';
import { seededRandom } from '../src/summarise/interval.ts';
import { ROOT, run } from './helpers/run.ts';

const compiled = loadRubric('empathy', rubricFinder(ROOT));
const { rubric } = compiled;
const parameters = parametersOf(rubric);
const folder = mkdtempSync(path.join(tmpdir(), 'attune-fit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const COMPLAINT = { speaker: 'customer', text: 'The kettle broke again and I am really annoyed.' };
/** Replies from poor to rich. */
const REPLIES = [
  'We open at nine.',
  'I understand your frustration.',
  'I will send you a new kettle today.',
  'I understand your frustration. I will send you a new kettle today.',
  'Which part of the kettle broke, and when?',
  'A kettle that breaks twice would annoy me too. I will send you a new kettle today.',
  'I am so sorry that we sent you a broken kettle.',
  'Thank you for telling us about the kettle.',
];
const turn = (text: string, i: number, fields: object = {}) => ({
  ...{
    id: `t-${i}`,
    conversation_id: `c-${i}`,
    context: [COMPLAINT],
    text,
    labels: { empathy: 0 },
    ...fields,
  },
});
const parse = (rows: readonly object[]) =>
  parseLabelled(
    rows.map((row) => JSON.stringify(row)).join('\n'),
    'x',
    rubric.labels,
    rubric.criteria.map(({ id }) => id),
  );
/** Each reply with the sum behind its score. */
const sums = lessonsOf(
  joinRatings([{ rater: '', turns: parse(REPLIES.map((text, i) => turn(text, i, { score: 50 }))).turns }])
    .items,
  [],
  compiled,
  parameters,
).flatMap((lesson) => ('of' in lesson ? [lesson.of] : []));

describe('the sum behind a score', () => {
  test('gives the score itself with the numbers of the rubric', () => {
    const score = createScorer(compiled);
    const said = REPLIES.flatMap((text) => [COMPLAINT, { speaker: 'agent' as const, text }]);
    const scored = score({
      ...{ id: 'c', meta: {}, source: { path: 'x' } },
      turns: said.map(({ speaker, text }, index) => ({
        ...{ index, text, rows: [], visibility: 'public' as const },
        role: speaker === 'agent' ? ('agent' as const) : ('customer' as const),
      })),
    });
    expect(scored.score.normalized).not.toBeNull();
    expect(predict(sumOf(scored, true, parameters)!, priors(parameters))).toBeCloseTo(
      scored.score.normalized!,
      1,
    );
    expect(predict(sumOf(scored, false, parameters)!, priors(parameters))).toBeCloseTo(
      scored.turns.at(-1)!.score!.normalized!,
      1,
    );
  });
});

test('verdicts teach what their points are worth, and a score goes before them', () => {
  const read = (fields: object) =>
    lessonsOf(
      joinRatings([{ rater: '', turns: parse([turn(REPLIES[3]!, 0, fields)]).turns }]).items,
      [],
      compiled,
      parameters,
    ).map((lesson) => ('score' in lesson ? lesson.score : undefined));
  expect(read({})).toEqual([]);
  expect(read({ criteria: { recognition: 'met', action: 'met' } })).toEqual([100]);
  expect(read({ criteria: { recognition: 'missed', action: 'missed', care: 'not_applicable' } })).toEqual([
    0,
  ]);
  const [half] = read({ criteria: { recognition: 'met', action: 'missed' } });
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(100);
  expect(read({ criteria: { recognition: 'met' }, score: 7 })).toEqual([7]);
});

/** Preferences between the replies by a judge for whom the parameters have other values. */
function preferences(truth: ArrayLike<number>, n: number, noise: number): Lesson[] {
  const random = seededRandom('preferences');
  return Array.from({ length: n }, (_, i): Lesson => {
    const [a, b] = [sums[Math.floor(random() * sums.length)]!, sums[Math.floor(random() * sums.length)]!];
    const aWins = predict(a, truth) - predict(b, truth) + noise * (random() - 0.5) > 0;
    return { cluster: `c-${i}`, better: aWins ? a : b, worse: aWins ? b : a };
  });
}

describe('learning', () => {
  const action = parameters.findIndex(({ criterion, level }) => criterion === 'action' && level === '2');
  const recognition = parameters.findIndex(
    ({ criterion, level }) => criterion === 'recognition' && level === '2',
  );

  test('moves towards judges who weigh otherwise, and agrees better on what was held out', () => {
    const truth = priors(parameters);
    truth[action] = 70;
    truth[recognition] = 5;
    const { values, before, after, improves, preferences: n } = learn(preferences(truth, 600, 4), parameters);
    expect({ n, improves }).toEqual({ n: 600, improves: true });
    expect(values[action]).toBeGreaterThan(parameters[action]!.prior + 5);
    expect(values[recognition]).toBeLessThan(parameters[recognition]!.prior - 5);
    expect(after.sided).toBeGreaterThan(before.sided! + 0.05);
  });

  test('stays with the rubric where judges think as it does', () => {
    const exact = sums.map(
      (of, i): Lesson => ({ cluster: `${i}`, of, score: predict(of, priors(parameters)) }),
    );
    const { values, improves, before } = learn([...exact, ...exact, ...exact], parameters);
    values.forEach((value, p) => {
      expect(value).toBeCloseTo(parameters[p]!.prior, 9);
    });
    expect(before.correlation).toBeCloseTo(1, 6);
    expect(improves).toBe(false);
  });

  test('keeps higher levels worth at least as much, whatever people say', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: sums.length, maxLength: sums.length }), (scores) => {
        const { values } = learn(
          sums.map((of, i) => ({ cluster: `${i}`, of, score: scores[i]! })),
          parameters,
        );
        for (const { id } of rubric.criteria) {
          const credits = parameters.flatMap((p, i) =>
            p.criterion === id && p.level === undefined ? [values[i]!] : [],
          );
          expect(credits).toEqual(credits.toSorted((a, b) => a - b));
          expect(credits.every((value) => value >= 0 && value <= 1)).toBe(true);
        }
        expect(values.every((value) => value >= 0)).toBe(true);
      }),
      { numRuns: 5 },
    );
  });

  test('says how many more lessons it needs', () => {
    const [lesson] = preferences(priors(parameters), 1, 0);
    expect(tooFew([lesson!])).toEqual({ preferences: LEAST.preferences - 1, scores: LEAST.scores });
    expect(tooFew(Array.from({ length: LEAST.preferences }, () => lesson!))).toBeUndefined();
  });
});

test('what was learned is a rubric that loads, with weights that add up and only what changed', () => {
  const values = parameters.map(({ prior, criterion, level }) =>
    criterion === 'care' && level !== undefined ? prior + 3.3 : prior,
  );
  const criteria = changedCriteria(rubric, parameters, values);
  const yaml = fittedYaml({ id: 'ours', base: 'empathy', why: ['Because.'], criteria, cues: [] });
  expect(yaml).toMatch(/^# Because\.\nextends: empathy\nid: ours\n/);
  const file = path.join(folder, 'ours.yaml');
  writeFileSync(file, yaml);
  const loaded = loadRubric(file, rubricFinder(ROOT)).rubric;
  for (const level of ['1', '2']) {
    const total = (of: typeof rubric) =>
      of.criteria
        .filter(({ scope }) => scope === 'opportunity')
        .reduce((sum, { weight }) => sum + (weight[level] ?? 0), 0);
    expect(total(loaded)).toBe(total(rubric));
  }
  expect(changedCriteria(rubric, parameters, [...priors(parameters)])).toEqual([]);
});

describe('attune calibrate --fit', () => {
  const pair = (better: string, worse: string, i: number) => ({
    ...{ kind: 'preference', schema: 1 },
    better: { conversation_id: `b-${i}`, context: [COMPLAINT], text: better },
    worse: { conversation_id: `w-${i}`, context: [COMPLAINT], text: worse },
  });
  const write = (name: string, rows: readonly object[]) => {
    const file = path.join(folder, name);
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
    return file;
  };

  test('refuses too little, writes nothing that does not help, and with --force a rubric that loads', async () => {
    const file = write(
      'pairs.ndjson',
      REPLIES.map((text, i) => pair(text, 'We open at nine.', i)),
    );
    const refused = await run(['calibrate', file, '--fit']);
    expect({ code: refused.code, out: refused.out }).toEqual({ code: 2, out: '' });
    expect(refused.err).toMatch(
      /too little to learn from: 200 more items .*, or 49\d more preferences; --force/,
    );
    const out = path.join(folder, 'fitted.yaml');
    const forced = await run(['calibrate', file, '--fit', '--force', '--out', out]);
    expect(forced.code).toBe(0);
    expect(forced.err).toMatch(/held out: share of preferences that the score sides with/);
    expect(loadRubric(out, rubricFinder(ROOT)).rubric.id).toBe('empathy-fitted');
    expect(readFileSync(out, 'utf8')).toMatch(
      /^# Weights and credits learned by attune calibrate --fit from 0 scores/,
    );
  });

  test('reads pairs of whole conversations, and says what is wrong with others', async () => {
    const side = [COMPLAINT, { speaker: 'agent', text: REPLIES[3]! }];
    const { preferences: read, diagnostics } = parse([
      { id: 'P1', a: 'x', b: 'y', A: side, B: [COMPLAINT, { speaker: 'agent', text: 'No.' }], winner: 'A' },
      { id: 'P2', A: side, B: side, winner: 'C' },
      { kind: 'preference', better: { context: 'none' }, worse: {} },
      { kind: 'preference', better: 'none', worse: {} },
    ]);
    expect(read).toMatchObject([
      { better: { conversationId: 'x', whole: true }, worse: { conversationId: 'y' } },
    ]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'winner is "C"; it must be "A" or "B"',
      '"better": "context" must be a list of {"speaker", "text"}',
      '"better" must be an object with "context" and, of a turn, "text"',
    ]);
  });

  test('--demote gives a cue the tier that it keeps', async () => {
    const cue = rubric.cues.find(
      ({ tier, label, role, examples }) =>
        tier === 'A' && label === 'gratitude' && role === 'evidence' && examples.match.length > 0,
    )!;
    const rows = Array.from({ length: 20 }, (_, i) =>
      turn(cue.examples.match[0]!, i, { labels: { gratitude: Number(i % 3 > 0) } }),
    );
    const file = write('demote.ndjson', rows);
    const { code, out } = await run(['calibrate', file, '--demote']);
    expect(code).toBe(0);
    expect(out).toMatch(/^# \S+: tier A, right in 13 of 20 turns; /);
    expect(out).toMatch(/cues:\n {2}- id: \S+\n {4}(?:tier: [BC]|disable: true)/);
  });

  test('says where flags do not go together', async () => {
    const { code, err } = await run(['calibrate', 'fixtures/labelled/turns.ndjson', '--out', 'x.yaml']);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/--out and --force are for --fit/) });
  });
});
