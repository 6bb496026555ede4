/** What `attune lint` and `attune init` are called with. */
import { type Command, Option } from 'commander';
import type { Io } from './io.ts';
import { list } from './list.ts';
import type { ExitCode } from './main.ts';

const FORMATS = 'stylish, json, github, sarif, junit, checkstyle, codequality, tap or markdown';

/** Adds `lint` to the program; the work is imported only when it is asked for. */
export function addLint(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('lint')
    .description('check support macros and canned replies')
    .argument('[inputs...]', 'files, folders, globs, or - for standard input (default: those configured)')
    .option('-r, --rubric <name|file>', 'the rubric to judge by (default: the configured one, else macros)')
    .option('--from <source>', 'where the macros come from, when it is not recognised')
    .option('-f, --format <name[=file]>', `${FORMATS}; may be given several times`, list, [])
    .option('-o, --out <file>', 'write the report to a file')
    .option('--baseline <file>', 'do not report findings that are known from this file')
    .option('--update-baseline', 'write all that is found now to the baseline')
    .option(
      '--suppressions <file>',
      'findings to live with, each with its reason (default: .attune-suppressions.yaml)',
    )
    .option('--changed-since <ref>', 'report only macros with a line that has changed since this commit')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 from this severity up (default: error)').choices([
        'error',
        'warning',
        'note',
        'never',
      ]),
    )
    .option('--max-warnings <n>', 'exit with 1 when there are more warnings')
    .option('--fail-under <score>', 'exit with 1 when the mean score of the macros is lower')
    .option('--fix', 'make the changes that have one right answer, and check again')
    .option('--dry-run', 'with --fix: write nothing, show the changes as a diff')
    .option('--no-color', 'no colour')
    .option('-q, --quiet', 'no messages on standard error')
    .addHelpText(
      'after',
      '\nExamples:\n  attune lint macros/\n  attune lint helpdesk.json --format sarif=attune.sarif --format stylish\n  attune lint macros/ --baseline attune-baseline.json --update-baseline',
    )
    .action(async (inputs: string[], flags) =>
      done(await (await import('./lint.ts')).lintCommand(inputs, flags, io)),
    );
}

/** Adds `init` to the program. */
export function addInit(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('init')
    .description('look at this folder and write a configuration and a CI workflow for it')
    .option('--force', 'replace what is there')
    .option('--dry-run', 'write nothing, show what would be written')
    .action(async (flags) => done(await (await import('./init.ts')).initCommand(flags, io)));
}
