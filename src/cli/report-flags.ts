/** The flags of `attune report`. */

import { type Command, Option } from 'commander';
import { CALIBRATION } from './calibrate-flags.ts';
import type { Io } from './io.ts';
import { list } from './list.ts';
import type { ExitCode } from './main.ts';
import { choosing, SCORED_INPUTS } from './scored-flags.ts';

/** `formats` is the part of the help that lists them. */
export function addReport(program: Command, io: Io, formats: string, done: (code: ExitCode) => void): void {
  const report = program
    .command('report')
    .description('report on conversations that were scored before, without scoring them again')
    .argument('<scored...>', SCORED_INPUTS)
    .option('-f, --format <name[=file]>', 'as for score; may be given several times', list, [])
    .option('-o, --out <file>', 'write the report to a file')
    .option('--template <file>', 'the Liquid template that --format template fills in')
    .option(
      '--group-by <columns>',
      'agent, channel, week, month or any further column; commas between, / where they nest: team/agent,month',
      'agent',
    )
    .option(
      '--compare <base>',
      'what has changed since another run (its scored files) or a period of this one (2026-01..2026-02)',
    )
    .option('--max-drop <points>', 'with --compare: exit with 1 when the mean fell further, beyond chance');
  choosing(report)
    .option('--fail-under <score>', 'exit with 1 when the mean score is lower')
    .option('--calibration <file>', CALIBRATION)
    .option('--limit <n>', 'how many conversations the terminal report shows', '10')
    .addOption(
      new Option('--quote <how>', 'quote the evidence, or whole turns where the scores have kept them')
        .choices(['spans', 'full'])
        .default('full'),
    )
    .option('--strict', 'exit with 3 when any input was set aside')
    .option('--no-summary', 'leave the summary out')
    .option('--no-color', 'no colour')
    .option('-q, --quiet', 'no messages on standard error')
    .addHelpText(
      'after',
      `${formats}\nExamples:\n  attune score exports/ --format ndjson=scored.ndjson --quote full\n  attune report scored.ndjson --group-by team/agent,month\n  attune report scored.ndjson --where "channel = chat and opportunity = missed" --format csv=missed.csv\n  attune report scored.ndjson --since 2026-01 --format coaching`,
    )
    .action(async (inputs: string[], options) =>
      done(await (await import('./report.ts')).reportCommand(inputs, options, io)),
    );
}
