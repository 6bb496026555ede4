/** Details of the customer's story, and which replies took them up: what an answer can anchor on (SCORING §13). */
import type { Detail } from '../model.ts';
import { type ContentWord, sameWord } from '../text/index.ts';
import type { Reading } from './context.ts';

/** Shorter words say too little to be quoted alone. */
const SHORTEST = 4;
/** Words that are the same share at least as many first letters (`sameWord`). */
const PREFIX = 5;

/** Whether a reply takes up a word of the customer's. */
export type Uptake = (reply: Reading, key: string) => boolean;

/** An uptake that looks at the words of every reply only once. */
export function createUptake(): Uptake {
  const replies = new Map<Reading, Map<string, string[]>>();
  return (reply, key) => {
    let keys = replies.get(reply);
    if (keys === undefined) {
      keys = groupByPrefix(reply.content);
      replies.set(reply, keys);
    }
    return (keys.get(key.slice(0, PREFIX)) ?? []).some((other) => sameWord(other, key));
  };
}

function groupByPrefix(content: readonly ContentWord[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { key } of content) {
    const prefix = key.slice(0, PREFIX);
    const group = groups.get(prefix);
    if (group) group.push(key);
    else groups.set(prefix, [key]);
  }
  return groups;
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
