/**
 * Speed of `attune calibrate` on made ratings: so many people rate every item of so many conversations, each with
 * mistakes of their own, from a seed.
 *
 *   npm run build && node bench/calibrate.mjs [--ratings 50000] [--raters 12] [--seed 1] [--runs 3]
 *
 * It prints medians, and never fails on a time.
 */
// @ts-check
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { contender, middle, takeTurns } from './measure.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const BIN = path.join(ROOT, 'bin/attune.js');

const { values } = parseArgs({
  options: {
    ratings: { type: 'string', default: '50000' },
    raters: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '3' },
  },
});
const folder = mkdtempSync(path.join(tmpdir(), 'attune-calibrate-'));
try {
  const file = path.join(folder, 'ratings.ndjson');
  const items = write(file, Number(values.ratings), Number(values.raters), Number(values.seed));
  const calibrate = contender('attune calibrate', [BIN, 'calibrate', file, '--format', 'json']);
  await takeTurns([calibrate], Math.max(1, Number(values.runs)));
  const [cpu, wall] = [middle(calibrate, 'cpu'), middle(calibrate, 'wall')];
  console.log(
    `${values.ratings} ratings of ${items} items by ${values.raters} raters; ${calibrate.costs.length} runs on ${availableParallelism()} cores, medians`,
  );
  console.log(`attune calibrate ${cpu.toFixed(0).padStart(7)} ms CPU ${wall.toFixed(0).padStart(7)} ms`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Conversations of four agent turns, each rated by everybody; the words come with the first rating of an item, as
 * `attune review` writes them. Returns the number of items.
 * @param {string} file @param {number} ratings @param {number} raters @param {number} seed
 */
function write(file, ratings, raters, seed) {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 48271) >>> 0) % 2147483647;
    return state / 2147483647;
  };
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => /** @type {T} */ (list[Math.floor(random() * list.length)]);
  const problems = [
    'The kettle you sent has no lid and I am really annoyed.',
    'My pass stopped working at the gate.',
    'I have been waiting three weeks for the mattress!',
    'What time do you open on Saturday?',
  ];
  const replies = [
    'I am so sorry we sent it without the lid.',
    'Three weeks of sleeping on the floor is awful.',
    'I will post a new one to you today.',
    'Which gate was it, and what did the screen say?',
    'We open at nine.',
    'Thank you for telling us, that helps.',
  ];
  const labels = [
    'empathy',
    'sympathy',
    'apology',
    'ownership',
    'solution',
    'exploration',
    'gratitude',
    'distress',
  ];
  const people = Array.from({ length: raters }, (_, i) => ({
    name: `rater-${i + 1}`,
    error: 0.02 + 0.02 * i,
  }));
  const items = Math.floor(ratings / raters);
  /** @type {string[]} */
  const lines = [];
  for (let item = 0; item < items; item++) {
    const context = [{ speaker: 'customer', text: pick(problems) }];
    const text = `${pick(replies)} ${pick(replies)}`;
    const truth = labels.map(() => Number(random() < 0.2));
    people.forEach(({ name, error }, i) => {
      const given = labels.map((label, l) => [label, random() < error ? 1 - (truth[l] ?? 0) : truth[l]]);
      lines.push(
        JSON.stringify({
          ...{ kind: 'rating', schema: 1, id: `item-${item}`, conversation_id: `c-${Math.floor(item / 4)}` },
          ...{ turn: 1, rater: name, round: '1', ...(i === 0 && { context, text }) },
          labels: Object.fromEntries(given),
        }),
      );
    });
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
  return items;
}
