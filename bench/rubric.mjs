/**
 * What a large rubric costs, as ratios within one run: processes that load the default rubric, or one of 5,000 cues,
 * and match a file's turns with it. Then rubrics made to hang it, which must be refused or matched in bounded time.
 *
 *   npm run bench:rubric -- [--runs 5] [FILE.ndjson]
 *
 * The runs take turns and the medians are compared, so that a busy machine slows all sides alike. It prints, and
 * never fails on a time.
 */
// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadRubric, rubricFinder } from '../dist/index.js';
import { tokenise } from '../dist/text/index.js';
import { rubricWith, word } from './cues.mjs';
import { median } from './median.mjs';

/** @typedef {{ load: number, wall: number, match: number }} Cost CPU time in milliseconds; `wall` is what the clock says of the loading. */

const ROOT = path.resolve(import.meta.dirname, '..');
const CORPUS = path.resolve(ROOT, '../shared/corpus/tweetsumm.ndjson');
const FIXTURE = path.join(ROOT, 'fixtures/calls.ndjson');
const CUES = 5000;
/** Tokens of the turn that each pathological rubric is given. */
const TOKENS = 1000;

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, worker: { type: 'string' } },
  allowPositionals: true,
});

function main() {
  const folder = mkdtempSync(path.join(tmpdir(), 'attune-rubric-'));
  try {
    const large = path.join(folder, 'large.yaml');
    writeFileSync(large, rubricWith(CUES));
    compare(large, path.resolve(positionals[0] ?? (existsSync(CORPUS) ? CORPUS : FIXTURE)));
    for (const [name, pattern] of Object.entries(PATHOLOGICAL)) pathological(folder, name, pattern);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} large @param {string} file */
function compare(large, file) {
  /** @type {Record<string, Cost[]>} */
  const costs = { empathy: [], [large]: [] };
  for (let run = 0; run < Math.max(1, Number(values.runs)); run++) {
    for (const [rubric, all] of Object.entries(costs)) all.push(measure(rubric, file));
  }
  const [small, big] = Object.values(costs).map((all) => ({
    load: median(all.map(({ load }) => load)),
    wall: median(all.map(({ wall }) => wall)),
    match: median(all.map(({ match }) => match)),
  }));
  if (!small || !big) return;
  console.log(`${file}: ${values.runs} runs each, medians of CPU time`);
  for (const [name, { load, wall, match }] of Object.entries({
    'the default': small,
    [`${CUES} cues more`]: big,
  }))
    console.log(
      `${name.padEnd(16)} load ${load.toFixed(0).padStart(6)} ms (${wall.toFixed(0).padStart(6)} by the clock), match ${match.toFixed(0).padStart(6)} ms`,
    );
  console.log(
    `load: ${(big.load - small.load).toFixed(0)} ms more (${(big.wall - small.wall).toFixed(0)} by the clock); match: ${(big.match / small.match).toFixed(2)} times`,
  );
}

/** @param {string} rubric @param {string} file @returns {Cost} */
function measure(rubric, file) {
  const words = [fileURLToPath(import.meta.url), '--worker', rubric, file];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`rubric: ${stderr}`);
  return JSON.parse(stdout);
}

/** Loads a rubric, matches every turn of a file with it, and prints what that cost. @param {string} rubric @param {string} file */
function worker(rubric, file) {
  /** @type {string[]} */
  const texts = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .flatMap((line) =>
      (JSON.parse(line).turns ?? []).map((/** @type {{ text?: string }} */ turn) => turn.text ?? ''),
    );
  const turns = texts.map((text) => tokenise(text));
  const before = process.cpuUsage();
  const from = performance.now();
  const { cues } = loadRubric(rubric, rubricFinder(path.dirname(path.resolve(rubric))));
  const wall = performance.now() - from;
  const loaded = process.cpuUsage(before);
  for (const tokens of turns) cues.match(tokens);
  const all = process.cpuUsage(before);
  const load = (loaded.user + loaded.system) / 1000;
  console.log(JSON.stringify({ load, wall, match: (all.user + all.system) / 1000 - load }));
}

/** Patterns by number that are made to hang a matcher, as many of them as a rubric may hold. @type {Record<string, { n: number, pattern: (i: number) => string }>} */
const PATHOLOGICAL = {
  'long gaps, too many': { n: 5000, pattern: (i) => `we ..20 ${word(i)}` },
  'long gaps': { n: 1200, pattern: (i) => `we ..20 ${word(i)}` },
  'gap after gap': { n: 600, pattern: (i) => `we ..20 ..20 ${word(i)}` },
  'gaps between words': {
    n: 550,
    pattern: (i) => `(we|you) ..15 ${word(i)} ..15 ${word(i + 1)} ..14 ${word(i + 2)}`,
  },
  'gaps at the beginning': { n: 1200, pattern: (i) => `..20 ${word(i)}` },
  'conditions in gaps': { n: 600, pattern: (i) => `we ..20 !(${word(i)}) ..20 ${word(i + 2)}` },
  'nested optionals': { n: 500, pattern: (i) => `we ${'[a '.repeat(19)}${word(i)}${']'.repeat(19)}` },
  'optionals in a row': {
    n: 5000,
    pattern: (i) =>
      `we ${Array.from({ length: 20 }, (_, j) => `[${word((i + j * 7) % 300)}]`).join(' ')} ${word(i)}`,
  },
  'deep alternation': { n: 1000, pattern: (i) => `we ${'(a|b '.repeat(19)}${word(i)}${')'.repeat(19)}` },
};

/** @param {string} folder @param {string} name @param {{ n: number, pattern: (i: number) => string }} rubric */
function pathological(folder, name, { n, pattern }) {
  const file = path.join(folder, 'pathological.yaml');
  const cues = Array.from(
    { length: n },
    (_, i) => `  - {id: P${i}, label: care, tier: A, pattern: "${pattern(i)}"}\n`,
  );
  writeFileSync(
    file,
    `id: pathological\nversion: 1.0.0\nlabels: {care: {on: agent, levels: {1: any}}}\ncues:\n${cues.join('')}criteria: [{id: c, weight: 1, credit: {care: 1}}]\nbands: {all: 0}\n`,
  );
  try {
    const { cues: index } = loadRubric(file, rubricFinder(folder));
    // A quarter of the words opens a gap, the others close some: every combination is a new one.
    const next = seeded();
    const text = Array.from({ length: TOKENS }, () => (next(4) === 0 ? 'we' : word(next(300)))).join(' ');
    const tokens = tokenise(text, { whole: true });
    const from = performance.now();
    const found = index.match(tokens).length;
    const each = ((performance.now() - from) / TOKENS).toFixed(2);
    console.log(`${name.padEnd(22)} ${n} cues: ${each} ms a token of the worst talk, ${found} matches`);
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
    console.log(
      `${name.padEnd(22)} ${n} cues: refused, ${message?.replace(/^.*?: cue /, 'cue ').slice(0, 90)}`,
    );
  }
}

/** Numbers below n, the same ones every time. */
function seeded() {
  let state = 1;
  return (/** @type {number} */ n) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 9) % n;
  };
}

if (values.worker !== undefined) worker(values.worker, positionals[0] ?? FIXTURE);
else main();
