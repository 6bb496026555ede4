/**
 * Speed of `attune lint` on a library of macros, beside a process that does nothing (`node -e 0`), and beside alex on
 * the same texts where it is installed:
 *
 *   npm run build && node bench/lint.mjs [--macros 400] [--runs 5] [--alex PATH] [MACROS ...]
 *
 * The runs take turns and the medians are compared, so that a busy machine slows all sides alike. It prints, and
 * never fails on a time.
 */
// @ts-check
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { contender, middle, ratio, takeTurns } from './measure.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const BIN = path.join(ROOT, 'bin/attune.js');

const { values, positionals } = parseArgs({
  options: {
    macros: { type: 'string', default: '400' },
    runs: { type: 'string', default: '5' },
    alex: { type: 'string' },
  },
  allowPositionals: true,
});
const folder = mkdtempSync(path.join(tmpdir(), 'attune-lint-'));
try {
  await compare();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function compare() {
  const inputs = positionals.length > 0 ? positionals.map((name) => path.resolve(name)) : [library()];
  const report = path.join(folder, 'report.json');
  const lint = contender('attune lint', [BIN, 'lint', ...inputs, '-f', `json=${report}`, '-q']);
  const nothing = contender('node -e 0', ['-e', '0']);
  const alex = values.alex === undefined ? undefined : contender('alex', [values.alex, '--quiet', ...inputs]);
  const contenders = [nothing, lint, ...(alex ? [alex] : [])];
  // Findings make both linters end with 1.
  await takeTurns(contenders, Math.max(1, Number(values.runs)), [0, 1]);

  console.log(
    `${accounts(inputs)}; ${lint.costs.length} runs each on ${availableParallelism()} cores, medians`,
  );
  for (const each of contenders) {
    const [cpu, wall] = [middle(each, 'cpu'), middle(each, 'wall')];
    console.log(
      `${each.name.padEnd(14)} ${cpu.toFixed(0).padStart(7)} ms CPU ${wall.toFixed(0).padStart(7)} ms`,
    );
  }
  console.log(`wall, attune lint : node -e 0 = ${ratio('wall', lint, nothing)}`);
  if (alex) console.log(`wall, attune lint : alex = ${ratio('wall', lint, alex)}`);
  else console.log('alex is not measured: install it somewhere and name its cli.js with --alex');
}

/** @param {readonly string[]} inputs */
function accounts(inputs) {
  const words = [BIN, 'lint', ...inputs, '--format', 'json', '--quiet'];
  const { stdout } = spawnSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 1 << 30 });
  const { accounts, findings } = JSON.parse(stdout);
  return `${accounts.macros} macros, ${accounts.linted} linted, ${findings.length} findings`;
}

/**
 * A file of macros in Markdown, no two alike: sentences of a help desk, put together by a fixed walk through them.
 * Names have a default in half of the macros.
 */
function library() {
  const things = [
    'kettle',
    'annual ticket',
    'router',
    'mattress',
    'invoice',
    'voucher',
    'boiler',
    'subscription',
  ];
  const openings = [
    (/** @type {string} */ thing) =>
      `your ${thing} should have been with you on {{ticket.ticket_field_7}}, and I am sorry that it was not.`,
    (/** @type {string} */ thing) =>
      `thank you for the photos of the ${thing}. A crack on the second day would annoy me too.`,
    (/** @type {string} */ thing) => `we apologise for any inconvenience with your ${thing}.`,
    (/** @type {string} */ thing) =>
      `you have told us three times now that the ${thing} does not work, and nobody has written back.`,
    (/** @type {string} */ thing) => `I understand your frustration about the ${thing}.`,
  ];
  const middles = [
    'I have asked the depot to look for it this morning and have put your order on top of the pile.',
    'Your case has been forwarded to the relevant department and will be processed shortly.',
    'The engineer can come on {{ticket.ticket_field_9}} between eight and twelve, and will ring before.',
    'Unfortunately there is nothing that we can do about the price after the first fortnight.',
    'We have sent the money back to the card that you paid with; banks take up to three days for it.',
  ];
  const ends = [
    'I will write to you tomorrow by noon with what they say.',
    'Please do not hesitate to contact us.',
    'If it does not arrive by Friday, reply to this message and I will send a new one the same day.',
    'Could you tell me which of the two addresses is the right one?',
  ];
  const count = Math.max(1, Number(values.macros));
  const macros = Array.from({ length: count }, (_, i) => {
    const thing = things[i % things.length] ?? '';
    const opening = openings[(i * 3 + (i >> 3)) % openings.length]?.(thing);
    const middle = middles[(i * 7 + (i >> 4)) % middles.length];
    const end = ends[(i * 5 + (i >> 2)) % ends.length];
    const name =
      i % 2 === 0 ? '{{ticket.requester.first_name}}' : '{{ticket.requester.first_name | default: "there"}}';
    return `## ${thing} ${i}\n\nHi ${name},\n\n${opening} ${middle} Case ${i} is in my hands until it is done.\n\n${end}\n\n{{agent.name}}\n`;
  });
  const file = path.join(folder, 'library.md');
  writeFileSync(file, `# Library\n\n${macros.join('\n')}`);
  return file;
}
