/** Writes rubrics/README.md, the reference of the shipped rubrics, or with `--check` says whether it is fresh. */
// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadRubric, rubricFinder, shippedRubrics } from '../dist/index.js';

const TARGET = fileURLToPath(new URL('../rubrics/README.md', import.meta.url));

const text = `${[
  '<!-- Written by `npm run docs`. Change the rubric, not this page. -->',
  '# The shipped rubrics',
  'Every cue, in the order of its label: what it is called in reports, how sure it is (A surest, then B, then C), its pattern, and the first of the sentences that test it. The notation of patterns is explained at the top of each rubric file.',
  ...shippedRubrics().flatMap(sectionsOf),
].join('\n\n')}\n`;

if (!process.argv.includes('--check')) writeFileSync(TARGET, text);
else if (readFileSync(TARGET, 'utf8') !== text) {
  console.error('rubrics/README.md is stale; run `npm run docs`');
  process.exitCode = 1;
}

/** @param {string} name */
function sectionsOf(name) {
  const { rubric } = loadRubric(name, rubricFinder(process.cwd()));
  const labels = Object.entries(rubric.labels).map(([label, { on, levels }]) => [
    `\`${label}\``,
    on,
    ...Object.entries(levels).map(([level, meaning]) => `${level}: ${meaning}`),
  ]);
  const depth = Math.max(...labels.map((cells) => cells.length)) - 2;
  const head = ['label', 'whose words', 'levels', ...Array(Math.max(0, depth - 1)).fill('')];
  const padded = labels.map((cells) => [...cells, ...Array(head.length - cells.length).fill('')]);
  const sections = [`## ${rubric.title} (\`${rubric.id}\` ${rubric.version})`, table(head, padded)];
  for (const label of Object.keys(rubric.labels)) {
    const cues = rubric.cues.filter((cue) => cue.label === label);
    if (cues.length === 0) continue;
    sections.push(`### ${label}`);
    sections.push(
      table(
        ['cue', 'tier', 'level', 'pattern', 'example'],
        cues.map(({ id, tier, level, role, pattern, examples }) => [
          `\`${id}\``,
          tier,
          role === 'evidence' || role === 'marker' ? String(level) : role,
          pattern.map(code).join('<br>'),
          plain(examples.match[0] ?? ''),
        ]),
      ),
    );
  }
  return sections;
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * Code in a table cell; only the bar has to be escaped there.
 * @param {string} pattern
 */
function code(pattern) {
  return `\`${pattern.replaceAll('|', '\\|')}\``;
}

/** @param {string} sentence */
function plain(sentence) {
  return sentence.replace(/[\\|*_~`<>[\]{}]/g, '\\$&').replaceAll('\n', '<br>');
}
