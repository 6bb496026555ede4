/** The whole command on the shared samples of real macros, where they are at hand: it adds up, in every format. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LINT_REPORTERS } from '../src/report/lint/index.ts';
import { lintReportSchema } from '../src/report/lint/schema.ts';
import { repository } from './helpers/repository.ts';
import { run } from './helpers/run.ts';

const SAMPLES = path.resolve(import.meta.dirname, '../../shared/samples/macros');
const present = existsSync(SAMPLES);
if (!present) process.stderr.write(`lint-samples.test.ts: skipped, there are no samples in ${SAMPLES}\n`);

const MINUTES = 60_000;
const repo = repository();
afterAll(() => repo.remove());

describe.skipIf(!present)('the samples', () => {
  test('are linted, counted and reported', { timeout: 5 * MINUTES }, async () => {
    const formats = Object.keys(LINT_REPORTERS).flatMap((name) => ['--format', `${name}=out.${name}`]);
    const { code, err } = await run(['lint', SAMPLES, ...formats], { cwd: repo.cwd });
    // What they hold is not ours to mend.
    expect([0, 1]).toContain(code);
    expect(err).not.toMatch(/cannot be|undefined|NaN/);

    const report = lintReportSchema.parse(JSON.parse(repo.read('out.json')));
    const { macros, linted, skipped } = report.accounts;
    expect(macros).toBeGreaterThan(500);
    expect(Object.values(skipped).reduce((a, b) => a + b, linted)).toBe(macros);
    expect(report.macros).toHaveLength(linted);
    const ids = report.macros.map(({ path, id }) => JSON.stringify([path, id]));
    expect(new Set(ids).size).toBe(ids.length);
    const fingerprints = report.findings.map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
    expect(report.macros.reduce((sum, macro) => sum + macro.findings, 0)).toBe(
      report.findings.filter(({ macro }) => macro !== undefined).length,
    );
    expect(JSON.parse(repo.read('out.sarif')).runs[0].results).toHaveLength(report.findings.length);
    expect(JSON.parse(repo.read('out.codequality'))).toHaveLength(report.findings.length);
    expect(repo.read('out.tap')).toMatch(/^TAP version 14\n1\.\.\d+\n/);
    expect(repo.read('out.checkstyle').match(/<error /g)).toHaveLength(report.findings.length);
  });
});
