/** A calibration from its sample to its end, over the files that people have in hand: sheets, workbooks, ratings of the page. */

import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entriesOf } from '../src/cli/review-entries.ts';
import { KEYS } from '../src/review/page/help.js';
import { parseRating, type Rating } from '../src/review/rating.ts';
import { ROOT, run } from './helpers/run.ts';
import { filledWorkbook } from './helpers/workbook.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'attune-session-'));
afterAll(() => rmSync(cwd, { recursive: true }));
const at = (file: string) => path.join(cwd, file);
const attune = (...words: string[]) => run(words, { cwd });
const fixture = (file: string) => readFileSync(path.join(ROOT, 'fixtures/calibration', file), 'utf8');

type Row = Readonly<Record<string, string>>;
const rowsOf = (csv: string): readonly Row[] => parse(csv, { columns: true });
const ratingsOf = (file: string): readonly Rating[] =>
  fixture(file)
    .trimEnd()
    .split('\n')
    .map((line) => parseRating(line) as Rating);

const RATERS = ['ana', 'ben'];
const ASKED = ['empathy', 'apology', 'dismissive'];

// The sample of docs/calibration.md.
beforeAll(async () => {
  symlinkSync(path.join(ROOT, 'fixtures'), at('fixtures'));
  const inputs = ['fixtures/support.csv', 'fixtures/calls.ndjson', 'fixtures/chat.json'];
  await attune('score', ...inputs, '-q', '--quote', 'full', '-f', 'ndjson=scored.ndjson');
  const formats = ['csv', 'xlsx', 'ndjson'].flatMap((format) => ['-f', `${format}=sheet.${format}`]);
  await attune('sample', 'scored.ndjson', '-n', '18', '--seed', 'march', '-q', ...formats);
}, 60_000);

describe('fixtures/calibration', () => {
  const drawn = () =>
    readFileSync(at('sheet.ndjson'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  test.each(RATERS)('%s.csv is the sheet of that sample, filled in', (rater) => {
    const words = ({ [ASKED[0]!]: _e, [ASKED[1]!]: _a, [ASKED[2]!]: _d, comment: _c, ...rest }: Row) => rest;
    const filled = rowsOf(fixture(`${rater}.csv`));
    expect(filled.map(words)).toEqual(rowsOf(readFileSync(at('sheet.csv'), 'utf8')).map(words));
    for (const row of filled)
      for (const label of ASKED) expect(row[label]).toMatch(/^(?:[012]|cannot judge)$/);
  });

  test('ratings.ndjson are two people’s ratings of it on the page, decided.ndjson the decisions', () => {
    const items = new Map(
      drawn().map(({ id, conversation_id, turn, context, text }) => [
        id,
        { id, conversation_id, turn, context, text },
      ]),
    );
    const ratings = ratingsOf('ratings.ndjson');
    for (const rating of [...ratings, ...ratingsOf('decided.ndjson')]) {
      expect(rating).toMatchObject(items.get(rating.id)!);
      expect(Object.keys(rating.labels)).toEqual(ASKED);
    }
    for (const rater of RATERS) {
      const ids = ratings.filter((rating) => rating.rater === rater).map(({ id }) => id);
      expect(ids).toEqual([...items.keys()]);
    }
    // What both say alike nobody has to decide.
    const said = (rater: string, id: string) => {
      const { labels, criteria } = ratings.find((rating) => rating.rater === rater && rating.id === id)!;
      return { labels, criteria };
    };
    const apart = [...items.keys()].filter(
      (id) => JSON.stringify(said('ana', id)) !== JSON.stringify(said('ben', id)),
    );
    expect(ratingsOf('decided.ndjson').map(({ id }) => id)).toEqual(apart);
  });
});

describe('a workbook', () => {
  test('drawn, filled in by two people and given back says what their CSV files and the page say', async () => {
    for (const rater of RATERS) {
      const given = new Map(rowsOf(fixture(`${rater}.csv`)).map((row) => [row.id, row]));
      const filled = filledWorkbook(readFileSync(at('sheet.xlsx')), ({ id }, column) => {
        if (![...ASKED, 'comment'].includes(column)) return undefined;
        const written = given.get(id!)?.[column] ?? '';
        if (written === '') return undefined;
        return /^\d+$/.test(written) ? Number(written) : written;
      });
      writeFileSync(at(`${rater}.xlsx`), filled);
    }
    const agreementIn = async (...files: string[]) => {
      const { code, out, err } = await attune('calibrate', ...files, '--format', 'json', '--worst', '0');
      expect({ code, err }).toEqual({ code: 0, err: '' });
      return JSON.parse(out);
    };
    const books = await agreementIn('ana.xlsx', 'ben.xlsx');
    const sheets = await agreementIn('fixtures/calibration/ana.csv', 'fixtures/calibration/ben.csv');
    const page = await agreementIn('fixtures/calibration/ratings.ndjson', '-l', ASKED.join());
    expect(books.agreement).toMatchObject({ raters: RATERS, items: 58 });
    expect(books.rows).toEqual({ read: 116, measured: 116, quarantined: 0 });
    expect(books.agreement).toEqual(sheets.agreement);
    expect(books.labels).toEqual(sheets.labels);
    expect(books.labels.map(({ label, kappa }: { label: string; kappa: object }) => [label, kappa])).toEqual(
      page.labels.map(({ label, kappa }: { label: string; kappa: object }) => [label, kappa]),
    );
  });

  test('is rated on the page as the CSV is', async () => {
    const io = { stdin: Readable.from([]), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };
    const entriesIn = async (file: string) =>
      (await entriesOf([at(file)], { of: 'both' }, { ...io, cwd: () => cwd })).entries;
    const entries = await entriesIn('sheet.xlsx');
    expect(entries).toHaveLength(58);
    expect(entries).toEqual(await entriesIn('sheet.csv'));
  });

  test('without a column of a label is read as transcripts', async () => {
    const io = { stdin: Readable.from([]), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };
    const { entries } = await entriesOf(
      [path.join(ROOT, 'fixtures/formats/workbook.xlsx')],
      { of: 'turns' },
      { ...io, cwd: () => cwd },
    );
    expect(entries.length).toBeGreaterThan(0);
    expect(entries[0]!.item.text).not.toBe('');
  });
});

describe('docs/calibration.md', () => {
  const page = readFileSync(path.join(ROOT, 'docs/calibration.md'), 'utf8');

  test('names keys as the page does', () => {
    const shown = [...page.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, key, what]) => [key, what]);
    const keys = shown.slice(
      0,
      shown.findIndex(([key]) => key === 'id'),
    );
    expect(keys.length).toBeGreaterThan(5);
    for (const key of keys) expect(KEYS).toContainEqual(key);
  });

  test('shows a rating as it stands in the file', () => {
    const [, block = ''] = /^```json\n(.*)\n```$/m.exec(page)!;
    const shown = parseRating(block.replace('[…]', '[]')) as Rating;
    const {
      context: _,
      text,
      ...rest
    } = ratingsOf('ratings.ndjson').find(({ id, rater }) => id === shown.id && rater === shown.rater)!;
    expect(shown).toMatchObject(rest);
    expect(text.startsWith(shown.text.replace(' …', ''))).toBe(true);
  });
});
