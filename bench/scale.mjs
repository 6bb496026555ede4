/**
 * How `attune score` scales: wall and CPU time with 1, 2 … workers on the same input, and the peak memory of the
 * whole process tree, worker threads and all:
 *
 *   npm run build && node bench/scale.mjs [--jobs 1,2] [--format ndjson] [--runs 3] [MB …]
 *
 * The corpus, or the fixtures where there is none, is repeated under new ids until the size is reached. The numbers
 * of workers take turns and the medians are shown. It prints, and never fails on a time.
 */
// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { median } from './median.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const CORPUS = path.resolve(ROOT, '../shared/corpus/tweetsumm.ndjson');
const FIXTURE = path.join(ROOT, 'fixtures/calls.ndjson');
const MB = 1024 * 1024;
const EVERY_MS = 50;
/** Tells on descriptor 3 what the process has cost by its end; threads run it too and stay silent. */
const METER = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; import { isMainThread } from 'node:worker_threads'; if (isMainThread) process.on('exit', () => { const { user, system } = process.cpuUsage(); writeSync(3, String(user + system)); });",
)}`;

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
  for (const size of positionals.length > 0 ? positionals.map(Number) : [10]) {
    const file = path.join(folder, `input-${size}.ndjson`);
    await fill(file, size);
    await compare(file, size);
    rmSync(file);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @typedef {{ jobs: number, wall: number[], cpu: number[], peak: number }} Row */

/** @param {string} file @param {number} size */
async function compare(file, size) {
  /** @type {Row[]} */
  const rows = values.jobs.split(',').map((jobs) => ({ jobs: Number(jobs), wall: [], cpu: [], peak: 0 }));
  for (let run = 0; run < Math.max(1, Number(values.runs)); run++) {
    for (const row of rows) {
      const { wall, cpu, peak } = await measure(file, row.jobs);
      row.wall.push(wall);
      row.cpu.push(cpu);
      row.peak = Math.max(row.peak, peak);
    }
  }
  console.log(`${size} MB of NDJSON, ${values.format}, ${rows[0]?.wall.length} runs each, medians`);
  console.log('  jobs    wall s     CPU s      MB/s   speed-up   peak MB');
  const first = median(rows[0]?.wall ?? []);
  for (const { jobs, wall, cpu, peak } of rows) {
    const [seconds, work] = [median(wall), median(cpu)];
    const cells = [seconds.toFixed(2), work.toFixed(2), (size / seconds).toFixed(2)];
    console.log(
      `${String(jobs).padStart(6)}${cells.map((cell) => cell.padStart(10)).join('')}${(first / seconds).toFixed(2).padStart(11)}${peak.toFixed(0).padStart(10)}`,
    );
  }
}

/** Seconds, CPU seconds, and the peak in MB. @param {string} file @param {number} jobs */
async function measure(file, jobs) {
  const out = path.join(folder, 'scores');
  const words = ['score', file, '--format', `${values.format}=${out}`, '--jobs', String(jobs), '-q'];
  const from = performance.now();
  const child = spawn(process.execPath, ['--import', METER, path.join(ROOT, 'bin/attune.js'), ...words], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  let told = '';
  child.stdio[3]?.on('data', (/** @type {Buffer} */ data) => {
    told += data;
  });
  let peak = 0;
  const look = setInterval(() => {
    peak = Math.max(peak, treeOf(Number(child.pid)));
  }, EVERY_MS);
  const [code] = await once(child, 'close');
  clearInterval(look);
  if (code !== 0) throw new Error(`scale: ${words.join(' ')} ended with ${code}`);
  return { wall: (performance.now() - from) / 1000, cpu: Number(told) / 1e6, peak };
}

/**
 * Peak memory of a process and of all that it has started, in MB, as far as the system tells (Linux).
 * @param {number} pid @returns {number}
 */
function treeOf(pid) {
  try {
    const own = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return children.reduce((sum, child) => sum + treeOf(Number(child)), Number(own) / 1024);
  } catch {
    return 0;
  }
}

/** @param {string} file @param {number} megabytes */
async function fill(file, megabytes) {
  const lines = readFileSync(existsSync(CORPUS) ? CORPUS : FIXTURE, 'utf8')
    .split('\n')
    .filter(Boolean);
  const out = createWriteStream(file);
  for (let size = 0, copy = 0; size < megabytes * MB; copy++) {
    const value = JSON.parse(lines[copy % lines.length] ?? '{}');
    for (const key of ['id', 'conversation_id']) if (key in value) value[key] = `${value[key]}-${copy}`;
    const line = `${JSON.stringify(value)}\n`;
    size += Buffer.byteLength(line);
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}
