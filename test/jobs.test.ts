/** Worker threads: the same bytes with any number of them, and a thread that ends costs one conversation at most. */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadRubric } from '../src/rubric/index.ts';
import { openPool } from '../src/run/pool.ts';
import { rubricFinder } from '../src/run/rubrics.ts';
import { type Chunk, packChunk, unpack } from '../src/run/work.ts';
import { ended, ROOT, run, start } from './helpers/run.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'attune-jobs-'));
const at = (name: string) => path.join(cwd, name);
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

const line = (id: string, said = 'I am really upset about this.') =>
  `${JSON.stringify({
    conversation_id: id,
    agent: `a-${id.length}`,
    turns: [
      { role: 'customer', text: said },
      { role: 'agent', text: 'I am sorry, that is frustrating. Call me on 555-010-0199, Maria Bell.' },
    ],
  })}\n`;

beforeAll(() => {
  // More than the first block, with lines of every kind in the others.
  const lines = Array.from({ length: 400 }, (_, n) => {
    if (n % 50 === 7) return 'no json\n';
    if (n % 50 === 9) return line(`c${n}`).replace('"agent","text"', '"bot","text"');
    return line(`c${n}`);
  });
  writeFileSync(at('many.ndjson'), lines.join(''));
});

describe('any number of workers', () => {
  const FORMATS = ['ndjson', 'json', 'csv', 'html', 'xlsx', 'parquet', 'markdown', 'terminal', 'coaching'];
  const inputs = [
    at('many.ndjson'),
    ...['calls.ndjson', 'chat.json', 'support.csv'].map((name) => path.join(ROOT, 'fixtures', name)),
  ];

  /** Hashes of the reports, and what was said. */
  async function reports(jobs: number, formats: readonly string[], more: readonly string[] = []) {
    const outs = formats.map((format) => `j${jobs}.${format}`);
    const flags = formats.flatMap((format, i) => ['--format', `${format}=${outs[i]}`]);
    const child = start(['score', ...inputs, ...flags, '--jobs', String(jobs), ...more], { cwd });
    const err = await text(child.stderr!);
    const code = await ended(child);
    const hashes = outs.map((out) =>
      createHash('sha256')
        .update(readFileSync(at(out)))
        .digest('hex'),
    );
    return { code, err, hashes };
  }

  test('writes the same bytes in every format', { timeout: 120_000 }, async () => {
    const alone = await reports(1, FORMATS);
    expect(alone.code).toBe(0);
    expect(await reports(2, FORMATS)).toEqual(alone);
    expect(await reports(3, FORMATS)).toEqual(alone);
  });

  test('writes the same lines, redacted and by two rubrics', { timeout: 120_000 }, async () => {
    for (const more of [[], ['--redact'], ['-r', 'empathy', '-r', 'strict', '--quote', 'full']]) {
      const alone = await reports(1, ['ndjson'], more);
      expect([more, await reports(2, ['ndjson'], more)]).toEqual([more, alone]);
    }
  });

  test.each(['0', '-1', 'two', '1.5'])('--jobs %s is refused', async (jobs) => {
    const { code, err } = await run(['score', 'many.ndjson', '--jobs', jobs], { cwd });
    expect({ code, err }).toEqual({
      code: 2,
      err: `attune: --jobs ${jobs}: give a whole number from 1 up\n`,
    });
  });
});

describe('what V8 is told', () => {
  const file = pathToFileURL(path.join(ROOT, 'dist/run/v8.js')).href;

  test.each(['keepHeapSmall()', 'optimiseSparingly()', 'runAlone()', 'runWorkers(6)'])(
    'it knows: %s',
    async (call) => {
      // It complains of flags by itself, past everything that JavaScript could catch.
      const words = [
        '--input-type=module',
        '--eval',
        `import * as v8 from ${JSON.stringify(file)}; await v8.${call}`,
      ];
      const child = spawn(process.execPath, words, { stdio: 'pipe' });
      const err = await text(child.stderr);
      expect({ code: await ended(child), err }).toEqual({ code: 0, err: '' });
    },
  );
});

