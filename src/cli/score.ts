/** `attune score`: transcripts in, reports out. */

import { availableParallelism } from 'node:os';
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { Diagnostic, ScoredConversation, Summary } from '../model.ts';
import { cardOf, receiptOf } from '../pipeline.ts';
import type { OpenReport } from '../report/index.ts';
import { type CompiledRubric, loadRubric } from '../rubric/index.ts';
import { findConfig } from '../run/config.ts';
import { expandInputs, type InputFile, knownSize } from '../run/inputs.ts';
import { type Interruption, listen } from '../run/interrupt.ts';
import { type Journal, openJournal, receiptFor } from '../run/journal.ts';
import { startProgress } from '../run/progress.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { scoreFiles } from '../run/score-files.ts';
import { type OpenScoring, openScoring } from '../run/scoring.ts';
import { conversationsOf, type Job, type Worked } from '../run/work.ts';
import { type Collector, collect, summarise } from '../summarise/index.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './main.ts';
import { say, sayAccounts, sayDiagnostics } from './messages.ts';
import { countFlag, numberFlag } from './numbers.ts';
import {
  measuredAgreement,
  type ReadingFlags,
  readingOptions,
  rubricReference,
  staleMeasure,
} from './reading.ts';
import { type RedactFlags, redactOptionsOf } from './redacting.ts';
import { type ReportingFlags, wantedReports } from './reporting.ts';
import { columnsOf } from './targets.ts';

/** Input from which on workers and a journal are worth their while. */
const LARGE_BYTES = 4 * 1024 * 1024;

interface ScoreFlags extends ReadingFlags, RedactFlags, ReportingFlags {
  readonly rubric: readonly string[];
  /** Libraries that agent turns are traced to. */
  readonly macros: readonly string[];
  readonly groupBy: string;
  readonly failUnder?: string;
  readonly calibration?: string;
  readonly jobs?: string;
  readonly resume?: true;
  readonly strict?: true;
  readonly progress: boolean;
  readonly quiet?: true;
}

/**
 * Scores the inputs and writes every report that was asked for.
 * @throws UserError for bad flags, inputs or rubrics; no output file is left behind then.
 */
export async function scoreCommand(inputs: readonly string[], flags: ScoreFlags, io: Io): Promise<ExitCode> {
  const reading = readingOptions(flags, io.cwd());
  const failUnder =
    flags.failUnder === undefined ? undefined : numberFlag('--fail-under', flags.failUnder, 0, 100);
  const { asked, jobs } = jobsOf(flags.jobs, io.cwd());
  const rubrics = loadRubrics(flags.rubric, io);
  const compiled = rubrics.map((rubric) => rubric.compiled);
  const groupBy = columnsOf(flags.groupBy);
  const wanted = wantedReports(
    flags,
    compiled.map(({ rubric }) => rubric.id),
    io,
  );
  const measured = measuredAgreement(flags.calibration, io.cwd());
  const redact = await redactOptionsOf(flags);
  const surroundings = { cwd: io.cwd(), stdin: io.stdin };
  const macros =
    flags.macros.length > 0
      ? await (await import('../run/macros.ts')).readMacroLibrary(flags.macros, surroundings)
      : undefined;
  const files = await expandInputs(inputs, surroundings);
  const size = await knownSize(files);
  const reporting = await wanted.begin(files.map(({ path }) => path));
  const interrupt = listen();
  const diagnostics: Diagnostic[] = [];
  const progress = startProgress(io.stderr, flags.progress && !flags.quiet);
  let journal: Journal | undefined;
  let scoring: OpenScoring | undefined;
  try {
    const job: Job = {
      cwd: io.cwd(),
      rubrics: rubrics.map(({ reference, compiled: { hash } }) => ({ reference, hash })),
      reading,
      ...(redact && { redact }),
      ...(macros && { macros }),
      groupBy,
      ...(reporting.linesOnly && { lines: { quote: flags.quote } }),
    };
    journal = await journalOf(job, files, { out: reporting.files[0], size, resume: flags.resume ?? false });
    scoring = openScoring(job, { compiled, jobs, large: asked || size >= LARGE_BYTES, journal });
    const runs: Run[] = [];
    for (const one of compiled) {
      const reports = await reporting.open(cardOf(one, measured));
      runs.push({ compiled: one, collector: collect(groupBy), reports });
    }
    const accounts = await scoreFiles(files, scoring, {
      ...reading,
      onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
      onProgress: progress.show,
      onScored: (worked) => take(runs, worked),
      enough: reporting.closed,
      signal: interrupt.signal,
    });
    progress.stop();
    // What the workers hold is given back before the summary needs memory of its own.
    await scoring.close();
    if (reporting.closed()) {
      await reporting.abandon();
      await journal?.remove();
      return 0;
    }
    const summaries: Summary[] = [];
    for (const { compiled: one, collector, reports } of runs) {
      const summary = summarise(collector.tallies(), {
        accounts,
        receipt: receiptOf(one),
        scriptReliance: one.rubric.adjustments.scriptReliance,
        ...(failUnder !== undefined && { failUnder }),
      });
      summaries.push(summary);
      for (const report of reports) await report.end({ summary, diagnostics });
    }
    await reporting.close();
    await journal?.remove();
    if (!flags.quiet) {
      if (!reporting.statesInput) {
        sayDiagnostics(
          io,
          diagnostics.filter(({ severity, kind }) => severity !== 'note' || kind === 'notice'),
        );
        sayAccounts(io, accounts);
      }
      for (const { compiled } of runs) {
        const stale = measured && staleMeasure(measured, compiled);
        if (stale !== undefined) say(io, stale);
      }
      for (const { failures, receipt } of summaries) {
        for (const failure of failures) say(io, runs.length > 1 ? `${receipt.rubric}: ${failure}` : failure);
      }
    }
    if (flags.strict && accounts.quarantined > 0) return 3;
    return summaries.every(({ passed }) => passed) ? 0 : 1;
  } catch (error) {
    progress.stop();
    await reporting.abandon();
    await journal?.close();
    if (interrupt.signal.aborted && error === interrupt.signal.reason) {
      // A reader that waits for input must not keep the program.
      if (files.some(({ reopen }) => reopen === undefined)) io.stdin.destroy();
      say(io, journal ? 'interrupted; the same command with --resume goes on from here' : 'interrupted');
      return (error as Interruption).code;
    }
    // Files that could not be made out are in the error itself.
    if (!flags.quiet)
      sayDiagnostics(
        io,
        diagnostics.filter(({ severity }) => severity === 'warning'),
      );
    throw error;
  } finally {
    interrupt.release();
    await scoring?.close();
  }
}

