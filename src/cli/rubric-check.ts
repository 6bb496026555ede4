/** `attune rubric check` and `attune rubric test`: what is wrong with a rubric, and what its examples would not notice. */

import {
  checkRubric,
  listen,
  type MutantResult,
  OPERATORS,
  type Operator,
  openRubric,
  type RubricFinding,
  runExamples,
  testMutants,
} from '../rubric/index.ts';
import { expandInputs, readInput } from '../run/inputs.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { type Io, printLines } from './io.ts';
import type { ExitCode } from './main.ts';
import { numberFlag } from './numbers.ts';
import { type ReadingFlags, readingOptions } from './reading.ts';

type Format = { readonly format: 'text' | 'json' };

/** Prints what the rules find, by place; 1 on an error, under `--strict` on any finding that no comment argues away. */
export async function checkRubricCommand(
  name: string,
  transcripts: readonly string[],
  flags: ReadingFlags & Format & { readonly strict?: true },
  io: Io,
): Promise<ExitCode> {
  const open = openRubric(name, rubricFinder(io.cwd()));
  const listener = listen(open);
  const reading = readingOptions(flags, io.cwd());
  for (const file of await expandInputs(transcripts, { cwd: io.cwd(), stdin: io.stdin })) {
    for await (const item of readInput(file, reading)) {
      if (item.kind === 'conversation') listener.hear(item.conversation);
    }
  }
  const findings = checkRubric(open, transcripts.length > 0 ? listener.talk() : undefined);
  const standing = findings.filter(({ allowed }) => allowed === undefined);
  const { id, version } = open.rubric;
  if (flags.format === 'json') {
    const report = { kind: 'rubric-check', schema: 1, rubric: id, version, findings };
    await printLines(io, [JSON.stringify(report, null, 2)]);
  } else {
    const errors = standing.filter(({ severity }) => severity === 'error').length;
    const counts = [
      `${open.rubric.cues.length} cues`,
      `${errors} errors`,
      `${standing.length - errors} warnings`,
      `${findings.length - standing.length} allowed`,
    ];
    await printLines(io, [...standing.map(findingLine), `${id} ${version}: ${counts.join(', ')}`]);
  }
  const failing = flags.strict ? standing : standing.filter(({ severity }) => severity === 'error');
  return failing.length > 0 ? 1 : 0;
}

function findingLine({ path, line, column, severity, rule, message, remedy }: RubricFinding): string {
  return `${path}:${line}:${column}: ${severity} ${rule}: ${message}; ${remedy}`;
}

/** Runs every example of every cue; 1 when one fails, or when too few mutants are noticed. */
export async function testRubric(
  name: string,
  flags: Format & { readonly mutate?: true; readonly failUnder?: string },
  io: Io,
): Promise<ExitCode> {
  const failUnder = flags.failUnder === undefined ? 0 : numberFlag('--fail-under', flags.failUnder, 0, 100);
  const open = openRubric(name, rubricFinder(io.cwd()));
  const results = runExamples(open);
  const failed = results.filter((r) => !r.passed);
  const mutants = flags.mutate ? testMutants(open) : undefined;
  const score = mutants && mutationScore(mutants);
  if (flags.format === 'json') {
    const { id, version } = open.rubric;
    const examples = { total: results.length, failed: failed.map(({ passed: _, ...example }) => example) };
    const mutation = mutants && { score, byOperator: byOperator(mutants), mutants };
    const report = {
      kind: 'rubric-test',
      schema: 1,
      rubric: id,
      version,
      examples,
      ...(mutation && { mutation }),
    };
    await printLines(io, [JSON.stringify(report, null, 2)]);
  } else {
    const cues = new Set(results.map((r) => r.cue)).size;
    await printLines(io, [
      ...failed.map(({ cue, kind, text, advice }) => `FAIL cue ${cue} (${kind}): "${text}"\n     ${advice}`),
      ...(mutants ? mutationLines(mutants) : []),
      `${results.length - failed.length} of ${results.length} examples of ${cues} cues pass`,
      ...(mutants ? [`mutation score ${score === null ? 'none' : `${score} %`}`] : []),
    ]);
  }
  return failed.length > 0 || (score ?? 100) < failUnder ? 1 : 0;
}

const count = (mutants: readonly MutantResult[], outcome: MutantResult['outcome']): number =>
  mutants.filter((mutant) => mutant.outcome === outcome).length;

/** Percentage of the mutants that some example notices, rounded down to a tenth; those that change nothing don't count. */
function mutationScore(mutants: readonly MutantResult[]): number | null {
  const killed = count(mutants, 'killed');
  const judged = killed + count(mutants, 'survived');
  return judged === 0 ? null : Math.floor((1000 * killed) / judged) / 10;
}

function byOperator(mutants: readonly MutantResult[]) {
  return Object.fromEntries(
    (Object.keys(OPERATORS) as Operator[]).map((operator) => {
      const own = mutants.filter((mutant) => mutant.operator === operator);
      return [
        operator,
        {
          killed: count(own, 'killed'),
          survived: count(own, 'survived'),
          equivalent: count(own, 'equivalent'),
        },
      ];
    }),
  );
}

function mutationLines(mutants: readonly MutantResult[]): string[] {
  const survivors = mutants.filter(({ outcome }) => outcome === 'survived');
  return [
    ...survivors.map(({ cue, operator, place, piece, witness, wanted }) => {
      const remedy = witness
        ? `add a ${wanted} example that says something like "${witness}"`
        : 'perhaps it is needless';
      return `${place}: cue ${cue}: no example would notice ${OPERATORS[operator]}: ${piece}; ${remedy}`;
    }),
    '',
    ...Object.entries(byOperator(mutants)).map(([operator, { killed, survived, equivalent }]) => {
      const noticed = `${killed} of ${killed + survived} noticed`;
      return `  ${OPERATORS[operator as Operator].padEnd(45)} ${noticed}${equivalent > 0 ? `, ${equivalent} change nothing` : ''}`;
    }),
    '',
  ];
}
