/**
 * How `attune score` scales: wall and CPU time and peak memory with 1, 2 … jobs on the same input:
 *
 *   npm run build && node bench/scale.mjs [--jobs 1,2] [--format ndjson] [--runs 3] [MB …]
 *
 * The numbers of jobs take turns and the medians are shown. It prints, and never fails on a time.
 */
// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { conversations, write } from './corpus.mjs';
import { contender, middle, ratio, takeTurns } from './measure.mjs';

const BIN = path.resolve(import.meta.dirname, '../bin/attune.js');
const { values, positionals } = parseArgs({
  options: {
    jobs: { type: 'string', default: '1,2' },
    format: { type: 'string', default: 'ndjson' },
    runs: { type: 'string', default: '3' },
  },
  allowPositionals: true,
});
const folder = mkdtempSync(path.join(tmpdir(), 'attune-scale-'));
try {
  for (const size of positionals.length > 0 ? positionals.map(Number) : [10]) await compare(size);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {number} size */
async function compare(size) {
  const file = path.join(folder, `input-${size}.ndjson`);
  await write(file, 'ndjson', size, conversations());
  const words = ['score', file, '--format', `${values.format}=${path.join(folder, 'scores')}`, '-q'];
  const contenders = values.jobs
    .split(',')
    .map((jobs) => contender(jobs, [BIN, ...words, '--no-progress', '--jobs', jobs]));
  await takeTurns(contenders, Math.max(1, Number(values.runs)));
  rmSync(file);
  console.log(`${size} MB of NDJSON, ${values.format}, ${contenders[0]?.costs.length} runs each, medians`);
  console.log('  jobs    wall s     CPU s      MB/s   speed-up   peak MB');
  for (const each of contenders) {
    const wall = middle(each, 'wall') / 1000;
    const cells = [wall.toFixed(2), (middle(each, 'cpu') / 1000).toFixed(2), (size / wall).toFixed(2)];
    const speedUp = ratio('wall', contenders[0] ?? each, each);
    console.log(
      `${each.name.padStart(6)}${cells.map((cell) => cell.padStart(10)).join('')}${speedUp.padStart(11)}${middle(each, 'peak').toFixed(0).padStart(10)}`,
    );
  }
}
