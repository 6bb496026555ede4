/** Details of the customer's story, and which replies took them up: what an answer can anchor on (SCORING §13). */
import type { Detail } from '../model.ts';
import { wordSet } from '../text/index.ts';
import type { Reading } from './context.ts';

/** Shorter words say too little to be quoted alone. */
const SHORTEST = 4;
/** Whether a reply takes up a word of the customer's. */
export type Uptake = (reply: Reading, key: string) => boolean;

/** An uptake that looks at the words of every reply only once. */
export function createUptake(): Uptake {
  const known = new Map<Reading, (key: string) => boolean>();
  return (reply, key) => {
    const has = known.get(reply) ?? wordSet(reply.content.map((word) => word.key));
    known.set(reply, has);
    return has(key);
  };
}

/** The details of a customer turn, as written, in order, each once, with the turns of the `replies` that took it up. */
export function detailsOf(customer: Reading, replies: readonly Reading[], takesUp: Uptake): Detail[] {
  const { text } = customer.turn;
  const details: Detail[] = [];
  const seen = new Set<string>();
  for (const { token, key, isNumber } of customer.content) {
    const { start, end } = customer.tokens[token]!;
    if (isNumber || seen.has(key) || end - start < SHORTEST) continue;
    seen.add(key);
    const before = customer.tokens[token - 1];
    const counted = before?.kind === 'number' || before?.kind === 'ordinal';
    details.push({
      text: text.slice(counted ? before.start : start, end),
      takenUp: replies.filter((reply) => takesUp(reply, key)).map((reply) => reply.turn.index),
    });
  }
  return details;
}
