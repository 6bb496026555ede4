/** `attune score`: transcripts in, reports out. */

import { UserError } from '../errors.ts';
import type { Conversation, Diagnostic, ScoredConversation, Summary } from '../model.ts';
import { cardOf, createScorer, receiptOf } from '../pipeline.ts';
import type { OpenReport } from '../report/index.ts';
import { type CompiledRubric, loadRubric } from '../rubric/index.ts';
import { expandInputs, type InputIo } from '../run/inputs.ts';
import { startProgress } from '../run/progress.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { scoreFiles } from '../run/score-files.ts';
import { collect, summarise } from '../summarise/index.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './main.ts';
import { say, sayAccounts, sayDiagnostics } from './messages.ts';
import { numberFlag } from './numbers.ts';
import {
  measuredAgreement,
  type ReadingFlags,
  readingOptions,
  rubricReference,
  staleMeasure,
} from './reading.ts';
import { type RedactFlags, redactorOf } from './redacting.ts';
import { type ReportingFlags, wantedReports } from './reporting.ts';
import { columnsOf } from './targets.ts';

interface ScoreFlags extends ReadingFlags, RedactFlags, ReportingFlags {
  readonly rubric: readonly string[];
  /** Libraries that agent turns are traced to. */
  readonly macros: readonly string[];
  readonly groupBy: string;
  readonly failUnder?: string;
  readonly calibration?: string;
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
  const runs = loadRubrics(flags.rubric, io).map((compiled) => ({
    compiled,
    id: compiled.rubric.id,
    score: createScorer(compiled),
    collector: collect(columnsOf(flags.groupBy)),
  }));
  const wanted = wantedReports(
    flags,
    runs.map(({ id }) => id),
    io,
  );
  const measured = measuredAgreement(flags.calibration, io.cwd());
  const redactor = await redactorOf(flags);
  const surroundings = { cwd: io.cwd(), stdin: io.stdin };
  const trace = flags.macros.length > 0 ? await tracing(flags.macros, surroundings) : undefined;
  const files = await expandInputs(inputs, surroundings);
  const reporting = await wanted.begin(files.map(({ path }) => path));
  const reports = new Map<string, readonly OpenReport[]>();
  const diagnostics: Diagnostic[] = [];
  const progress = startProgress(io.stderr, flags.progress && !flags.quiet);
  try {
    for (const { id, compiled } of runs) reports.set(id, await reporting.open(cardOf(compiled, measured)));
    const scoreAll = (conversation: Conversation, rows: number) => {
      const traced = trace?.(conversation);
      return runs.map((run) => {
        const own = run.score(conversation, rows);
        const scored = traced?.(own) ?? own;
        return { run, scored: redactor?.scored(scored, conversation) ?? scored };
      });
    };
    const accounts = await scoreFiles(files, scoreAll, {
      ...reading,
      onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
      onProgress: progress.show,
      async onScored(results) {
        for (const { run, scored } of results) {
          run.collector.add(scored);
          for (const report of reports.get(run.id)!) await report.add(scored);
        }
      },
      enough: reporting.closed,
    });
    progress.stop();
    if (reporting.closed()) {
      await reporting.abandon();
      return 0;
    }
    const summaries: Summary[] = [];
    for (const { id, compiled, collector } of runs) {
      const summary = summarise(collector.tallies(), {
        accounts,
        receipt: receiptOf(compiled),
        scriptReliance: compiled.rubric.adjustments.scriptReliance,
        ...(failUnder !== undefined && { failUnder }),
      });
      summaries.push(summary);
      for (const report of reports.get(id)!) await report.end({ summary, diagnostics });
    }
    await reporting.close();
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
    // Files that could not be made out are in the error itself.
    if (!flags.quiet)
      sayDiagnostics(
        io,
        diagnostics.filter(({ severity }) => severity === 'warning'),
      );
    throw error;
  }
}

/** Adds to the scores of a conversation what macros its turns come from; macros need libraries that scores do not. */
async function tracing(macros: readonly string[], io: InputIo) {
  const { readMacroLibrary } = await import('../run/macros.ts');
  const { createTracer, withUses } = await import('../trace/index.ts');
  const { tracer } = createTracer(await readMacroLibrary(macros, io));
  return (conversation: Conversation) => {
    const uses = tracer(conversation);
    return (scored: ScoredConversation) => withUses(scored, uses);
  };
}

/** The rubrics to score with, each with an id of its own, as reports tell them apart by it. */
function loadRubrics(references: readonly string[], io: Io): readonly CompiledRubric[] {
  const find = rubricFinder(io.cwd());
  const wanted = references.length > 0 ? references : [rubricReference(undefined, io.cwd())];
  const compiled = wanted.map((reference) => loadRubric(reference, find));
  const ids = compiled.map(({ rubric }) => rubric.id);
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  if (twice !== undefined)
    throw new UserError(`--rubric: two rubrics have the id "${twice}"; give one of them another id`);
  return compiled;
}
