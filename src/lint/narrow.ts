/** Only what has changed: findings and macros of a run, narrowed to the lines that a change touches. */
import { createRegions } from './findings.ts';
import type { Linted } from './lint.ts';
import type { MacroFile } from './macro.ts';
import { meanScore } from './thresholds.ts';

/** Lines from 1, the last one included. */
export type Lines = readonly [first: number, last: number];

export interface Changes {
  /** Whether the file has changed, or only these lines of it; the path is relative to the working directory. */
  touch(file: string, lines?: Lines): boolean;
}

/** What is about changed macros, or about changed files as a whole; the other macros count as skipped. */
export function narrowed(linted: Linted, files: readonly MacroFile[], changes: Changes | undefined): Linted {
  const touched = changes && touchedMacros(files, changes);
  const findings = linted.findings.filter(({ macro, location: { path } }) =>
    macro === undefined ? (changes?.touch(path) ?? true) : (touched?.has(keyOf(path, macro)) ?? true),
  );
  const counts = new Map<string, number>();
  for (const { macro, location, suppressed } of findings) {
    if (macro === undefined || suppressed) continue;
    const key = keyOf(location.path, macro);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const macros = linted.macros
    .filter(({ path, id }) => touched?.has(keyOf(path, id)) ?? true)
    .map((macro) => ({ ...macro, findings: counts.get(keyOf(macro.path, macro.id)) ?? 0 }));
  const unchanged = linted.macros.length - macros.length;
  const { skipped } = linted.accounts;
  return {
    ...linted,
    findings,
    macros,
    accounts: {
      ...linted.accounts,
      linted: macros.length,
      skipped: { ...skipped, ...(unchanged > 0 && { unchanged }) },
    },
    mean: meanScore(macros),
  };
}

/** The macros of which a line has changed: from their title, or where they begin, to the end of their text. */
function touchedMacros(files: readonly MacroFile[], changes: Changes): Set<string> {
  const keys = files.flatMap((file) => {
    const regionOf = createRegions(file);
    return file.macros
      .filter(({ start, body: { offsets } }) => {
        const span = { start: Math.min(start, offsets[0]!), end: Math.max(start, offsets.at(-1)!) };
        const { line, endLine } = regionOf(span);
        return changes.touch(file.path, [line, endLine]);
      })
      .map(({ id }) => keyOf(file.path, id));
  });
  return new Set(keys);
}

function keyOf(file: string, macro: string): string {
  return JSON.stringify([file, macro]);
}
