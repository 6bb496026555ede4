/** Ctrl-C and its kin, whatever is being written: nothing half-written stays, and the exit code says what happened. */

import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { onInterrupted } from '../src/run/interrupt.ts';
import { fileSink } from '../src/run/output.ts';
import { ended, ROOT, start } from './helpers/run.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'attune-interrupt-'));
const at = (name: string) => path.join(cwd, name);
const macros = path.join(ROOT, 'fixtures/macros');
afterEach(() => {
  for (const name of readdirSync(cwd)) rmSync(at(name));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Commands that wait for standard input when their output is open. */
const WRITERS: readonly (readonly [command: string, words: readonly string[], file: string])[] = [
  ['score', ['score', '-', '--format', 'ndjson=out.ndjson'], 'out.ndjson'],
  ['report', ['report', '-', '--format', 'csv=out.csv'], 'out.csv'],
  ['highlights', ['highlights', '-', '--out', 'out.md'], 'out.md'],
  ['sample', ['sample', '-', '--out', 'out.csv'], 'out.csv'],
  ['trace', ['trace', '-', '--macros', macros, '--format', 'csv=out.csv'], 'out.csv'],
  ['lint', ['lint', '-', '--format', 'json=out.json'], 'out.json'],
];

/** Starts a command and waits until it has begun to write. */
async function writing(words: readonly string[], file: string) {
  const child = start(words, { cwd });
  const [err, end] = [text(child.stderr!), ended(child)];
  while (!existsSync(at(`${file}.part`)) && child.exitCode === null) await setTimeout(2);
  return { child, err, end };
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s', (signal, code) => {
  test.each(WRITERS)('ends %s, which leaves nothing', async (_, words, file) => {
    const { child, err, end } = await writing(words, file);
    expect(readdirSync(cwd)).toEqual([`${file}.part`]);
    child.kill(signal);
    expect([await end, await err]).toEqual([code, 'attune: interrupted\n']);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

test('what was there before an interrupted run is there after it', async () => {
  const before = await fileSink(at('out.csv'), 'out.csv');
  await before.write('old');
  await before.close();
  const { child, end } = await writing(['report', '-', '--format', 'csv=out.csv'], 'out.csv');
  child.kill('SIGINT');
  expect(await end).toBe(130);
  expect(readdirSync(cwd)).toEqual(['out.csv']);
});

test('signals are the system’s again when nothing is left to take back', async () => {
  const heard = () => process.listenerCount('SIGINT') + process.listenerCount('SIGTERM');
  const before = heard();
  const off = [onInterrupted(() => {}), onInterrupted(() => {})];
  expect(heard()).toBe(before + 2);
  off[0]!();
  expect(heard()).toBe(before + 2);
  off[1]!();
  expect(heard()).toBe(before);
  for (const settle of ['close', 'abandon'] as const) {
    const sink = await fileSink(at('x'), 'x');
    expect(heard()).toBe(before + 2);
    await sink[settle]();
    expect(heard()).toBe(before);
  }
  await expect(fileSink(at('no/such'), 'no/such')).rejects.toThrow('its folder does not exist');
  expect(heard()).toBe(before);
});
