/** `attune trace`: transcripts and macros in, out comes which turns were sent as the macro is and which were made personal. */

import { UserError } from '../errors.ts';
import type { Diagnostic } from '../model.ts';
import { createScorer, receiptOf } from '../pipeline.ts';
import { TRACE_FORMATS } from '../report/trace.ts';
import { loadRubric } from '../rubric/index.ts';
import { expandInputs } from '../run/inputs.ts';
import { readMacroLibrary } from '../run/macros.ts';
import { startProgress } from '../run/progress.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { scoreFiles, scoringEach } from '../run/score-files.ts';
import { openTotals, tracedTurns } from '../summarise/index.ts';
import { createTracer, withUses } from '../trace/index.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './main.ts';
import { sayAccounts, sayDiagnostics } from './messages.ts';
import { countFlag } from './numbers.ts';
import { type ReadingFlags, readingOptions, rubricReference } from './reading.ts';
import { openOutputs, targetsOf } from './targets.ts';

interface TraceFlags extends ReadingFlags {
  readonly macros: readonly string[];
  readonly rubric?: string;
  readonly format: readonly string[];
  readonly out?: string;
  readonly limit: string;
  readonly strict?: true;
  readonly progress: boolean;
  readonly quiet?: true;
}

/**
 * Traces every agent turn to the macros and writes every report that was asked for.
 * @throws UserError for bad flags, inputs, macros or rubrics; no output file is left behind then.
 */
export async function traceCommand(inputs: readonly string[], flags: TraceFlags, io: Io): Promise<ExitCode> {
  if (flags.macros.length === 0)
    throw new UserError('--macros: name the macros that turns are traced to: --macros macros/');
  const reading = readingOptions(flags, io.cwd());
  const limit = countFlag('--limit', flags.limit);
  const targets = targetsOf(flags.format, flags.out, TRACE_FORMATS);
  const compiled = loadRubric(rubricReference(flags.rubric, io.cwd()), rubricFinder(io.cwd()));
  const surroundings = { cwd: io.cwd(), stdin: io.stdin };
  const macros = await readMacroLibrary(flags.macros, surroundings);
  const { tracer, untraceable } = createTracer(macros);
  const score = createScorer(compiled);
  const files = await expandInputs(inputs, surroundings);
  const outputs = await openOutputs(
    targets,
    files.map(({ path }) => path),
    io,
  );
  const reports = outputs.map(({ reporter, sink }) => TRACE_FORMATS[reporter].open(sink.write, limit));
  const diagnostics: Diagnostic[] = [];
  const progress = startProgress(io.stderr, flags.progress && !flags.quiet);
  const totals = openTotals();
  try {
    const accounts = await scoreFiles(
      files,
      scoringEach((conversation, rows) => withUses(score(conversation, rows), tracer(conversation)), reading),
      {
        ...reading,
        onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
        onProgress: progress.show,
        async onScored({ results }) {
          for (const row of results.flatMap(tracedTurns)) {
            totals.add(row);
            for (const report of reports) await report.add(row);
          }
        },
        enough: () => outputs.every(({ sink }) => sink.closed),
      },
    );
    progress.stop();
    const summary = totals.summary({ macros: macros.length, untraceable }, receiptOf(compiled));
    for (const report of reports) await report.end(summary);
    for (const { sink } of outputs) await sink.close();
    if (!flags.quiet) {
      sayDiagnostics(
        io,
        diagnostics.filter(({ severity }) => severity !== 'note'),
      );
      sayAccounts(io, accounts);
    }
    return flags.strict && accounts.quarantined > 0 ? 3 : 0;
  } catch (error) {
    progress.stop();
    for (const { sink } of outputs) await sink.abandon();
    throw error;
  }
}
