/** Ratings of several people: brought together by item, measured against one another and attune, and what follows from it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { bootstrap, kappa } from '../src/calibrate/agreement.ts';
import {
  type Compared,
  joinRatings,
  measureAgreement,
  measuredOf,
  parseLabelled,
  type Ratings,
  underKappa,
} from '../src/calibrate/index.ts';
import type { MeasuredAgreement } from '../src/model.ts';
import { experimental, loadRubric } from '../src/rubric/index.ts';
import { rubricFinder } from '../src/run/rubrics.ts';
import { seededRandom } from '../src/summarise/interval.ts';
import { ROOT, run } from './helpers/run.ts';

const compiled = loadRubric('empathy', rubricFinder(ROOT));
const { rubric } = compiled;
const criteria = rubric.criteria.map(({ id }) => id);
const parse = (content: string, file = 'x') => parseLabelled(content, file, rubric.labels, criteria);

const folder = mkdtempSync(path.join(tmpdir(), 'attune-ratings-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A line as `attune review` writes it. */
const rating = (fields: object) =>
  JSON.stringify({
    ...{ kind: 'rating', schema: 1, id: 'c-1 3', conversation_id: 'c-1', turn: 3, rater: 'ana', round: '1' },
    ...{ labels: { empathy: 1 }, criteria: {}, evidence: [], comment: '', at: '2026-01-01T00:00:00Z' },
    ...fields,
  });
const words = {
  context: [{ speaker: 'customer', text: 'The kettle broke.' }],
  text: 'I will send a new one.',
};
const join = (...files: readonly [rater: string, lines: readonly string[]][]): Ratings =>
  joinRatings(files.map(([rater, lines]) => ({ rater, turns: parse(lines.join('\n')).turns })));

