/** Command-line arguments → the files to read; the one place that opens input files. */

import { randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, type FileHandle, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { compareKeys } from '../keys.ts';
import { type Part, type ReadItem, type ReadOptions, read, readParts, type Scratch } from '../read/index.ts';
import { cannotRead, cannotWrite } from './failure.ts';

/** What to look for in folders; a file named outright is read whatever its ending. */
export interface Wanted {
  /** Of what the files should hold, for messages. */
  readonly what: string;
  readonly endings: readonly string[];
  /** Whether the files may be gzipped. */
  readonly gzip: boolean;
  /** Patterns of files that are left out, unless they are named outright. */
  readonly exclude: readonly string[];
}

export const TRANSCRIPT_ENDINGS = [
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
];
const TRANSCRIPTS: Wanted = { what: 'transcripts', endings: TRANSCRIPT_ENDINGS, gzip: true, exclude: [] };

export interface InputFile {
  /** As shown to the user: POSIX, relative to the working directory; `<stdin>` for standard input. */
  readonly path: string;
  /** The bytes, opened when first asked for. Throws a UserError if the file cannot be read. */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** The same bytes once more; standard input can be read only once. */
  readonly reopen?: () => AsyncIterable<Uint8Array>;
  /** How many bytes there are; standard input does not say. */
  readonly size?: () => Promise<number>;
  /** Whether it was only found, in a folder or by a pattern, and nobody has named it. */
  readonly found?: boolean;
}

/** How the content of a file is to be understood; the file itself is not part of it. */
export type Reading = Omit<ReadOptions, 'path' | 'reopen' | 'scratch'>;

/** Reads one input file, with all that a machine with a disk allows; throws as `read` does. */
export function readInput({ path, open, reopen }: InputFile, reading: Reading): AsyncGenerator<ReadItem> {
  return read(open(), { ...reading, ...(reopen && { reopen }), scratch: openScratch, path });
}

/**
 * As `readInput`, with the lines of large NDJSON files left to the caller. An aborted `signal` ends the reading, even
 * while it waits for input, and its reason is thrown.
 */
export function readInputParts(
  { path, open, reopen }: InputFile,
  reading: Reading,
  signal?: AbortSignal,
): AsyncGenerator<Part> {
  const until = (bytes: AsyncIterable<Uint8Array>) => (signal ? untilAborted(bytes, signal) : bytes);
  const again = reopen && { reopen: () => until(reopen()) };
  return readParts(until(open()), { ...reading, ...again, scratch: openScratch, path });
}

async function* untilAborted(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let fail = (_reason: unknown): void => {};
  const stop = (): void => fail(signal.reason);
  signal.addEventListener('abort', stop);
  const pieces = bytes[Symbol.asyncIterator]();
  try {
    for (;;) {
      // Not by Promise.race with one promise for all of them, which would keep every piece for as long as it waits.
      const next = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        fail = reject;
        if (signal.aborted) stop();
        else pieces.next().then(resolve, reject);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    // Of a reader that waits for input nobody can tell when it ends.
    if (!signal.aborted) await pieces.return?.();
  }
}

/** Bytes that packed files unpack to, about, for each of theirs. */
const UNPACKED = 8;

/** About how much there is to read, as far as the files say. */
export async function knownSize(files: readonly InputFile[]): Promise<number> {
  let sum = 0;
  for (const { path: name, size } of files)
    sum += ((await size?.()) ?? 0) * (/\.(?:gz|zip|xlsx|parquet)$/i.test(name) ? UNPACKED : 1);
  return sum;
}

/** All bytes of a file, for formats that are read as a whole. */
export async function bytesOf({ open }: InputFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of open()) chunks.push(chunk);
  return Buffer.concat(chunks);
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
export async function expandInputs(
  args: readonly string[],
  io: InputIo,
  wanted: Wanted = TRANSCRIPTS,
): Promise<InputFile[]> {
  const files = new Map<string, InputFile>();
  const mistakes: string[] = [];
  for (const arg of args) {
    if (arg === '-') {
      files.set('<stdin>', { path: '<stdin>', open: () => io.stdin });
      continue;
    }
    const names = await filesOf(arg, io.cwd, wanted);
    if (typeof names === 'string') mistakes.push(names);
    else for (const absolute of names.files) addFile(files, absolute, io.cwd, names.found);
  }
  if (mistakes.length > 0) throw new UserError(mistakes);
  return [...files.values()].sort((a, b) => compareKeys(a.path, b.path));
}

/** How the system says that there is nothing under a name, which may still be a pattern. */
const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL']);

/** The absolute paths that one argument stands for, or what is wrong with it. */
async function filesOf(
  arg: string,
  cwd: string,
  { what, endings, gzip, exclude }: Wanted,
): Promise<{ files: string[]; found: boolean } | string> {
  const absolute = path.resolve(cwd, arg);
  // A file that exists is meant literally, even if its name has brackets in it.
  const stats = await stat(absolute).catch((error: NodeJS.ErrnoException) => {
    if (!ABSENT.has(error.code ?? '')) throw cannotRead(arg, error);
  });
  if (stats && !stats.isDirectory()) return { files: [absolute], found: false };
  // Most runs name their files and get here never.
  const { escapePath, glob, isDynamicPattern } = await import('tinyglobby');
  // What holds in any folder holds in this one, whose files are matched by their paths inside it.
  const ignore = exclude.map((pattern) =>
    pattern.startsWith('**/') ? pattern : path.posix.join(escapePath(cwd.split(path.sep).join('/')), pattern),
  );
  if (stats?.isDirectory()) {
    // Of a folder that it may not look into, a search says only that nothing is there.
    await access(absolute, constants.R_OK | constants.X_OK).catch((error) => {
      throw cannotRead(arg, error);
    });
    const files = await glob(`**/*.{${endings.join(',')}}${gzip ? '{,.gz}' : ''}`, {
      cwd: absolute,
      absolute: true,
      caseSensitiveMatch: false,
      expandDirectories: false,
      ignore,
    });
    const listed = endings.map((ending) => `.${ending}`).join(', ');
    return files.length > 0
      ? { files, found: true }
      : `${arg}: no ${what} in this folder (looked for ${listed})`;
  }
  if (!isDynamicPattern(arg)) return `${arg}: no such file`;
  const files = await glob(arg, { cwd, absolute: true, expandDirectories: false, ignore });
  return files.length > 0 ? { files, found: true } : `${arg}: matches no file`;
}

function addFile(files: Map<string, InputFile>, name: string, cwd: string, found: boolean): void {
  const absolute = path.normalize(name);
  const shown = path.relative(cwd, absolute).split(path.sep).join('/');
  const read = () => readFile(absolute, shown);
  // Who names a file that a folder holds as well means it.
  files.set(shown, {
    path: shown,
    open: read,
    reopen: read,
    size: async () => (await stat(absolute).catch(() => undefined))?.size ?? 0,
    found: found && files.get(shown)?.found !== false,
  });
}

async function* readFile(absolute: string, shown: string): AsyncGenerator<Uint8Array> {
  const stream: AsyncIterable<Uint8Array> = createReadStream(absolute);
  const chunks = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch((error: NodeJS.ErrnoException) => {
        throw cannotRead(shown, error);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}

const SCRATCH_BYTES = 64 * 1024;

/** A scratch that takes bytes, too. */
export interface ScratchFile extends Scratch {
  write(part: string | Uint8Array): Promise<void>;
}

/**
 * A temporary file that only this user can read, for what a large table is sorted with: it holds what people
 * said, and goes with the program.
 */
export async function openScratch(): Promise<ScratchFile> {
  const file = path.join(tmpdir(), `attune-${randomUUID()}`);
  const failed = (error: NodeJS.ErrnoException): never => {
    const remedy =
      error.code === 'EMFILE'
        ? 'allow for 1,024 open files with "ulimit -n"'
        : 'set TMPDIR to a folder that has room for it';
    throw cannotWrite(file, error, `a temporary file; ${remedy}`);
  };
  const handle: FileHandle = await open(file, 'wx+', 0o600).catch(failed);
  // Without a name, the system drops the file even if the program is killed; where that is not possible, later.
  await rm(file, { force: true }).catch(() => {});
  return {
    write: async (part) => {
      await handle.appendFile(part).catch(failed);
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
      await rm(file, { force: true });
    },
  };
}

/** Opens scratch files that are removed together, whatever became of those who asked for them. */
export function scratchFiles() {
  const opened: ScratchFile[] = [];
  return {
    open: async (): Promise<ScratchFile> => {
      const scratch = await openScratch();
      opened.push(scratch);
      return scratch;
    },
    remove: async (): Promise<void> => {
      for (const scratch of opened.splice(0)) await scratch.remove();
    },
  };
}
