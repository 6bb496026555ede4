/** Files that can't be read or written: one clear line, exit code 2, and nothing half-written. */

import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cannotRead, cannotWrite } from '../src/run/failure.ts';
import { expandInputs } from '../src/run/inputs.ts';
import { openJournal } from '../src/run/journal.ts';
import { writeWhole } from '../src/run/output.ts';
import { ended, ROOT, run } from './helpers/run.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'attune-failure-'));
const at = (name: string) => path.join(cwd, name);
const program = path.join(ROOT, 'bin/attune.js');
const CALLS = path.join(ROOT, 'fixtures/calls.ndjson');
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe('what the system says, in words', () => {
  const error = (code: string) => Object.assign(new Error(`${code}: of the system, open '/x'`), { code });
  test.each([
    ['ENOENT', 'it is not there', 'its folder does not exist'],
    ['ENOTDIR', 'its folder is a file', 'its folder is a file'],
    ['EACCES', 'no permission', 'no permission'],
    ['EPERM', 'no permission', 'no permission'],
    ['EISDIR', 'this is a folder', 'this is a folder; name a file in it'],
    ['EROFS', 'EROFS', 'the disk is read-only'],
    ['ENOSPC', 'ENOSPC', 'the disk is full'],
    ['EMFILE', 'EMFILE', 'too many files are open'],
    ['EDQUOT', 'EDQUOT', 'the disk quota is used up'],
    ['EIO', 'EIO', 'EIO'],
  ])('%s', (code, reading, writing) => {
    expect(cannotRead('a.csv', error(code)).messages).toEqual([`a.csv: cannot be read: ${reading}`]);
    expect(cannotWrite('a.csv', error(code)).messages).toEqual([`a.csv: cannot be written: ${writing}`]);
  });
  test('and what it is, where the name alone does not tell', () => {
    expect(cannotWrite('/tmp/x', error('ENOSPC'), 'a temporary file; set TMPDIR').messages).toEqual([
      '/tmp/x: cannot be written: the disk is full (a temporary file; set TMPDIR)',
    ]);
  });
});

