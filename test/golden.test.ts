/** Whole runs against golden files, and what must not change a byte: the hour, the pipe, the order of the folder. */

import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT, run } from './helpers/run.ts';

const FILES = ['support.csv', 'calls.ndjson', 'chat.json'];
const FORMATS = ['terminal', 'json', 'ndjson', 'csv', 'markdown'];
const EXPLAINED = [
  ['support.csv', 'LE-5001'],
  ['support.csv', 'PO-4003'],
  ['calls.ndjson', 'call-01'],
  ['chat.json', 'ks-202'],
] as const;

/** Name of the golden file → what is explained. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  'explain-PO-4003.json': ['fixtures/support.csv', '-c', 'PO-4003', '-f', 'json'],
  'explain-NT-1001-turn-1.json': ['fixtures/support.csv', '-c', 'NT-1001', '-t', '1', '-f', 'json'],
  'sentence.txt': [
    '--text',
    "I feel what you're going through, and I'm committed to getting your claim paid this week.",
  ],
  'sentence-answering.txt': [
    '--text',
    'Hi Dana, three weeks without heating would wear me out too. I will send an engineer tomorrow.',
    '--customer',
    'Three weeks without heating and my kids are freezing, this is a disgrace!',
    '--customer-name',
    'Dana Okafor',
    '--channel',
    'email',
  ],
  'sentence-severe.txt': ['--text', 'Sorry you feel that way.', '--distress', '2', '--channel', 'voice'],
  'sentence-nothing.txt': ['--text', 'Totally get how bad that is for you.', '--distress', '0'],
  'sentence-nothing.json': ['--text', 'Totally get how bad that is for you.', '-f', 'json'],
  'why-not-cue.txt': ['--text', 'I completely understand your situation.', '--why-not', 'E01'],
  'why-not-label.txt': ['--text', 'Totally get how bad that is for you.', '--why-not', 'empathy'],
  'why-not-label.json': [
    '--text',
    'Totally get how bad that is for you.',
    '--why-not',
    'empathy',
    '-f',
    'json',
  ],
  'why-not-turn.txt': ['fixtures/support.csv', '-c', 'PO-4003', '-t', '5', '--why-not', 'apology:2'],
  'why-not-customer.txt': ['fixtures/support.csv', '-c', 'PO-4003', '--why-not', 'distress:2'],
};

const ENDING: Readonly<Record<string, string>> = { terminal: 'txt', markdown: 'md' };
const runs = FILES.flatMap((file) => FORMATS.map((format) => [file, format] as const));
const score = (file: string, format: string) =>
  run(['score', `fixtures/${file}`, '--format', format, '--quiet']);

/** The first run of each kind, which later ones must equal. */
const first = new Map<string, ReturnType<typeof score>>();
function firstScore(file: string, format: string): ReturnType<typeof score> {
  const key = `${file} ${format}`;
  const outcome = first.get(key) ?? score(file, format);
  first.set(key, outcome);
  return outcome;
}

describe('golden files', () => {
  test.each(runs)('score %s as %s', async (file, format) => {
    const { code, out, err } = await firstScore(file, format);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    await expect(out).toMatchFileSnapshot(`golden/cli/${file}.${ENDING[format] ?? format}`);
  });

  test('score with a template of the house', async () => {
    const words = ['--format', 'template', '--template', 'fixtures/templates/team-letter.html.liquid'];
    const { code, out, err } = await run(['score', 'fixtures/chat.json', ...words, '--quiet']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    await expect(out).toMatchFileSnapshot('golden/cli/team-letter.html');
  });

  test.each(EXPLAINED)('explain %s %s', async (file, id) => {
    const { code, out, err } = await run(['explain', `fixtures/${file}`, '--conversation', id]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    await expect(out).toMatchFileSnapshot(`golden/cli/explain-${id}.txt`);
  });

  test.each(Object.entries(QUESTIONS))('explain: %s', async (file, words) => {
    const { code, out, err } = await run(['explain', ...words]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    await expect(out).toMatchFileSnapshot(`golden/cli/${file}`);
  });

  test('explain one turn', async () => {
    const { code, out } = await run(['explain', 'fixtures/support.csv', '-c', 'NT-1001', '-t', '1']);
    expect(code).toBe(0);
    await expect(out).toMatchFileSnapshot('golden/cli/explain-NT-1001-turn-1.txt');
  });
});

describe('the same input gives the same bytes', () => {
  test.each(runs)('%s as %s', async (file, format) => {
    expect((await score(file, format)).out).toBe((await firstScore(file, format)).out);
  });

  test.each(runs)('%s as %s by standard input, places aside', async (file, format) => {
    const stdin = await readFile(path.join(ROOT, 'fixtures', file));
    const piped = await run(['score', '-', '--format', format, '--quiet'], { stdin });
    const places = (text: string) => text.replaceAll(`fixtures/${file}`, '<stdin>').replace(/\s+/g, ' ');
    expect(places(piped.out)).toBe(places((await firstScore(file, format)).out));
  });
});

describe('a folder', () => {
  let cwd: string;
  beforeAll(async () => {
    cwd = await mkdtemp(path.join(tmpdir(), 'attune-golden-'));
    await mkdir(path.join(cwd, 'in/a'), { recursive: true });
    // Written in another order than they are read in.
    for (const [file, to] of [
      ['support.csv', 'z.csv'],
      ['chat.json', 'a/chat.json'],
      ['calls.ndjson', 'b.ndjson'],
    ]) {
      await cp(path.join(ROOT, 'fixtures', file!), path.join(cwd, 'in', to!));
    }
  });
  afterAll(() => rm(cwd, { recursive: true }));

  test('is read in the order of its paths, as the files by name are', async () => {
    const folder = await run(['score', 'in', '-f', 'ndjson'], { cwd });
    const files = await run(['score', 'in/z.csv', 'in/b.ndjson', 'in/a/chat.json', '-f', 'ndjson'], { cwd });
    const lines = folder.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const order = [...new Set(lines.slice(0, -1).map(({ source }) => source.path))];
    expect(order).toEqual(['in/a/chat.json', 'in/b.ndjson', 'in/z.csv']);
    expect(lines.at(-1).accounts.files).toBe(3);
    expect(files.out).toBe(folder.out);
  });
});
