/** Runs that are killed and gone on with end with the bytes of a run that was left alone. */

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ended, run, start } from './helpers/run.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'attune-resume-'));
const at = (name: string) => path.join(cwd, name);
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const LINES = [
  'My parcel never came and I am really upset about it, this is the third time.',
  'I understand how frustrating that is, and I am sorry about the parcel.',
  'Nobody has told me anything and I need it for my mother’s birthday.',
  'I will send a new one today, so that it is there on Friday.',
  'Thank you, I was so worried that I would have nothing to give her.',
  'Is there anything else that I can do for you?',
];

/** Conversations that differ in length and agent; a line in eleven is broken, and one in seven has no agent. */
function conversations(count: number): string {
  const lines = Array.from({ length: count }, (_, n) => {
    if (n % 11 === 5) return '{"broken": ';
    const turns = Array.from({ length: 2 + (n % 5) }, (_, i) => ({
      role: i % 2 === 0 ? 'customer' : n % 7 === 3 ? 'bot' : 'agent',
      text: LINES[(n + i) % LINES.length],
    }));
    return JSON.stringify({ conversation_id: `c${n}`, agent: `agent-${n % 9}`, turns });
  });
  return `${lines.join('\n')}\n`;
}

function table(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, n) => `t${Math.floor(n / 6)},${n % 2 ? 'agent' : 'customer'},"${LINES[n % LINES.length]}"`,
  );
  return `id,role,text\n${lines.join('\n')}\n`;
}

