/** `attune rubric`: list, show, check and test. */
import { checkRubric, loadRubric, runExamples } from '../rubric/index.ts';
import { rubricFinder, shippedRubrics } from '../run/rubrics.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './main.ts';

export function listRubrics(io: Io): ExitCode {
  const find = rubricFinder(io.cwd());
  for (const name of shippedRubrics()) {
    const { rubric } = loadRubric(name, find);
    io.stdout.write(`${name.padEnd(12)} ${rubric.version}  ${rubric.title} (${rubric.cues.length} cues, ${rubric.criteria.length} criteria)\n`);
  }
  return 0;
}

export function showRubric(name: string, flags: { resolved?: true }, io: Io): ExitCode {
  const { rubric, hash, files } = loadRubric(name, rubricFinder(io.cwd()));
  if (flags.resolved) {
    io.stdout.write(`${JSON.stringify(rubric, null, 2)}\n`);
    return 0;
  }
  const lines = [`${rubric.title} (${rubric.id} ${rubric.version}, ${rubric.language})`, `from ${files.join(' ← ')}`, hash, '', 'Labels'];
  for (const [label, { on, levels }] of Object.entries(rubric.labels)) {
    const cues = rubric.cues.filter((c) => c.label === label || c.also[label] !== undefined).length;
    const meaning = Object.entries(levels).map(([level, text]) => `${level} ${text}`).join(' · ');
    lines.push(`  ${label.padEnd(12)} ${on.padEnd(9)} ${String(cues).padStart(3)} cues  ${meaning}`);
  }
  lines.push('', 'Criteria');
  for (const c of rubric.criteria) {
    const weight = Object.entries(c.weight).filter(([level]) => c.scope !== 'opportunity' || level !== '0');
    const weights = [...new Set(weight.map(([, w]) => w))].length === 1 ? `${weight[0]![1]}` : weight.map(([l, w]) => `${w} at distress ${l}`).join(', ');
    lines.push(`  ${c.id.padEnd(16)} ${c.avoid ? `avoids ${c.avoid}` : weights ? `${weights} points` : ''}  (${c.scope}) ${c.title}`);
    for (const { all, value } of c.credit) {
      lines.push(`    ${value.toFixed(2)}  ${all.map(({ label, level }) => (level > 1 ? `${label} ${level}` : label)).join(' and ')}`);
    }
  }
  lines.push('', `Bands: ${Object.entries(rubric.bands).map(([band, from]) => `${band} from ${from}`).join(', ')}`);
  io.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

export function checkRubricCommand(name: string, io: Io): ExitCode {
  const compiled = loadRubric(name, rubricFinder(io.cwd()));
  const warnings = checkRubric(compiled);
  const failed = runExamples(compiled).filter((r) => !r.passed);
  for (const warning of warnings) io.stdout.write(`warning: ${warning}\n`);
  for (const { cue, kind, text, advice } of failed) io.stdout.write(`error: cue ${cue}: ${kind} "${text}": ${advice}\n`);
  const { rubric } = compiled;
  io.stdout.write(`${rubric.id} ${rubric.version}: ${rubric.cues.length} cues, ${failed.length} failing examples, ${warnings.length} warnings\n`);
  return failed.length > 0 ? 1 : 0;
}

export function testRubric(name: string, io: Io): ExitCode {
  const compiled = loadRubric(name, rubricFinder(io.cwd()));
  const results = runExamples(compiled);
  const failed = results.filter((r) => !r.passed);
  for (const { cue, kind, text, advice } of failed) io.stdout.write(`FAIL cue ${cue} (${kind}): "${text}"\n     ${advice}\n`);
  const cues = new Set(results.map((r) => r.cue)).size;
  io.stdout.write(`${results.length - failed.length} of ${results.length} examples of ${cues} cues pass\n`);
  return failed.length > 0 ? 1 : 0;
}
