/**
 * Speed and memory of `attune score` as ratios of one run, against what it cannot do without (to parse the file) and
 * against other programs for text:
 *
 *   npm run bench [-- --sizes 10,100,1000 --runs 3 --out FILE]     writes bench/RESULTS.md
 *   npm run bench -- --small                                        a minute's worth, printed only
 *
 * It measures and never fails on a number.
 */
// @ts-check
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { conversations, SOURCE, write } from './corpus.mjs';
import { rubricWith } from './cues.mjs';
import { contender, machine, measure, middle, takeTurns } from './measure.mjs';
import { PEERS } from './peers.mjs';

/** @typedef {import('./corpus.mjs').Turn} Turn */
/** @typedef {import('./measure.mjs').Contender} Contender */

const ROOT = path.resolve(import.meta.dirname, '..');
const BIN = path.join(ROOT, 'bin/attune.js');
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10,100,1000' },
    runs: { type: 'string', default: '3' },
    out: { type: 'string', default: path.join(ROOT, 'bench/RESULTS.md') },
    small: { type: 'boolean', default: false },
  },
});
const sizes = values.small ? [1] : values.sizes.split(',').map(Number);
const runs = values.small ? 1 : Number(values.runs);
/** Above this many megabytes only two jobs are measured, on NDJSON, and once. */
const LARGE = 200;

const PARSE_JSON = `const lines = require('node:readline').createInterface({ input: require('node:fs').createReadStream(process.argv[1]) });
(async () => { for await (const line of lines) JSON.parse(line); })()`;
const PARSE_CSV = `const { parse } = require(${JSON.stringify(path.join(ROOT, 'node_modules/csv-parse/dist/cjs/index.cjs'))});
(async () => { for await (const row of require('node:fs').createReadStream(process.argv[1]).pipe(parse({ columns: true }))) row.text; })()`;
const PARSE_ALONE = `const lines = require('node:fs').readFileSync(process.argv[1], 'utf8').trimEnd().split('\\n'); const before = process.cpuUsage();
for (const line of lines) JSON.parse(line); const { user, system } = process.cpuUsage(before); console.error((user + system) / 1000)`;
const WRITE_ALONE = `const lines = require('node:readline').createInterface({ input: require('node:fs').createReadStream(process.argv[1]) });
let [held, spent] = [[], 0];
function write() { const before = process.cpuUsage(); for (const one of held) JSON.stringify(one); const { user, system } = process.cpuUsage(before); spent += user + system; held = []; }
(async () => { for await (const line of lines) if (held.push(JSON.parse(line)) === 500) write(); write(); console.error(spent / 1000); })()`;

/** @type {string[]} */
const report = [];
/** @param {string} line */
const say = (line) => {
  console.log(line);
  report.push(line);
};
/** @param {string} title @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
function table(title, head, rows) {
  say(`\n## ${title}\n`);
  say(`| ${head.join(' | ')} |`);
  say(`|${head.map((_, i) => (i === 0 ? '---' : '---:')).join('|')}|`);
  for (const row of rows) say(`| ${row.join(' | ')} |`);
}
/** @param {number} number @param {number} [digits] */
const fixed = (number, digits = 0) => number.toFixed(digits);
const count = new Intl.NumberFormat('en');

