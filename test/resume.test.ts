/** Runs that are killed and gone on with end with the bytes of a run that was left alone. */

import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
  return Array.from({ length: count }, (_, n) => {
    if (n % 11 === 5) return '{"broken": ';
    const role = n % 7 === 3 ? 'bot' : 'agent';
    const turns = Array.from({ length: 2 + (n % 5) }, (_, i) => ({
      role: i % 2 === 0 ? 'customer' : role,
      text: LINES[(n + i - (i % 2 ? (n % 2) + 1 : n % 2)) % 6 < 0 ? 0 : Math.abs(n + i) % 6],
    }));
    return JSON.stringify({ conversation_id: `c${n}`, agent: `agent-${n % 9}`, turns });
  })
    .join('\n')
    .concat('\n');
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

const hash = (name: string) => createHash('sha256').update(readFileSync(at(name))).digest('hex');
const size = (name: string) => (existsSync(at(name)) ? statSync(at(name)).size : 0);

beforeAll(() => {
  writeFileSync(at('calls.ndjson'), conversations(2400));
  writeFileSync(
    at('calls.csv'),
    `id,role,text\n${Array.from({ length: 3000 }, (_, n) => `c${Math.floor(n / 6)},${n % 2 ? 'agent' : 'customer'},"${LINES[n % 6]}"`).join('\n')}\n`,
  );
});

interface Case {
  readonly input: string;
  readonly out: string;
  readonly cycles: number;
}

describe('a run that is killed', () => {
  test.each<Case>([
    { input: 'calls.ndjson', out: 'scores.ndjson', cycles: 20 },
    { input: 'calls.csv', out: 'scores.html', cycles: 4 },
    { input: 'calls.ndjson', out: 'scores.xlsx', cycles: 3 },
  ])('$cycles times ends with the same $out', { timeout: 300_000 }, async ({ input, out, cycles }) => {
    const format = path.extname(out).slice(1);
    const words = ['score', input, '--format', `${format}=${out}`, '--resume', '-q'];
    expect(await ended(start([...words, '--jobs', '1'], { cwd }))).toBe(0);
    const whole = hash(out);
    rmSync(at(out));
    const journal = `${out}.resume`;
    expect(existsSync(at(journal))).toBe(false);
    const next = random(cycles);
    let kills = 0;
    let furthest = 0;
    for (let cycle = 0; cycle < cycles; cycle++) {
      const child = start([...words, '--jobs', String(1 + (cycle % 3))], { cwd });
      const end = ended(child);
      let over = false;
      end.then(() => {
        over = true;
      });
      // Killed somewhere in the next piece of the journal, and sometimes before it has begun.
      const goal = cycle % 5 === 4 ? 0 : size(journal) + 1 + Math.floor(next() * 60_000);
      while (!over && size(journal) < goal) await setTimeout(2);
      await setTimeout(Math.floor(next() * 20));
      child.kill('SIGKILL');
      if ((await end) === 'SIGKILL') {
        kills++;
        expect(existsSync(at(out))).toBe(false);
        expect(size(journal)).toBeGreaterThanOrEqual(Math.min(furthest, 1));
      } else {
        expect(hash(out)).toBe(whole);
        rmSync(at(out));
      }
      furthest = size(journal);
    }
    expect(kills).toBeGreaterThan(cycles / 2);
    expect(await ended(start([...words, '--jobs', '2'], { cwd }))).toBe(0);
    expect(hash(out)).toBe(whole);
    expect(readdirSync(cwd).filter((name) => name.startsWith(out))).toEqual([out]);
  });
});
