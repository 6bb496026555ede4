/** integrations/spark on a real cluster of this machine, where there are Java and a Python with PySpark. */

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { ended, ROOT } from './helpers/run.ts';

const PYTHON = process.env.ATTUNE_SPARK_PYTHON;
const JAVA = spawnSync(process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin/java') : 'java', [
  '-version',
]);
const there = PYTHON !== undefined && JAVA.status === 0 && process.platform === 'linux';
if (!there)
  process.stderr.write(
    'SKIPPED: Spark is not tried: it takes Linux, Java, and ATTUNE_SPARK_PYTHON naming a Python with pyspark and pyarrow; .ci/run installs one\n',
  );

const SCRIPT = path.join(ROOT, 'integrations/spark/tests/cluster.py');
/** What the script tries, by name: the pairs of its table CHECKS. */
const CHECKS = [
  ...readFileSync(SCRIPT, 'utf8')
    .split(/^CHECKS: /m)[1]!
    .matchAll(/^ {4}\("([^"]+)", \w+\),$/gm),
].map(([, name]) => name!);
const MINUTES = 60_000;

describe.runIf(there)('attune_spark', () => {
  const outcomes = new Map<string, { readonly ok: boolean; readonly error?: string }>();
  let stderr = '';

  beforeAll(async () => {
    const attune = `${process.execPath} ${path.join(ROOT, 'bin/attune.js')}`;
    const child = spawn(PYTHON!, [SCRIPT, attune, path.join(ROOT, 'fixtures/calls.ndjson')], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err, exit] = await Promise.all([text(child.stdout!), text(child.stderr!), ended(child)]);
    stderr = `ended with ${exit}: ${err.slice(-2000)}`;
    for (const line of out.trimEnd().split('\n')) {
      const { check, ...outcome } = JSON.parse(line);
      outcomes.set(check, outcome);
    }
  }, 15 * MINUTES);

  test.each(CHECKS)('%s', (name) => {
    const outcome = outcomes.get(name);
    expect(outcome, stderr).toBeDefined();
    expect(outcome!.ok, outcome!.error).toBe(true);
  });
});

test('the checks are known by name', () => {
  expect(CHECKS.length).toBeGreaterThan(10);
  expect(new Set(CHECKS).size).toBe(CHECKS.length);
});
