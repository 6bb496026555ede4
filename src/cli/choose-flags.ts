/** The flags of the commands that choose what people should read: `attune highlights` and `attune sample`. */

import { type Command, Option } from 'commander';
import { STRATEGIES } from '../select/strategies.ts';
import type { Io } from './io.ts';
import { list } from './list.ts';
import type { ExitCode } from './main.ts';
import { choosing, SCORED_INPUTS } from './scored-flags.ts';

export function addHighlights(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program
    .command('highlights')
    .description('find the moments worth telling: a customer understood in their own matter, and what it did')
    .argument('<scored...>', SCORED_INPUTS)
    .option('-n, --number <n>', 'how many', '10')
    .option('--per-agent <n>', 'how many of one agent at most', '2')
    .option(
      '-f, --format <name[=file]>',
      'terminal, markdown, json or ndjson; may be given several times',
      list,
      [],
    )
    .option('-o, --out <file>', 'write the report to a file');
  choosing(command)
    .addOption(
      new Option('--quote <how>', 'quote the evidence, or whole turns where the scores have kept them')
        .choices(['spans', 'full'])
        .default('full'),
    )
    .option('--no-color', 'no colour')
    .option('-q, --quiet', 'no messages on standard error')
    .addHelpText(
      'after',
      '\nExamples:\n  attune score exports/ --format ndjson=scored.ndjson --quote full\n  attune highlights scored.ndjson -n 5\n  attune highlights scored.ndjson --since 2026-01 --where "team = north" --format markdown=stories.md',
    )
    .action(async (inputs: string[], options) =>
      done(await (await import('./highlights.ts')).highlightsCommand(inputs, options, io)),
    );
}

export function addSample(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program
    .command('sample')
    .description(
      'draw conversations for people to read and rate: the sheet is for attune review or a spreadsheet, and filled in for attune calibrate',
    )
    .argument('<scored...>', SCORED_INPUTS)
    .option('-n, --number <n>', 'how many conversations; each gives all of its agent turns', '50')
    .addOption(
      new Option(
        '--strategy <name>',
        'random stands for all; stratified, too, with every stratum in it; rare-label has as much of the rare as of the common labels, with weights; the others look for what a person should see first',
      )
        .choices(STRATEGIES)
        .default('random'),
    )
    .option('--seed <text>', 'another seed draws another sample; the same one always the same', '1')
    .option('--by <columns>', 'the columns that make the strata', 'channel,agent')
    .option('--against <scored>', 'with disagreement: the same conversations, scored by another rubric')
    .option('--show-scores', 'show what attune found, too; labels given in sight of it are no test of it')
    .option('-f, --format <name[=file]>', 'csv, xlsx, ndjson or json; may be given several times', list, [])
    .option('-o, --out <file>', 'write the sheet to a file');
  choosing(command)
    .option('-q, --quiet', 'no messages on standard error')
    .addHelpText(
      'after',
      `
What attune found is not in the sheet, so that it tests attune; an empty cell is not rated, 0 is "not there".
A label of which attune found too little to measure wants --strategy rare-label.

Examples:
  attune score exports/ --format ndjson=scored.ndjson --quote full
  attune sample scored.ndjson -n 50 --seed 2026-01 --format ndjson=sheet.ndjson --format xlsx=sheet.xlsx
  attune review sheet.ndjson --raters ana,ben --out ratings.ndjson        (on a page)
  attune calibrate ratings.ndjson
  attune calibrate ana.xlsx ben.xlsx                                      (copies of sheet.xlsx, filled in)
  attune sample scored.ndjson -n 20 --strategy risk --show-scores -o look-at-these.csv`,
    )
    .action(async (inputs: string[], options) =>
      done(await (await import('./sample.ts')).sampleCommand(inputs, options, io)),
    );
}
