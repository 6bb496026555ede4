/** Calibration: statistics against published tables, labelled files of every bad kind, and what was measured of the cues. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  bootstrap,
  countsOf,
  f1,
  kappa,
  mean,
  precision,
  presence,
  recall,
} from '../src/calibrate/agreement.ts';
import {
  type CueCounts,
  compare,
  countCues,
  ENOUGH,
  EXPECTED,
  measure,
  measuresTable,
  overrated,
  parseLabelled,
} from '../src/calibrate/index.ts';
import { loadRubric } from '../src/rubric/index.ts';
import { rubricFinder } from '../src/run/rubrics.ts';
import { ROOT, run } from './helpers/run.ts';

const compiled = loadRubric('empathy', rubricFinder(ROOT));
const { rubric } = compiled;
const fixture = (name: string) => path.join('fixtures/labelled', name);
const parse = (content: string) => parseLabelled(content, 'x', rubric.labels);
const turn = (fields: object) =>
  JSON.stringify({ text: 'We open at nine.', labels: { empathy: 0 }, ...fields });

const folder = mkdtempSync(path.join(tmpdir(), 'attune-calibrate-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('kappa', () => {
  // Cohen 1960, table 2: two judges, three categories, N = 200.
  test('of Cohen 1960', () => {
    const judges = [
      [88, 10, 2],
      [14, 40, 6],
      [18, 10, 12],
    ];
    expect(kappa(judges)).toBeCloseTo(0.492, 3);
  });

  // The examples of the Wikipedia article "Cohen's kappa": same agreement, different margins.
  test.each([
    [20, 5, 10, 15, 0.4],
    [45, 15, 25, 15, 0.1304],
    [25, 35, 5, 35, 0.2593],
  ])('of yes/no tables: %d %d %d %d', (a, b, c, d, value) => {
    const table = [
      [a, b],
      [c, d],
    ];
    expect(kappa(table)).toBeCloseTo(value, 4);
    expect(kappa(table, 'linear')).toBeCloseTo(value, 4);
  });

  // Two radiologists, 85 xeromammograms (Boyd 1982; Altman 1991, §14.3; Stata's manual, [R] kappa).
  test('weighted, of Altman 1991', () => {
    const radiologists = [
      [21, 12, 0, 0],
      [4, 17, 1, 0],
      [3, 9, 15, 2],
      [0, 0, 0, 1],
    ];
    expect(kappa(radiologists)).toBeCloseTo(0.4728, 4);
    expect(kappa(radiologists, 'linear')).toBeCloseTo(0.5684, 4);
  });

  test('is undefined where chance alone agrees', () => {
    expect(
      kappa([
        [0, 0],
        [0, 0],
      ]),
    ).toBeNull();
    expect(
      kappa([
        [7, 0],
        [0, 0],
      ]),
    ).toBeNull();
    expect(
      kappa([
        [0, 7],
        [0, 0],
      ]),
    ).toBe(0);
  });
});

describe('precision, recall and F1', () => {
  test('are shares of what was found and of what is there', () => {
    const counts = countsOf([
      [50, 5, 5],
      [6, 20, 4],
      [4, 1, 5],
    ]);
    expect(counts).toEqual({ tp: 30, fp: 10, fn: 10, tn: 50 });
    expect(precision(counts)).toBe(0.75);
    expect(recall(counts)).toBe(0.75);
    expect(f1(counts)).toBe(0.75);
    expect(
      presence([
        [50, 5, 5],
        [6, 20, 4],
        [4, 1, 5],
      ]),
    ).toEqual([
      [50, 10],
      [10, 30],
    ]);
  });

  test('are undefined without anything to be right about, and leave the mean', () => {
    const nothing = { tp: 0, fp: 0, fn: 0, tn: 9 };
    expect([precision(nothing), recall(nothing), f1(nothing)]).toEqual([null, null, null]);
    expect(mean([0.5, null, 1])).toBe(0.75);
    expect(mean([null])).toBeNull();
  });
});

describe('the bootstrap', () => {
  const values = Array.from({ length: 80 }, (_, i) => Number(i % 4 === 0));
  const rate = (times: Uint32Array) => [values.reduce((sum, v, i) => sum + v * times[i]!, 0) / values.length];

  test('is near the normal interval of a rate', () => {
    const [interval] = bootstrap(values.length, 'seed', rate);
    const half = 1.96 * Math.sqrt((0.25 * 0.75) / 80);
    expect(interval!.low).toBeCloseTo(0.25 - half, 1);
    expect(interval!.high).toBeCloseTo(0.25 + half, 1);
  });

  test('gives the same numbers every time, and others for another seed', () => {
    expect(bootstrap(values.length, 'seed', rate)).toEqual(bootstrap(values.length, 'seed', rate));
    expect(bootstrap(values.length, 'seed', rate)).not.toEqual(bootstrap(values.length, 'other', rate));
  });

  test('says nothing about one cluster, or where most resamples are undefined', () => {
    expect(bootstrap(1, 'seed', () => [1])).toEqual([null]);
    expect(bootstrap(9, 'seed', (times) => [times[0]! > 2 ? 1 : null])).toEqual([null]);
  });
});

describe('a labelled file', () => {
  test('reads the same as NDJSON and as CSV', () => {
    const read = (name: string) =>
      parse(readFileSync(path.join(ROOT, fixture(name)), 'utf8')).turns.map(({ place: _, ...rest }) => rest);
    expect(read('turns.csv')).toEqual(read('turns.ndjson'));
    expect(read('turns.csv')).toHaveLength(12);
  });

  test.each([
    ['a mark and Windows line ends', `\ufeff${turn({})}\r\n\r\n${turn({})}\r\n`],
    ['semicolons', 'text;empathy\nWe open at nine.;0\nWe open at ten.;\n'],
    ['tabs', 'text\tempathy\nWe open at nine.\t0\nWe open at ten.\tnull\n'],
  ])('may have %s', (_, content) => {
    expect(parse(content).turns).toHaveLength(2);
    expect(parse(content).diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('no conversation_id'),
    ]);
  });

  test.each([
    ['{"text"', /^not JSON: column 8: .*; write one object a line$/],
    ['[]', /^not an object/],
    [turn({ text: undefined, txt: 'We open.' }), /^there is no "text"; did you mean "txt"\?$/],
    [turn({ text: '\n' }), /^"text" is empty/],
    [turn({ text: 9 }), /^"text" is empty/],
    [turn({ id: {} }), /^"id" must be text or a number$/],
    [turn({ customer_name: [] }), /^"customer_name" must be text$/],
    [turn({ labels: undefined, label: {} }), /^there are no "labels"; did you mean "label"\?$/],
    [turn({ labels: {} }), /^no label is given/],
    [turn({ labels: { apollogy: 1 } }), /^unknown label "apollogy"; did you mean "apology"\?$/],
    [turn({ labels: { constructor: 1 } }), /^unknown label "constructor"/],
    [turn({ labels: { empathy: 3 } }), /^empathy is 3; it must be a whole number from 0 to 2, or null/],
    [turn({ labels: { empathy: 0.5 } }), /^empathy is 0.5;/],
    [turn({ labels: { empathy: '1' } }), /^empathy is "1";/],
    [turn({ labels: { sympathy: 2 } }), /^sympathy is 2; it must be a whole number from 0 to 1/],
    [turn({ context: 'hello' }), /^"context" must be a list/],
    [turn({ context: [{ speaker: 'agent' }] }), /^a row of "context" has no "text"$/],
    [turn({ context: [{ speaker: 'agnet', text: 'a' }] }), /none of agent, .*; did you mean "agent"\?$/],
    [turn({ context: [{ text: 'a' }] }), /^speaker missing of "context"/],
    ['text,empathy\nWe open.,0,0', /^the row has 3 cells, the header has 2$/],
    ['text,empathy,context\nWe open.,0,hello', /^context is not JSON/],
    ['text,empathy,context_1\nWe open.,0,hello', /^context_1 has no speaker; write "customer: …"/],
    ['text,empathy\n"We open.,0\n', /^not CSV/],
  ])('sets aside %s', (content, message) => {
    const { turns, diagnostics } = parse(content);
    expect(turns).toEqual([]);
    expect(diagnostics).toMatchObject([
      { kind: 'quarantined', records: 1, message: expect.stringMatching(message) },
    ]);
  });

  test('has each id once', () => {
    const { turns, diagnostics } = parse([turn({ id: 'a' }), '', turn({ id: 'a' })].join('\n'));
    expect(turns).toHaveLength(1);
    expect(diagnostics).toMatchObject([{ message: 'id "a" stands on line 1 already', place: { line: 3 } }]);
  });
});

describe('what is measured', () => {
  const labelled = (labels: object, i = 0) => turn({ id: `${i}`, conversation_id: `${i % 3}`, labels });

  test('leaves disputed labels out of every count', () => {
    const rows = [
      { empathy: 0, solution: null },
      { empathy: null, solution: 0 },
      { empathy: 0, solution: null },
    ];
    const compared = compare(parse(rows.map(labelled).join('\n')).turns, compiled);
    const { labels } = measure(compared, rubric, Object.keys(rubric.labels));
    expect(labels.map(({ label, n }) => [label, n])).toEqual([
      ['empathy', 2],
      ['solution', 1],
    ]);
  });

  test('merges rows of one speaker before the turn', () => {
    const [row] = parse(
      turn({
        context: [
          { speaker: 'customer', text: 'The parcel is lost.' },
          { speaker: 'customer', text: 'I am furious.' },
        ],
        labels: { distress: 2 },
      }),
    ).turns;
    const [compared] = compare([row!], compiled);
    expect(compared!.found).toMatchObject({ distress: 2, empathy: 0 });
    expect(compared!.evidence.map(({ quote }) => quote).join(' ')).toContain('furious');
  });

  test('counts no distress that the customer has closed with satisfaction', () => {
    const close = rubric.cues.find(({ label, role }) => label === 'distress' && role === 'reset')!.examples
      .match[0]!;
    const context = [
      { speaker: 'customer', text: 'I am furious.' },
      { speaker: 'agent', text: 'Noted.' },
      { speaker: 'customer', text: close },
    ];
    const [open, closed] = compare(
      parse([context.slice(0, 2), context].map((said, i) => turn({ id: `${i}`, context: said })).join('\n'))
        .turns,
      compiled,
    );
    expect(open!.found.distress).toBe(2);
    expect(open!.evidence).not.toEqual([]);
    expect(closed!.found.distress).toBe(0);
    expect(closed!.evidence).toEqual([]);
  });

  test('counts a cue once a turn, and only for its own label', () => {
    const proof = (cue: string, label: string) => ({ cue, label, level: 1, quote: 'x' });
    const [row] = parse(turn({ labels: { apology: 1, sympathy: 0, distress: null } })).turns;
    const own = rubric.cues.find(({ label, also }) => label === 'apology' && also.sympathy !== undefined)!;
    const counts = countCues(
      [
        {
          turn: row!,
          found: {},
          evidence: [
            proof(own.id, 'apology'),
            proof(own.id, 'apology'),
            proof(own.id, 'sympathy'),
            proof('rule:x', 'sympathy'),
            proof('C01', 'distress'),
          ],
        },
      ],
      rubric,
    );
    expect(counts).toEqual({
      [own.id]: { label: 'apology', right: 1, fired: 1 },
      'rule:x': { label: 'sympathy', right: 0, fired: 1 },
    });
  });

  test('is a table of as many cells in each row, whatever is undefined', () => {
    const { turns } = parse([{ empathy: 0 }, { solution: 1 }].map(labelled).join('\n'));
    const lines = measuresTable(
      measure(compare(turns, compiled), rubric, ['empathy', 'solution', 'apology']),
    );
    expect(lines).toHaveLength(5);
    expect(new Set(lines.map((line) => line.split('|').length)).size).toBe(1);
    expect(lines[2]).toMatch(/^\| empathy \| 1 \| 0 \(0 %\) \| – \| – \| – \| – \| – \| 0 \| 0 \| 0 \|$/);
  });

  test('tiers promise less and less', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(['A', 'B', 'C']);
    expect(EXPECTED.A).toBeGreaterThan(EXPECTED.B);
    expect(EXPECTED.B).toBeGreaterThan(EXPECTED.C);
  });

  test('a tier is too high where even the upper end of the interval misses its promise', () => {
    const cue = { ...rubric.cues[0]!, id: 'Q1', tier: 'A' as const };
    const verdict = (right: number, fired: number) =>
      overrated({ cues: [cue] }, { Q1: { label: cue.label, right, fired } });
    expect(verdict(0, ENOUGH - 1)).toEqual([]);
    expect(verdict(9, 10)).toEqual([]);
    expect(verdict(30, 40)).toMatchObject([{ cue: 'Q1', tier: 'A', fits: 'B' }]);
    expect(verdict(2, 40)[0]).not.toHaveProperty('fits');
  });
});

describe('attune calibrate', () => {
  const data = async (...words: string[]) =>
    JSON.parse((await run(['calibrate', ...words, '--format', 'json'])).out);

  test('prints a table with a row per label', async () => {
    const { code, out, err } = await run(['calibrate', fixture('turns.ndjson')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/12 labelled turns of 9 conversations/);
    // Two labels are none of the codebook's, and nobody has labelled them.
    const labelled = Object.keys(rubric.labels).filter((label) => !['hygiene', 'warmth'].includes(label));
    for (const label of labelled) expect(out).toMatch(new RegExp(`^${label} +1[12] `, 'm'));
    expect(out).not.toMatch(/^(?:hygiene|warmth) /m);
    expect(out).toMatch(/^mean F1 /m);
  });

  test('writes the same numbers for the CSV twin, and the same again', async () => {
    const { labels } = await data(fixture('turns.ndjson'));
    expect((await data(fixture('turns.csv'))).labels).toEqual(labels);
    expect((await data(fixture('turns.ndjson'))).labels).toEqual(labels);
  });

  test('--label narrows the table and moves no number', async () => {
    const { labels } = await data(fixture('turns.ndjson'));
    const narrow = await data(fixture('turns.ndjson'), '--label', 'apology,empathy');
    expect(narrow.labels).toEqual(
      labels.filter(({ label }: { label: string }) => /^(?:apology|empathy)$/.test(label)),
    );
  });

  test('--errors shows each with its context, its words and its cues', async () => {
    const file = path.join(folder, 'errors.ndjson');
    const rows = [
      {
        id: 'm',
        context: [{ speaker: 'customer', text: 'I am furious.' }],
        text: 'Noted.',
        labels: { distress: 2, apology: 1 },
      },
      { id: 'f', text: 'I apologise for the delay.', labels: { apology: 0 } },
      { id: 'w', text: 'I apologise for the delay.', labels: { apology: 2 } },
      { id: 'r', text: 'I apologise for the delay.\u001b[31m', labels: { apology: 1 } },
    ];
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
    const { out } = await run(['calibrate', file, '--errors', 'apology']);
    const list = out.slice(out.indexOf('apology: 1 missed, 1 false alarm'));
    expect(list).toMatch(
      /missed m .*labelled 1, found 0\n +customer +I am furious\.\n +AGENT +Noted\.\n +found +nothing\n +other +distress C\d+/,
    );
    expect(list).toMatch(/false alarm f .*\n +AGENT +I apologise.*\n +found +[AS]\d+ \d “/);
    const { errors } = await data(file, '--errors', 'apology');
    expect(errors.map(({ id, kind }: { id: string; kind: string }) => [id, kind])).toEqual(
      expect.arrayContaining([
        ['m', 'missed'],
        ['f', 'false alarm'],
      ]),
    );
    expect(out).not.toContain('\u001b');
    const { out: page } = await run(['calibrate', file, '--errors', 'apology', '--format', 'markdown']);
    expect(page).toMatch(/^\| apology \| 4 \|/m);
    expect(page).toMatch(/^## Errors of apology$/m);
  });

  test('counts what it sets aside and says where and why', async () => {
    const { code, out, err } = await run(['calibrate', fixture('broken.ndjson')]);
    expect(code).toBe(0);
    expect(err).toMatch(/^attune: fixtures\/labelled\/broken\.ndjson:2: error: not JSON/m);
    expect(err).toMatch(/broken\.ndjson:3: error: unknown label "empathi"; did you mean "empathy"\?$/m);
    expect(err).toMatch(/^attune: 11 rows read = 1 measured \+ 10 quarantined$/m);
    expect(out).toMatch(/1 labelled turn of 1 conversation, 10 more set aside/);
    const { rows, quarantined } = await data(fixture('broken.csv'));
    expect(rows).toEqual({ read: 5, measured: 1, quarantined: 4 });
    expect(quarantined.map(({ line }: { line: number }) => line)).toEqual([3, 4, 6, 7]);
  });

  test.each([
    [['nowhere.ndjson'], /^attune: nowhere\.ndjson: no such file\n$/],
    [['fixtures'], /^attune: fixtures: is a folder; name a file\n$/],
    [
      [fixture('turns.ndjson'), '--label', 'empathi'],
      /^attune: --label empathi: .*did you mean "empathy"\?\n$/,
    ],
    [
      [fixture('turns.ndjson'), '--errors', 'xxxxxxxxxxxx'],
      /^attune: --errors xxxxxxxxxxxx: .*there are distress, /,
    ],
    [[fixture('turns.ndjson'), '--format', 'csv'], /Allowed choices are terminal, json, markdown/],
    [['fixtures/broken/empty.csv'], /^attune: fixtures\/broken\/empty\.csv: it has no rows; /],
    [['fixtures/broken/not-json.json'], /none of its \d+ rows can be read/],
  ])('refuses %j with 2', async (words, message) => {
    const { code, out, err } = await run(['calibrate', ...words]);
    expect(err).toMatch(message);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });
});

describe('what was measured of the shipped cues', () => {
  const measured: { cues: CueCounts } = JSON.parse(
    readFileSync(path.join(ROOT, 'rubrics/measured/empathy.json'), 'utf8'),
  );

  test('no tier promises more than was measured', () => {
    const wrong = overrated(rubric, measured.cues).map(
      ({ cue, tier, right, fired, fits }) =>
        `${cue}: tier ${tier}, ${right} of ${fired} right; ${fits ?? 'no tier'} fits`,
    );
    expect(wrong, 'change the tier, or mend the cue and run `npm run measure`').toEqual([]);
  });

  test('counts are counts', () => {
    for (const { right, fired } of Object.values(measured.cues)) {
      expect(right).toBeGreaterThanOrEqual(0);
      expect(fired).toBeGreaterThanOrEqual(Math.max(1, right));
    }
  });

  const there = existsSync(path.join(ROOT, '../shared/gold/dev.ndjson'));
  if (!there)
    process.stderr.write('SKIPPED: docs/accuracy.md is not measured again, ../shared/gold is not there\n');
  test.runIf(there)('docs/accuracy.md and rubrics/measured are fresh', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/accuracy-docs.mjs', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stderr, 'run `npm run measure`; it also builds what this test looks at').toBe('');
    expect(status).toBe(0);
  });
});
