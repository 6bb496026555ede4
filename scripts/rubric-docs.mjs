/** Writes rubrics/README.md, the reference of the shipped rubrics, or with `--check` says whether it is fresh. */
// @ts-check
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ENOUGH, EXPECTED, overrated } from '../dist/calibrate/index.js';
import { loadRubric, rubricFinder, shippedRubrics } from '../dist/index.js';

const TARGET = fileURLToPath(new URL('../rubrics/README.md', import.meta.url));

const text = `${[
  '<!-- Written by `npm run docs`. Change the rubric, not this page. -->',
  '# The shipped rubrics',
  'Every cue, in the order of its label: what it is called in reports, how sure it is (A surest, then B, then C), its pattern, what was measured, and the first of the sentences that test it. The notation of patterns is explained at the top of each rubric file.',
  `**Measured** is "right of fired": the labelled turns in which the cue gave its label, and those of them that do have it, at whatever level (for distress, the customer talk before the turn). The turns are the development set of [docs/accuracy.md](../docs/accuracy.md): labelled by a language model, not by people, and the ones that the cues were improved on, so the numbers flatter. The share follows from ${ENOUGH} turns up; fewer are too few to say anything. A tier promises a share of ${Object.entries(
    EXPECTED,
  )
    .map(([tier, share]) => `${share} (${tier})`)
    .join(
      ', ',
    )}; **!** marks a cue whose share, at the upper end of its 95 % interval, stays below that. A dash: it never fired there. Most customer talk in that set is distressed (about seven turns in ten), so a distress cue that fires at random would be right about that often, too.`,
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
  const counts = countsOf(name);
  const marked = new Set(overrated(rubric, counts).map(({ cue }) => cue));
  for (const label of Object.keys(rubric.labels)) {
    const cues = rubric.cues.filter((cue) => cue.label === label);
    if (cues.length === 0) continue;
    sections.push(`### ${label}`);
    sections.push(
      table(
        ['cue', 'tier', 'level', 'measured', 'pattern', 'example'],
        cues.map(({ id, tier, level, role, pattern, examples }) => [
          `\`${id}\``,
          tier,
          role === 'evidence' || role === 'marker' ? String(level) : role,
          `${measured(counts[id])}${marked.has(id) ? ' **!**' : ''}`,
          pattern.map(code).join('<br>'),
          plain(examples.match[0] ?? ''),
        ]),
      ),
    );
  }
  if (rubric.learned.length > 0) {
    sections.push(
      '### Learned',
      'Linear models that may give a label where no cue does: the words of a text vote, and the label is there when the sum of the votes (log-odds) passes the threshold. The strongest votes are quoted as evidence, each with its weight. What they learned from is in [docs/accuracy.md](../docs/accuracy.md); a rubric that extends this one drops an entry with `{id: …, disable: true}`.',
      table(
        ['entry', 'label', 'level', 'measured', 'threshold', 'why', 'example'],
        rubric.learned.map(({ id, label, level, threshold, why, examples }) => [
          `\`${id}\``,
          `\`${label}\``,
          String(level),
          measured(counts[id]),
          String(threshold),
          plain(why ?? ''),
          plain(examples.match[0] ?? ''),
        ]),
      ),
    );
  }
  sections.push(
    '### Tiers',
    'The same counts added up by tier; what fired together in one turn counts each time.',
    tiersTable(rubric, counts),
  );
  const known = new Set([...rubric.cues, ...rubric.learned].map(({ id }) => id));
  const rules = Object.entries(counts).filter(([id]) => !known.has(id));
  if (rules.length > 0) {
    sections.push(
      '### Rules in code',
      'What depends on more than the words of one sentence is found by detectors (`src/detect`); reports name their rules like cues.',
      table(
        ['rule', 'label', 'measured'],
        rules.map(([id, count]) => [`\`${id}\``, `\`${count.label}\``, measured(count)]),
      ),
    );
  }
  return sections;
}

/**
 * @param {import('../dist/model.js').Rubric} rubric
 * @param {import('../dist/calibrate/cues.js').CueCounts} counts
 */
function tiersTable({ cues }, counts) {
  /** @param {readonly import('../dist/model.js').Cue[]} some */
  const pooled = (some) => {
    const found = some.flatMap(({ id }) => counts[id] ?? []);
    const [right, fired] = [found.reduce((n, c) => n + c.right, 0), found.reduce((n, c) => n + c.fired, 0)];
    return measured({ label: '', right, fired });
  };
  const rows = Object.entries(EXPECTED).map(([tier, promise]) => {
    const own = cues.filter((cue) => cue.tier === tier);
    const fired = own.filter(({ id }) => counts[id]);
    const acts = own.filter(({ label }) => label !== 'distress');
    return [tier, String(promise), `${fired.length} of ${own.length}`, pooled(own), pooled(acts)];
  });
  return table(['tier', 'promises', 'cues that fired', 'measured', 'without distress'], rows);
}

/**
 * What was measured of a rubric (`npm run measure`), cue by cue; nothing where it never was.
 * @param {string} name
 * @returns {import('../dist/calibrate/cues.js').CueCounts}
 */
function countsOf(name) {
  const file = fileURLToPath(new URL(`../rubrics/measured/${name}.json`, import.meta.url));
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).cues : {};
}

/** @param {import('../dist/calibrate/cues.js').CueCount | undefined} count */
function measured(count) {
  if (!count) return '–';
  const { right, fired } = count;
  if (fired === 0) return '–';
  return `${right} of ${fired}${fired < ENOUGH ? '' : `, ${(right / fired).toFixed(2)}`}`;
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
