/** Measures the language gate: English of the corpora called foreign, and foreign turns of the fixtures missed (`node scripts/language-error.mjs [--show]`). */
// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createLanguageGate, tokenise } from '../dist/text/index.js';

/** @typedef {{ role: 'agent' | 'customer', text: string, tokens: import('../dist/model.js').Token[] }} Spoken */

const CORPUS = '../shared/corpus';
const FIXTURES = 'fixtures/languages.ndjson';
const show = process.argv.includes('--show');
const isForeign = createLanguageGate('en');

if (existsSync(CORPUS)) {
  for (const name of readdirSync(CORPUS).filter((file) => file.endsWith('.ndjson')))
    corpus(`${CORPUS}/${name}`);
} else console.error(`language-error: SKIPPED the corpora: ${CORPUS} is not there`);
fixtures();

/** @param {string} file @returns {any[]} */
function linesOf(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** @param {string} role @param {string} text @returns {Spoken} */
function spoken(role, text) {
  return { role: role === 'agent' ? 'agent' : 'customer', text, tokens: tokenise(text) };
}

/**
 * Turns called foreign, judged alone and in their conversation. Some are: the share is an upper bound of the error.
 * @param {string} file
 */
function corpus(file) {
  const counts = { agent: 0, customer: 0 };
  const alone = { agent: 0, customer: 0 };
  const together = { agent: 0, customer: 0 };
  let milliseconds = 0;
  for (const { turns } of linesOf(file)) {
    const talk = turns
      .filter(
        (/** @type {{ speaker: string }} */ { speaker }) => speaker === 'agent' || speaker === 'customer',
      )
      .map((/** @type {{ speaker: string, text: string }} */ turn) => spoken(turn.speaker, turn.text));
    const from = performance.now();
    const foreign = isForeign(talk);
    milliseconds += performance.now() - from;
    talk.forEach((/** @type {Spoken} */ turn, /** @type {number} */ i) => {
      counts[turn.role]++;
      if (isForeign([turn])[0]) alone[turn.role]++;
      if (!foreign[i]) return;
      together[turn.role]++;
      if (show) console.log(`    ${turn.role}: ${turn.text.replaceAll('\n', ' ').slice(0, 120)}`);
    });
  }
  console.log(file);
  for (const role of /** @type {const} */ (['agent', 'customer'])) {
    const n = counts[role];
    console.log(
      `  ${role}: ${n} turns, called foreign ${share(alone[role], n)} alone, ${share(together[role], n)} in their conversation`,
    );
  }
  const turns = counts.agent + counts.customer;
  console.log(`  ${((1000 * milliseconds) / turns).toFixed(1)} microseconds a turn, loading of eld included`);
}

/** Invented foreign turns that are called foreign, alone and with their language's other turns. */
function fixtures() {
  /** @type {Map<string, Spoken[]>} */
  const byLanguage = new Map();
  for (const { language, text } of linesOf(FIXTURES)) {
    byLanguage.set(language, [...(byLanguage.get(language) ?? []), spoken('customer', text)]);
  }
  console.log(`${FIXTURES}: called foreign alone / in one conversation / of`);
  const totals = [0, 0, 0];
  for (const [language, talk] of byLanguage) {
    const missed = talk.filter((turn) => !isForeign([turn])[0]);
    const together = isForeign(talk).filter(Boolean).length;
    const row = [talk.length - missed.length, together, talk.length];
    row.forEach((value, i) => {
      totals[i] = (totals[i] ?? 0) + value;
    });
    console.log(`  ${language.padEnd(8)} ${row.join(' / ')}`);
    if (show) for (const { text } of missed) console.log(`    missed alone: ${text}`);
  }
  console.log(`  ${'all'.padEnd(8)} ${totals.join(' / ')}`);
}

/** @param {number} part @param {number} whole */
function share(part, whole) {
  return `${part} (${((100 * part) / Math.max(1, whole)).toFixed(3)} %)`;
}
