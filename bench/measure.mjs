/** What a whole process costs, and a table of what several cost. */
// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { median } from './median.mjs';

/**
 * CPU time of all threads and wall time in milliseconds, and the peak resident set in megabytes.
 * @typedef {{ cpu: number, wall: number, peak: number }} Cost
 * @typedef {{ name: string, args: readonly string[], costs: Cost[] }} Contender
 */

/** Tells on descriptor 3 what the process has cost by its end. */
const METER = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; import { isMainThread } from 'node:worker_threads'; if (isMainThread) process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage(); writeSync(3, (userCPUTime + systemCPUTime) + ' ' + maxRSS); });",
)}`;

/** @param {string} name @param {readonly string[]} args @returns {Contender} */
export const contender = (name, args) => ({ name, args, costs: [] });

/**
 * Runs `node …args` once.
 * @param {readonly string[]} args @param {readonly number[]} [right] exit codes that are no failure
 * @returns {Promise<Cost>}
 */
export async function measure(args, right = [0]) {
  const from = performance.now();
  const child = spawn(process.execPath, ['--import', METER, ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let [told, complaint] = ['', ''];
  child.stdio[3]?.on('data', (part) => (told += part));
  child.stderr?.on('data', (part) => (complaint = (complaint + part).slice(-2000)));
  const [code] = await once(child, 'close');
  const wall = performance.now() - from;
  if (!right.includes(code)) throw new Error(`${args.join(' ')} ended with ${code}: ${complaint}`);
  const [cpu, peak] = told.split(' ').map(Number);
  return { cpu: (cpu ?? 0) / 1000, wall, peak: ((peak ?? 0) * 1024) / 1_000_000 };
}

/**
 * Runs the contenders in turns, so that a busy machine slows all sides alike.
 * @param {readonly Contender[]} contenders @param {number} runs @param {readonly number[]} [right] as of `measure`
 */
export async function takeTurns(contenders, runs, right) {
  for (let run = 0; run < runs; run++) {
    for (const each of contenders) each.costs.push(await measure(each.args, right));
  }
}

/** @param {Contender} contender @param {keyof Cost} what */
export const middle = ({ costs }, what) => median(costs.map((cost) => cost[what]));

/** How many times `b` costs `a`. @param {keyof Cost} what @param {Contender} a @param {Contender} b */
export const ratio = (what, a, b) => (middle(a, what) / (middle(b, what) || 1)).toFixed(2);

/** What this machine is, in a line: no name, only what matters to speed. */
export function machine() {
  const cpu = /model name\s*:\s*(.+)/.exec(read('/proc/cpuinfo'))?.[1] ?? process.arch;
  const cores = (read('/proc/cpuinfo').match(/^processor/gm) ?? ['']).length;
  const memory = Number(/MemTotal:\s*(\d+)/.exec(read('/proc/meminfo'))?.[1] ?? 0) / 1024 / 1024;
  return `${cpu}, ${cores} cores, ${memory.toFixed(0)} GiB, Node ${process.versions.node}`;
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
