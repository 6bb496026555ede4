/**
 * Every reporter on a stream of made-up conversations, a process each: bytes written, seconds, and the peak resident
 * set. Conversations are made as they are asked for, so that what a reporter keeps is what grows.
 *
 *   node bench/report.mjs [--conversations 100000] [terminal csv …]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cardOf, createScorer, receiptOf } from '../dist/pipeline.js';
import { DEFAULT_OPTIONS, REPORTERS } from '../dist/report/index.js';
import { loadRubric } from '../dist/rubric/index.js';
import { scratchFiles } from '../dist/run/inputs.js';
import { fileSink } from '../dist/run/output.js';
import { rubricFinder } from '../dist/run/rubrics.js';
import { collect, summarise } from '../dist/summarise/index.js';

const ROOT = path.resolve(import.meta.dirname, '..');
const KINDS = 500;
const CUSTOMERS = [
  'I have waited {n} days for the sofa and nobody calls back. I am so fed up with this.',
  'My account was blocked on Friday, and I could not pay the rent. This is ridiculous.',
  'Hello, could you tell me when order {n} will come?',
  'You charged me {n} pounds twice and now I am overdrawn, I am really worried.',
];
const AGENTS = [
  '{n} days without a sofa would wear me out too. We lost the parcel, and I am sorry. I am sending a new one on Friday.',
  'I apologise for the inconvenience.',
  'I understand your frustration. I have refunded the {n} pounds, and you will see them by tomorrow.',
  'Please restart the app and try again.',
  'Thank you for your patience, is there anything else?',
];

/** Scored conversations of four to six turns, the same ones under new ids over and over. @param {number} count */
function* stream(count) {
  const compiled = loadRubric('empathy', rubricFinder(ROOT));
  const score = createScorer(compiled);
  /** @param {readonly string[]} list @param {number} at */
  const pick = (list, at) => String(list[at % list.length]).replace('{n}', String(2 + (at % 40)));
  const kinds = Array.from({ length: KINDS }, (_, kind) => {
    const turns = Array.from({ length: 4 + (kind % 3) }, (_, index) => {
      const text = index % 2 === 0 ? pick(CUSTOMERS, kind + index) : pick(AGENTS, kind * 3 + index);
      const role = /** @type {'agent' | 'customer'} */ (index % 2 === 0 ? 'customer' : 'agent');
      const place = { path: 'calls.ndjson', line: kind + 1 };
      return { index, role, visibility: /** @type {const} */ ('public'), text, rows: [{ start: 0, place }] };
    });
    return score(
      {
        id: `c${kind}`,
        agent: `Agent ${kind % 40}`,
        channel: 'chat',
        startedAt: '2025-03-04T09:00:00Z',
        meta: { team: `team ${kind % 7}` },
        turns,
        source: { path: 'calls.ndjson', line: kind + 1 },
      },
      turns.length,
    );
  });
  for (let at = 0; at < count; at++) {
    const scored = kinds[at % KINDS];
    if (!scored) continue;
    // Words of its own in every turn, so that nothing is small because it comes again.
    const turns = scored.turns.map((turn) => ({
      ...turn,
      text: `${turn.text} (${at})`,
      evidence: turn.evidence.map((found) => ({ ...found, quote: `${found.quote} ${at * 31}` })),
    }));
    yield { ...scored, id: `conversation-${at}`, source: { path: 'calls.ndjson', line: at + 1 }, turns };
  }
}

/** @param {keyof typeof REPORTERS} name @param {number} count @param {string} file */
async function report(name, count, file) {
  const compiled = loadRubric('empathy', rubricFinder(ROOT));
  const sink = await fileSink(file, file);
  const scratch = scratchFiles();
  const started = performance.now();
  const open = await REPORTERS[name].open(
    cardOf(compiled),
    { ...DEFAULT_OPTIONS, scratch: scratch.open },
    sink.write,
  );
  const collector = collect(['agent']);
  let turns = 0;
  for (const scored of stream(count)) {
    turns += scored.turns.length;
    collector.add(scored);
    await open.add(scored);
  }
  const summary = summarise(collector.tallies(), {
    accounts: {
      read: turns,
      scored: turns,
      skipped: 0,
      quarantined: 0,
      agentRows: turns,
      agentTurns: turns,
      files: 1,
      readers: {},
    },
    receipt: receiptOf(compiled),
    scriptReliance: compiled.rubric.adjustments.scriptReliance,
  });
  await open.end({ summary, diagnostics: [] });
  await sink.close();
  await scratch.remove();
  const seconds = (performance.now() - started) / 1000;
  const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1_000_000).toFixed(1).padStart(8)} MB`;
  const peak = megabytes(process.resourceUsage().maxRSS * 1024);
  console.log(
    `${name.padEnd(10)} ${megabytes(statSync(file).size)}  ${seconds.toFixed(1).padStart(7)} s  peak ${peak}`,
  );
}

const args = process.argv.slice(2);
const at = args.indexOf('--conversations');
const count = at < 0 ? 100_000 : Number(args.splice(at, 2)[1]);
const all = /** @type {(keyof typeof REPORTERS)[]} */ (Object.keys(REPORTERS));
const names = args.length > 0 ? all.filter((name) => args.includes(name)) : all;
const folder = mkdtempSync(path.join(tmpdir(), 'attune-bench-'));
try {
  if (names.length === 1 && names[0]) await report(names[0], count, path.join(folder, 'report'));
  else {
    console.log(`${count} conversations`);
    for (const name of names) {
      spawnSync(process.execPath, [import.meta.filename, '--conversations', String(count), name], {
        stdio: 'inherit',
      });
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
