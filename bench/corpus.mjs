/** Conversations to measure with, repeated under new ids until a file is as large as it should be. */
// @ts-check
import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const CORPUS = path.resolve(ROOT, '../shared/corpus');
const MB = 1_000_000;

/** @typedef {{ role: string, text: string }} Turn */

/** Where the conversations are from. */
export const SOURCE = existsSync(CORPUS) ? 'the dialogues of ../shared/corpus' : 'the fixtures';

/** Each conversation as its turns. @returns {Turn[][]} */
export function conversations() {
  const files = existsSync(CORPUS)
    ? ['tweetsumm', 'ibm_twitter_cdp', 'taskmaster4', 'star'].map((name) =>
        path.join(CORPUS, `${name}.ndjson`),
      )
    : [path.join(ROOT, 'fixtures/calls.ndjson')];
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const value = JSON.parse(line);
        return (value.turns ?? value.messages ?? []).map((/** @type {Record<string, unknown>} */ turn) => ({
          role: String(turn.role ?? turn.speaker ?? turn.sender),
          text: String(turn.text ?? turn.content ?? ''),
        }));
      })
      .filter((turns) => turns.length > 1),
  );
}

/** @typedef {'ndjson' | 'csv' | 'mixed.csv'} Kind with the rows of 1,000 conversations dealt in turn, so that every id comes back, in the last */

/** Conversations that a table of mixed rows deals in turn. */
const MIXED = 1000;

/**
 * Writes conversations to a file until it has `megabytes`; says how many turns it holds.
 * @param {string} file @param {Kind} kind @param {number} megabytes @param {Turn[][]} all
 */
export async function write(file, kind, megabytes, all) {
  const out = createWriteStream(file);
  let [size, turns] = [0, 0];
  /** @param {string} text */
  const put = async (text) => {
    size += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
  };
  if (kind !== 'ndjson') await put('conversation_id,turn,role,text,team\n');
  for (let count = 0; size < megabytes * MB; ) {
    const batch = Array.from({ length: kind === 'mixed.csv' ? MIXED : 1 }, () => ({
      id: `c${count}`,
      said: all[count++ % all.length] ?? [],
    }));
    for (const { said } of batch) turns += said.length;
    await put(kind === 'ndjson' ? linesOf(batch) : rowsOf(batch));
  }
  out.end();
  await once(out, 'close');
  return { turns, megabytes: size / MB };
}

/** @typedef {{ id: string, said: readonly Turn[] }} Talk */

/** @param {readonly Talk[]} batch */
const linesOf = (batch) =>
  batch.map(({ id, said }) => `${JSON.stringify({ conversation_id: id, turns: said })}\n`).join('');

/** The first row of each, then the second of each. @param {readonly Talk[]} batch */
function rowsOf(batch) {
  const rows = [];
  const longest = Math.max(...batch.map(({ said }) => said.length));
  for (let at = 0; at < longest; at++) {
    for (const { id, said } of batch) {
      const turn = said[at];
      if (turn) rows.push(`${id},${at},${turn.role},"${turn.text.replaceAll('"', '""')}",north\n`);
    }
  }
  return rows.join('');
}
