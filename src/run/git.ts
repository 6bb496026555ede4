/** What has changed since a revision, asked of git: which lines of which files. */

import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { Changes, Lines } from '../lint/narrow.ts';

/** Every line of a file that git does not know yet. */
const ALL: Lines = [0, Number.POSITIVE_INFINITY];
const MAX_OUTPUT = 1024 * 1024 * 1024;

/**
 * The lines that differ between the working tree and the commit at which HEAD left `revision`, as a pull request
 * shows them; files that git does not track yet are new from end to end.
 * @throws UserError outside a repository, and where git does not know the revision.
 */
export function changedSince(revision: string, cwd: string): Changes {
  const flag = `--changed-since ${revision}`;
  const ask = (args: readonly string[], otherwise: string): string => {
    try {
      return execFileSync('git', args, {
        cwd,
        encoding: 'utf8',
        maxBuffer: MAX_OUTPUT,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      throw new UserError(`${flag}: ${missing ? 'git is not installed' : otherwise}`);
    }
  };
  const root = ask(['rev-parse', '--show-toplevel'], 'this is no git repository').replace(/\n$/, '');
  const commit = ask(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    'git knows no such revision; in CI, fetch it first (actions/checkout: fetch-depth: 0)',
  ).trim();
  const base = ask(
    ['merge-base', commit, 'HEAD'],
    'it has no commit in common with HEAD here; in CI, fetch more history (actions/checkout: fetch-depth: 0)',
  ).trim();
  const options = ['--unified=0', '--find-renames', '--text', '--no-color', '--no-ext-diff', '--no-textconv'];
  const diff = ask(
    ['-C', root, 'diff', ...options, '--src-prefix=a/', '--dst-prefix=b/', base, '--'],
    'git diff failed',
  );
  const unknown = ask(
    ['-C', root, 'ls-files', '--others', '--exclude-standard', '-z'],
    'git ls-files failed',
  );
  const changed = parseDiff(diff);
  for (const file of unknown.split('\0').filter(Boolean)) changed.set(file, [ALL]);
  const here = path.relative(realpathSync(root), realpathSync(cwd)).split(path.sep).join('/');
  return {
    touch(file, lines = ALL) {
      const ranges = changed.get(path.posix.join(here, file)) ?? [];
      return ranges.some(([first, last]) => first <= lines[1] && last >= lines[0]);
    },
  };
}

/**
 * The changed lines of every file in the output of `git diff --unified=0`. Where lines were only taken out, it is
 * the line before them.
 */
export function parseDiff(diff: string): Map<string, Lines[]> {
  const files = new Map<string, Lines[]>();
  let ranges: Lines[] = [];
  // Lines of a hunk still to come: their text may look like anything.
  let left = 0;
  for (const line of diff.split('\n')) {
    if (left > 0) {
      if (/^[-+]/.test(line)) left--;
      continue;
    }
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk) {
      const [, removed = '1', start, added = '1'] = hunk;
      const first = Number(start);
      ranges.push([first, first + Math.max(1, Number(added)) - 1]);
      left = Number(removed) + Number(added);
    } else if (line.startsWith('+++ ')) {
      ranges = [];
      files.set(unquoted(line.slice(4).replace(/\t$/, '')).replace(/^b\//, ''), ranges);
    }
  }
  return files;
}

/** A name as git writes it: in quotes, with escapes and octal bytes, where it is unusual. */
function unquoted(name: string): string {
  if (!name.startsWith('"')) return name;
  const bytes: number[] = [];
  const escapes: Readonly<Record<string, string>> = {
    n: '\n',
    t: '\t',
    r: '\r',
    a: '\x07',
    b: '\b',
    v: '\v',
    f: '\f',
  };
  for (const [, octal, escaped, plain] of name.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gs)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else bytes.push(...Buffer.from(plain ?? escapes[escaped!] ?? escaped!));
  }
  return Buffer.from(bytes).toString('utf8');
}
