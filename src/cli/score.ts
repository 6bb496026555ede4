/** `attune score`: transcripts in, reports out. */

import { UserError } from '../errors.ts';
import type { Conversation, Diagnostic, Summary } from '../model.ts';
import { cardOf, createScorer, receiptOf } from '../pipeline.ts';
import { type OpenReport, REPORTERS, type ReportOptions } from '../report/index.ts';
import { type CompiledRubric, loadRubric } from '../rubric/index.ts';
import { expandInputs, scratchFiles } from '../run/inputs.ts';
import { startProgress } from '../run/progress.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { scoreFiles } from '../run/score-files.ts';
import { openTemplateFile } from '../run/template.ts';
import { collect, summarise } from '../summarise/index.ts';
import { type Io, wantsColor, widthOf } from './io.ts';
import type { ExitCode } from './main.ts';
import { say, sayAccounts, sayDiagnostics } from './messages.ts';
import { countFlag, numberFlag } from './numbers.ts';
import { type ReadingFlags, readingOptions, rubricReference } from './reading.ts';
import { columnsOf, openOutputs, targetsByRubric, targetsOf } from './targets.ts';

interface ScoreFlags extends ReadingFlags {
  readonly rubric: readonly string[];
  readonly format: readonly string[];
  readonly out?: string;
  readonly template?: string;
  readonly groupBy: string;
  readonly failUnder?: string;
  readonly limit: string;
  readonly quote: 'spans' | 'full';
  readonly strict?: true;
  readonly summary: boolean;
  readonly progress: boolean;
  readonly color: boolean;
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
  const limit = countFlag('--limit', flags.limit);
  const runs = loadRubrics(flags.rubric, io).map((compiled) => ({
    compiled,
    id: compiled.rubric.id,
    score: createScorer(compiled),
    collector: collect(columnsOf(flags.groupBy)),
  }));
  const targets = targetsByRubric(
    targetsOf(flags.format, flags.out, REPORTERS),
    runs.map(({ id }) => id),
  );
  const template = flags.template === undefined ? undefined : openTemplateFile(flags.template, io.cwd());
  if (template && !targets.some(({ reporter }) => reporter === 'template'))
    throw new UserError('--template: is for --format template; ask for that as well');
  const shown = targets.find(({ file, reporter }) => file === undefined && REPORTERS[reporter].binary);
  if (shown && io.stdout.isTTY)
    throw new UserError(
      `--format ${shown.reporter}: is no text; name a file: --format ${shown.reporter}=scores.${shown.reporter}`,
    );
  const files = await expandInputs(inputs, { cwd: io.cwd(), stdin: io.stdin });
  const scratch = scratchFiles();
  const options: ReportOptions = {
    color: wantsColor(io, flags.color) && targets.every((t) => t.file === undefined),
    width: widthOf(io),
    quote: flags.quote,
    summary: flags.summary,
    limit,
    scratch: scratch.open,
    ...(template && { template }),
  };

  const outputs = await openOutputs(
    targets,
    files.map(({ path }) => path),
    io,
  );
  const reports = new Map<string, OpenReport[]>();
  const diagnostics: Diagnostic[] = [];
  const progress = startProgress(io.stderr, flags.progress && !flags.quiet);
  try {
    for (const { id, compiled } of runs) {
      const wanted = outputs.filter(({ rubric = id }) => rubric === id);
      reports.set(
        id,
        await Promise.all(
          wanted.map(({ reporter, sink }) => REPORTERS[reporter].open(cardOf(compiled), options, sink.write)),
        ),
      );
    }
    const scoreAll = (conversation: Conversation, rows: number) =>
      runs.map((run) => ({ run, scored: run.score(conversation, rows) }));
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
      enough: () => outputs.every(({ sink }) => sink.closed),
    });
    progress.stop();
    if (outputs.every(({ sink }) => sink.closed)) return 0;
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
    for (const { sink } of outputs) await sink.close();
    if (!flags.quiet) {
      // A report on standard output states its own input.
      if (!outputs.some((o) => o.reporter === 'terminal' && o.file === undefined)) {
        sayDiagnostics(
          io,
          diagnostics.filter(({ severity, kind }) => severity !== 'note' || kind === 'notice'),
        );
        sayAccounts(io, accounts);
      }
      for (const { failures, receipt } of summaries) {
        for (const failure of failures) say(io, runs.length > 1 ? `${receipt.rubric}: ${failure}` : failure);
      }
    }
    if (flags.strict && accounts.quarantined > 0) return 3;
    return summaries.every(({ passed }) => passed) ? 0 : 1;
  } catch (error) {
    progress.stop();
    for (const { sink } of outputs) await sink.abandon();
    // Files that could not be made out are in the error itself.
    if (!flags.quiet)
      sayDiagnostics(
        io,
        diagnostics.filter(({ severity }) => severity === 'warning'),
      );
    throw error;
  } finally {
    await scratch.remove();
  }
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
