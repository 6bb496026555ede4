/** Many files of macros: read, linted, held against suppressions and a baseline, mended if asked, and accounted for. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { gone, type Known, updatedBaseline, withBaseline } from '../lint/baseline.ts';
import type { LintConfig } from '../lint/config.ts';
import { createRegions } from '../lint/findings.ts';
import { applyFixes } from '../lint/fix.ts';
import { type Linted, lintMacros } from '../lint/lint.ts';
import type { MacroFile } from '../lint/macro.ts';
import { problemFindings, problemRules } from '../lint/problems.ts';
import { readMacros, type SourceName } from '../lint/sources/index.ts';
import { inlineSuppressions, SUPPRESSION_RULES, sidecarSuppressions, suppress } from '../lint/suppress.ts';
import { judge, meanScore, type Thresholds } from '../lint/thresholds.ts';
import type { Finding, LintReport } from '../model.ts';
import { receiptOf } from '../pipeline.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import type { Changes } from './git.ts';
import { bytesOf, type InputFile } from './inputs.ts';

export interface LintFilesOptions extends LintConfig, Thresholds {
  readonly cwd: string;
  readonly from?: SourceName;
  /** Path of the sidecar file; it need not exist. */
  readonly suppressions: string;
  readonly baseline: readonly Known[];
  /** Whether what is found now is known from now on. */
  readonly updateBaseline: boolean;
  /** Only macros in which these changed are reported and count. */
  readonly changes?: Changes;
  /** Whether to apply the fixes of findings; nothing is written here. */
  readonly fix: boolean;
}

/** A file as mending leaves it. */
export interface Repair {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** What to write: `after`, with the mark of its encoding where the file had one. */
  readonly text: string;
  readonly applied: number;
}

export interface LintRun {
  readonly report: LintReport;
  readonly repairs: readonly Repair[];
  /** What the baseline knows and is no more. */
  readonly gone: readonly Known[];
  /** The baseline, as it was or as this run leaves it. */
  readonly baseline: readonly Known[];
  /** Files that nobody named and that hold no macros. */
  readonly passedOver: readonly string[];
  /** Files that could not be read as macros at all. */
  readonly unreadable: readonly string[];
  readonly notes: readonly string[];
}

/** A file with the bytes that it was read from. */
interface Loaded {
  readonly file: MacroFile;
  readonly bytes: Uint8Array;
}

/** Each pass applies every fix that overlaps no other; rules that mend one another's work must end somewhere. */
const MAX_PASSES = 5;
const MARK = '\ufeff';

/**
 * Lints files.
 * @throws UserError when a file can't be read, when the sidecar is wrong, or when there is no macro in any of them.
 */
export async function lintFiles(
  inputs: readonly InputFile[],
  compiled: CompiledRubric,
  options: LintFilesOptions,
): Promise<LintRun> {
  const { cwd, changes } = options;
  const passedOver: string[] = [];
  let loaded: Loaded[] = [];
  for (const input of inputs) {
    const bytes = await bytesOf(input);
    const file = load(input.path, bytes, options);
    const nothing = file.problems.some(({ rule }) => rule === 'unknown-source');
    if (nothing && input.found) passedOver.push(input.path);
    else loaded.push({ file, bytes });
  }
  if (loaded.every(({ file }) => isEmpty(file))) throw nothingIn(loaded, passedOver);

  const linted = new Set(loaded.map(({ file }) => file.path));
  const judged = (name: string) => linted.has(name) || !existsSync(path.resolve(cwd, name));
  const check = () => checked(loaded, compiled, options, judged);
  let result = check();
  const repairs = new Map<string, Repair>();
  const notes: string[] = [];
  for (let pass = 0; options.fix && pass < MAX_PASSES; pass++) {
    const mended = mend(loaded, narrowed(result, loaded, changes).findings, options, repairs, notes);
    if (mended === undefined) break;
    loaded = mended;
    result = check();
  }

  const stale = gone(options.baseline, result.findings, judged);
  let { baseline } = options;
  if (options.updateBaseline) {
    baseline = updatedBaseline(baseline, result.findings, judged);
    result = { ...result, findings: withBaseline(result.findings, baseline) };
  }
  const { findings, ...rest } = narrowed(result, loaded, changes);
  const unreadable = loaded
    .filter(({ file }) => isUnreadable(file) && (changes?.touch(file.path) ?? true))
    .map(({ file }) => file.path);
  // Where nothing has changed there is nothing to hold against a threshold.
  const { failUnder: _, ...others } = options;
  const verdict = judge(findings, rest.mean, changes && rest.macros.length === 0 ? others : options);
  const { engine, rubric, version, rubricHash } = receiptOf(compiled);
  return {
    report: {
      kind: 'lint',
      schema: 1,
      ...rest,
      findings,
      failOn: options.failOn,
      passed: verdict.passed && unreadable.length === 0,
      failures: verdict.failures,
      receipt: { engine, rubric, version, rubricHash },
    },
    repairs: [...repairs.values()],
    gone: stale,
    baseline,
    passedOver,
    unreadable,
    notes,
  };
}

function load(name: string, bytes: Uint8Array, { cwd, from }: LintFilesOptions): MacroFile {
  return readMacros(name, bytes, {
    ...(from !== undefined && { from }),
    sibling: (other) => {
      try {
        return readFileSync(path.resolve(cwd, other));
      } catch {
        return undefined;
      }
    },
  });
}

