/** `attune rubric list` and `attune rubric show`. */

import type { Criterion, Rubric } from '../model.ts';
import { type CompiledRubric, loadRubric, openRubric, rubricYaml, termWords } from '../rubric/index.ts';
import { rubricFinder, shippedRubrics } from '../run/rubrics.ts';
import { type Io, printLines } from './io.ts';
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

/** What a rubric looks for and what it is worth; with `resolved` all that runs, as JSON or as one rubric file. */
export async function showRubric(
  name: string,
  flags: { readonly resolved?: true; readonly format?: 'json' | 'yaml' },
  io: Io,
): Promise<ExitCode> {
  const open = openRubric(name, rubricFinder(io.cwd()));
  if (flags.format === 'yaml') await printLines(io, [rubricYaml(open).trimEnd()]);
  else if (flags.resolved || flags.format === 'json')
    await printLines(io, [JSON.stringify(open.rubric, null, 2)]);
  else await printLines(io, overview(open));
  return 0;
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
