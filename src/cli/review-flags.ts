/** The flags of `attune review`. */

import { type Command, Option } from 'commander';
import type { Io } from './io.ts';
import type { ExitCode } from './main.ts';
import { choosing } from './scored-flags.ts';

export function addReview(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program
    .command('review')
    .description(
      'rate turns and conversations on a page of this machine, by the labels and criteria of a rubric',
    )
    .argument(
      '<inputs...>',
      'scores with their texts (--quote full), a sheet of attune sample (csv, xlsx, ndjson), or transcripts',
    )
    .option('--rater <name>', 'who rates; the link is for them')
    .option('--raters <names>', 'several, with commas between; each gets a list and a link')
    .option(
      '--double <share>',
      'of the items, the share that two of the raters rate, so that their agreement can be told (0 to 1)',
      '1',
    )
    .option(
      '--seed <text>',
      'another seed gives the items to other raters; the same one always to the same',
      '1',
    )
    .addOption(
      new Option('--of <what>', 'what of a conversation is rated')
        .choices(['both', 'turns', 'conversations'])
        .default('both'),
    )
    .option('--labels <names>', 'ask only for these labels, with commas between')
    .option('--criteria <names>', 'ask only for these criteria')
    .option('--round <name>', 'a round of its own: the same items again, for drift or after a change', '1')
    .option(
      '--show-scores',
      'show what attune found before an item is rated; ratings given in sight of it are no test of it',
    )
    .option(
      '-o, --out <file>',
      'where ratings go, a line each; a file that is there is gone on with',
      'ratings.ndjson',
    )
    .option('--port <n>', 'the port of this machine (default: any that is free)');
  choosing(command)
    .addHelpText(
      'after',
      `
The page is served on 127.0.0.1 only and asks no network. The link lets one browser in, once; its tabs may be several.
What attune found stays hidden until an item is rated. Every rating is on the disk before the page says "saved":
killed at any moment, the review loses the item in progress at most, and started again it goes on where it was.
Later rows of the same rater, item and round replace earlier ones. Where raters disagree, the page shows them side by
side, and what is decided goes into the file as "adjudicated". Ctrl-C ends the review; the exit code is 0.

Examples:
  attune score exports/ --format ndjson=scored.ndjson --quote full
  attune review scored.ndjson --rater ana
  attune sample scored.ndjson -n 40 --format ndjson=sheet.ndjson
  attune review sheet.ndjson --raters ana,ben --double 0.2 --out march.ndjson
  attune calibrate march.ndjson`,
    )
    .action(async (inputs: string[], options) =>
      done(await (await import('./review.ts')).reviewCommand(inputs, options, io)),
    );
}