describe('a full disk', () => {
  test.each([
    ['report', ['report', 'scored.ndjson', '--format', 'csv=/dev/full']],
    ['report, as NDJSON', ['report', 'scored.ndjson', '--format', 'ndjson=/dev/full', '--quote', 'full']],
  ])('ends %s with one line', async (_, words) => {
    const made = await run(['score', CALLS, '--format', 'ndjson=scored.ndjson', '-q'], { cwd });
    expect(made.code).toBe(0);
    const { code, out, err } = await run([...words, '-q'], { cwd });
    expect([code, out, err]).toEqual([2, '', 'attune: /dev/full: cannot be written: the disk is full\n']);
    expect(readdirSync(cwd)).toEqual(['scored.ndjson']);
    rmSync(at('scored.ndjson'));
  });

  // What is written beside a file is sent to the full disk by a link.
  test('leaves no part of a file that is written at once', async () => {
    symlinkSync('/dev/full', at('x.part'));
    await expect(writeWhole(at('x'), 'text', 'x')).rejects.toThrow(
      /^x: cannot be written: the disk is full$/,
    );
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('leaves no part of a new rubric, and names it', async () => {
    symlinkSync('/dev/full', at('house.yaml.part'));
    const { code, err } = await run(['rubric', 'new', 'house.yaml', '--extends', 'empathy'], { cwd });
    expect([code, err]).toEqual([2, 'attune: house.yaml: cannot be written: the disk is full\n']);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('a new rubric takes no name that a link has, though it leads nowhere', async () => {
    symlinkSync('nowhere.yaml', at('house.yaml'));
    const { code, err } = await run(['rubric', 'new', 'house.yaml', '--extends', 'empathy'], { cwd });
    expect([code, err]).toEqual([2, 'attune: house.yaml: exists already; name another file\n']);
    expect(readdirSync(cwd)).toEqual(['house.yaml']);
    rmSync(at('house.yaml'));
  });

  test('leaves no part of a report; its journal stays for another run', async () => {
    symlinkSync('/dev/full', at('out.ndjson.part'));
    const words = ['score', CALLS, '--format', 'ndjson=out.ndjson', '--resume', '-q'];
    const { code, err } = await run(words, { cwd });
    expect([code, err]).toEqual([2, 'attune: out.ndjson: cannot be written: the disk is full\n']);
    expect(readdirSync(cwd)).toEqual(['out.ndjson.resume']);
    expect((await run(words, { cwd })).code).toBe(0);
    expect(readdirSync(cwd)).toEqual(['out.ndjson']);
    rmSync(at('out.ndjson'));
  });

  test('is told of the journal too', async () => {
    await expect(openJournal('/dev/full', 'out.resume', {}, false)).rejects.toThrow(
      /^out\.resume: cannot be written: the disk is full$/,
    );
  });
});

describe('an input that goes', () => {
  test('between being found and being opened ends the run with one line, and the others go on', async () => {
    writeFileSync(at('a.csv'), 'id,role,text\n1,customer,Hi\n1,agent,Hello\n');
    writeFileSync(at('b.csv'), 'id,role,text\n2,customer,Hi\n2,agent,Hello\n');
    const files = await expandInputs(['a.csv'], { cwd, stdin: process.stdin });
    rmSync(at('a.csv'));
    const read = async () => {
      for await (const _ of files[0]!.open());
    };
    await expect(read()).rejects.toThrow(/^a\.csv: cannot be read: it is not there$/);
    rmSync(at('b.csv'));
  });
});

test('a checkout that is not built says what to run', () => {
  mkdirSync(at('bin'));
  copyFileSync(program, at('bin/attune.js'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [at('bin/attune.js'), '--version'], {
    encoding: 'utf8',
  });
  expect([status, stdout, stderr]).toEqual([2, '', 'attune: this checkout is not built; run: npm ci\n']);
  rmSync(at('bin'), { recursive: true });
});

/** Somebody who may not do everything: root can be nobody for a while. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const asNobody = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
const able =
  process.platform !== 'win32' &&
  spawnSync(process.execPath, [program, '--version'], { ...asNobody, cwd: '/' }).status === 0;
if (!able)
  process.stderr.write('failure.test: nobody can run the program here, so permissions are SKIPPED\n');

describe.skipIf(!able)('no permission', () => {
  beforeAll(() => {
    chmodSync(cwd, 0o755);
    mkdirSync(at('shut'), { mode: 0o500 });
    mkdirSync(at('hidden'), { mode: 0o700 });
    mkdirSync(at('own'), { mode: 0o700 });
    writeFileSync(at('calls.ndjson'), '{"id":"a","turns":[{"role":"agent","text":"Hello, I am sorry."}]}\n');
    writeFileSync(at('secret.ndjson'), 'x', { mode: 0o000 });
    writeFileSync(at('house.yaml'), 'x', { mode: 0o000 });
    if (isRoot) for (const name of ['shut', 'own']) chownSync(at(name), NOBODY, NOBODY);
    else chmodSync(at('hidden'), 0o000);
  });

  async function attempted(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [program, ...words], {
      ...asNobody,
      cwd,
      env: { ...process.env, ...env },
      stdio: 'pipe',
    });
    child.stdin.on('error', () => {});
    child.stdin.end();
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended(child)]);
    return { code, out, err };
  }

  test.each([
    [['score', 'calls.ndjson', '--format', 'ndjson=shut/x'], 'shut/x: cannot be written: no permission'],
    [
      ['score', 'calls.ndjson', '--format', 'ndjson=shut/x', '--format', 'csv=own/y'],
      'shut/x: cannot be written: no permission',
    ],
    [
      ['score', 'calls.ndjson', '--format', 'csv=own/y', '--format', 'ndjson=shut/x'],
      'shut/x: cannot be written: no permission',
    ],
    [
      ['score', 'calls.ndjson', '--out', 'calls.ndjson/x', '--format', 'ndjson'],
      'calls.ndjson/x: cannot be written: its folder is a file',
    ],
    [['lint', CALLS, '--format', 'json=shut/x'], 'shut/x: cannot be written: no permission'],
    [
      ['rubric', 'new', 'shut/house.yaml', '--extends', 'empathy'],
      'shut/house.yaml: cannot be written: no permission',
    ],
    [['score', 'secret.ndjson'], 'secret.ndjson: cannot be read: no permission'],
    [['score', 'hidden'], 'hidden: cannot be read: no permission'],
    [['score', 'hidden/calls.csv'], 'hidden/calls.csv: cannot be read: no permission'],
    [['report', 'secret.ndjson'], 'secret.ndjson: cannot be read: no permission'],
    [['score', 'calls.ndjson', '--rubric', './house.yaml'], './house.yaml: cannot be read: no permission'],
    [['calibrate', 'secret.ndjson'], 'secret.ndjson: cannot be read: no permission'],
  ])('%j', async (words, message) => {
    expect(await attempted([...words])).toEqual({ code: 2, out: '', err: `attune: ${message}\n` });
    expect([readdirSync(at('shut')), readdirSync(at('own'))]).toEqual([[], []]);
  });

  test('a journal that cannot be written', async () => {
    mkdirSync(at('own/out.ndjson.resume'));
    const { code, err } = await attempted([
      'score',
      'calls.ndjson',
      '--format',
      'ndjson=own/out.ndjson',
      '--resume',
    ]);
    expect([code, err]).toEqual([
      2,
      'attune: own/out.ndjson.resume: cannot be written: this is a folder; name a file in it\n',
    ]);
    rmSync(at('own/out.ndjson.resume'), { recursive: true });
    expect(readdirSync(at('own'))).toEqual([]);
  });

  test('a temporary file that cannot be written', async () => {
    const { code, err } = await attempted(['score', 'calls.ndjson', '--format', 'json=own/out.json', '-q'], {
      TMPDIR: at('shut'),
    });
    expect(code).toBe(2);
    expect(err).toMatch(
      /^attune: \S+\/shut\/attune-[\w-]+: cannot be written: no permission \(a temporary file; set TMPDIR to .*\)\n$/,
    );
    expect(readdirSync(at('own'))).toEqual([]);
  });

  test('one input of several that cannot be read is told, and the others are scored', async () => {
    const { code, out, err } = await attempted(['score', 'calls.ndjson', 'secret.ndjson', '-f', 'ndjson']);
    expect(code).toBe(0);
    expect(out).toContain('"id":"a"');
    expect(err).toContain('attune: secret.ndjson: error: cannot be read: no permission\n');
  });
});
