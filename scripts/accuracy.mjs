/** Measures the default rubric on labelled agent turns: precision, recall and F1 by label (`npm run accuracy [FILE]`). */
// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { createScorer, loadRubric, rubricFinder } from '../dist/index.js';

/**
 * One labelled turn: the talk before it, its words, and the level of each label (null where labellers disagree).
 * @typedef {{ id: string, customer_name: string | null, context: { speaker: 'agent' | 'customer' | 'system', text: string }[],
 *   text: string, labels: Record<string, number | null> }} Labelled
 * @typedef {{ tp: number, fp: number, fn: number, n: number, level: number }} Counts
 */

const DEFAULT = '../shared/gold/dev.ndjson';
const file = process.argv[2] ?? DEFAULT;
if (existsSync(file)) measure(file);
else {
  console.error(`accuracy: SKIPPED, nothing was measured: ${file} is not there`);
  if (process.argv[2] !== undefined) process.exitCode = 2;
}

/** @param {string} path */
function measure(path) {
  const score = createScorer(loadRubric('empathy', rubricFinder(process.cwd())));
  /** @type {Map<string, Counts>} */
  const counts = new Map();
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  for (const line of lines) {
    /** @type {Labelled} */
    const labelled = JSON.parse(line);
    const found = score(conversationOf(labelled)).turns.at(-1)?.labels ?? {};
    for (const [label, level] of Object.entries(labelled.labels)) {
      if (level !== null) count(counts, label, level, found[label] ?? 0);
    }
  }
  print(counts, lines.length, path);
}

/**
 * Rows of one speaker before the turn are one turn; the labelled turn stands alone, whoever spoke before it.
 * @param {Labelled} labelled
 */
function conversationOf({ id, customer_name, context, text }) {
  /** @type {{ role: 'agent' | 'customer' | 'system', text: string }[]} */
  const said = [];
  for (const row of context) {
    const last = said.at(-1);
    if (last?.role === row.speaker) last.text += `\n${row.text}`;
    else said.push({ role: row.speaker, text: row.text });
  }
  said.push({ role: 'agent', text });
  const turns = said.map((turn, index) => {
    return { ...turn, index, visibility: /** @type {const} */ ('public'), rows: [] };
  });
  const known = customer_name === null ? {} : { customerName: customer_name };
  return { id, meta: {}, turns, source: { path: 'labelled' }, ...known };
}

/**
 * @param {Map<string, Counts>} counts
 * @param {string} label
 * @param {number} expected
 * @param {number} found
 */
function count(counts, label, expected, found) {
  const entry = counts.get(label) ?? { tp: 0, fp: 0, fn: 0, n: 0, level: 0 };
  counts.set(label, entry);
  entry.n++;
  if (expected > 0 && found > 0) {
    entry.tp++;
    if (expected === found) entry.level++;
  } else if (found > 0) entry.fp++;
  else if (expected > 0) entry.fn++;
}

/**
 * @param {Map<string, Counts>} counts
 * @param {number} turns
 * @param {string} path
 */
function print(counts, turns, path) {
  console.log(`${turns} labelled agent turns of ${path}`);
  console.log(row(['label', 'precision', 'recall', 'F1', 'right', 'false', 'missed', 'of', 'right level']));
  let sum = 0;
  for (const [label, { tp, fp, fn, n, level }] of counts) {
    const f1 = share(2 * tp, 2 * tp + fp + fn);
    sum += f1;
    const measures = [share(tp, tp + fp), share(tp, tp + fn), f1].map((value) => value.toFixed(3));
    console.log(row([label, ...measures, tp, fp, fn, n, `${level}/${tp}`]));
  }
  console.log(row(['mean', '', '', share(sum, counts.size).toFixed(3)]));
}

/** @param {number} part @param {number} whole */
function share(part, whole) {
  return whole === 0 ? 0 : part / whole;
}

/** @param {readonly (string | number)[]} cells */
function row(cells) {
  return cells
    .map((cell, i) => (i === 0 ? String(cell).padEnd(12) : String(cell).padStart(i === 8 ? 13 : 10)))
    .join('')
    .trimEnd();
}
