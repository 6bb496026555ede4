/** Files, folders, globs and stdin as arguments. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandInputs } from '../src/run/inputs.ts';

let cwd: string;
const io = () => ({
  cwd,
  stdin: (async function* () {
    yield Buffer.from('from stdin');
  })(),
});
const paths = async (...args: string[]) => (await expandInputs(args, io())).map((file) => file.path);

beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'attune-inputs-'));
  await mkdir(path.join(cwd, 'in/deep'), { recursive: true });
  await mkdir(path.join(cwd, 'none'));
  for (const name of ['in/b.csv', 'in/a.ndjson', 'in/deep/c.JSON', 'in/notes.md', 'odd[1].csv']) {
    await writeFile(path.join(cwd, name), name);
  }
});
afterAll(() => rm(cwd, { recursive: true }));

describe('expandInputs', () => {
  it.each([
    ['a file of any ending', ['in/notes.md'], ['in/notes.md']],
    ['a folder', ['in'], ['in/a.ndjson', 'in/b.csv', 'in/deep/c.JSON']],
    ['a glob', ['in/*.csv'], ['in/b.csv']],
    ['a name with brackets', ['odd[1].csv'], ['odd[1].csv']],
    ['the same file twice', ['in/b.csv', './in/b.csv', 'in/*.csv'], ['in/b.csv']],
    ['stdin', ['-'], ['<stdin>']],
  ])('expands %s', async (_, args, expected) => {
    expect(await paths(...args)).toEqual(expected);
  });

  it.each([
    ['calls.csv', 'calls.csv: no such file'],
    ['none', 'none: no transcripts in this folder (looked for .csv, .tsv, .json, .ndjson, .jsonl, .txt,'],
    ['in/*.xml', 'in/*.xml: matches no file'],
  ])('refuses %s', async (arg, message) => {
    await expect(paths(arg)).rejects.toThrow(message);
  });

  it('names every mistake at once', async () => {
    await expect(paths('x.csv', 'y.csv')).rejects.toMatchObject({
      messages: ['x.csv: no such file', 'y.csv: no such file'],
    });
  });

  it('opens what it found', async () => {
    const files = await expandInputs(['in/b.csv', '-'], io());
    const texts = await Promise.all(
      files.map(async (file) => {
        let text = '';
        for await (const chunk of file.open()) text += Buffer.from(chunk).toString();
        return text;
      }),
    );
    expect(texts).toEqual(['from stdin', 'in/b.csv']);
  });

  it('says so where a file cannot be read', async () => {
    const gone = path.join(cwd, 'gone.csv');
    await writeFile(gone, 'x');
    const [file] = await expandInputs(['gone.csv'], io());
    await rm(gone);
    const drain = async () => {
      for await (const _ of file!.open());
    };
    await expect(drain()).rejects.toThrow('gone.csv: cannot be read: it is not there');
  });
});
