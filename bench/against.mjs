/**
 * Speed of `attune score` as ratios within one run: CPU time and throughput of whole processes that score one file,
 * against processes that only parse its lines as JSON, and against another commit:
 *
 *   npm run build && node bench/against.mjs [--base REV] [--runs 5] [FILE.ndjson]
 *
 * The runs take turns and the medians are compared, so that a busy machine slows all sides alike. It prints, and
 * never fails on a time.
 */
// @ts-check
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { contender, middle, ratio, takeTurns } from './measure.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const CORPUS = path.resolve(ROOT, '../shared/corpus/tweetsumm.ndjson');
const FIXTURE = path.join(ROOT, 'fixtures/calls.ndjson');
const MB = 1_000_000;
const FILL = 3 * MB;
const PARSE =
  "for (const line of require('node:fs').readFileSync(process.argv[1], 'utf8').split('\\n')) if (line) JSON.parse(line)";

const { values, positionals } = parseArgs({
  options: { base: { type: 'string' }, runs: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const folder = mkdtempSync(path.join(tmpdir(), 'attune-speed-'));
try {
  await compare();
} finally {
  if (values.base !== undefined && existsSync(path.join(folder, 'base'))) {
    git('worktree', 'remove', '--force', path.join(folder, 'base'));
  }
  rmSync(folder, { recursive: true, force: true });
}

async function compare() {
  const file = path.resolve(positionals[0] ?? (existsSync(CORPUS) ? CORPUS : filled()));
  const scored = score('score', ROOT, file);
  const parsed = contender('parse only', ['-e', PARSE, file]);
  const base =
    values.base === undefined ? undefined : score(`score at ${values.base}`, built(values.base), file);
  const contenders = [parsed, scored, ...(base ? [base] : [])];
  await takeTurns(contenders, Math.max(1, Number(values.runs)));

  const size = statSync(file).size / MB;
  console.log(`${file}: ${size.toFixed(1)} MB, ${scored.costs.length} runs each, medians`);
  for (const each of contenders) {
    const [cpu, wall] = [middle(each, 'cpu'), middle(each, 'wall')];
    const speed = ((1000 * size) / wall).toFixed(2);
    console.log(
      `${each.name.padEnd(24)} ${cpu.toFixed(0).padStart(7)} ms CPU ${wall.toFixed(0).padStart(7)} ms ${speed.padStart(8)} MB/s`,
    );
  }
  console.log(`CPU, score : parse only = ${ratio('cpu', scored, parsed)}`);
  if (base) console.log(`CPU, score : ${base.name} = ${ratio('cpu', scored, base)}`);
}

/** The scorer built in `root`. @param {string} name @param {string} root @param {string} file */
function score(name, root, file) {
  const out = path.join(folder, 'scored.ndjson');
  const bin = path.join(root, 'bin/attune.js');
  return contender(name, [bin, 'score', file, '--format', `ndjson=${out}`, '--quiet', '--no-progress']);
}

/** A build of another commit in a worktree of its own, with our dependencies. @param {string} revision */
function built(revision) {
  const tree = path.join(folder, 'base');
  git('worktree', 'add', '--detach', '--quiet', tree, revision);
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(tree, 'node_modules'), 'junction');
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  // Types of dependencies may have moved on since; what counts is that it was built.
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    cwd: tree,
    encoding: 'utf8',
  });
  const rest = path.join(tree, 'scripts/build.mjs');
  if (existsSync(rest)) execFileSync(process.execPath, [rest], { cwd: tree, stdio: 'ignore' });
  if (!existsSync(path.join(tree, 'dist/cli/main.js')))
    throw new Error(`speed: ${revision} does not build: ${stdout}`);
  return tree;
}

/** @param {readonly string[]} args */
function git(...args) {
  execFileSync('git', args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The calls of the fixtures under new ids, until the file is large enough. */
function filled() {
  const lines = readFileSync(FIXTURE, 'utf8').split('\n').filter(Boolean);
  const out = path.join(folder, 'fixtures.ndjson');
  /** @type {string[]} */
  const copies = [];
  for (let size = 0, copy = 0; size < FILL; copy++) {
    const value = JSON.parse(lines[copy % lines.length] ?? '{}');
    for (const key of ['id', 'conversation_id']) if (key in value) value[key] = `${value[key]}-${copy}`;
    const line = JSON.stringify(value);
    copies.push(line);
    size += line.length + 1;
  }
  writeFileSync(out, `${copies.join('\n')}\n`);
  return out;
}
