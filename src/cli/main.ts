/** The command line: which command, with which words; the work itself is imported only when it is asked for. */
import { Argument, Command, CommanderError, Option } from 'commander';
import { UserError } from '../errors.ts';
import { ENGINE } from '../version.ts';
import { addCalibrate, CALIBRATION } from './calibrate-flags.ts';
import { addHighlights, addSample } from './choose-flags.ts';
import type { Io } from './io.ts';
import { addInit, addLint } from './lint-flags.ts';
import { list } from './list.ts';
import { say, sayBug } from './messages.ts';
import { redacting } from './redacting.ts';
import { addReport } from './report-flags.ts';
import { addReview } from './review-flags.ts';

/**
 * What a command reports back: 0 passed, 1 a threshold was missed, 2 bad usage or input, 3 quarantined under
 * `--strict`, 130 and 143 interrupted.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 130 | 143;

/** What a bug ends with, as `sysexits.h` calls it. */
const BUG = 70;

/**
 * Runs one command line and resolves to its exit code. Known mistakes are printed one line each, without a stack;
 * anything else is a bug, of which ATTUNE_DEBUG shows all.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code: ExitCode = 0;
  // Who writes learns of a failure from the write; nobody else must end the program over a reader that has gone.
  for (const stream of [io.stdout, io.stderr]) stream.on('error', () => {});
  // Who scores loads the reporters anyway; what they are belongs into the help.
  const reporters =
    argv.includes('score') || argv.includes('report') ? (await import('../report/index.ts')).REPORTERS : {};
  const program = build(io, reporters, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UserError)) {
      sayBug(io, error);
      return BUG;
    }
    for (const message of error.messages) say(io, message);
    return 2;
  }
}

/** The formats of a report with what each is, as a part of the help. */
function formatLines(reporters: Readonly<Record<string, { readonly description: string }>>): string {
  const lines = Object.entries(reporters).map(
    ([name, { description }]) => `  ${name.padEnd(10)} ${description}`,
  );
  return `\nFormats:\n${lines.join('\n')}\n`;
}

const RESUME = `Interrupted runs:
  A run over large files that writes to a file keeps what it has scored in FILE.resume beside it. Ctrl-C, a
  signal or a crash leaves that there; the same command with --resume goes on from it and ends with the same
  bytes as if nothing had happened. When the report is whole, FILE.resume goes. With --resume from the start,
  small inputs are kept as well. Standard input can't be read twice, so it can't be resumed.
`;