describe('ratings', () => {
  test('of one item come together, and a later one takes the place of an earlier one', () => {
    const { items, ratings, raters, diagnostics } = join([
      '',
      [
        rating({ ...words, labels: { empathy: 2, apology: null, sympathy: 'cannot_judge' } }),
        rating({ rater: 'ben', labels: { empathy: 0 } }),
        rating({ labels: { empathy: 1, sympathy: 'cannot_judge' } }),
        rating({ rater: 'cleo', labels: { empathy: 1 } }),
      ],
    ]);
    expect({ raters, diagnostics }).toEqual({ raters: ['ana', 'ben', 'cleo'], diagnostics: [] });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ ...words, labels: { empathy: 1 } });
    expect(ratings.map(({ rater, said }) => [rater, said.labels.empathy, said.unjudged])).toEqual([
      ['ana', 1, ['sympathy']],
      ['ben', 0, undefined],
      ['cleo', 1, undefined],
    ]);
  });

  test('of two who differ agree on nothing, unless somebody adjudicated', () => {
    const two = [
      rating({ ...words, labels: { empathy: 2 } }),
      rating({ rater: 'ben', labels: { empathy: 0 } }),
    ];
    expect(join(['', two]).items[0]!.labels.empathy).toBeNull();
    const three = join(['', [...two, rating({ rater: 'adjudicated', labels: { empathy: 2 } })]]);
    expect(three.items[0]!.labels.empathy).toBe(2);
    expect(three.raters).toEqual(['ana', 'ben']);
  });

  test('keep their rounds, and the last round is what somebody says', () => {
    const { items, rounds, ratings } = join([
      '',
      [
        rating({ ...words, round: '10', labels: { empathy: 2 } }),
        rating({ round: '2', labels: { empathy: 0 } }),
      ],
    ]);
    expect(rounds).toEqual(['2', '10']);
    expect(ratings).toHaveLength(2);
    expect(items[0]!.labels.empathy).toBe(2);
  });

  test('without ids are matched by their words, and twins by their order', () => {
    const row = (text: string, level: number) => JSON.stringify({ text, labels: { empathy: level } });
    const { items, ratings } = join(
      ['ana', [row('We open.', 0), row('We open.', 1), row('So sorry.', 1)]],
      ['ben', [row('So sorry.', 1), row('We open.', 0), row('We open.', 1)]],
    );
    expect(items.map(({ text, labels }) => [text, labels.empathy])).toEqual(
      expect.arrayContaining([
        ['We open.', 0],
        ['We open.', 1],
        ['So sorry.', 1],
      ]),
    );
    expect(items).toHaveLength(3);
    expect(ratings).toHaveLength(6);
  });

  test.each([
    [[rating({ id: 'a' })], /^no row of id "a" has its words: "context" and "text"$/],
    [
      [rating(words), rating({ rater: 'ben', text: 'Something else.' })],
      /^id "c-1 3" has other words in x:1; ids must differ$/,
    ],
  ])('that cannot be brought together are set aside: %#', (lines, message) => {
    expect(join(['', lines]).diagnostics).toMatchObject([
      { kind: 'quarantined', message: expect.stringMatching(message) },
    ]);
  });

  test('of one rater in two files are set aside, with what to do', () => {
    const row = JSON.stringify({ id: 'a', conversation_id: 'c', text: 'We open.', labels: { empathy: 0 } });
    expect(join(['ana', [row]], ['ana', [row]]).diagnostics).toMatchObject([
      { message: 'ana rated id "a" in x:1 already; give the file another --rater, or its rows a "round"' },
    ]);
  });

  test.each([
    [{ criteria: { recogntion: 'met' } }, /^unknown criterion "recogntion"; did you mean "recognition"\?$/],
    [
      { criteria: { recognition: 'mett' } },
      /^recognition is "mett"; it must be one of met, .*did you mean "met"/,
    ],
    [{ criteria: [] }, /^"criteria" must be an object/],
    [{ score: 101 }, /^score is 101; it must be a number from 0 to 100$/],
    [{ rater: {} }, /^"rater" must be text$/],
  ])('with a mistake are set aside: %j', (fields, message) => {
    expect(parse(rating({ ...words, ...fields })).diagnostics).toMatchObject([
      { message: expect.stringMatching(message) },
    ]);
  });

  test('of a whole conversation are judged over all of its turns', async () => {
    const file = path.join(folder, 'whole.ndjson');
    const context = [
      { speaker: 'customer', text: 'The kettle broke and I am furious.' },
      { speaker: 'agent', text: 'I am so sorry we sent you a broken one.' },
      { speaker: 'customer', text: 'When will it come?' },
      { speaker: 'agent', text: 'On Friday.' },
    ];
    const whole = {
      id: 'c-1',
      turn: null,
      context,
      labels: { apology: 2 },
      criteria: { action: 'missed' },
      score: 40,
    };
    writeFileSync(file, rating(whole));
    const { code, out } = await run(['calibrate', file, '--format', 'json']);
    const { agreement } = JSON.parse(out);
    const [apology, action] = agreement.attune.consensus.questions;
    expect({ code, apology: apology.matrix[2], name: action.question }).toEqual({
      code: 0,
      apology: [0, 0, 1],
      name: 'action',
    });
    expect(agreement.attune.consensus.scores.n).toBe(1);
  });
});

