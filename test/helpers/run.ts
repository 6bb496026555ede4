/** Runs the command line: in this process with streams in memory, or as a process of its own. */

import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { main } from '../../src/cli/main.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIN = path.join(ROOT, 'bin/attune.js');

export interface Surroundings {
  readonly stdin?: string | Uint8Array;
  /** The repository unless told otherwise. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the output goes to a terminal, and its columns. */
  readonly terminal?: number;
}

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `attune` with these words and waits for its end. */
export async function run(words: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  const { stdin = '', cwd = ROOT, env = {}, terminal } = surroundings;
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const screen = terminal === undefined ? {} : { isTTY: true, columns: terminal };
  const [out, err] = [text(stdout), text(stderr)];
  const code = await main(words, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: Object.assign(stdout, screen),
    stderr,
    env,
    cwd: () => cwd,
  });
  stdout.end();
  stderr.end();
  return { code, out: await out, err: await err };
}

/** How a process of the program is started. */
export interface Start {
  readonly nodeOptions?: readonly string[];
  /** The repository unless told otherwise. */
  readonly cwd?: string;
}

/** Starts the built program (`npm run build`) with its standard streams as pipes. */
export function start(words: readonly string[], { nodeOptions = [], cwd = ROOT }: Start = {}): ChildProcess {
  return spawn(process.execPath, [...nodeOptions, BIN, ...words], { cwd, stdio: 'pipe' });
}

/** The exit code of a process, or the signal that ended it. */
export function ended(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
}
