/**
 * Peak memory of whole runs by input size: builds CSV and NDJSON files of 10, 100 and 1000 MB (or the sizes
 * given) from the fixtures under new ids, scores them, and prints seconds and the peak resident set of the process.
 *
 *   node bench/memory.mjs [--command score|inspect] [--kinds csv,ndjson,mixed.csv] [10 100 1000]
 *
 * `inspect` reads every record and scores none, which shows what reading alone needs.
 *
 * `mixed.csv` deals the rows of 1,000 conversations at a time in turn, so that every id comes back.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const CORPUS = path.resolve(ROOT, '../shared/corpus');
const MB = 1_000_000;
const LIMIT_MB = 400;

/** @typedef {{ role: string, text: string }} Turn */

/** Conversations to repeat: the corpus where there is one, else the fixtures. @returns {Turn[][]} */
function conversations() {
  const files = existsSync(CORPUS)
    ? readdirSync(CORPUS)
        .filter((name) => name.endsWith('.ndjson'))
        .map((name) => path.join(CORPUS, name))
    : [path.join(ROOT, 'fixtures/calls.ndjson')];
  const found = [];
  for (const file of files) {
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean).slice(0, 2000)) {
      const value = JSON.parse(line);
      const turns = (value.turns ?? value.messages ?? []).map((/** @type {any} */ turn) => ({
        role: String(turn.role ?? turn.speaker ?? turn.sender),
        text: String(turn.text ?? turn.content ?? ''),
      }));
      if (turns.length > 1) found.push(turns);
    }
  }
  return found;
}

/** @param {string} cell */
const quoted = (cell) => `"${cell.replaceAll('"', '""')}"`;

/** @param {string} id @param {Turn} turn @param {number} at */
const csvRow = (id, turn, at) => `${id},${at},${turn.role},${quoted(turn.text)},north\n`;

/**
 * @param {string} file @param {string} kind @param {number} megabytes @param {Turn[][]} all
 */
async function write(file, kind, megabytes, all) {
  const out = createWriteStream(file);
  const put = async (/** @type {string} */ text) => {
    if (!out.write(text)) await once(out, 'drain');
    return Buffer.byteLength(text);
  };
  let size = kind === 'ndjson' ? 0 : await put('conversation_id,turn,role,text,team\n');
  for (let count = 0; size < megabytes * MB; ) {
    if (kind === 'mixed.csv') {
      const batch = Array.from({ length: 1000 }, (_, at) => ({
        id: `c${count + at}`,
        turns: all[(count + at) % all.length],
      }));
      count += batch.length;
      const longest = Math.max(...batch.map(({ turns }) => turns.length));
      for (let at = 0; at < longest; at++) {
        size += await put(
          batch.map(({ id, turns }) => (turns[at] ? csvRow(id, turns[at], at) : '')).join(''),
        );
      }
      continue;
    }
    const turns = all[count % all.length];
    const id = `c${count++}`;
    size += await put(
      kind === 'csv'
        ? turns.map((turn, at) => csvRow(id, turn, at)).join('')
        : `${JSON.stringify({ conversation_id: id, turns })}\n`,
    );
  }
  out.end();
  await once(out, 'close');
}

/** Runs the program with a hook that prints its peak at exit. @param {string} file @param {string} folder */
async function measure(file, folder) {
  const hook = path.join(folder, 'hook.cjs');
  writeFileSync(
    hook,
    "process.on('exit', () => require('node:fs').writeSync(2, 'maxRSS=' + process.resourceUsage().maxRSS + '\\n'));",
  );
  const started = performance.now();
  const args = ['--require', hook, path.join(ROOT, 'bin/attune.js'), command, file];
  const more = command === 'score' ? ['--format', 'ndjson', '--no-progress'] : [];
  const child = spawn(process.execPath, [...args, ...more], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (chunk) => {
    told = (told + chunk).slice(-4000);
  });
  const [code] = await once(child, 'close');
  const peak = (Number(/maxRSS=(\d+)/.exec(told)?.[1]) * 1024) / MB;
  return { code, peak, seconds: (performance.now() - started) / 1000, told };
}

const args = process.argv.slice(2);
const chosen = args.indexOf('--command');
const command = chosen < 0 ? 'score' : args.splice(chosen, 2)[1];
const at = args.indexOf('--kinds');
const kinds = at < 0 ? ['csv', 'ndjson', 'mixed.csv'] : args.splice(at, 2)[1].split(',');
const sizes = args.length > 0 ? args.map(Number) : [10, 100, 1000];
const all = conversations();
const folder = mkdtempSync(path.join(tmpdir(), 'attune-bench-'));
try {
  for (const size of sizes) {
    for (const kind of kinds) {
      const file = path.join(folder, `input-${size}.${kind}`);
      await write(file, kind, size, all);
      const { code, peak, seconds, told } = await measure(file, folder);
      rmSync(file);
      const verdict = peak < LIMIT_MB ? 'ok' : `over ${LIMIT_MB} MB`;
      console.log(
        `${String(size).padStart(5)} MB ${kind.padEnd(9)} ${seconds.toFixed(1).padStart(7)} s  peak ${peak.toFixed(0).padStart(4)} MB  ${verdict}`,
      );
      if (code !== 0 && code !== 1)
        console.log(`      exit ${code}: ${told.trim().split('\n').slice(-3).join(' | ')}`);
      if (!(peak < LIMIT_MB)) process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
