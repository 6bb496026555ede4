/**
 * Peak memory of whole runs by input size: builds files of 10, 100 and 1000 MB (or the sizes given), goes through them,
 * and prints seconds and the peak resident set of the process.
 *
 *   node bench/memory.mjs [--command score|inspect] [--kinds csv,ndjson,mixed.csv] [--jobs N] [10 100 1000]
 *
 * `inspect` reads every record and scores none, which shows what reading alone needs.
 */
// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { conversations, write } from './corpus.mjs';
import { measure } from './measure.mjs';

const BIN = path.resolve(import.meta.dirname, '../bin/attune.js');
const { values, positionals } = parseArgs({
  options: {
    command: { type: 'string', default: 'score' },
    kinds: { type: 'string', default: 'csv,ndjson,mixed.csv' },
    jobs: { type: 'string', default: '2' },
  },
  allowPositionals: true,
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [10, 100, 1000];
const options =
  values.command === 'score' ? ['--format', 'ndjson', '--no-progress', '--jobs', values.jobs] : [];
const all = conversations();
const folder = mkdtempSync(path.join(tmpdir(), 'attune-bench-'));
try {
  for (const size of sizes) {
    for (const kind of /** @type {import('./corpus.mjs').Kind[]} */ (values.kinds.split(','))) {
      const file = path.join(folder, `input-${size}.${kind}`);
      await write(file, kind, size, all);
      // With 1, some of the records could not be read.
      const { wall, peak } = await measure([BIN, values.command, file, ...options], [0, 1]);
      rmSync(file);
      const seconds = (wall / 1000).toFixed(1).padStart(7);
      console.log(
        `${String(size).padStart(5)} MB ${kind.padEnd(9)} ${seconds} s  peak ${peak.toFixed(0).padStart(4)} MB`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
