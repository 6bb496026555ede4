/** Many files of macros: read, linted, held against suppressions and a baseline, mended if asked, and accounted for. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { gone, type Known, updatedBaseline, withBaseline } from '../lint/baseline.ts';
import type { LintConfig } from '../lint/config.ts';
import { createRegions } from '../lint/findings.ts';
import { type Loaded, type Mending, mend, type Repair } from '../lint/fix.ts';
import { type Linted, lintMacros } from '../lint/lint.ts';
import type { MacroFile } from '../lint/macro.ts';
import { type Changes, narrowed } from '../lint/narrow.ts';
import { problemFindings, problemRules } from '../lint/problems.ts';
import { readMacros, type SourceName } from '../lint/sources/index.ts';
import { inlineSuppressions, SUPPRESSION_RULES, sidecarSuppressions, suppress } from '../lint/suppress.ts';
import { judge, type Thresholds } from '../lint/thresholds.ts';
import type { Finding, LintReport } from '../model.ts';
import { receiptOf } from '../pipeline.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import { cannotRead } from './failure.ts';
import { bytesOf, type InputFile } from './inputs.ts';
import { optimiseSparingly } from './v8.ts';

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

/** Each pass applies every fix that overlaps no other; rules that mend one another's work must end somewhere. */
const MAX_PASSES = 5;

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
  optimiseSparingly();
  const read = (name: string, bytes: Uint8Array) => load(name, bytes, options);
  const passedOver: string[] = [];
  let loaded: Loaded[] = [];
  for (const input of inputs) {
    const bytes = await bytesOf(input);
    const file = read(input.path, bytes);
    const nothing = file.problems.some(({ rule }) => rule === 'unknown-source');
    if (nothing && input.found) passedOver.push(input.path);
    else loaded.push({ file, bytes });
  }
  if (loaded.every(({ file }) => isEmpty(file))) throw nothingIn(loaded, passedOver);

  const linted = new Set(loaded.map(({ file }) => file.path));
  const judged = (name: string) => linted.has(name) || !existsSync(path.resolve(cwd, name));
  let files = loaded.map(({ file }) => file);
  let result = checked(files, compiled, options, judged);
  const mending: Mending = { repairs: new Map(), notes: new Set() };
  for (let pass = 0; options.fix && pass < MAX_PASSES; pass++) {
    const mended = mend(loaded, narrowed(result, files, changes).findings, read, mending);
    if (mended === undefined) break;
    loaded = mended;
    files = loaded.map(({ file }) => file);
    result = checked(files, compiled, options, judged);
  }

  const stale = gone(options.baseline, result.findings, judged);
  let { baseline } = options;
  if (options.updateBaseline) {
    baseline = updatedBaseline(baseline, result.findings, judged);
    result = { ...result, findings: withBaseline(result.findings, baseline) };
  }
  const { findings, ...rest } = narrowed(result, files, changes);
  const unreadable = files
    .filter((file) => isUnreadable(file) && (changes?.touch(file.path) ?? true))
    .map((file) => file.path);
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
    repairs: [...mending.repairs.values()],
    gone: stale,
    baseline,
    passedOver,
    unreadable,
    notes: [...mending.notes],
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
  files: readonly MacroFile[],
  compiled: CompiledRubric,
  options: LintFilesOptions,
  judged: (path: string) => boolean,
): Linted {
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
    throw cannotRead(shown, error);
  }
  const folder = path.posix.dirname(shown);
  return sidecarSuppressions(shown, content, (file) => path.posix.join(folder, file));
}
