/** The terminal report: whole pages against golden files, then what holds at any width. */

import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Report } from '../src/model.ts';
import type { ReportOptions } from '../src/report/index.ts';
import { sanitise } from '../src/report/sanitise.ts';
import { columns, cut, pad, wrap } from '../src/report/terminal/layout.ts';
import { sparkline, spreadOf } from '../src/report/terminal/sparkline.ts';
import { emptyReport, hostileReport, rendered, sampleReport, TRAPS } from './helpers/report.ts';

const render = (report: typeof sampleReport, options: Partial<ReportOptions> = {}) =>
  rendered('terminal', report, options);

describe('pages', () => {
  test.each<[string, typeof sampleReport, Partial<ReportOptions>]>([
    ['plain', sampleReport, {}],
    ['narrow', sampleReport, { width: 60 }],
    ['wide-full', sampleReport, { width: 160, quote: 'full' }],
    ['color', sampleReport, { color: true }],
    ['brief', sampleReport, { summary: false, limit: 1 }],
    ['empty', emptyReport, {}],
  ])('%s', async (name, report, options) => {
    await expect(await render(report, options)).toMatchFileSnapshot(`golden/terminal-${name}.txt`);
  });
});

const pages = await Promise.all(
  [60, 61, 80, 120, 160].flatMap((width) =>
    [sampleReport, hostileReport].flatMap((report) =>
      (['spans', 'full'] as const).map(async (quote) => ({
        width,
        page: await render(report, { width, quote, limit: 100 }),
      })),
    ),
  ),
);

describe('any page', () => {
  test('stays inside its width', () => {
    for (const { width, page } of pages) {
      for (const line of page.split('\n')) expect(columns(line), line).toBeLessThanOrEqual(width);
    }
  });

  test('holds no control or direction character without colour', () => {
    for (const { page } of pages) {
      expect(page).not.toMatch(/[\0-\t\v-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    }
  });

  test('says the same with colour, marks aside', async () => {
    const bare = (page: string) => stripVTControlCharacters(page).replace(/[[\]\s]/g, '');
    for (const report of [sampleReport, emptyReport]) {
      expect(bare(await render(report, { color: true }))).toBe(bare(await render(report)));
    }
  });

  test('takes widths beyond its limits as the limits', async () => {
    expect(await render(sampleReport, { width: 1 })).toBe(await render(sampleReport, { width: 60 }));
    expect(await render(sampleReport, { width: 999 })).toBe(await render(sampleReport, { width: 160 }));
  });
});

test('people are listed in alphabetical order and without a number when there are too few', async () => {
  const page = await render(sampleReport);
  expect(page).toMatch(/Amara Obi .*92\.0 \(84\.2–97\.1\)[\s\S]*Marcus Lindqvist .*too few/);
});

test('failed conversations come first, whatever their score', async () => {
  const [sofa, train] = sampleReport.conversations;
  const conversations = [train!, { ...sofa!, score: { ...sofa!.score, failed: ['safety'] } }].map((c, i) =>
    i === 0 ? { ...c, score: { ...c.score, failed: [] } } : c,
  );
  const page = await render({ ...sampleReport, conversations });
  expect(page.indexOf('sofa-12')).toBeLessThan(page.indexOf('train-7'));
});

describe('small charts', () => {
  test.each<[readonly (number | null)[], number, string]>([
    [[0, 12, 13, 50, 99, 100], 100, '▁▁▂▅██'],
    [[null, 1, null], 1, '·█·'],
    [[], 1, ''],
    [[0], 0, '·'],
  ])('%j of %i', (values, top, line) => expect(sparkline(values, top)).toBe(line));

  const { overall } = sampleReport.summary;
  const spread = (scores: Record<string, number>) =>
    spreadOf({ ...overall.tally, scores, scored: Object.values(scores).reduce((a, b) => a + b, 0) });

  test('scores are spread in steps of five points, when there are ten', () => {
    expect(spread({ 0: 4, 49: 4, 50: 4, 1000: 1 })).toBe('0 █▅·················▂ 100');
    expect(spread({ 500: 9 })).toBeUndefined();
  });

  const months = (...groups: readonly [string, number | null][]): Report => ({
    ...sampleReport,
    summary: {
      ...sampleReport.summary,
      groups: { month: groups.map(([key, mean]) => ({ ...overall, key, mean })) },
    },
  });

  test('the mean goes from period to period, a dot where there are too few', async () => {
    const page = await render(months(['2025-03', 80], ['2025-01', 20], ['(none)', 50], ['2025-02', null]));
    expect(page).toContain('\nMean score by month\n  2025-01: 20.0  ▂·▇  2025-03: 80.0\n');
  });

  test('what is no time has no trend', async () => {
    expect(await render(months(['2025-03', 80], ['2025-01', 20], ['north', 50]))).not.toContain(
      'Mean score by',
    );
    expect(await render(months(['2025-03', 80], ['2025-01', null]))).not.toContain('Mean score by');
  });

  test('a long trend shows the last periods and stays inside the width', async () => {
    const days = Array.from(
      { length: 90 },
      (_, i) => [`2025-${10 + Math.floor(i / 30)}-${10 + (i % 30)}`, i] as [string, number],
    );
    const line = (await render(months(...days), { width: 60 }))
      .split('\n')
      .find((l) => l.includes('…') === false && l.includes('2025-12-39: 89.0'))!;
    expect(columns(line)).toBeLessThanOrEqual(60);
    expect(line).toContain('2025-12-24: 74.0');
  });
});

describe('layout', () => {
  test.each([
    ['abc', 3],
    ['家族', 4],
    ['e\u0301', 1],
    ['🙂', 2],
    ['', 0],
  ])('%s takes %i columns', (text, width) => expect(columns(text)).toBe(width));

  test('cut and pad keep the width', () => {
    expect(cut('camping', 4)).toBe('cam…');
    expect(pad('家族', 3)).toBe('家…');
    expect(pad('7', 3, 'right')).toBe('  7');
  });

  test('wrap keeps glued pieces together', () => {
    const pieces = [{ text: 'nine' }, { text: 'days' }, { text: '{2}', glue: true }];
    expect(wrap(pieces, 9)).toEqual(['nine', 'days{2}']);
  });
});

test.each(TRAPS.map((trap) => [trap.slice(0, 20), trap]))('sanitise is idempotent: %j', (_, trap) => {
  expect(sanitise(sanitise(trap))).toBe(sanitise(trap));
});
