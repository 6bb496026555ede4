/** `attune rubric diff`: what changed from one rubric to another, and what that does to transcripts. */

import { UserError } from '../errors.ts';
import type { Conversation, Diagnostic, Place, RubricDiff, RubricSide, Summary } from '../model.ts';
import { cardOf, createScorer, receiptOf } from '../pipeline.ts';
import { DIFF_REPORTERS, type DiffReporterName } from '../report/diff/index.ts';
import { type CompiledRubric, diffRubrics, loadRubric } from '../rubric/index.ts';
import { expandInputs } from '../run/inputs.ts';
import { startProgress } from '../run/progress.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { scoreFiles, scoringEach } from '../run/score-files.ts';
import { collect, createComparer, summarise } from '../summarise/index.ts';
import { type Io, print, wantsColor, widthOf } from './io.ts';
import type { ExitCode } from './main.ts';
import { say, sayAccounts, sayDiagnostics } from './messages.ts';
import { countFlag, numberFlag } from './numbers.ts';
import { type ReadingFlags, readingOptions } from './reading.ts';
import { columnsOf } from './targets.ts';

interface DiffFlags extends ReadingFlags {
  readonly format: DiffReporterName;
  readonly groupBy: string;
  readonly examples: string;
  readonly maxShift?: string;
  readonly strict?: true;
  readonly progress: boolean;
  readonly color: boolean;
  readonly quiet?: true;
}

type Effect = NonNullable<RubricDiff['effect']>;

/**
 * Compares two rubrics and, where there are inputs, what each makes of them. A difference is no failure: 1 only where
 * the mean score moves further than `--max-shift` allows.
 * @throws UserError for bad flags, inputs or rubrics.
 */
export async function diffCommand(
  [older, newer]: readonly [older: string, newer: string],
  inputs: readonly string[],
  flags: DiffFlags,
  io: Io,
): Promise<ExitCode> {
  const maxShift =
    flags.maxShift === undefined ? undefined : numberFlag('--max-shift', flags.maxShift, 0, 100);
  if (maxShift !== undefined && inputs.length === 0) {
    throw new UserError(`--max-shift ${maxShift}: name transcripts too; without them no score can move`);
  }
  const before = loadRubric(older, rubricFinder(io.cwd()));
  const after = loadRubric(newer, rubricFinder(io.cwd()));
  const effect = inputs.length > 0 ? await effectOn(inputs, before, after, flags, io) : undefined;
  const failures = maxShift === undefined ? [] : shiftFailures(effect!.comparison.difference.mean, maxShift);
  const diff: RubricDiff = {
    kind: 'rubric-diff',
    schema: 1,
    before: sideOf(before),
    after: sideOf(after),
    changes: diffRubrics(before, after),
    ...(effect && { effect }),
    passed: failures.length === 0,
    failures,
  };
  await print(
    io,
    DIFF_REPORTERS[flags.format](diff, { color: wantsColor(io, flags.color), width: widthOf(io) }),
  );
  if (!flags.quiet) for (const failure of failures) say(io, failure);
  if (flags.strict && effect && effect.after.accounts.quarantined > 0) return 3;
  return diff.passed ? 0 : 1;
}

/** Scores every conversation with both rubrics as it is read, and keeps what they add up to. */
async function effectOn(
  inputs: readonly string[],
  before: CompiledRubric,
  after: CompiledRubric,
  flags: DiffFlags,
  io: Io,
): Promise<Effect> {
  const reading = readingOptions(flags, io.cwd());
  const comparer = createComparer({
    groupBy: columnsOf(flags.groupBy),
    examples: countFlag('--examples', flags.examples),
    seed: `${before.hash}\n${after.hash}`,
  });
  const files = await expandInputs(inputs, { cwd: io.cwd(), stdin: io.stdin });
  const [scoreBefore, scoreAfter] = [createScorer(before), createScorer(after)];
  const [older, newer] = [collect([]), collect([])];
  const diagnostics: Diagnostic[] = [];
  const progress = startProgress(io.stderr, flags.progress && !flags.quiet);
  const told = (wanted: (diagnostic: Diagnostic) => boolean) => {
    progress.stop();
    if (!flags.quiet) sayDiagnostics(io, diagnostics.filter(wanted));
  };
  const both = (conversation: Conversation, rows: number) => {
    return { conversation, old: scoreBefore(conversation, rows), now: scoreAfter(conversation, rows) };
  };
  const accounts = await scoreFiles(files, scoringEach(both, reading), {
    ...reading,
    onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
    onProgress: progress.show,
    onScored({ results }) {
      for (const { conversation, old, now } of results) {
        older.add(old);
        newer.add(now);
        comparer.add(old, now, (turn, start) => placeIn(conversation, turn, start));
      }
    },
  }).catch((error: unknown) => {
    // Files that could not be made out are in the error itself.
    told(({ severity }) => severity === 'warning');
    throw error;
  });
  told(({ severity, kind }) => severity !== 'note' || kind === 'notice');
  if (!flags.quiet && flags.format !== 'terminal') sayAccounts(io, accounts);
  const summaryOf = (tallies: ReturnType<typeof collect>, rubric: CompiledRubric): Summary =>
    summarise(tallies.tallies(), { accounts, receipt: receiptOf(rubric) });
  return {
    before: summaryOf(older, before),
    after: summaryOf(newer, after),
    comparison: comparer.comparison(),
  };
}

/** The place of the row that holds this offset of a turn. */
function placeIn({ turns, source }: Conversation, turn: number, start: number): Place {
  return turns[turn]?.rows.findLast((row) => row.start <= start)?.place ?? source;
}

function sideOf(compiled: CompiledRubric): RubricSide {
  return { card: cardOf(compiled), hash: compiled.hash, files: compiled.files };
}

/** A threshold that nothing was measured against does not hold. */
function shiftFailures(mean: number | null, most: number): readonly string[] {
  if (mean === null)
    return [`no conversation has a score from both rubrics, so a shift of at most ${most} cannot be shown`];
  return Math.abs(mean) > most ? [`the mean score moves by ${mean}, more than ${most}`] : [];
}