const folder = mkdtempSync(path.join(tmpdir(), 'attune-bench-'));
try {
  say('# Results\n');
  say('Written by `npm run bench`; numbers of one machine and one day, to be read as ratios.\n');
  say(`- Machine: ${machine()}`);
  say(`- Date: ${new Date().toISOString().slice(0, 10)}, commit ${commit()}`);
  say(`- Input: ${SOURCE}, repeated under new ids; medians of ${runs} runs that take turns`);
  await starting();
  for (const size of sizes) await throughput(size);
  await cues();
  await lengths();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (!values.small) writeFileSync(values.out, `${report.join('\n')}\n`);

function commit() {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
}

/** What it takes to begin. */
async function starting() {
  const one = path.join(folder, 'one.json');
  const turns = [
    { role: 'customer', text: 'My parcel is a week late and nobody answers.' },
    { role: 'agent', text: 'I am sorry that it is so late. I will find out where it is and call you today.' },
  ];
  writeFileSync(one, JSON.stringify([{ id: 'c-1', turns }]));
  const nothing = contender('`node -e 0`', ['-e', '0']);
  const all = [
    nothing,
    contender('`attune --version`', [BIN, '--version']),
    contender('`attune score` of one short conversation', [BIN, 'score', one, '-q']),
  ];
  await takeTurns(all, values.small ? 3 : 9);
  table(
    'To begin',
    ['', 'wall ms', 'CPU ms', 'times `node -e 0`'],
    all.map((each) => [
      each.name,
      fixed(middle(each, 'wall')),
      fixed(middle(each, 'cpu')),
      fixed(middle(each, 'wall') / middle(nothing, 'wall'), 1),
    ]),
  );
}

/**
 * A file of each kind, against the floors; the largest of a modest size, against the peers, too.
 * @param {number} size in megabytes
 */
async function throughput(size) {
  const all = conversations();
  const ndjson = path.join(folder, `input-${size}.ndjson`);
  const { turns } = await write(ndjson, 'ndjson', size, all);
  const parse = contender('NDJSON: read and JSON.parse', ['-e', PARSE_JSON, ndjson]);
  const scored = path.join(folder, `scored-${size}.ndjson`);
  const one = contender('NDJSON: attune, one job', score(ndjson, 1, { out: scored }));
  const two = contender('NDJSON: attune, two jobs', score(ndjson, 2));
  const large = size > LARGE;
  /** @type {{ each: Contender, turns: number, floor?: Contender }[]} */
  const rows = [
    { each: parse, turns },
    ...(large ? [] : [{ each: one, turns, floor: parse }]),
    { each: two, turns, floor: parse },
  ];
  if (!large) {
    const csv = path.join(folder, `input-${size}.csv`);
    const { turns } = await write(csv, 'csv', size, all);
    const floor = contender('CSV: csv-parse', ['-e', PARSE_CSV, csv]);
    const mixed = path.join(folder, `input-${size}.mixed.csv`);
    await write(mixed, 'mixed.csv', size, all);
    rows.push(
      { each: floor, turns },
      { each: contender('CSV: attune, one job', score(csv, 1)), turns, floor },
      { each: contender('CSV: attune, two jobs', score(csv, 2)), turns, floor },
      { each: contender('CSV of mixed rows: attune, two jobs', score(mixed, 2)), turns, floor },
    );
  }
  await takeTurns(
    rows.map(({ each }) => each),
    large ? 1 : runs,
  );
  table(
    `${size} MB, ${count.format(turns)} turns`,
    ['', 'wall s', 'CPU s', 'turns/s of CPU', 'peak MB', 'CPU, times the floor'],
    rows.map(({ each, turns, floor }) => {
      const cpu = middle(each, 'cpu');
      return [
        each.name,
        fixed(middle(each, 'wall') / 1000, 2),
        fixed(cpu / 1000, 2),
        count.format(Math.round((1000 * turns) / cpu)),
        fixed(middle(each, 'peak')),
        floor ? fixed(cpu / middle(floor, 'cpu'), 1) : '',
      ];
    }),
  );
  if (large) return;
  say(`\nTwo jobs take 1/${fixed(middle(one, 'wall') / middle(two, 'wall'), 2)} of the wall time of one.`);
  const halves = middle(one, 'wall') / (await sideBySide(size, all));
  say(
    `Two processes with one job and half of the conversations each, side by side, take 1/${fixed(halves, 2)} of it: what this machine gives.`,
  );
  const alone = cpuTold(PARSE_ALONE, ndjson);
  say(
    `JSON.parse alone, without reading and splitting: ${fixed(alone)} ms CPU; attune with one job takes ${fixed(middle(one, 'cpu') / alone, 1)} times that.`,
  );
  const writing = cpuTold(WRITE_ALONE, scored);
  say(
    `JSON.stringify alone of what attune writes, ${fixed(statSync(scored).size / 1_000_000)} MB: ${fixed(writing)} ms CPU, ${fixed(writing / middle(parse, 'cpu'), 1)} times the floor; no engine that writes these lines saves it.`,
  );
  rmSync(scored);
  if (size === Math.max(...sizes.filter((other) => other <= LARGE)))
    await peers(ndjson, (1000 * turns) / middle(one, 'cpu'));
}

/** @param {string} file @param {number} jobs @param {{ out?: string, rubric?: string }} [other] */
function score(file, jobs, { out = path.join(folder, 'out.ndjson'), rubric = 'empathy' } = {}) {
  const quiet = ['-q', '--no-progress'];
  return [BIN, 'score', file, '--format', `ndjson=${out}`, ...quiet, '--jobs', `${jobs}`, '--rubric', rubric];
}

/** Wall milliseconds of two processes that score half a file each at the same time. @param {number} size @param {Turn[][]} all */
async function sideBySide(size, all) {
  const file = path.join(folder, `half-${size}.ndjson`);
  await write(file, 'ndjson', size / 2, all);
  const costs = await Promise.all(
    [1, 2].map((i) => measure(score(file, 1, { out: path.join(folder, `out-${i}`) }))),
  );
  return Math.max(...costs.map(({ wall }) => wall));
}

/** CPU milliseconds that a program tells of itself, without what it takes to read the file. @param {string} program @param {string} file */
function cpuTold(program, file) {
  return Number(spawnSync(process.execPath, ['-e', program, file], { encoding: 'utf8' }).stderr);
}

/** @param {string} file @param {number} own turns a second of CPU that attune scores */
async function peers(file, own) {
  const rows = [['attune score', 'all that a rubric asks', count.format(Math.round(own)), '1.0']];
  for (const [name, { turns, what }] of Object.entries(PEERS)) {
    const most = values.small ? turns / 10 : turns;
    const { cpu } = await measure([path.join(ROOT, 'bench/peers.mjs'), name, file, String(most)]);
    const speed = (1000 * most) / cpu;
    rows.push([name, what, count.format(Math.round(speed)), fixed(own / speed, 1)]);
  }
  table('Peers, on the same turns', ['', 'what it does', 'turns/s of CPU', 'attune, times as fast'], rows);
}

/** What the same conversations cost with more and more cues. */
async function cues() {
  const file = path.join(folder, 'cues.ndjson');
  const { turns } = await write(file, 'ndjson', values.small ? 0.2 : 5, conversations());
  const all = (values.small ? [0, 500] : [0, 1000, 2000, 4000]).map((more) => {
    if (more === 0) return contender('the default rubric', score(file, 1));
    const rubric = path.join(folder, `cues-${more}.yaml`);
    writeFileSync(rubric, rubricWith(more));
    return contender(`${count.format(more)} cues more`, score(file, 1, { rubric }));
  });
  await takeTurns(all, runs);
  table(
    'By the number of cues',
    ['', 'CPU s', 'peak MB', 'CPU, times the first'],
    all.map((each) => [
      each.name,
      fixed(middle(each, 'cpu') / 1000, 2),
      fixed(middle(each, 'peak')),
      fixed(middle(each, 'cpu') / middle(all[0] ?? each, 'cpu'), 2),
    ]),
  );
  say(`\n${count.format(turns)} turns, one job; the CPU time includes reading and compiling the rubric.`);
}

/** What a word costs in short turns and long ones. */
async function lengths() {
  const words = conversations()
    .flat()
    .flatMap(({ text }) => text.split(/\s+/).filter(Boolean));
  const total = values.small ? 20_000 : 200_000;
  const rows = [];
  for (const length of [5, 20, 80, 320, 1280]) {
    const file = path.join(folder, `length-${length}.ndjson`);
    const lines = [];
    let at = 0;
    for (let id = 0; at < total; id++) {
      const turns = Array.from({ length: 10 }, (_, i) => {
        const text = Array.from({ length }, () => words[at++ % words.length]).join(' ');
        return { role: i % 2 === 0 ? 'customer' : 'agent', text };
      });
      lines.push(JSON.stringify({ id: `c${id}`, turns }));
    }
    writeFileSync(file, `${lines.join('\n')}\n`);
    const { cpu } = await measure(score(file, 1));
    rows.push([`${length} words a turn`, count.format(at), fixed(cpu), fixed((1000 * cpu) / at, 1)]);
  }
  table('By the length of turns', ['', 'words', 'CPU ms', 'µs of CPU a word'], rows);
  say('\nThe CPU time includes the start of the program.');
}