function build(
  io: Io,
  reporters: Parameters<typeof formatLines>[0],
  done: (code: ExitCode) => void,
): Command {
  const program = new Command('attune')
    .description(
      'Scores empathy in customer-service transcripts against a rubric that you can read and change.',
    )
    .version(ENGINE, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text.replace(/^error:/, 'attune:')),
    })
    .addHelpText(
      'after',
      '\nExit codes: 0 done and passed · 1 a threshold was missed · 2 bad usage, input or rubric ·\n  3 input was set aside under --strict · 70 a bug in attune · 130 interrupted',
    );
  const rubric = () =>
    new Option(
      '-r, --rubric <name|file>',
      'the rubric to score with (default: the configured one, else empathy)',
    );
  const reading = (command: Command): Command =>
    command
      .option('--from <format>', 'the input format, when it is not recognised')
      .option(
        '--map <field=column,...>',
        'which column holds what: text, role, conversation, agent, customer, time, order, channel',
        list,
        [],
      )
      .option('--roles <role=label,...>', 'who is who: agent=Rep,customer=Caller', list, [])
      .addOption(
        new Option('--assistant-is <role>', 'whom the label "assistant" stands for').choices([
          'agent',
          'bot',
        ]),
      )
      .option('--no-infer', 'never infer from what people say who is the agent')
      .option('--repair-encoding', 'mend text that was decoded wrongly (Ã© for é)')
      .option(
        '--profile <name>',
        'reading flags saved in attune.config.yaml (attune inspect --save-profile)',
      );

  const score = reading(
    program
      .command('score')
      .description('score transcripts')
      .argument('<inputs...>', 'files, folders, globs, or - for standard input'),
  )
    .option(
      '-r, --rubric <name|file>',
      'the rubric to score with (default: the configured one, else empathy); may be given several times',
      list,
      [],
    )
    .option(
      '-f, --format <name[=file]>',
      'one of the formats below (default: terminal); may be given several times',
      list,
      [],
    )
    .option('-o, --out <file>', 'write the report to a file')
    .option(
      '-m, --macros <path>',
      'trace agent turns to these macros (attune trace); may be given several times',
      list,
      [],
    )
    .option('--template <file>', 'the Liquid template that --format template fills in')
    .option(
      '--group-by <columns>',
      'agent, channel, week, month or any further column; commas between, / where they nest: team/agent',
      'agent',
    )
    .option('--fail-under <score>', 'exit with 1 when the mean score is lower')
    .option('--calibration <file>', CALIBRATION)
    .option('--limit <n>', 'how many conversations or opportunities a report for reading shows', '10')
    .addOption(
      new Option('--quote <how>', 'quote the evidence, or whole turns')
        .choices(['spans', 'full'])
        .default('spans'),
    )
    .option('--strict', 'exit with 3 when any input was set aside')
    .option('-j, --jobs <n>', 'worker threads (default: the configured number, else one for each core)')
    .option('--resume', 'go on with the run that was interrupted, if there is one')
    .option('--no-summary', 'leave the summary out')
    .option('--no-progress', 'show no progress')
    .option('--no-color', 'no colour')
    .option('-q, --quiet', 'no messages on standard error');
  redacting(score)
    .addHelpText(
      'after',
      `${formatLines(reporters)}\n${RESUME}\nExamples:\n  attune score calls.csv\n  attune score exports/ --format ndjson=scored.ndjson --format terminal\n  attune score chat.csv --map text=Body,role=From --roles agent=Rep`,
    )
    .action(async (inputs: string[], options) =>
      done(await (await import('./score.ts')).scoreCommand(inputs, options, io)),
    );

  const pipe = reading(
    program
      .command('pipe')
      .description('score standard input a line at a time: one conversation in, its scores out, at once'),
  )
    .addOption(rubric())
    .addOption(
      new Option('--quote <how>', 'quote the evidence, or whole turns')
        .choices(['spans', 'full'])
        .default('spans'),
    )
    .option('-q, --quiet', 'no messages on standard error');
  redacting(pipe)
    .addHelpText(
      'after',
      '\nEvery line is answered with exactly one line, in order; one that cannot be scored with\n{"kind":"error","schema":1,"message":"…"}. `attune schema pipe` prints the schema.\n\nExample:\n  attune pipe --quiet < conversations.ndjson > scored.ndjson',
    )
    .action(async (options) => done(await (await import('./pipe.ts')).pipeCommand(options, io)));

  program
    .command('schema')
    .description('print the JSON Schema of what attune writes')
    .addArgument(new Argument('<output>', 'whose output').choices(['json', 'ndjson', 'pipe']))
    .action(async (output: 'json' | 'ndjson' | 'pipe') =>
      done(await (await import('./schema.ts')).schemaCommand(output, io)),
    );

  const explain = reading(
    program
      .command('explain')
      .description('show every point of one conversation or sentence, its rule and its words')
      .argument('[input]', 'a file, or - for standard input; none with --text'),
  )
    .addOption(rubric())
    .option('-c, --conversation <id>', 'which conversation; not needed when there is one')
    .option('-t, --turn <n>', 'only this turn')
    .option('--text <sentence>', 'a sentence of an agent instead of a conversation')
    .option('--customer <words>', 'with --text: what the customer said before it')
    .option('--customer-name <name>', 'with --text: who the customer is')
    .option('--channel <channel>', 'with --text: voice, chat, email …')
    .addOption(
      new Option(
        '--distress <level>',
        'with --text: how upset the customer is (default: as their words say, else 1)',
      ).choices(['0', '1', '2']),
    )
    .option('--why-not <cue|label>', 'say why a cue (E04) or a label (empathy, empathy:2) was not found')
    .addOption(
      new Option('-f, --format <name>', 'how to write it').choices(['terminal', 'json']).default('terminal'),
    )
    .option('--no-color', 'no colour');
  redacting(explain)
    .addHelpText(
      'after',
      '\nExamples:\n  attune explain calls.csv --conversation LE-5001 --turn 7\n  attune explain --text "I understand how frustrating this is." --customer "It broke again!"\n  attune explain --text "Totally get how bad that is." --why-not empathy',
    )
    .action(async (input: string | undefined, options) =>
      done(await (await import('./explain.ts')).explainCommand(input, options, io)),
    );

  reading(
    program
      .command('trace')
      .description('tell turns that are a macro sent as it is from those that were made personal')
      .argument('<inputs...>', 'transcripts: files, folders, globs, or - for standard input'),
  )
    .requiredOption(
      '-m, --macros <path>',
      'file, folder or glob of macros; may be given several times',
      list,
      [],
    )
    .addOption(rubric())
    .option(
      '-f, --format <name[=file]>',
      'terminal, csv, ndjson or json (default: terminal); may be given several times',
      list,
      [],
    )
    .option('-o, --out <file>', 'write the report to a file')
    .option('--limit <n>', 'how many agents and macros the terminal shows', '10')
    .option('--strict', 'exit with 3 when any input was set aside')
    .option('--no-progress', 'show no progress')
    .option('-q, --quiet', 'no messages on standard error')
    .action(async (inputs: string[], options) =>
      done(await (await import('./trace.ts')).traceCommand(inputs, options, io)),
    );

  addReport(program, io, formatLines(reporters), done);
  addHighlights(program, io, done);
  addSample(program, io, done);
  addReview(program, io, done);
  addLint(program, io, done);
  addInit(program, io, done);

  addCalibrate(program, io, done);

  reading(
    program
      .command('inspect')
      .description('show what a file was taken for, who speaks in it, and which flags would change that')
      .argument('<inputs...>', 'files, folders, globs, or - for standard input'),
  )
    .option('--save-profile <name>', 'keep the mapping in attune.config.yaml under this name')
    .action(async (inputs: string[], options) =>
      done(await (await import('./inspect.ts')).inspectCommand(inputs, options, io)),
    );

  program
    .command('formats')
    .description('the input formats and how each is recognised')
    .action(async () => done(await (await import('./formats.ts')).formatsCommand(io)));

  const rubrics = program.command('rubric').description('look at rubrics and test them');
  rubrics
    .command('list')
    .description('the rubrics that come with attune')
    .action(async () => done(await (await import('./rubric.ts')).listRubrics(io)));
  rubrics
    .command('show')
    .description('what a rubric looks for and what it is worth')
    .argument('[rubric]', 'name or file', 'empathy')
    .option('--resolved', 'print all that runs, as JSON')
    .addOption(
      new Option(
        '-f, --format <name>',
        'print all that runs: yaml is one rubric file without "extends"',
      ).choices(['json', 'yaml']),
    )
    .action(async (name: string, options) =>
      done(await (await import('./rubric.ts')).showRubric(name, options, io)),
    );
  const format = () =>
    new Option('-f, --format <name>', 'how to write it').choices(['text', 'json']).default('text');
  reading(
    rubrics
      .command('check')
      .description('find what is wrong or needless in a rubric and say how to mend it')
      .argument('[rubric]', 'name or file', 'empathy')
      .argument('[transcripts...]', 'what its cues should find their words in'),
  )
    .addOption(format())
    .option('--strict', 'exit with 1 on warnings too')
    .addHelpText(
      'after',
      '\nA comment above an entry argues a finding away: # attune-allow RULE: reason\nWith ids it speaks of those entries: # attune-allow dead-cue C10 C12: rare',
    )
    .action(async (name: string, transcripts: string[], options) =>
      done(await (await import('./rubric-check.ts')).checkRubricCommand(name, transcripts, options, io)),
    );
  rubrics
    .command('test')
    .description('run every example of every cue')
    .argument('[rubric]', 'name or file', 'empathy')
    .option('--mutate', 'drop or loosen one piece of a cue at a time and list what no example would notice')
    .option('--fail-under <percent>', 'exit with 1 when fewer mutants are noticed')
    .addOption(format())
    .action(async (name: string, options) =>
      done(await (await import('./rubric-check.ts')).testRubric(name, options, io)),
    );
  reading(
    rubrics
      .command('diff')
      .description('what changed from one rubric to another, and what that does to transcripts')
      .argument('<old>', 'name or file')
      .argument('<new>', 'name or file')
      .argument('[inputs...]', 'transcripts to score with both: files, folders, globs, or -'),
  )
    .addOption(
      new Option('-f, --format <name>', 'how to write it').choices(['terminal', 'json']).default('terminal'),
    )
    .option('--group-by <columns>', 'agent, channel, or any further column, with commas between', 'agent')
    .option('--examples <n>', 'how many examples of each flip, and how many moves, to show', '3')
    .option('--max-shift <points>', 'exit with 1 when the mean score moves further than this')
    .option('--strict', 'exit with 3 when any input was set aside')
    .option('--no-progress', 'show no progress')
    .option('--no-color', 'no colour')
    .option('-q, --quiet', 'no messages on standard error')
    .action(async (older: string, newer: string, inputs: string[], options) =>
      done(await (await import('./rubric-diff.ts')).diffCommand([older, newer], inputs, options, io)),
    );
  rubrics
    .command('new')
    .description('begin a rubric of your own')
    .argument('<file>', 'the YAML file to write')
    .option('--extends <name|file>', 'the rubric that it changes', 'empathy')
    .option('--id <id>', 'its id (default: the name of the file)')
    .action(async (file: string, options) =>
      done(await (await import('./rubric-new.ts')).newRubricCommand(file, options, io)),
    );
  rubrics
    .command('schema')
    .description('print the JSON Schema of rubric files, for editors')
    .action(async () => done(await (await import('./rubric-new.ts')).rubricSchemaCommand(io)));
  return program;
}
