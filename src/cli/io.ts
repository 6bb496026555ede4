/** What a command may touch of the outside world; tests hand in their own. */

import type { Readable, Writable } from 'node:stream';
import { streamSink } from '../run/output.ts';

export interface Io {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  cwd(): string;
}

/** Whether the report may be coloured: a TTY, unless NO_COLOR or FORCE_COLOR say otherwise (DESIGN §7). */
export function wantsColor(io: Io, flag: boolean): boolean {
  if (!flag || io.env.NO_COLOR) return false;
  const forced = io.env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return io.stdout.isTTY === true;
}

const DEFAULT_WIDTH = 100;

/** Columns to write for: the terminal's, or COLUMNS, or 100. */
export function widthOf(io: Io): number {
  return io.stdout.columns ?? (Number(io.env.COLUMNS) || DEFAULT_WIDTH);
}

/** Writes to standard output, and is content when nobody reads it. */
export async function print(io: Io, text: string): Promise<void> {
  await streamSink(io.stdout).write(text);
}

/** Control characters and direction marks: a rubric may come from a stranger and must not steer the terminal. */
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Writes lines that quote a rubric, without what would steer a terminal. */
export function printLines(io: Io, lines: readonly string[]): Promise<void> {
  return print(io, `${lines.join('\n').replace(STEERING, '')}\n`);
}
