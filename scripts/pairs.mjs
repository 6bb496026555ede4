/**
 * How often the conversation score sides with people who compared two conversations (`npm run pairs -- FILE`): one pair
 * a line, `{"id", "A": [{"speaker", "text"}], "B": […], "winner": "A" | "B"}`. An equal or missing score counts half.
 */
// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createScorer, loadRubric, rubricFinder } from '../dist/index.js';

const DEFAULT = fileURLToPath(new URL('../../shared/gold/pairs.ndjson', import.meta.url));
const file = process.argv[2] ?? DEFAULT;

if (existsSync(file)) print();
else console.error(`pairs: SKIPPED, nothing was measured: ${file} is not there`);

function print() {
  const { score } = createScorer(loadRubric('empathy', rubricFinder(process.cwd())));
  /** @param {string} id @param {readonly {speaker: import('../dist/index.js').Role, text: string}[]} turns */
  const scoreOf = (id, turns) =>
    score({
      id,
      meta: {},
      source: { path: file },
      turns: turns.map(({ speaker, text }, index) => ({
        index,
        role: speaker,
        visibility: /** @type {const} */ ('public'),
        text,
        rows: [],
      })),
    }).score.normalized;
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  let sided = 0;
  for (const line of lines) {
    const { id, A, B, winner } = JSON.parse(line);
    const [a, b] = [scoreOf(`${id}-A`, A), scoreOf(`${id}-B`, B)];
    const half = a === null || b === null || a === b;
    const right = half ? 0.5 : Number((a > b ? 'A' : 'B') === winner);
    sided += right;
    if (right < 1)
      console.log(`${id}: ${a ?? 'no score'} against ${b ?? 'no score'}, people chose ${winner}`);
  }
  const share = sided / lines.length;
  const [low, high] = wilson(share, lines.length);
  const percent = (/** @type {number} */ value) => `${(100 * value).toFixed(0)} %`;
  const interval = `95 % interval ${percent(low)} to ${percent(high)}`;
  console.log(`${sided} of ${lines.length} pairs: ${percent(share)} (${interval})`);
}

/** Wilson's score interval at 95 %. @param {number} share @param {number} n @returns {[number, number]} */
function wilson(share, n) {
  const z = 1.959964;
  const middle = share + (z * z) / (2 * n);
  const width = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * n)) / n);
  return [(middle - width) / (1 + (z * z) / n), (middle + width) / (1 + (z * z) / n)];
}
