/** What the customer said that no reply took up: the details an answer could anchor on (SCORING §13). */
import { sameWord } from '../text/index.ts';
import type { Reading } from './context.ts';

/** Enough to choose from; a list of everything would be the transcript again. */
const MOST = 4;
const SHORTEST = 4;

/** Details of a customer turn that the `answers` leave out, as written, in order, each once. */
export function unusedDetails(customer: Reading, answers: readonly Reading[]): string[] {
  const taken = answers.flatMap((answer) => answer.content.map((word) => word.key));
  const { text } = customer.turn;
  const details: string[] = [];
  const seen = new Set<string>();
  for (const { token, key, isNumber } of customer.content) {
    const { start, end } = customer.tokens[token]!;
    if (isNumber || seen.has(key) || end - start < SHORTEST || taken.some((other) => sameWord(other, key)))
      continue;
    seen.add(key);
    const before = customer.tokens[token - 1];
    const counted = before?.kind === 'number' || before?.kind === 'ordinal';
    details.push(text.slice(counted ? before.start : start, end));
    if (details.length === MOST) break;
  }
  return details;
}
