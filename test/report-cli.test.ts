/** `attune report`: what it reads back, leaves out, compares, and refuses. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT, run } from './helpers/run.ts';

let cwd = '';
const report = (...words: string[]) => run(['report', ...words], { cwd });
const read = (name: string) => readFile(path.join(cwd, name), 'utf8');
const fixture = (name: string) => path.join(ROOT, 'fixtures', name);

beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'attune-report-'));
  const score = (...words: string[]) => run(['score', ...words, '-q'], { cwd });
  await score(fixture('support.csv'), '-f', 'ndjson=a.ndjson', '-f', 'json=a.json', '--quote', 'full');
  await score(fixture('calls.ndjson'), '-f', 'ndjson=b.ndjson', '--quote', 'full');
  await score(fixture('support.csv'), fixture('calls.ndjson'), '-f', 'ndjson=both.ndjson', '--quote', 'full');
  await score(fixture('support.csv'), '-r', 'strict', '-f', 'ndjson=strict.ndjson');
  await writeFile(path.join(cwd, 'a.ndjson.gz'), gzipSync(await readFile(path.join(cwd, 'a.ndjson'))));
});
afterAll(() => rm(cwd, { recursive: true }));

interface Line {
  readonly kind: string;
  readonly id: string;
  readonly channel?: string;
  readonly rows: number;
}
const parsed = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const conversations = (text: string) => parsed(text).filter(({ kind }) => kind === 'conversation');
const summaryOf = (text: string) => JSON.parse(text.trimEnd().split('\n').at(-1)!);

describe('what was scored comes back', () => {
  test.each(['a.ndjson', 'a.json', 'a.ndjson.gz'])('%s gives the bytes of its run', async (name) => {
    const { code, out } = await report(name, '-f', 'ndjson', '-q');
    expect({ code, out }).toEqual({ code: 0, out: await read('a.ndjson') });
  });

  test('standard input, too', async () => {
    const { out } = await run(['report', '-', '-f', 'ndjson', '-q'], { cwd, stdin: await read('a.ndjson') });
    expect(out).toBe(await read('a.ndjson'));
  });

  test.each(['terminal', 'json', 'csv'])('as %s, as if it were scored now', async (format) => {
    const now = await run(['score', fixture('support.csv'), '-f', format, '-q', '--quote', 'full'], { cwd });
    expect((await report('a.ndjson', '-f', format, '-q')).out).toBe(
      format === 'json'
        ? withoutDiagnostics(now.out)
        : format === 'terminal'
          ? withoutInput(now.out)
          : now.out,
    );
  });

  test('several parts are one run over all of them', async () => {
    const { out } = await report('a.ndjson', 'b.ndjson', '-f', 'ndjson', '-q', '--group-by', 'agent,channel');
    const one = await report('both.ndjson', '-f', 'ndjson', '-q', '--group-by', 'agent,channel');
    expect(summaryOf(out)).toEqual(summaryOf(one.out));
    expect(summaryOf(out).accounts).toEqual(summaryOf(await read('both.ndjson')).accounts);
  });

  test('a file without its summary counts for what it holds', async () => {
    const lines = (await read('a.ndjson')).trimEnd().split('\n');
    await writeFile(path.join(cwd, 'part.ndjson'), `${lines.slice(0, 3).join('\n')}\n`);
    const { accounts } = summaryOf((await report('part.ndjson', '-f', 'ndjson', '-q')).out);
    const rows = parsed(lines.slice(0, 3).join('\n')).reduce((sum, line) => sum + line.rows, 0);
    expect(accounts).toMatchObject({ read: rows, scored: rows, skipped: 0, quarantined: 0 });
  });
});

/** A report made later has no notice of how the transcripts were read. */
const withoutDiagnostics = (text: string): string => {
  const document = JSON.parse(text);
  return `${JSON.stringify({ ...document, diagnostics: [] }, null, 2)}\n`;
};
const withoutInput = (text: string): string => text.replace(/\nInput\n(?: .*\n)+/, '');

describe('a choice', () => {
  test('is what --where says, and what it leaves out is skipped', async () => {
    const all = conversations(await read('both.ndjson'));
    const { out, err } = await report('both.ndjson', '-f', 'ndjson', '--where', 'channel = chat');
    const chats = all.filter(({ channel }) => channel === 'chat');
    expect(conversations(out).map(({ id }) => id)).toEqual(chats.map(({ id }) => id));
    const { accounts } = summaryOf(out);
    expect(accounts.scored).toBe(chats.reduce((sum, { rows }) => sum + rows, 0));
    expect(accounts.scored + accounts.skipped + accounts.quarantined).toBe(accounts.read);
    expect(err).toContain(`${all.length - chats.length} conversations left out`);
  });

  test('by a column that nobody has says so', async () => {
    const { err } = await report('a.ndjson', '--where', 'chanel = chat', '-f', 'ndjson');
    expect(err).toContain('--where: no conversation has a column "chanel"');
  });

  test('by time leaves out what has no date', async () => {
    const { out, err } = await report(
      'both.ndjson',
      '-f',
      'ndjson',
      '--since',
      '2025-03-10',
      '--until',
      '2025-03-12',
    );
    expect(conversations(out).length).toBeGreaterThan(0);
    for (const line of conversations(out))
      expect(line).toMatchObject({ startedAt: expect.stringMatching(/^2025-03-1[012]/) });
    expect(err).toMatch(/\d+ conversations have no date/);
  });
});

