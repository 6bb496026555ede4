/** `attune score`: transcripts in, reports out. */
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { Diagnostic, Report, ScoredConversation } from '../model.ts';
import { cardOf, createScorer, receiptOf } from '../pipeline.ts';
import { conversationLine, REPORTERS, type ReporterName, type ReportOptions, summaryLine } from '../report/index.ts';
import { loadRubric } from '../rubric/index.ts';
import { expandInputs } from '../run/inputs.ts';
import { fileSink, type Sink, streamSink } from '../run/output.ts';
import { startProgress } from '../run/progress.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { scoreFiles } from '../run/score-files.ts';
import { collect, summarise } from '../summarise/index.ts';
import { type Io, wantsColor, widthOf } from './io.ts';
import type { ExitCode } from './main.ts';
import { type ReadingFlags, readingOptions } from './reading.ts';

interface ScoreFlags extends ReadingFlags {
  readonly rubric: string;
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

interface Output {
  readonly reporter: ReporterName;
  readonly sink: Sink;
}

const MAX_MESSAGES = 20;

export async function scoreCommand(inputs: readonly string[], flags: ScoreFlags, io: Io): Promise<ExitCode> {
  const reading = readingOptions(flags);
  const failUnder = flags.failUnder === undefined ? undefined : numberFlag('--fail-under', flags.failUnder, 0, 100);
  const limit = numberFlag('--limit', flags.limit, 0, 1_000_000);
  const targets = parseFormats(flags);
  const compiled = loadRubric(flags.rubric, rubricFinder(io.cwd()));
  const files = await expandInputs(inputs, { cwd: io.cwd(), stdin: io.stdin });
  const options: ReportOptions = {
    color: wantsColor(io, flags.color) && targets.every((t) => t.file === undefined),
    width: widthOf(io),
    quote: flags.quote,
    summary: flags.summary,
    limit,
  };

  const outputs = targets.map(
    ({ reporter, file }): Output => ({
      reporter,
      sink: file === undefined ? streamSink(io.stdout) : fileSink(path.resolve(io.cwd(), file), file),
    }),
  );
  const streamed = outputs.filter((o) => o.reporter === 'ndjson');
  const whole = outputs.filter((o) => o.reporter !== 'ndjson');
  const collector = collect(flags.groupBy.split(',').map((s) => s.trim()).filter(Boolean));
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
        for (const { sink } of streamed) await sink.write(conversationLine(scored, { quote: options.quote }));
      },
    });
    const summary = summarise(collector.tallies(), {
      accounts,
      receipt: receiptOf(compiled),
      ...(failUnder !== undefined && { failUnder }),
    });
    progress.stop();
    const report: Report = { kind: 'report', schema: 1, summary, conversations, diagnostics, rubric: cardOf(compiled) };
    for (const { sink } of streamed) if (flags.summary) await sink.write(summaryLine(summary));
    for (const { reporter, sink } of whole) await sink.write(REPORTERS[reporter].render(report, options));
    for (const { sink } of outputs) await sink.close();
    if (!flags.quiet) {
      const shown = targets.some((t) => t.reporter === 'terminal' && t.file === undefined);
      printMessages(shown ? [] : diagnostics, summary.failures, io);
      if (!shown) io.stderr.write(accountLine(accounts));
    }
    if (flags.strict && accounts.quarantined > 0) return 3;
    return summary.passed ? 0 : 1;
  } catch (error) {
    progress.stop();
    for (const { sink } of outputs) await sink.abandon();
    if (error instanceof UserError && !flags.quiet) printMessages(diagnostics, [], io);
    throw error;
  }
}

/** `terminal`, `json=out.json` … with `--out` for the first that names no file. */
function parseFormats(flags: ScoreFlags): { reporter: ReporterName; file?: string }[] {
  const wanted = flags.format.length > 0 ? flags.format : ['terminal'];
  const targets = wanted.map((entry) => {
    const at = entry.indexOf('=');
    const reporter = at < 0 ? entry : entry.slice(0, at);
    if (!Object.hasOwn(REPORTERS, reporter)) {
      throw new UserError(`--format ${entry}: there is no such format; there are ${Object.keys(REPORTERS).join(', ')}`);
    }
    const file = at < 0 ? undefined : entry.slice(at + 1);
    if (file === '') throw new UserError(`--format ${entry}: name a file after "="`);
    return { reporter: reporter as ReporterName, ...(file !== undefined && { file }) };
  });
  const open = targets.filter((t) => t.file === undefined);
  if (flags.out !== undefined) {
    if (open.length !== 1) throw new UserError('--out takes one report; give the others their files: --format csv=scores.csv');
    open[0]!.file = flags.out;
  } else if (open.length > 1) {
    throw new UserError('only one report can go to standard output; give the others files: --format csv=scores.csv');
  }
  return targets;
}

function numberFlag(flag: string, value: string, min: number, max: number): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number < min || number > max) {
    throw new UserError(`${flag} ${value}: give a number from ${min} to ${max}`);
  }
  return number;
}

function printMessages(diagnostics: readonly Diagnostic[], failures: readonly string[], io: Io): void {
  const told = diagnostics.filter((d) => d.severity !== 'note' || d.kind === 'notice');
  for (const { severity, message, place } of told.slice(0, MAX_MESSAGES)) {
    const where = [place.path, place.line, place.line === undefined ? place.pointer : undefined].filter((part) => part !== undefined && part !== '').join(':');
    io.stderr.write(`attune: ${where}: ${severity === 'note' ? '' : `${severity}: `}${message}\n`);
  }
  if (told.length > MAX_MESSAGES) io.stderr.write(`attune: … and ${told.length - MAX_MESSAGES} more messages\n`);
  for (const failure of failures) io.stderr.write(`attune: ${failure}\n`);
}

function accountLine(a: { read: number; scored: number; skipped: number; quarantined: number; agentRows: number; agentTurns: number }): string {
  return `attune: ${a.read} records read = ${a.scored} scored + ${a.skipped} skipped + ${a.quarantined} quarantined; ${a.agentRows} agent rows in ${a.agentTurns} turns\n`;
}
