/** `attune lint`: support macros in, findings out. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { type Known, parseBaseline, writeBaseline } from '../lint/baseline.ts';
import { unifiedDiff } from '../lint/fix.ts';
import { MACRO_ENDINGS, SOURCES, type SourceName } from '../lint/sources/index.ts';
import type { Thresholds } from '../lint/thresholds.ts';
import type { LintReport } from '../model.ts';
import { accountLine, several } from '../report/lint/findings.ts';
import { LINT_REPORTERS, type LintReportOptions } from '../report/lint/index.ts';
import { loadRubric } from '../rubric/index.ts';
import { cannotRead } from '../run/failure.ts';
import { changedSince } from '../run/git.ts';
import { expandInputs } from '../run/inputs.ts';
import { findLintConfig, type LintSettings } from '../run/lint-config.ts';
import { type LintRun, lintFiles } from '../run/lint-files.ts';
import { writeWhole } from '../run/output.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { type Io, print, wantsColor, widthOf } from './io.ts';
import type { ExitCode } from './main.ts';
import { say } from './messages.ts';
import { countFlag, numberFlag } from './numbers.ts';
import { openOutputs, targetsOf } from './targets.ts';

export interface LintFlags {
  readonly rubric?: string;
  readonly from?: string;
  readonly format: readonly string[];
  readonly out?: string;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly suppressions?: string;
  readonly changedSince?: string;
  readonly failOn?: LintReport['failOn'];
  readonly maxWarnings?: string;
  readonly failUnder?: string;
  readonly fix?: true;
  readonly dryRun?: true;
  readonly color: boolean;
  readonly quiet?: true;
}

/** Folders that hold other people's files. */
const NEVER = ['**/node_modules/**'];
const MAX_NAMED = 5;

/**
 * Lints the macros of the inputs, or of the configured files, and writes every report that was asked for.
 * @throws UserError for bad flags, configurations, inputs or rubrics; no output file is left behind then.
 */
export async function lintCommand(inputs: readonly string[], flags: LintFlags, io: Io): Promise<ExitCode> {
  const cwd = io.cwd();
  const config = findLintConfig(cwd);
  const baselineFile = flags.baseline ?? config.baseline;
  checkFlags(flags, inputs, baselineFile);
  const targets = targetsOf(flags.format, flags.out, LINT_REPORTERS);
  const thresholds = thresholdsOf(flags, config);
  const from = flags.from === undefined ? config.from : sourceOf(flags.from);
  const compiled = loadRubric(flags.rubric ?? config.rubric ?? 'macros', rubricFinder(cwd));
  const files = await expandInputs(
    inputs.length > 0 ? inputs : configuredInputs(config),
    { cwd, stdin: io.stdin },
    { what: 'macros', endings: MACRO_ENDINGS, gzip: false, exclude: [...NEVER, ...(config.exclude ?? [])] },
  );
  const baseline = baselineFile === undefined ? [] : await readBaseline(baselineFile, flags, cwd);
  const options: LintReportOptions = {
    color: wantsColor(io, flags.color) && targets.every(({ file }) => file === undefined),
    width: widthOf(io),
    root: rootOf(io),
  };

  const outputs = await openOutputs(
    // With --dry-run, standard output is for the diff.
    targets.filter(({ file }) => !flags.dryRun || file !== undefined),
    [...files.map((file) => file.path), ...(baselineFile === undefined ? [] : [baselineFile])],
    io,
  );
  try {
    const run = await lintFiles(files, compiled, {
      cwd,
      ...thresholds,
      ...(config.rules && { rules: config.rules }),
      ...(from !== undefined && { from }),
      suppressions: suppressionsOf(flags, config, cwd),
      baseline,
      updateBaseline: flags.updateBaseline === true,
      ...(flags.changedSince !== undefined && { changes: changedSince(flags.changedSince, cwd) }),
      fix: flags.fix === true,
    });
    if (flags.dryRun)
      await print(io, run.repairs.map((r) => unifiedDiff(r.path, r.before, r.after)).join(''));
    else
      for (const { path: file, text } of run.repairs) await writeWhole(path.resolve(cwd, file), text, file);
    if (flags.updateBaseline) await writeKnown(baselineFile!, run.baseline, cwd);
    for (const { reporter, sink } of outputs) {
      await sink.write(LINT_REPORTERS[reporter].render(run.report, options));
    }
    for (const { sink } of outputs) await sink.close();
    if (!flags.quiet) {
      sayWhatHappened(io, run, flags, baselineFile);
      // A report for people on standard output has these itself.
      if (!outputs.some(({ reporter, file }) => reporter === 'stylish' && file === undefined)) {
        say(io, accountLine(run.report));
        for (const failure of run.report.failures) say(io, failure);
      }
    }
    if (run.unreadable.length > 0) return 2;
    return run.report.passed ? 0 : 1;
  } catch (error) {
    for (const { sink } of outputs) await sink.abandon();
    throw error;
  }
}