function isEmpty({ macros, skipped }: MacroFile): boolean {
  return macros.length + skipped.length === 0;
}

function isUnreadable(file: MacroFile): boolean {
  return isEmpty(file) && file.problems.length > 0;
}

/** A gate that looked at nothing must not be open. */
function nothingIn(loaded: readonly Loaded[], passedOver: readonly string[]): UserError {
  const problems = loaded.flatMap(({ file }) => {
    const regionOf = createRegions(file);
    return file.problems.map(({ offset, message }) => {
      const { path, line, column } = regionOf({ start: offset, end: offset });
      return `${path}:${line}:${column}: ${message}`;
    });
  });
  const files = [...loaded.map(({ file }) => file.path), ...passedOver];
  return new UserError(
    problems.length > 0
      ? problems
      : `no macros in ${files.slice(0, 3).join(', ')}${files.length > 3 ? ` and ${files.length - 3} more files` : ''}; --from says what they are`,
  );
}

/** Everything found in the files, with what is suppressed or known marked, in the order of files and lines. */
function checked(
  loaded: readonly Loaded[],
  compiled: CompiledRubric,
  options: LintFilesOptions,
  judged: (path: string) => boolean,
): Linted {
  const files = loaded.map(({ file }) => file);
  const linted = lintMacros(files, compiled, options);
  const inline = inlineSuppressions(files);
  const sidecar = readSidecar(options);
  const suppressed = suppress(linted.findings, [...inline.suppressions, ...sidecar.suppressions], judged);
  const all = [...problemFindings(files), ...inline.findings, ...suppressed, ...sidecar.findings];
  const rank = new Map(files.map(({ path }, index) => [path, index]));
  const rankOf = ({ location }: Finding) => rank.get(location.path) ?? files.length;
  const findings = withBaseline(all, options.baseline).sort(
    (a, b) =>
      rankOf(a) - rankOf(b) || a.location.line - b.location.line || a.location.column - b.location.column,
  );
  return {
    ...linted,
    findings,
    rules: [...linted.rules, ...SUPPRESSION_RULES, ...problemRules(files)],
  };
}

function readSidecar({ cwd, suppressions: shown }: LintFilesOptions) {
  const absolute = path.resolve(cwd, shown);
  if (!existsSync(absolute)) return { suppressions: [], findings: [] };
  let content: string;
  try {
    content = readFileSync(absolute, 'utf8');
  } catch (error) {
    throw new UserError(`${shown}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const folder = path.posix.dirname(shown);
  return sidecarSuppressions(shown, content, (file) => path.posix.join(folder, file));
}

/** What is about changed macros, or about changed files as a whole; the other macros count as skipped. */
function narrowed(linted: Linted, loaded: readonly Loaded[], changes: Changes | undefined): Linted {
  const touched = changes && touchedMacros(loaded, changes);
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
function touchedMacros(loaded: readonly Loaded[], changes: Changes): Set<string> {
  const keys = loaded.flatMap(({ file }) => {
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

/** The files after one pass of fixes, or `undefined` where there was nothing to apply. */
function mend(
  loaded: readonly Loaded[],
  findings: readonly Finding[],
  options: LintFilesOptions,
  repairs: Map<string, Repair>,
  notes: string[],
): Loaded[] | undefined {
  const fixable = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (!finding.fix || (finding.suppressed && finding.suppressed.kind !== 'baseline')) continue;
    const { path } = finding.location;
    fixable.set(path, [...(fixable.get(path) ?? []), finding]);
  }
  let any = false;
  const mended = loaded.map((each): Loaded => {
    const { file, bytes } = each;
    const fixes = fixable.get(file.path) ?? [];
    const { content, applied } = applyFixes(file.content, fixes);
    if (applied === 0 || content === file.content) return each;
    const text = writtenLike(bytes, file.content, content);
    const encoded = Buffer.from(text ?? '');
    const again = load(file.path, encoded, options);
    if (text === undefined || !isAsWhole(again, file, new Set(fixes.map(({ macro }) => macro)))) {
      const why = text === undefined ? 'it is not UTF-8' : 'mending it would break the file';
      notes.push(`${file.path}: left as it is: ${why}`);
      return each;
    }
    const before = repairs.get(file.path);
    repairs.set(file.path, {
      path: file.path,
      before: before?.before ?? file.content,
      after: content,
      text,
      applied: (before?.applied ?? 0) + applied,
    });
    any = true;
    return { file: again, bytes: encoded };
  });
  return any ? mended : undefined;
}

/** The new content to be written in UTF-8, if the bytes are the old content in it; a mark at the beginning stays. */
function writtenLike(bytes: Uint8Array, before: string, after: string): string | undefined {
  if (Buffer.from(before).equals(bytes)) return after;
  return Buffer.from(`${MARK}${before}`).equals(bytes) ? `${MARK}${after}` : undefined;
}

/** Whether a mended file still holds what it held, and other macros than those that were mended read as before. */
function isAsWhole(after: MacroFile, before: MacroFile, mended: ReadonlySet<string | undefined>): boolean {
  return (
    after.macros.length === before.macros.length &&
    after.skipped.length === before.skipped.length &&
    after.problems.length === before.problems.length &&
    after.macros.every(({ id, body }, index) => {
      const old = before.macros[index]!;
      return id === old.id && (mended.has(id) || body.text === old.body.text);
    })
  );
}