/** A small generator of numbers from 0 to 1 (mulberry32), so that every run of the test is the same. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const hash = (name: string) =>
  createHash('sha256')
    .update(readFileSync(at(name)))
    .digest('hex');
const size = (name: string) => (existsSync(at(name)) ? statSync(at(name)).size : 0);

beforeAll(() => {
  mkdirSync(at('in'));
  writeFileSync(at('in/a.csv'), table(900));
  writeFileSync(at('in/b.ndjson'), conversations(900));
});

describe('a run that is killed', () => {
  test.each<{ outs: readonly string[]; cycles: number }>([
    { outs: ['scores.ndjson'], cycles: 20 },
    { outs: ['scores.html', 'scores.xlsx'], cycles: 4 },
  ])('$cycles times ends with the same bytes: $outs', { timeout: 300_000 }, async ({ outs, cycles }) => {
    const formats = outs.flatMap((out) => ['--format', `${path.extname(out).slice(1)}=${out}`]);
    const words = ['score', 'in', ...formats, '--resume', '-q'];
    const journal = `${outs[0]}.resume`;
    const files = () => readdirSync(cwd).filter((name) => name.startsWith('scores'));
    expect(await ended(start([...words, '--jobs', '1'], { cwd }))).toBe(0);
    expect(files()).toEqual(outs);
    const whole = outs.map(hash);
    const clear = () => outs.map((out) => rmSync(at(out)));
    clear();
    const next = random(cycles);
    let kills = 0;
    for (let cycle = 0; cycle < cycles; cycle++) {
      const child = start([...words, '--jobs', String(1 + (cycle % 2))], { cwd });
      let over = false;
      const end = ended(child).finally(() => {
        over = true;
      });
      // Killed somewhere in the next piece of the journal, and sometimes before there is any.
      const goal = cycle % 5 === 4 ? 0 : size(journal) + 1 + Math.floor(next() * 60_000);
      while (!over && size(journal) < goal) await setTimeout(2);
      await setTimeout(Math.floor(next() * 20));
      child.kill('SIGKILL');
      if ((await end) === 'SIGKILL') {
        kills++;
        expect(outs.filter((out) => existsSync(at(out)))).toEqual([]);
      } else {
        expect(outs.map(hash)).toEqual(whole);
        clear();
      }
    }
    expect(kills).toBeGreaterThan(cycles / 2);
    expect(await ended(start([...words, '--jobs', '2'], { cwd }))).toBe(0);
    expect(outs.map(hash)).toEqual(whole);
    expect(files()).toEqual(outs);
    clear();
  });
});

describe('a run that is interrupted', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s says how to go on, and leaves nothing half-written', async (signal, code) => {
    const words = ['score', 'in', '--format', 'ndjson=int.ndjson', '--resume', '--jobs', '1'];
    const child = start(words, { cwd });
    const err = text(child.stderr!);
    while (size('int.ndjson.resume') < 1000) await setTimeout(2);
    child.kill(signal);
    expect(await ended(child)).toBe(code);
    expect(await err).toBe('attune: interrupted; the same command with --resume goes on from here\n');
    expect(readdirSync(cwd).filter((name) => name.startsWith('int'))).toEqual(['int.ndjson.resume']);
    rmSync(at('int.ndjson.resume'));
  });

  test('while it waits for standard input ends at once', async () => {
    const child = start(['score', '-', '--format', 'ndjson=waits.ndjson'], { cwd });
    const err = text(child.stderr!);
    while (!existsSync(at('waits.ndjson.part'))) await setTimeout(2);
    child.kill('SIGINT');
    expect(await ended(child)).toBe(130);
    expect(await err).toBe('attune: interrupted\n');
    expect(readdirSync(cwd).filter((name) => name.startsWith('waits'))).toEqual([]);
  });
});

describe('--resume', () => {
  /** Whether the journal holds the whole of its first record: a line that says how long it is, and so many bytes. */
  const hasRecord = (name: string): boolean => {
    const [receipt = '', line = ''] = existsSync(at(name))
      ? String(readFileSync(at(name))).split('\n', 2)
      : [];
    const [, , ...lengths] = line.split(' ').map(Number);
    const bytes = lengths.reduce((sum, length) => sum + length, 0);
    return bytes > 0 && size(name) >= Buffer.byteLength(`${receipt}\n${line}\n`) + bytes;
  };
  const interrupted = async (words: readonly string[]): Promise<void> => {
    const child = start(['score', 'in', ...words], { cwd });
    const end = ended(child);
    while (!hasRecord('out.ndjson.resume')) await setTimeout(2);
    child.kill('SIGKILL');
    await end;
  };

  test('goes on with nothing but the same run', async () => {
    const words = ['--format', 'ndjson=out.ndjson', '--resume', '--jobs', '1'];
    await interrupted(words);
    const other = await run(['score', 'in', ...words, '--group-by', 'channel', '--quote', 'full'], { cwd });
    expect(other).toEqual({
      code: 2,
      out: '',
      err: 'attune: out.ndjson.resume: the run that was interrupted had other --group-by, formats or --quote; run attune as then, or begin anew without --resume\n',
    });
    const kept = readFileSync(at('in/a.csv'));
    writeFileSync(at('in/a.csv'), String(kept).replace('parcel', 'packet'));
    const changed = await run(['score', 'in', ...words], { cwd });
    expect(changed.code).toBe(2);
    expect(changed.err).toContain('the input is no longer what it was');
    writeFileSync(at('in/a.csv'), kept);
    expect(size('out.ndjson.resume')).toBeGreaterThan(1000);
    expect(existsSync(at('out.ndjson'))).toBe(false);
    rmSync(at('out.ndjson.resume'));
  });

  test('takes a journal that ends anywhere', async () => {
    const words = [
      'score',
      'fixtures/support.csv',
      '-q',
      '--resume',
      '--format',
      `ndjson=${at('torn.ndjson')}`,
    ];
    expect((await run(words)).code).toBe(0);
    const whole = readFileSync(at('torn.ndjson'), 'utf8');
    for (const torn of ['', '{"version', 'no journal at all\n'.repeat(3)]) {
      writeFileSync(at('torn.ndjson.resume'), torn);
      const { code } = await run(words);
      expect([torn, code, readFileSync(at('torn.ndjson'), 'utf8')]).toEqual([
        torn,
        torn.includes('\n') ? 2 : 0,
        whole,
      ]);
    }
  });

  test.each([
    [['-', '-o', 'x.ndjson'], 'standard input cannot be read again'],
    [['in'], 'write to a file'],
  ])('refuses %j', async (words, why) => {
    const { code, err } = await run(['score', ...words, '--resume'], { cwd });
    expect(code).toBe(2);
    expect(err).toContain(why);
    expect(existsSync(at('x.ndjson.part'))).toBe(false);
  });
});