describe('a worker that ends', () => {
  /**
   * A worker that ends with whatever says so. None is driven out of memory here: one time in twenty Node ends the
   * whole process then, tests and all, and not the thread alone.
   */
  beforeAll(() => {
    const worker = pathToFileURL(path.join(ROOT, 'dist/run/worker.js')).href;
    writeFileSync(
      at('worker.mjs'),
      `import answer from ${JSON.stringify(worker)};
       export default (chunk) => {
         const said = chunk.kind === 'lines' ? Buffer.from(chunk.lines.bytes).toString() : chunk.json;
         if (said.includes('END-IT')) process.exit(3);
         return answer(chunk);
       };`,
    );
    writeFileSync(at('broken.mjs'), 'throw new Error("this worker never begins");');
  });
  const { hash } = loadRubric('empathy', rubricFinder(cwd));
  const job = { cwd, rubrics: [{ reference: 'empathy', hash }], reading: {}, groupBy: ['agent'] };
  const chunk = (...said: string[]): Chunk => ({
    kind: 'lines',
    lines: {
      path: 'calls.ndjson',
      number: 10,
      bytes: Buffer.from(said.map((words, i) => line(`c${i}`, words)).join('')),
    },
  });

  test('is replaced, and only the conversation that ends it is set aside', { timeout: 120_000 }, async () => {
    const pool = await openPool(job, 2, pathToFileURL(at('worker.mjs')).href);
    try {
      const [fine, ends] = await Promise.all(
        [chunk('Fine.', 'Good.'), chunk('Fine.', 'END-IT', 'Good.')].map(async (one) =>
          (await pool.work(packChunk(one)))!.map(unpack),
        ),
      );
      expect(fine!.map(({ counts }) => counts.conversations)).toEqual([2]);
      expect(ends!.map(({ counts }) => counts.conversations)).toEqual([1, 0, 1]);
      expect(ends!.flatMap(({ lost }) => lost.map(({ diagnostic }) => diagnostic))).toEqual([
        {
          severity: 'warning',
          kind: 'quarantined',
          place: { path: 'calls.ndjson', line: 11 },
          records: 1,
          message:
            'scoring it ended a worker twice (worker exited with code: 3), so it is set aside; split the conversation',
        },
      ]);
      // Those that came after are scored as ever.
      expect(
        (await pool.work(packChunk(chunk('Fine.'))))!.map((one) => unpack(one).counts.conversations),
      ).toEqual([1]);
    } finally {
      await pool.close();
    }
  });

  test('before it has begun leaves the work to others', async () => {
    const pool = await openPool(job, 1, pathToFileURL(at('broken.mjs')).href);
    expect(await pool.work(packChunk(chunk('Fine.')))).toBeUndefined();
    await pool.close();
  });

  test('keeps nothing of what it has answered', async () => {
    writeFileSync(
      at('bytes.mjs'),
      `export default () => ({ kind: 'worked', bytes: new Uint8Array(1 << 20) });`,
    );
    const pool = await openPool(job, 1, pathToFileURL(at('bytes.mjs')).href);
    try {
      const answers: WeakRef<Uint8Array>[] = [];
      for (let i = 0; i < 8; i++)
        answers.push(new WeakRef((await pool.work(packChunk(chunk('Fine.'))))![0]!));
      await setImmediate();
      collectGarbage();
      // The last may still be on its way.
      expect(answers.filter((answer) => answer.deref() !== undefined).length).toBeLessThan(3);
    } finally {
      await pool.close();
    }
  });

  test('with another rubric than the run began with is no good', async () => {
    const other = { ...job, rubrics: [{ reference: 'empathy', hash: 'sha256:0' }] };
    const pool = await openPool(other, 1, pathToFileURL(at('worker.mjs')).href);
    await expect(pool.work(packChunk(chunk('Fine.')))).rejects.toThrow('the rubric was changed');
    await pool.close();
  });
});

describe('an output that cannot be written', () => {
  test.each([
    ['a full disk', '/dev/full', /^attune: \/dev\/full: cannot be written: the disk is full\n$/],
    [
      'a folder that is not there',
      'no/such.ndjson',
      /^attune: no\/such\.ndjson: cannot be written: its folder does not exist\n$/,
    ],
    ['a folder', '.', /^attune: \.: this is a folder; name a file in it\n$/],
  ])('%s is one line, and nothing is left', async (_, out, message) => {
    for (const jobs of ['1', '2']) {
      const child = start(['score', 'many.ndjson', '--format', `ndjson=${out}`, '--jobs', jobs, '-q'], {
        cwd,
      });
      const err = await text(child.stderr!);
      expect(await ended(child)).toBe(2);
      expect(err).toMatch(message);
    }
    expect(readdirSync(cwd).filter((name) => /part|resume/.test(name))).toEqual([]);
  });
});
