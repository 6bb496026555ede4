/** A folder of its own for a test, with files in it, and git where it is wanted. */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from './run.ts';

export interface Repository {
  readonly cwd: string;
  write(name: string, content: string | Uint8Array): void;
  read(name: string): string;
  /** Runs git; returns what it printed. */
  git(...words: readonly string[]): string;
  commit(message: string): void;
  remove(): void;
}

/** An empty folder, or one with the files of `fixtures/macros-repo`. */
export function repository(fill: 'empty' | 'macros' = 'empty'): Repository {
  const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'attune-repo-')));
  if (fill === 'macros') cpSync(path.join(ROOT, 'fixtures/macros-repo'), cwd, { recursive: true });
  const git = (...words: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...words], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  return {
    cwd,
    write(name, content) {
      mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
      writeFileSync(path.join(cwd, name), content);
    },
    read: (name) => readFileSync(path.join(cwd, name), 'utf8'),
    git,
    commit(message) {
      git('add', '--all');
      git('commit', '--quiet', '--message', message);
    },
    remove: () => rmSync(cwd, { recursive: true, force: true }),
  };
}
