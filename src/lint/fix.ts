/** Mechanical repairs: applied to the text of a file, or shown as a diff. */
import { createTwoFilesPatch } from 'diff';
import type { Finding } from '../model.ts';

export interface Repaired {
  readonly content: string;
  /** How many fixes were applied; those that overlap another one wait for the next pass. */
  readonly applied: number;
}

/** The content of a file after the fixes of its findings, in the order of their places, as far as none overlap. */
export function applyFixes(content: string, findings: readonly Finding[]): Repaired {
  const fixes = findings.flatMap(({ fix }) => fix ?? []).sort((a, b) => a.start - b.start || a.end - b.end);
  let repaired = '';
  let at = 0;
  let applied = 0;
  let last = -1;
  for (const { start, end, text } of fixes) {
    // Two insertions at one place overlap too: which comes first would be chance.
    if (start < at || start === last) continue;
    repaired += content.slice(at, start) + text;
    at = end;
    last = start;
    applied++;
  }
  return { content: repaired + content.slice(at), applied };
}

/** What a repair changes, as a unified diff that `git apply` and `patch -p1` take. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
  });
  return patch.replace(/^=+\n/, '');
}
