/** `attune score`: transcripts in, reports out. */

import type { Diagnostic, Report, ScoredConversation } from '../model.ts';
import { cardOf, createScorer, receiptOf } from '../pipeline.ts';
import { conversationLine, REPORTERS, type ReportOptions, summaryLine } from '../report/index.ts';
import { loadRubric } from '../rubric/index.ts';
import { expandInputs } from '../run/inputs.ts';
import { startProgress } from '../run/progress.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { scoreFiles } from '../run/score-files.ts';
import { collect, summarise } from '../summarise/index.ts';
import { type Io, wantsColor, widthOf } from './io.ts';
import type { ExitCode } from './main.ts';
import { say, sayAccounts, sayDiagnostics } from './messages.ts';
import { countFlag, numberFlag } from './numbers.ts';
import { type ReadingFlags, readingOptions, rubricReference } from './reading.ts';
import { openOutputs, targetsOf } from './targets.ts';

interface ScoreFlags extends ReadingFlags {
  readonly rubric?: string;
  readonly format: readonly string[];
  readonly out?: string;
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
  const targets = targetsOf(flags.format, flags.out, REPORTERS);
  const compiled = loadRubric(rubricReference(flags.rubric, io.cwd()), rubricFinder(io.cwd()));
  const files = await expandInputs(inputs, { cwd: io.cwd(), stdin: io.stdin });
  const options: ReportOptions = {
    color: wantsColor(io, flags.color) && targets.every((t) => t.file === undefined),
    width: widthOf(io),
    quote: flags.quote,
    summary: flags.summary,
    limit,
  };

  const outputs = await openOutputs(
    targets,
    files.map(({ path }) => path),
    io,
  );
  const streamed = outputs.filter((o) => o.reporter === 'ndjson');
  const whole = outputs.filter((o) => o.reporter !== 'ndjson');
  const collector = collect(columnsOf(flags.groupBy));
  const conversations: ScoredConversation[] = [];
  const diagnostics: Diagnostic[] = [];
  const progress = startProgress(io.stderr, flags.progress && !flags.quiet);
  try {
    const accounts = await scoreFiles(files, createScorer(compiled), {
      ...reading,
      onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
      onProgress: progress.show,
      async onScored(scored) {
        collector.add(scored);
        if (whole.length > 0) conversations.push(scored);
        for (const { sink } of streamed) await sink.write(conversationLine(scored, options));
      },
      enough: () => outputs.every(({ sink }) => sink.closed),
    });
    progress.stop();
    if (outputs.every(({ sink }) => sink.closed)) return 0;
    const summary = summarise(collector.tallies(), {
      accounts,
      receipt: receiptOf(compiled),
      ...(failUnder !== undefined && { failUnder }),
    });
    const report: Report = {
      kind: 'report',
      schema: 1,
      summary,
      conversations,
      diagnostics,
      rubric: cardOf(compiled),
    };
    for (const { sink } of streamed) if (flags.summary) await sink.write(summaryLine(summary));
    for (const { reporter, sink } of whole) await sink.write(REPORTERS[reporter].render(report, options));
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
      for (const failure of summary.failures) say(io, failure);
    }
    if (flags.strict && accounts.quarantined > 0) return 3;
    return summary.passed ? 0 : 1;
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
  }
}

function columnsOf(groupBy: string): string[] {
  return groupBy
    .split(',')
    .map((column) => column.trim())
    .filter((column) => column !== '');
}
