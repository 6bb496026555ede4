/** Command-line arguments → the files to read; the one place that opens input files. */

import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { UserError } from '../errors.ts';
import { compareKeys } from '../keys.ts';
import { type ReadItem, type ReadOptions, read, type Scratch } from '../read/index.ts';

/** Endings that are looked for in folders, also with `.gz`; a file named outright is read whatever its ending. */
const INPUT_ENDINGS = [
  'csv',
  'tsv',
  'json',
  'ndjson',
  'jsonl',
  'txt',
  'vtt',
  'srt',
  'xlsx',
  'parquet',
  'zip',
] as const;

export interface InputFile {
  /** As shown to the user: POSIX, relative to the working directory; `<stdin>` for standard input. */
  readonly path: string;
  /** The bytes, opened when first asked for. Throws a UserError if the file cannot be read. */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** The same bytes once more; standard input can be read only once. */
  readonly reopen?: () => AsyncIterable<Uint8Array>;
}

/** How the content of a file is to be understood; the file itself is not part of it. */
export type Reading = Omit<ReadOptions, 'path' | 'reopen' | 'scratch'>;

/** Reads one input file, with all that a machine with a disk allows; throws as `read` does. */
export function readInput({ path, open, reopen }: InputFile, reading: Reading): AsyncGenerator<ReadItem> {
  return read(open(), { ...reading, ...(reopen && { reopen }), scratch: openScratch, path });
}

/** Where relative arguments start, and what `-` reads. */
export interface InputIo {
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array>;
}

/**
 * Expands files, folders (searched through), globs and `-` into files: each once, sorted by path. Throws one
 * UserError that names every argument that leads nowhere.
 */
export async function expandInputs(args: readonly string[], io: InputIo): Promise<InputFile[]> {
  const files = new Map<string, InputFile>();
  const mistakes: string[] = [];
  for (const arg of args) {
    if (arg === '-') {
      files.set('<stdin>', { path: '<stdin>', open: () => io.stdin });
      continue;
    }
    const found = await filesOf(arg, io.cwd);
    if (typeof found === 'string') mistakes.push(found);
    else for (const absolute of found) addFile(files, absolute, io.cwd);
  }
  if (mistakes.length > 0) throw new UserError(mistakes);
  return [...files.values()].sort((a, b) => compareKeys(a.path, b.path));
}

/** The absolute paths that one argument stands for, or what is wrong with it. */
async function filesOf(arg: string, cwd: string): Promise<string[] | string> {
  const absolute = path.resolve(cwd, arg);
  // A file that exists is meant literally, even if its name has brackets in it.
  const stats = await stat(absolute).catch(() => undefined);
  if (stats?.isDirectory()) {
    const found = await glob(`**/*.{${INPUT_ENDINGS.join(',')}}{,.gz}`, {
      cwd: absolute,
      absolute: true,
      caseSensitiveMatch: false,
      expandDirectories: false,
    });
    const endings = INPUT_ENDINGS.map((ending) => `.${ending}`).join(', ');
    return found.length > 0 ? found : `${arg}: no transcripts in this folder (looked for ${endings})`;
  }
  if (stats) return [absolute];
  if (!isDynamicPattern(arg)) return `${arg}: no such file`;
  const found = await glob(arg, { cwd, absolute: true, expandDirectories: false });
  return found.length > 0 ? found : `${arg}: matches no file`;
}

function addFile(files: Map<string, InputFile>, found: string, cwd: string): void {
  const absolute = path.normalize(found);
  const shown = path.relative(cwd, absolute).split(path.sep).join('/');
  const read = () => readFile(absolute, shown);
  files.set(shown, { path: shown, open: read, reopen: read });
}

async function* readFile(absolute: string, shown: string): AsyncGenerator<Uint8Array> {
  const stream: AsyncIterable<Uint8Array> = createReadStream(absolute);
  const chunks = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch((error: NodeJS.ErrnoException) => {
        throw new UserError(`${shown}: cannot be read (${error.code ?? error.message})`);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}

const SCRATCH_BYTES = 64 * 1024;

/**
 * A temporary file that only this user can read, for what a large table is sorted with: it holds what people
 * said, and goes with the program.
 */
export async function openScratch(): Promise<Scratch> {
  const folder = await mkdtemp(path.join(tmpdir(), 'attune-'));
  const file = path.join(folder, 'rows');
  const failed = (error: NodeJS.ErrnoException): never => {
    throw new UserError(
      `${file}: a temporary file cannot be written (${error.code ?? error.message}); set TMPDIR`,
    );
  };
  const handle: FileHandle = await open(file, 'wx+', 0o600).catch(failed);
  // Without a name, the system drops the file even if the program is killed; where that is not possible, later.
  await rm(file, { force: true }).catch(() => {});
  return {
    write: async (text) => {
      await handle.appendFile(text).catch(failed);
    },
    read: async function* () {
      for (let position = 0; ; ) {
        const { bytesRead, buffer } = await handle.read({
          buffer: Buffer.allocUnsafe(SCRATCH_BYTES),
          position,
        });
        if (bytesRead === 0) return;
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    },
    remove: async () => {
      await handle.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
