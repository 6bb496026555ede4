/** The loader of the bundle: with the code that V8 made, with somebody else's, and with none. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeFile, openProgram } from '../src/cli/compiled.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'attune-compiled-'));
  writeFileSync(
    path.join(folder, 'main.js'),
    `exports.sum = (a, b) => require('./other.js').add(a, b); exports.same = require('./other.js');
     exports.posix = require('node:path').posix.sep; exports.here = [__filename, __dirname];`,
  );
  writeFileSync(
    path.join(folder, 'other.js'),
    'globalThis.attuneRuns = (globalThis.attuneRuns ?? 0) + 1; exports.add = (a, b) => a + b;',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Main {
  sum(a: number, b: number): number;
  readonly same: unknown;
  readonly posix: string;
  readonly here: readonly string[];
}

function works(program: ReturnType<typeof openProgram>): void {
  const main = program.load('main.js') as Main;
  expect(main.sum(2, 3)).toBe(5);
  expect(main.posix).toBe('/');
  expect(main.here).toEqual([path.join(folder, 'main.js'), folder]);
  expect(program.load('other.js')).toBe(main.same);
}

/** Files whose code V8 refuses in another process: in this one it looks at none of a file that it has compiled before. */
function refusedElsewhere(program: string, names: readonly string[]): unknown {
  const script = `
    import { openProgram } from '${path.join(ROOT, 'dist/cli/compiled.js')}';
    const program = openProgram('${program}');
    for (const name of ${JSON.stringify(names)}) program.load(name);
    console.log(JSON.stringify(program.refused()));`;
  const { NODE_OPTIONS: _, ...env } = process.env;
  const words = ['--input-type=module', '-e', script];
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8', env }));
}

describe('a program of two files', () => {
  test('is loaded without any code beside it, each file once', () => {
    const before = Reflect.get(globalThis, 'attuneRuns') ?? 0;
    const program = openProgram(folder);
    works(program);
    expect(Reflect.get(globalThis, 'attuneRuns')).toBe(before + 1);
    expect([...program.code().keys()]).toEqual(
      ['main.js', 'other.js'].map((name) => path.join(folder, name)),
    );
  });

  test('is loaded with its code', () => {
    const program = openProgram(folder);
    works(program);
    for (const [file, code] of program.code()) writeFileSync(codeFile(file), code);
    expect(refusedElsewhere(folder, ['main.js', 'other.js'])).toEqual([]);
    works(openProgram(folder));
  });

  test.each([
    ['nothing', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('nothing of the kind')],
    ['what another V8 has made', () => readFileSync(codeFile(path.join(folder, 'main.js'))).fill(7, 4, 8)],
  ])('is compiled where its code is %s', (name, code) => {
    // V8 looks at no code of a file that it has compiled before, so each is another one.
    const file = `${name.replaceAll(' ', '-')}.js`;
    writeFileSync(path.join(folder, file), `exports.name = '${name}';`);
    writeFileSync(codeFile(path.join(folder, file)), code());
    const program = openProgram(folder);
    expect(program.load(file)).toEqual({ name });
    expect(program.refused()).toEqual([path.join(folder, file)]);
  });

  test('that is not there is an error', () => {
    expect(() => openProgram(path.join(folder, 'nowhere')).load('main.js')).toThrow('ENOENT');
  });
});

test('the code of the build fits the Node that built it', () => {
  expect(refusedElsewhere(path.join(ROOT, 'dist/program'), ['main.js', 'scoring.js', 'linting.js'])).toEqual(
    [],
  );
});
