/** What lies in a folder: which files hold macros, and which hold transcripts. */

import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { compareKeys } from '../keys.ts';
import { MACRO_ENDINGS, readMacros } from '../lint/sources/index.ts';
import { bytesOf, expandInputs, type InputFile, readInput, TRANSCRIPT_ENDINGS } from './inputs.ts';

export interface Survey {
  /** Files, or `folder/*.ending` where every such file of a folder is meant; sorted. */
  readonly macros: readonly string[];
  readonly transcripts: readonly string[];
  /** How many macros there are in them. */
  readonly count: number;
  /** Files that were not looked at, because there are too many. */
  readonly unseen: number;
}

const MAX_FILES = 2000;
const MAX_BYTES = 8 * 1024 * 1024;
const ELSEWHERE = ['node_modules', 'dist', 'build', 'coverage', 'vendor'].map((name) => `**/${name}/**`);
/** Where macros may lie hidden. */
const HIDDEN = ['.github/replies.yml', '.github/replies.yaml'];

/** Sources that any text or list of records could be; then its name has to speak for it. */
const GENERIC = new Set(['json', 'yaml', 'csv', 'markdown', 'html', 'liquid', 'text']);
const SPEAKING =
  /macro|canned|saved.?repl|(?:^|[^a-z])repl(?:y|ies)|response|template|snippet|quick.?text|help.?desk/i;

/**
 * Looks through the folder and those below it, without what other people wrote or programs built.
 * @throws UserError when a file can't be read.
 */
export async function survey(cwd: string): Promise<Survey> {
  const files = await candidates(cwd);
  const macros: string[] = [];
  const transcripts: string[] = [];
  let count = 0;
  for (const file of files.slice(0, MAX_FILES)) {
    if ((await stat(path.join(cwd, file.path))).size > MAX_BYTES) continue;
    const found = await macrosIn(file);
    if (found > 0) {
      macros.push(file.path);
      count += found;
    } else if (await isTranscript(file)) {
      transcripts.push(file.path);
    }
  }
  const names = files.map((file) => file.path);
  return {
    // Lint passes over files that it only found; score would stumble over them.
    macros: patternsFor(macros, names, 0.5),
    transcripts: patternsFor(transcripts, names, 1),
    count,
    unseen: Math.max(0, files.length - MAX_FILES),
  };
}

async function candidates(cwd: string): Promise<InputFile[]> {
  const endings = [...new Set([...MACRO_ENDINGS, ...TRANSCRIPT_ENDINGS])];
  const wanted = { what: 'macros or transcripts', endings, gzip: false, exclude: ELSEWHERE };
  const hidden = HIDDEN.filter((name) => existsSync(path.join(cwd, name)));
  const io = { cwd, stdin: emptyInput() };
  try {
    return await expandInputs(['.', ...hidden], io, wanted);
  } catch (error) {
    // A folder without any such file is no mistake here.
    if (!(error instanceof UserError)) throw error;
    return hidden.length > 0 ? expandInputs(hidden, io, wanted) : [];
  }
}

async function* emptyInput(): AsyncGenerator<Uint8Array> {}

async function macrosIn(file: InputFile): Promise<number> {
  const { source, macros, skipped, problems } = readMacros(file.path, await bytesOf(file));
  if (problems.length > 0 || (GENERIC.has(source) && !SPEAKING.test(file.path))) return 0;
  return macros.length + skipped.length;
}

/** Whether a conversation between an agent and a customer can be read from it without being told how. */
async function isTranscript(file: InputFile): Promise<boolean> {
  if (!TRANSCRIPT_ENDINGS.includes(path.extname(file.path).slice(1).toLowerCase())) return false;
  try {
    for await (const item of readInput(file, {})) {
      if (item.kind !== 'conversation') continue;
      const roles = new Set(item.conversation.turns.map(({ role }) => role));
      return roles.has('agent') && roles.has('customer');
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return false;
}

/** A pattern for each folder and ending of which such a share of the files was found, the others by their names. */
function patternsFor(found: readonly string[], all: readonly string[], share: number): string[] {
  const keyOf = (file: string) => `${path.posix.dirname(file)}/*${path.posix.extname(file)}`;
  const count = (files: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const file of files) counts.set(keyOf(file), (counts.get(keyOf(file)) ?? 0) + 1);
    return counts;
  };
  const [some, every] = [count(found), count(all)];
  const patterns = found.map((file) => {
    const key = keyOf(file);
    const n = every.get(key)!;
    return n > 1 && some.get(key)! >= share * n ? key.replace(/^\.\//, '') : file;
  });
  return [...new Set(patterns)].sort(compareKeys);
}
