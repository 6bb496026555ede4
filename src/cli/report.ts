/** `attune report`: scored conversations in, other reports of them out; nothing is scored again. */

import { REPORTERS, type ReportOptions } from '../report/index.ts';
import { expandInputs } from '../run/inputs.ts';
import { SCORED } from '../run/scored.ts';
import { collect, summarise } from '../summarise/index.ts';
import { type Io, wantsColor, widthOf } from './io.ts';
import type { ExitCode } from './main.ts';
import { say, sayAccounts, sayDiagnostics } from './messages.ts';
import { countFlag, numberFlag } from './numbers.ts';
import { type ChoiceFlags, visitChosen } from './scored.ts';
import { columnsOf, openOutputs, targetsOf } from './targets.ts';

export interface ReportFlags extends ChoiceFlags {
  readonly format: readonly string[];
  readonly out?: string;
  readonly groupBy: string;
  readonly failUnder?: string;
  readonly limit: string;
  readonly quote: 'spans' | 'full';
  readonly strict?: true;
  readonly summary: boolean;
  readonly color: boolean;
  readonly quiet?: true;
}

/**
 * Reports on conversations that were scored before.
 * @throws UserError for bad flags or inputs; no output file is left behind then.
 */
export async function reportCommand(
  inputs: readonly string[],
  flags: ReportFlags,
  io: Io,
): Promise<ExitCode> {
  const failUnder =
    flags.failUnder === undefined ? undefined : numberFlag('--fail-under', flags.failUnder, 0, 100);
  const visit = visitChosen(flags, io);
  const targets = targetsOf(flags.format, flags.out, REPORTERS);
  const files = await expandInputs(inputs, { cwd: io.cwd(), stdin: io.stdin }, SCORED);
  const options: ReportOptions = {
    color: wantsColor(io, flags.color) && targets.every((t) => t.file === undefined),
    width: widthOf(io),
    quote: flags.quote,
    summary: flags.summary,
    limit: countFlag('--limit', flags.limit),
  };
  const paths = files.map(({ path }) => path);
  const outputs = await openOutputs(targets, paths, io);
  const collector = collect(columnsOf(flags.groupBy));
  const ended = () => outputs.every(({ sink }) => sink.closed);
  let reports: ReturnType<(typeof REPORTERS)['json']['open']>[] = [];
  try {
    const { accounts, receipt, known, diagnostics, notes } = await visit(files, {
      open({ card }) {
        reports = outputs.map(({ reporter, sink }) => REPORTERS[reporter].open(card, options, sink.write));
      },
      async add(scored) {
        collector.add(scored);
        for (const report of reports) await report.add(scored);
      },
      enough: ended,
    });
    if (ended()) return 0;
    const { compiled } = known;
    const summary = summarise(collector.tallies(), {
      accounts,
      receipt,
      ...(compiled && { scriptReliance: compiled.rubric.adjustments.scriptReliance }),
      ...(failUnder !== undefined && { failUnder }),
    });
    for (const report of reports) await report.end({ summary, diagnostics });
    for (const { sink } of outputs) await sink.close();
    if (!flags.quiet) {
      for (const note of notes) say(io, note);
      if (!outputs.some((o) => o.reporter === 'terminal' && o.file === undefined)) {
        sayDiagnostics(io, diagnostics);
        sayAccounts(io, accounts);
      }
      for (const failure of summary.failures) say(io, failure);
    }
    if (flags.strict && diagnostics.length > 0) return 3;
    return summary.passed ? 0 : 1;
  } catch (error) {
    for (const { sink } of outputs) await sink.abandon();
    throw error;
  }
}
