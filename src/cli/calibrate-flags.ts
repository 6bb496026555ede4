/** The flags of `attune calibrate`. */

import { type Command, Option } from 'commander';
import type { Io } from './io.ts';
import { list } from './list.ts';
import type { ExitCode } from './main.ts';

/** What `--calibration` is for, in the commands that have it. */
export const CALIBRATION =
  'what attune calibrate --save wrote: criteria that agree too little with people are called experimental';

export function addCalibrate(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('calibrate')
    .description('measure how well a rubric agrees with people who labelled turns, and how far these agree')
    .argument(
      '<labelled...>',
      'files with one labelled agent turn, or rating, a row: what attune review writes, filled sheets of attune sample (csv, xlsx, ndjson), or your own',
    )
    .option('-r, --rubric <name|file>', 'the rubric to measure (default: the configured one, else empathy)')
    .addOption(
      new Option('-f, --format <name>', 'how to write it')
        .choices(['terminal', 'json', 'markdown'])
        .default('terminal'),
    )
    .option('-l, --label <label,...>', 'measure only these labels', list, [])
    .option('-e, --errors <label>', 'list the turns in which this label was missed or found wrongly')
    .option(
      '--rater <name>',
      'whose the rows are that name no rater (default: of several files each file\u2019s own name)',
    )
    .option(
      '-w, --worst <n>',
      'list the worst disagreements, with words and rule (default: 5 where several people rated)',
    )
    .option(
      '--save <file>',
      'write the measured agreement as JSON, for attune score --calibration: kappa with its interval, sensitivity and specificity by label and criterion',
    )
    .option(
      '--fail-under-kappa <n>',
      'exit with 1 when the lower bound of the kappa of any measured label or criterion is below this (-1 to 1)',
    )
    .option(
      '--fit',
      'learn weights and credits from scores, verdicts or preferences in the files, and write a rubric that extends this one, where it agrees better with conversations that were held out',
    )
    .option('--demote', 'write a rubric that gives cues the tier they keep on these turns')
    .option('-o, --out <file>', 'with --fit or --demote: the rubric file to write (default: standard output)')
    .option('--force', 'with --fit: learn from few data, and write also what agrees no better')
    .addHelpText(
      'after',
      `
Rows with the same id are of the same turn, whoever rated it and in whatever file. Where two people or more have rated,
they are set against one another, too; attune is measured against what they agree on: an adjudicated rating, else what
more than half of them say. Every value has its 95 % interval, drawn from whole conversations.

Examples:
  attune calibrate labelled.ndjson --errors empathy
  attune calibrate ana.csv ben.csv cleo.xlsx --worst 20
  attune calibrate ratings.ndjson --save agreement.json --fail-under-kappa 0.6
  attune calibrate ratings.ndjson --fit --out our-rubric.yaml`,
    )
    .action(async (files: string[], options) =>
      done(await (await import('./calibrate.ts')).calibrateCommand(files, options, io)),
    );
}