function checkFlags(flags: LintFlags, inputs: readonly string[], baseline: string | undefined): void {
  const { updateBaseline, changedSince, fix, dryRun } = flags;
  if (dryRun && !fix) throw new UserError('--dry-run shows what --fix would do; add --fix');
  if (updateBaseline && dryRun) throw new UserError('--dry-run writes nothing; leave --update-baseline out');
  if (updateBaseline && baseline === undefined) {
    throw new UserError('--update-baseline needs --baseline FILE, or lint.baseline in attune.config.yaml');
  }
  if (updateBaseline && changedSince !== undefined) {
    throw new UserError('--update-baseline is about all macros; leave --changed-since out');
  }
  if (fix && !dryRun && inputs.includes('-')) {
    throw new UserError('--fix cannot write to standard input; add --dry-run to see what it would change');
  }
}

function thresholdsOf(flags: LintFlags, config: LintSettings): Thresholds {
  const maxWarnings =
    flags.maxWarnings === undefined ? config.maxWarnings : countFlag('--max-warnings', flags.maxWarnings);
  const failUnder =
    flags.failUnder === undefined ? config.failUnder : numberFlag('--fail-under', flags.failUnder, 0, 100);
  return {
    failOn: flags.failOn ?? config.failOn ?? 'error',
    ...(maxWarnings !== undefined && { maxWarnings }),
    ...(failUnder !== undefined && { failUnder }),
  };
}

function sourceOf(from: string): SourceName {
  if (Object.hasOwn(SOURCES, from)) return from as SourceName;
  throw new UserError(
    `--from ${from}: there is no such source; there are ${Object.keys(SOURCES).join(', ')}`,
  );
}

function configuredInputs({ include = [] }: LintSettings): readonly string[] {
  if (include.length > 0) return include;
  throw new UserError(
    'name files or folders to lint, or list them as lint.include in attune.config.yaml (attune init writes one)',
  );
}

/** A file that somebody names must be there; the usual one may. */
function suppressionsOf({ suppressions }: LintFlags, config: LintSettings, cwd: string): string {
  const named = suppressions ?? config.suppressions;
  if (named !== undefined && !existsSync(path.resolve(cwd, named))) {
    throw new UserError(`${named}: no such file; it is to hold the suppressions`);
  }
  return named ?? config.usualSuppressions;
}

/** The way from the root of the checkout to the working directory, where a CI says what the root is. */
function rootOf({ env, cwd }: Io): string {
  const checkout = env.GITHUB_WORKSPACE ?? env.CI_PROJECT_DIR;
  const way = checkout ? path.relative(checkout, cwd()).split(path.sep).join('/') : '';
  return way.startsWith('..') || path.isAbsolute(way) ? '' : way;
}

/** Paths in a baseline start at its own folder, so that it holds wherever the command is run. */
async function readBaseline(file: string, { updateBaseline }: LintFlags, cwd: string): Promise<Known[]> {
  const content = await readFile(path.resolve(cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && updateBaseline) return undefined;
    if (error.code === 'ENOENT') throw new UserError(`${file}: no such file; --update-baseline writes it`);
    throw cannotRead(file, error);
  });
  const folder = path.posix.dirname(file);
  const known = content === undefined ? [] : parseBaseline(file, content);
  return known.map((one) => ({ ...one, path: path.posix.join(folder, one.path) }));
}

async function writeKnown(file: string, known: readonly Known[], cwd: string): Promise<void> {
  const folder = path.posix.dirname(file);
  const relative = known.map((one) => ({ ...one, path: path.posix.relative(folder, one.path) }));
  await writeWhole(path.resolve(cwd, file), writeBaseline(relative), file);
}

function sayWhatHappened(
  io: Io,
  { repairs, notes, passedOver, gone, baseline }: LintRun,
  { dryRun, updateBaseline }: LintFlags,
  baselineFile: string | undefined,
): void {
  for (const note of notes) say(io, note);
  if (passedOver.length > 0) {
    const named = passedOver.slice(0, MAX_NAMED).join(', ');
    const more = passedOver.length - MAX_NAMED;
    say(
      io,
      `${several(passedOver.length, 'file')} without macros: ${named}${more > 0 ? ` and ${more} more` : ''}`,
    );
  }
  if (repairs.length > 0) {
    const applied = repairs.reduce((sum, repair) => sum + repair.applied, 0);
    const done = dryRun ? 'would be mended' : 'mended';
    say(io, `${several(applied, 'finding')} ${done} in ${several(repairs.length, 'file')}`);
  }
  if (updateBaseline) say(io, `${baselineFile}: ${several(baseline.length, 'known finding')}`);
  else if (gone.length > 0) {
    say(
      io,
      `${baselineFile}: ${several(gone.length, 'finding')} of it no longer there; --update-baseline takes them out`,
    );
  }
}
