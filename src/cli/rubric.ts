/** `attune rubric`: list, show, check and test. */

import type { Criterion, Rubric } from '../model.ts';
import { type CompiledRubric, checkRubric, loadRubric, runExamples, termWords } from '../rubric/index.ts';
import { rubricFinder, shippedRubrics } from '../run/rubrics.ts';
import { type Io, print } from './io.ts';
import type { ExitCode } from './main.ts';

/** The rubrics that come with the program, a line each. */
export async function listRubrics(io: Io): Promise<ExitCode> {
  const find = rubricFinder(io.cwd());
  const lines = shippedRubrics().map((name) => {
    const { rubric } = loadRubric(name, find);
    const size = `${rubric.cues.length} cues, ${rubric.criteria.length} criteria`;
    return `${name.padEnd(18)} ${rubric.version}  ${rubric.title} (${size})`;
  });
  await printLines(io, lines);
  return 0;
}

/** What a rubric looks for and what it is worth; with `resolved` all that runs, as JSON. */
export async function showRubric(name: string, flags: { resolved?: true }, io: Io): Promise<ExitCode> {
  const compiled = loadRubric(name, rubricFinder(io.cwd()));
  await printLines(io, flags.resolved ? [JSON.stringify(compiled.rubric, null, 2)] : overview(compiled));
  return 0;
}

/** Mistakes and warnings of a rubric; 1 when one of its examples fails. */
export async function checkRubricCommand(name: string, io: Io): Promise<ExitCode> {
  const compiled = loadRubric(name, rubricFinder(io.cwd()));
  const warnings = checkRubric(compiled);
  const failed = runExamples(compiled).filter((r) => !r.passed);
  const { rubric } = compiled;
  const counts = `${rubric.cues.length} cues, ${failed.length} failing examples, ${warnings.length} warnings`;
  await printLines(io, [
    ...warnings.map((warning) => `warning: ${warning}`),
    ...failed.map(({ cue, kind, text, advice }) => `error: cue ${cue}: ${kind} "${text}": ${advice}`),
    `${rubric.id} ${rubric.version}: ${counts}`,
  ]);
  return failed.length > 0 ? 1 : 0;
}

/** Runs every example of every cue; 1 when one fails. */
export async function testRubric(name: string, io: Io): Promise<ExitCode> {
  const results = runExamples(loadRubric(name, rubricFinder(io.cwd())));
  const failed = results.filter((r) => !r.passed);
  const cues = new Set(results.map((r) => r.cue)).size;
  await printLines(io, [
    ...failed.map(({ cue, kind, text, advice }) => `FAIL cue ${cue} (${kind}): "${text}"\n     ${advice}`),
    `${results.length - failed.length} of ${results.length} examples of ${cues} cues pass`,
  ]);
  return failed.length > 0 ? 1 : 0;
}

/** Control characters and direction marks: a rubric may come from a stranger and must not steer the terminal. */
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function printLines(io: Io, lines: readonly string[]): Promise<void> {
  return print(io, `${lines.join('\n').replace(STEERING, '')}\n`);
}

function overview({ rubric, hash, files }: CompiledRubric): string[] {
  const { title, id, version, language, criteria, bands } = rubric;
  const named = Object.entries(bands).map(([band, from]) => `${band} from ${from}`);
  return [
    `${title} (${id} ${version}, ${language})`,
    `from ${files.join(' ← ')}`,
    hash,
    '',
    'Labels',
    ...labelLines(rubric),
    '',
    'Criteria',
    ...criteria.flatMap(criterionLines),
    '',
    `Bands: ${named.join(', ')}`,
  ];
}

function labelLines({ labels, cues }: Rubric): string[] {
  return Object.entries(labels).map(([label, { on, levels }]) => {
    const n = cues.filter((c) => c.label === label || c.also[label] !== undefined).length;
    const meaning = Object.entries(levels).map(([level, text]) => `${level} ${text}`);
    return `  ${label.padEnd(12)} ${on.padEnd(9)} ${String(n).padStart(3)} cues  ${meaning.join(' · ')}`;
  });
}

function criterionLines({ id, title, scope, weight, avoid, credit }: Criterion): string[] {
  const weights = Object.entries(weight).filter(([level]) => scope !== 'opportunity' || level !== '0');
  const same = new Set(weights.map(([, points]) => points)).size === 1;
  const worth = same
    ? `${weights[0]![1]} points`
    : weights.map(([level, points]) => `${points} at distress ${level}`).join(', ');
  const credits = credit.map(({ all, value }) => {
    return `    ${value.toFixed(2)}  ${all.map(termWords).join(' & ')}`;
  });
  return [
    `  ${id.padEnd(16)} ${avoid ? `avoids ${avoid.map(termWords).join(', ')}` : worth}  (${scope}) ${title}`,
    ...credits,
  ];
}