describe('groups', () => {
  test('by month, and nested', async () => {
    const { groups } = summaryOf(
      (await report('a.ndjson', '-f', 'ndjson', '-q', '--group-by', 'month,channel/agent,channel/month')).out,
    );
    expect(Object.keys(groups)).toEqual(['channel/agent', 'channel/month', 'month']);
    const keys = groups['channel/agent'].map(({ key }: { key: string }) => key);
    expect(keys).toContain('chat / Amara Obi');
    const n = (column: string) =>
      groups[column].reduce(
        (sum: number, g: { tally: { conversations: number } }) => sum + g.tally.conversations,
        0,
      );
    expect(n('channel/month')).toBe(n('month'));
    // A conversation of two agents is in two groups.
    expect(n('channel/agent')).toBeGreaterThanOrEqual(n('month'));
  });
});

describe('a comparison', () => {
  test('with another run of the same conversations is paired', async () => {
    const { code, out } = await report('a.ndjson', '-f', 'ndjson', '-q', '--compare', 'strict.ndjson');
    const { against } = summaryOf(out);
    expect(code).toBe(0);
    expect(against.paired).toBe(against.overall.after.scored);
    const { before, after, change } = against.overall;
    if (change !== null) expect(change.difference).toBeCloseTo(after.mean - before.mean, 0);
  });

  test('with itself finds nothing', async () => {
    const { against } = summaryOf(
      (await report('both.ndjson', '-f', 'ndjson', '-q', '--compare', 'both.ndjson')).out,
    );
    expect(against.overall.change).toEqual({ difference: 0, low: 0, high: 0, changed: false });
    for (const shift of Object.values(against.labels) as { change: { difference: number } | null }[])
      expect(shift.change?.difference ?? 0).toBe(0);
  });

  test('with a period takes it out of the report', async () => {
    const words = ['both.ndjson', '-f', 'ndjson', '-q', '--compare', '2025-03..2025-03-10'];
    const { out } = await report(...words);
    for (const line of conversations(out))
      expect(line).not.toMatchObject({ startedAt: expect.stringMatching(/^2025-03-(0|10)/) });
    const { against, overall } = summaryOf(out);
    expect(against.conversations + overall.tally.conversations).toBe(
      conversations(await read('both.ndjson')).length,
    );
    expect(against.conversations).toBeGreaterThan(0);
    expect(against.paired).toBe(0);
  });

  test('is a gate', async () => {
    const scores = (await read('both.ndjson'))
      .trimEnd()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    const better = scores.map((c) =>
      c.score.normalized === null
        ? c
        : { ...c, score: { ...c.score, normalized: Math.min(100, c.score.normalized + 30) } },
    );
    await writeFile(
      path.join(cwd, 'better.ndjson'),
      better.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
    const gate = (max: string, now: string, base: string) =>
      report(now, '-f', 'ndjson=x.ndjson', '--compare', base, '--max-drop', max);
    const failed = await gate('5', 'both.ndjson', 'better.ndjson');
    expect(failed.code).toBe(1);
    expect(failed.err).toMatch(
      /mean score fell by \d+(\.\d+)? \(.* to .*\) since better\.ndjson, by more than 5/,
    );
    expect((await gate('50', 'both.ndjson', 'better.ndjson')).code).toBe(0);
    expect((await gate('5', 'better.ndjson', 'both.ndjson')).code).toBe(0);
  });
});

describe('refused', () => {
  test.each([
    [['nobody.ndjson'], 'nobody.ndjson: no such file'],
    [[fixture('calls.ndjson')], 'calls.ndjson:1: is no scored conversation; score transcripts first'],
    [[fixture('support.csv')], 'support.csv:1: is no JSON'],
    [
      ['a.ndjson', 'strict.ndjson'],
      /strict\.ndjson:1: scored with .*, and a\.ndjson:1 with .*; report them apart/,
    ],
    [['a.ndjson', '--where', 'score ='], '--where: a value is expected at character 8'],
    [['a.ndjson', '--since', 'May'], '--since May: write a day'],
    [['a.ndjson', '--max-drop', '2'], '--max-drop needs something to compare with'],
    [['a.ndjson', '--rubric', 'sales'], '--rubric sales: the conversations were scored with another rubric'],
    [
      ['a.ndjson', '--compare', '1999..1999'],
      '--compare 1999..1999: no conversation that is chosen is in it',
    ],
  ])('%j', async (words, message) => {
    const { code, err } = await report(...words);
    expect(code).toBe(2);
    expect(err).toMatch(
      message instanceof RegExp ? message : new RegExp(message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')),
    );
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a broken line alone is set aside', async () => {
    const lines = (await read('a.ndjson')).trimEnd().split('\n');
    await writeFile(
      path.join(cwd, 'broken.ndjson'),
      [lines[0], '{"kind":"conv', ...lines.slice(1), ''].join('\n'),
    );
    const { code, out, err } = await report('broken.ndjson', '-f', 'ndjson', '--strict');
    expect(code).toBe(3);
    expect(err).toContain('broken.ndjson:2: error: is no JSON');
    expect(conversations(out)).toHaveLength(lines.length - 1);
    const { read: n, scored, skipped, quarantined } = summaryOf(out).accounts;
    expect({ n, quarantined }).toEqual({ n: scored + skipped + quarantined, quarantined: 1 });
  });
});

test('a rubric that is not at hand shows ids', async () => {
  await writeFile(
    path.join(cwd, 'house.yaml'),
    'id: house\nversion: 1.0.0\nextends: empathy\ntitle: Our house\n',
  );
  await run(['score', fixture('support.csv'), '-r', 'house.yaml', '-f', 'ndjson=house.ndjson', '-q'], {
    cwd,
  });
  const without = await report('house.ndjson', '--limit', '0');
  expect(without.err).toContain('the rubric house 1.0.0 is not at hand');
  const withIt = await report('house.ndjson', '--limit', '0', '--rubric', 'house.yaml');
  expect(withIt.err).toBe('');
  expect(withIt.out).toContain('Our house');
});
