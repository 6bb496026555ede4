/** The flags of the commands that choose what people should read: `attune highlights` and `attune sample`. */

import { type Command, Option } from 'commander';
import type { Io } from './io.ts';
import type { ExitCode } from './main.ts';
import { choosing, SCORED_INPUTS } from './scored-flags.ts';

const list = (value: string, before: readonly string[]): string[] => [...before, value];

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
