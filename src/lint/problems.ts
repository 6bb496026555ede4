/** Files, or parts of files, that could not be read as macros, as findings. */
import type { Finding, RuleCard } from '../model.ts';
import { createRegions, sign } from './findings.ts';
import type { MacroFile } from './macro.ts';

/** A finding for every place that could not be read. */
export function problemFindings(files: readonly MacroFile[]): Finding[] {
  return sign(
    files.flatMap((file) => {
      const regionOf = createRegions(file);
      return file.problems.map(({ rule, message, offset }) => ({
        rule,
        severity: 'error' as const,
        message,
        location: regionOf({ start: offset, end: offset }),
        sentence: `${file.path} ${message}`,
      }));
    }),
  );
}

/** The rules that stand behind them, sorted. */
export function problemRules(files: readonly MacroFile[]): RuleCard[] {
  const ids = new Set(files.flatMap(({ problems }) => problems.map(({ rule }) => rule)));
  return [...ids].sort().map((id) => ({
    id,
    severity: 'error',
    title: 'Something that cannot be read',
    why: 'What cannot be read is not linted, and may not work in the help desk either.',
    docs: 'docs/lint.md#exit-codes',
  }));
}