/** One rubric's part of the run. */
interface Run {
  readonly compiled: CompiledRubric;
  readonly collector: Collector;
  readonly reports: readonly OpenReport[];
}

/** Adds what was made of a chunk to the reports, a conversation at a time, and to the totals. */
async function take(runs: readonly Run[], { rubrics }: Worked): Promise<void> {
  for (const [i, { collector, reports }] of runs.entries()) {
    const { tallies, scores } = rubrics[i]!;
    collector.merge(tallies);
    if (scores.kind === 'lines') for (const report of reports) await report.addLines!(scores.bytes);
  }
  const scored = rubrics.map(({ scores }) => conversationsOf(scores));
  // Several rubrics may share one report, in which a conversation's scores stand together.
  for (;;) {
    const next = scored.map((conversations) => conversations.next());
    if (next[0]!.done) return;
    for (const [i, { reports }] of runs.entries())
      for (const report of reports) await report.add(next[i]!.value as ScoredConversation);
  }
}

/** How many workers there may be, and whether the command line asks for them. */
function jobsOf(flag: string | undefined, cwd: string): { asked: boolean; jobs: number } {
  if (flag !== undefined) return { asked: true, jobs: countFlag('--jobs', flag, 1) };
  return { asked: false, jobs: findConfig(cwd)?.jobs ?? availableParallelism() };
}

/**
 * The journal of a run that writes to a file, where it is worth its while or asked for.
 * @throws UserError where `--resume` asks for what can't be.
 */
async function journalOf(
  job: Job,
  files: readonly InputFile[],
  { out, size, resume }: { out: string | undefined; size: number; resume: boolean },
): Promise<Journal | undefined> {
  const again = files.every(({ reopen }) => reopen !== undefined);
  if (resume && out === undefined)
    throw new UserError(
      '--resume: what is on standard output is gone; write to a file: --out or --format NAME=FILE',
    );
  if (resume && !again)
    throw new UserError('--resume: standard input cannot be read again; give the input as a file');
  if (out === undefined || !again || !(resume || size >= LARGE_BYTES)) return undefined;
  const shown = `${out}.resume`;
  return openJournal(path.resolve(job.cwd, shown), shown, receiptFor(job, files), resume);
}

/** The rubrics to score with, each with an id of its own, as reports tell them apart by it. */
function loadRubrics(
  references: readonly string[],
  io: Io,
): readonly { readonly reference: string; readonly compiled: CompiledRubric }[] {
  const find = rubricFinder(io.cwd());
  const wanted = references.length > 0 ? references : [rubricReference(undefined, io.cwd())];
  const loaded = wanted.map((reference) => ({ reference, compiled: loadRubric(reference, find) }));
  const ids = loaded.map(({ compiled }) => compiled.rubric.id);
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  if (twice !== undefined)
    throw new UserError(`--rubric: two rubrics have the id "${twice}"; give one of them another id`);
  return loaded;
}
