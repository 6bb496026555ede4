/** Pairs of conversations that people have compared: the conversation score sides with them (SCORING §14). */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const PAIRS = path.resolve(ROOT, '../shared/gold/pairs.ndjson');
const there = existsSync(PAIRS);
if (!there)
  process.stderr.write('SKIPPED: judged pairs are not scored, ../shared/gold/pairs.ndjson is not there\n');

test.runIf(there)('the score sides with the judges in at least 80 % of the pairs', () => {
  const { stdout, status } = spawnSync(process.execPath, ['scripts/pairs.mjs', PAIRS], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  const [, sided, all] = /^([\d.]+) of (\d+) pairs/m.exec(stdout) ?? [];
  expect(Number(all)).toBeGreaterThan(40);
  expect(Number(sided) / Number(all)).toBeGreaterThanOrEqual(0.8);
});