describe('sheets', () => {
  const csv = (rows: readonly string[]) =>
    ['id,conversation_id,rater,text,empathy,recognition,score', ...rows].join('\n');

  test('have a rater column, verdicts and scores', () => {
    const { turns, diagnostics } = parse(
      csv(['a,c,ana,We open.,0,N/A,', 'b,c,ana,So sorry.,cannot judge,met,70.5']),
    );
    expect(diagnostics).toEqual([]);
    expect(turns).toMatchObject([
      { rater: 'ana', labels: { empathy: 0 }, criteria: { recognition: 'not_applicable' } },
      { rater: 'ana', unjudged: ['empathy'], criteria: { recognition: 'met' }, score: 70.5 },
    ]);
  });

  test('of a workbook are read as those of a CSV', async () => {
    const column = (i: number) => String.fromCharCode(65 + i);
    const row = (cells: readonly string[], r: number) =>
      `<row r="${r + 1}">${cells.map((cell, i) => `<c r="${column(i)}${r + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;
    const rows = [
      ['id', 'conversation_id', 'rater', 'text', 'empathy'],
      ['a', 'c', 'ana', 'So sorry.', '1'],
      ['a', 'c', 'ben', 'So sorry.', '0'],
    ];
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const packed = 'http://schemas.openxmlformats.org/package/2006/relationships';
    const file = path.join(folder, 'sheet.xlsx');
    writeFileSync(
      file,
      zipSync({
        'xl/workbook.xml': strToU8(
          `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Ratings" sheetId="1" r:id="rId1"/></sheets></workbook>`,
        ),
        'xl/_rels/workbook.xml.rels': strToU8(
          `<Relationships xmlns="${packed}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
        ),
        'xl/worksheets/sheet1.xml': strToU8(
          `<worksheet xmlns="${main}"><sheetData>${rows.map(row).join('')}</sheetData></worksheet>`,
        ),
      }),
    );
    const { code, out, err } = await run(['calibrate', file, '--format', 'json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out).agreement).toMatchObject({ raters: ['ana', 'ben'], items: 1 });
  });

  test('one a rater are named after them', async () => {
    const row = (level: number) =>
      `id,conversation_id,text,empathy\na,c,So sorry.,${level}\nb,d,We open.,0\n`;
    const [ana, ben] = ['ana', 'ben'].map((name) => path.join(folder, `${name}.csv`));
    writeFileSync(ana!, row(1));
    writeFileSync(ben!, row(0));
    const { out } = await run(['calibrate', ana!, ben!, '--format', 'json']);
    expect(JSON.parse(out).agreement).toMatchObject({ raters: ['ana', 'ben'], items: 2 });
    const alone = await run(['calibrate', ana!, '--rater', 'zoe', '--format', 'json']);
    expect(JSON.parse(alone.out).agreement.raters).toEqual(['zoe']);
  });
});

/** Items of conversations of three, and what each rater says of `empathy` in each round, with what attune found. */
function made(
  raters: Readonly<Record<string, (truth: number, random: () => number, round: number) => number>>,
  { items = 120, rounds = 1, seed = 'made' } = {},
): { readonly lines: readonly string[]; readonly truths: readonly number[] } {
  const random = seededRandom(seed);
  const truths = Array.from({ length: items }, () => (random() < 0.4 ? 1 + Number(random() < 0.3) : 0));
  const lines = truths.flatMap((truth, i) =>
    Array.from({ length: rounds }, (_, r) =>
      Object.entries(raters).map(([rater, say]) =>
        rating({
          ...{ id: `${i}`, conversation_id: `c-${Math.floor(i / 3)}`, rater, round: `${r + 1}`, ...words },
          ...{ labels: { empathy: say(truth, random, r + 1) }, text: `Turn ${i}.` },
        }),
      ),
    ).flat(),
  );
  return { lines, truths };
}

const honest = (truth: number): number => truth;
const noisy =
  (error: number) =>
  (truth: number, random: () => number): number =>
    random() < error ? (truth + 1) % 3 : truth;

/** Measured without detection: attune found what is handed in, by the number of the item. */
function measured(lines: readonly string[], found: (item: number) => number, worst = 0) {
  const ratings = join(['', lines]);
  const compared = ratings.items.map(
    (turn): Compared => ({ turn, found: { empathy: found(Number(turn.id)) }, evidence: [] }),
  );
  return measureAgreement(ratings, compared, rubric, { labels: ['empathy'], worst });
}

describe('agreement', () => {
  test('of people who say the same is 1, pooled, by pair and with attune', () => {
    const { lines, truths } = made({ ana: honest, ben: honest, cleo: honest });
    const { pooled, people, attune, consensus } = measured(lines, (i) => truths[i]!);
    expect(pooled).toMatchObject([
      {
        question: 'empathy',
        n: 120,
        answers: 360,
        alpha: { value: 1 },
        gwet: { value: 1 },
        fleiss: { value: 1 },
      },
    ]);
    expect(people.map(({ first, second }) => `${first} ${second}`)).toEqual([
      'ana ben',
      'ana cleo',
      'ben cleo',
    ]);
    for (const { questions } of [...people, ...attune, consensus])
      expect(questions).toMatchObject([
        { n: 120, kappa: { value: 1 }, weightedKappa: { value: 1 }, alpha: 1 },
      ]);
  });

  test('does not depend on the order of rows', () => {
    const { lines, truths } = made(
      { ana: honest, ben: noisy(0.2), cleo: noisy(0.3) },
      { items: 24, rounds: 2 },
    );
    const inOrder = JSON.stringify(measured(lines, (i) => truths[i]!, 3));
    fc.assert(
      fc.property(fc.shuffledSubarray([...lines], { minLength: lines.length }), (shuffled) => {
        const again = JSON.stringify(measured(shuffled, (i) => truths[i]!, 3));
        expect(again.replace(/"line":\d+/g, '')).toBe(inOrder.replace(/"line":\d+/g, ''));
      }),
      { numRuns: 4 },
    );
  });

  test('names the worst disagreement, once an item', () => {
    const { lines } = made({ ana: (truth) => truth, ben: (truth, _, __) => truth }, { items: 9 });
    const odd = rating({ id: '4', conversation_id: 'c-1', rater: 'cleo', labels: { empathy: 2 } });
    const { worst } = measured([...lines, odd], () => 0, 2);
    expect(worst[0]).toMatchObject({
      question: 'empathy',
      item: { turn: { text: expect.stringContaining('Turn') } },
    });
    expect(worst[0]!.apart).toBeGreaterThanOrEqual(worst[1]!.apart);
    expect(worst[0]!.answers.at(-1)).toEqual({ rater: 'attune', answer: '0' });
  });

  test('tells who is strict, and who drifts', () => {
    const strict = (truth: number): number => Math.max(0, truth - 1);
    const drifting = (truth: number, random: () => number, round: number): number =>
      round === 1 ? truth : noisy(0.5)(truth, random);
    const { lines } = made({ ana: honest, ben: strict, cleo: drifting, dan: honest }, { rounds: 2 });
    const { severity, drift } = measured(lines, () => 0);
    const of = (name: string) =>
      severity.find(({ rater, question }) => rater === name && question === 'empathy')!;
    expect(of('ben').deviation.high).toBeLessThan(0);
    expect(of('dan').deviation.value).toBeGreaterThan(of('ben').deviation.value!);
    const [first] = drift.filter(({ rater }) => rater === 'cleo');
    expect(first).toMatchObject({ question: 'empathy', from: '1', to: '2', before: { agreement: 1 } });
    expect(first!.agreement.high).toBeLessThan(0);
    const [steady] = drift.filter(({ rater }) => rater === 'ana');
    expect(steady!.agreement.value).toBe(0);
  });

  test('counts "missed" against "not applicable" apart, and scores', () => {
    const line = (i: number, rater: string, verdict: string, score: number) =>
      rating({
        ...{ id: `${i}`, conversation_id: `c-${i}`, rater, text: `Turn ${i}.`, context: words.context },
        ...{ labels: {}, criteria: { recognition: verdict }, score },
      });
    const lines = ['met', 'missed', 'missed', 'not_evaluable'].flatMap((verdict, i) => [
      line(i, 'ana', verdict, 20 * i),
      line(i, 'ben', i === 2 ? 'not_applicable' : 'met', 20 * i + 5),
    ]);
    const ratings = join(['', lines]);
    const compared = ratings.items.map(
      (turn): Compared => ({
        ...{ turn, found: {}, evidence: [] },
        judged: { verdicts: { recognition: 'missed' }, score: 50 },
      }),
    );
    const { people, pooled } = measureAgreement(ratings, compared, rubric, { labels: [], worst: 0 });
    expect(people[0]!.questions).toMatchObject([
      {
        kind: 'criterion',
        n: 3,
        failedOrNotApplicable: { first: 1, second: 0 },
        agreement: { value: 1 / 3 },
      },
    ]);
    expect(pooled).toMatchObject([{ n: 3, unjudged: 1 }]);
    expect(people[0]!.scores).toMatchObject({ n: 4, difference: { value: 5 } });
    expect(people[0]!.scores!.pearson.value).toBeCloseTo(1, 9);
    expect(people[0]!.scores!.spearman.value).toBeCloseTo(1, 9);
  });
});

describe('attune calibrate of several people', () => {
  const file = path.join(folder, 'several.ndjson');
  const replies = [
    'I am so sorry we sent it broken.\u001b[31m',
    'We open at nine.',
    'That must be so frustrating.',
  ];
  writeFileSync(
    file,
    replies
      .flatMap((text, i) =>
        ['ana', 'ben', 'cleo'].flatMap((rater, r) =>
          ['1', '2'].map((round) =>
            rating({
              ...{ id: `${i}`, conversation_id: `c-${i}`, rater, round, text, context: words.context },
              labels: { empathy: (i + r) % 3, apology: i === 0 ? 1 : 0, gratitude: 'cannot_judge' },
              ...{ criteria: { recognition: r === 0 ? 'missed' : 'not_applicable' }, score: 20 * i + r },
            }),
          ),
        ),
      )
      .join('\n'),
  );

  test('has a section for everything there is', async () => {
    const { code, out, err } = await run(['calibrate', file]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/18 ratings by 3 raters in 2 rounds: 3 labelled turns of 3 conversations/);
    for (const title of [
      'Beyond chance: attune against what people agree on',
      'Criteria: "met" by people and by attune',
      'People together',
      'By pair: means over the questions, least agreement first',
      'Scores \\(0–100\\)',
      'Worst disagreements',
    ])
      expect(out).toMatch(new RegExp(`^${title}$`, 'm'));
    expect(out).toMatch(/^ {2}rule +[A-Z]\w+ \d “/m);
    expect(out).not.toContain('\u001b');
    const page = await run(['calibrate', file, '--format', 'markdown', '--worst', '1']);
    expect(page.out.match(/^## Worst disagreements$/gm)).toHaveLength(1);
    expect(page.out).toMatch(/^\| ana – ben \| 3 \|/m);
  });

  test('is JSON of a shape that stays', async () => {
    const { out } = await run(['calibrate', file, '--format', 'json', '--worst', '1']);
    const { agreement, files } = JSON.parse(out);
    expect(files).toEqual([file]);
    const keys = (value: object) => Object.keys(value);
    expect(keys(agreement)).toEqual([
      ...['raters', 'rounds', 'items', 'people', 'attune', 'severity', 'drift', 'disagreements'],
    ]);
    expect(keys(agreement.people)).toEqual(['together', 'scoresAlpha', 'pairs']);
    expect(keys(agreement.people.together[0])).toEqual([
      ...[
        'question',
        'kind',
        'n',
        'answers',
        'unjudged',
        'prevalence',
        'agreement',
        'alpha',
        'gwet',
        'fleiss',
      ],
    ]);
    const [pair] = agreement.people.pairs;
    expect(keys(pair)).toEqual(['first', 'second', 'questions', 'scores']);
    expect(keys(pair.questions[0])).toEqual([
      ...[
        'question',
        'kind',
        'n',
        'conversations',
        'matrix',
        'prevalence',
        'agreement',
        'kappa',
        'weightedKappa',
      ],
      ...['ac1', 'ac2', 'alpha', 'counts', 'precision', 'recall', 'f1'],
    ]);
    expect(pair.questions.at(-1).failedOrNotApplicable).toEqual({ first: 3, second: 0 });
    expect(keys(pair.scores)).toEqual(['n', 'pearson', 'spearman', 'difference', 'alpha']);
    expect(keys(agreement.attune)).toEqual(['consensus', 'raters']);
    expect(keys(agreement.severity[0])).toEqual(['rater', 'question', 'n', 'deviation']);
    expect(keys(agreement.drift[0])).toEqual([
      ...['rater', 'question', 'from', 'to', 'before', 'after', 'agreement', 'level'],
    ]);
    expect(keys(agreement.disagreements[0])).toEqual([
      ...['id', 'conversation', 'place', 'question', 'apart', 'answers', 'context', 'text', 'evidence'],
    ]);
  });
});

// Conversations of three turns that share a difficulty, so that turns of one are not independent.
test('95 % intervals of kappa hold the true value about 95 times in 100', () => {
  const random = seededRandom('coverage');
  const draw = (conversations: number) => {
    const rows: { cluster: number; cell: number }[] = [];
    for (let cluster = 0; cluster < conversations; cluster++) {
      const [rate, error] = random() < 0.5 ? [0.6, 0.05] : [0.2, 0.25];
      for (let t = 0; t < 3; t++) {
        const truth = Number(random() < rate);
        rows.push({ cluster, cell: 2 * truth + (random() < error ? 1 - truth : truth) });
      }
    }
    return rows;
  };
  const kappaOf = (rows: ReturnType<typeof draw>, times?: Uint32Array) => {
    const cells = [0, 0, 0, 0];
    for (const { cluster, cell } of rows) cells[cell]! += times ? times[cluster]! : 1;
    return kappa([cells.slice(0, 2), cells.slice(2)]);
  };
  const truth = kappaOf(draw(200_000))!;
  const samples = 300;
  let held = 0;
  for (let sample = 0; sample < samples; sample++) {
    const rows = draw(80);
    const [interval] = bootstrap(80, `coverage ${sample}`, (times) => [kappaOf(rows, times)], 300);
    held += Number(interval!.low <= truth && truth <= interval!.high);
  }
  expect(held / samples).toBeGreaterThanOrEqual(0.91);
  expect(held / samples).toBeLessThanOrEqual(0.98);
});

describe('what was measured', () => {
  const agreementOf = (questions: MeasuredAgreement['questions']): MeasuredAgreement => ({
    ...{ kind: 'agreement', schema: 1, rubric: { id: 'empathy', version: '1.0.0', hash: 'sha256:0' } },
    ...{ ratings: 9, raters: 2, questions },
  });
  const question = (kind: 'label' | 'criterion', name: string, low: number | null) => ({
    ...{ name, kind, n: 9, kappa: low, low, high: low, sensitivity: null, specificity: null },
  });

  test('makes a criterion experimental by its own kappa, else by its labels, and says nothing of others', () => {
    const of = (...questions: MeasuredAgreement['questions']) => [
      ...experimental(rubric, agreementOf(questions)),
    ];
    expect(of()).toEqual([]);
    expect(of(question('label', 'reflection', 0.59))).toEqual(['listening']);
    expect(of(question('label', 'reflection', 0.61), question('label', 'exploration', null))).toEqual([]);
    expect(of(question('label', 'reflection', 0.2), question('criterion', 'listening', 0.9))).toEqual([]);
    expect([
      ...experimental({ ...rubric, trust: 0.7 }, agreementOf([question('label', 'reflection', 0.61)])),
    ]).toEqual(['listening']);
  });

  test('passes or fails a gate by the lower bound of kappa', () => {
    const measure = agreementOf([question('label', 'empathy', 0.7), question('label', 'apology', 0.4)]);
    expect(underKappa(measure, 0.4)).toEqual([]);
    expect(underKappa(measure, 0.5)).toEqual([
      'apology: the lower bound of kappa is 0.40, below 0.5 (kappa 0.40, n 9)',
    ]);
    const vague = { ...question('label', 'empathy', null), kappa: 0.9 };
    expect(underKappa(agreementOf([vague]), 0.1)).toHaveLength(1);
    expect(underKappa(agreementOf([question('label', 'empathy', null)]), 0.1)).toEqual([]);
  });

  test('has sensitivity and specificity beside kappa', () => {
    const { lines, truths } = made({ ana: honest });
    const agreement = measured(lines, (i) => (i % 10 === 0 ? 0 : truths[i]!));
    const [empathy] = measuredOf(agreement, compiled, lines.length).questions;
    expect(empathy).toMatchObject({ name: 'empathy', n: 120, specificity: 1 });
    expect(empathy!.sensitivity).toBeLessThan(1);
    expect(empathy!.low).toBeLessThan(empathy!.kappa!);
  });

  test('goes through a file into every report that names criteria', async () => {
    const saved = path.join(folder, 'agreement.json');
    const labelled = 'fixtures/labelled/turns.ndjson';
    const gate = await run(['calibrate', labelled, '--save', saved, '--fail-under-kappa', '0.99']);
    expect(gate.code).toBe(1);
    expect(gate.err).toMatch(/^attune: \w+: the lower bound of kappa is .*, below 0\.99 \(kappa /m);
    expect((await run(['calibrate', labelled, '--fail-under-kappa', '-1'])).code).toBe(0);
    const written: MeasuredAgreement = JSON.parse(readFileSync(saved, 'utf8'));
    expect(written.questions.map(({ name }) => name)).toContain('empathy');
    const low = { ...written, questions: [question('label', 'ownership', 0.1)] };
    writeFileSync(saved, JSON.stringify(low));
    const score = async (...more: string[]) => await run(['score', 'fixtures/calls.ndjson', '-q', ...more]);
    for (const format of ['terminal', 'html', 'coaching', 'json', 'ndjson']) {
      const { code, out } = await score('--calibration', saved, '-f', format);
      expect({ code, format, marked: /experimental/.test(out) }).toEqual({ code: 0, format, marked: true });
      expect((await score('-f', format)).out.includes('(experimental)')).toBe(false);
    }
    // The mark is not lost where a long title is cut off.
    const shown = await score('--calibration', saved, '--limit', '0');
    expect(shown.out).toMatch(/Committed to act.*… +\d+ % .*, experimental\n/);
    const { out } = await score('--calibration', saved, '-f', 'json');
    const { rubric: card, summary } = JSON.parse(out);
    expect(card.criteria.action.experimental).toBe(true);
    expect(card.criteria.recognition).not.toHaveProperty('experimental');
    expect(summary.experimental).toEqual(['action', 'manner']);
    // A second document says the same of scores that were made without it.
    const scored = path.join(folder, 'scored.ndjson');
    writeFileSync(scored, (await score('-f', 'ndjson')).out);
    const report = await run(['report', scored, '--calibration', saved, '-f', 'json']);
    expect(JSON.parse(report.out).summary.experimental).toEqual(['action', 'manner']);
    writeFileSync(path.join(folder, 'attune.config.yaml'), 'calibration: agreement.json\n');
    const configured = await run(['score', path.join(ROOT, 'fixtures/calls.ndjson'), '-f', 'json'], {
      cwd: folder,
    });
    expect(JSON.parse(configured.out).summary.experimental).toEqual(['action', 'manner']);
    rmSync(path.join(folder, 'attune.config.yaml'));
  });

  test.each([
    [
      'nowhere.json',
      undefined,
      /nowhere\.json: there is no such file; write it with attune calibrate --save/,
    ],
    ['broken.json', '{"kind": }', /broken\.json:1:10: not JSON/],
    [
      'other.json',
      '{"kind": "report"}',
      /other\.json: kind: .*; it must be what attune calibrate --save wrote/,
    ],
  ])('is refused where it is none: %s', async (name, content, message) => {
    const file = path.join(folder, name);
    if (content !== undefined) writeFileSync(file, content);
    const { code, err } = await run(['score', 'fixtures/calls.ndjson', '--calibration', file]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(message) });
  });

  test('of another state of the rubric is told', async () => {
    const file = path.join(folder, 'stale.json');
    writeFileSync(file, JSON.stringify(agreementOf([])));
    const { err } = await run(['score', 'fixtures/calls.ndjson', '--calibration', file, '--no-progress']);
    expect(err).toMatch(
      /--calibration: was measured with another state of empathy \(1\.0\.0\); measure again/,
    );
  });
});
