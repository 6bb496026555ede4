/** What the reporters of lint share: which findings count, which of them fail, and how to word one. */

import type { Finding, LintedMacro, LintReport, Severity } from '../../model.ts';
import { plain } from '../sanitise.ts';

export { plain };

const RANK: Readonly<Record<Severity | 'never', number>> = { note: 0, warning: 1, error: 2, never: 3 };

/** The findings that count: neither known from a baseline nor suppressed. */
export function active({ findings }: LintReport): readonly Finding[] {
  return findings.filter(({ suppressed }) => suppressed === undefined);
}

/** Whether a finding of this severity fails the run. */
export function fails(severity: Severity, failOn: LintReport['failOn']): boolean {
  return RANK[severity] >= RANK[failOn];
}

/** The findings most severe first; those of one severity stay in their order. */
export function severest(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => RANK[b.severity] - RANK[a.severity]);
}

/** Findings by severity. */
export function counted(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** A file, and what was found in it: by macro, and about the file as a whole. */
export interface FileFindings {
  readonly path: string;
  readonly macros: readonly { readonly macro: LintedMacro; readonly findings: readonly Finding[] }[];
  readonly whole: readonly Finding[];
}

/** Every file with macros or findings that count, in the report's order. */
export function byFile(report: LintReport): FileFindings[] {
  const files = new Map<string, { path: string; macros: Map<string, Entry>; whole: Finding[] }>();
  const fileOf = (path: string) => {
    const found = files.get(path) ?? { path, macros: new Map<string, Entry>(), whole: [] };
    files.set(path, found);
    return found;
  };
  for (const macro of report.macros) fileOf(macro.path).macros.set(macro.id, { macro, findings: [] });
  for (const finding of active(report)) {
    const file = fileOf(finding.location.path);
    const entry = finding.macro === undefined ? undefined : file.macros.get(finding.macro);
    (entry?.findings ?? file.whole).push(finding);
  }
  return [...files.values()].map(({ path, macros, whole }) => ({
    path,
    macros: [...macros.values()],
    whole,
  }));
}

interface Entry {
  readonly macro: LintedMacro;
  readonly findings: Finding[];
}

/** The message, with what placeholders held when it showed, unless it speaks of them itself. */
export function messageOf({ message, values }: Finding): string {
  const held = Object.entries(values ?? {})
    .filter(([name]) => !message.includes(name))
    .map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return plain(held.length > 0 ? `${message} (with ${held.join(', ')})` : message);
}

/** The message and what to do about it, a line each. */
export function adviceOf(finding: Finding): string[] {
  const { suggestion } = finding;
  return [messageOf(finding), ...(suggestion ? [plain(suggestion)] : [])];
}

/** The same on one line. */
export function sentence(finding: Finding): string {
  const [message = '', ...suggestion] = adviceOf(finding);
  return [suggestion.length > 0 && !/[.!?]$/.test(message) ? `${message}.` : message, ...suggestion].join(
    ' ',
  );
}

/** The path from the root of the repository to a file. */
export function fromRoot(path: string, root: string): string {
  const parts: string[] = [];
  for (const part of [...root.split('/'), ...path.split('/')]) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

/** `3 errors, 1 warning, 2 notes`; what is nothing is left out, and nothing at all is `no problems`. */
export function tally(findings: readonly Finding[]): string {
  const counts = counted(findings);
  const parts = (['error', 'warning', 'note'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => several(counts[severity], severity));
  return parts.length > 0 ? parts.join(', ') : 'no problems';
}

/** `40 macros = 36 linted + 3 internal + 1 inactive, in 7 files`. */
export function accountLine({ accounts }: LintReport): string {
  const { macros, linted, skipped, files } = accounts;
  const parts = Object.entries(skipped).map(([reason, n]) => `${n} ${plain(reason).replaceAll('_', ' ')}`);
  return `${several(macros, 'macro')} = ${[`${linted} linted`, ...parts].join(' + ')}, in ${several(files, 'file')}`;
}

/** `12 suppressed: 10 baseline, 2 inline`, or nothing. */
export function suppressedLine({ findings }: LintReport): string | undefined {
  const kinds = findings.flatMap(({ suppressed }) => suppressed?.kind ?? []);
  if (kinds.length === 0) return undefined;
  const by = (['baseline', 'inline', 'sidecar'] as const)
    .map((kind) => [kind, kinds.filter((k) => k === kind).length] as const)
    .filter(([, n]) => n > 0);
  return `${kinds.length} suppressed: ${by.map(([kind, n]) => `${n} ${kind}`).join(', ')}`;
}

/** `1 macro`, `2 macros`. */
export function several(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
