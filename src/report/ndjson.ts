/** One JSON object a line: each conversation as it is scored, then the summary. */

import type { ScoredConversation } from '../model.ts';
import { encode } from './encode.ts';
import type { Open } from './reporter.ts';
import { shapeConversation, shapeSummary } from './shape.ts';

/** The line of a conversation, without its line end. */
export function ndjsonLine(scored: ScoredConversation, quote: 'spans' | 'full'): string {
  return encode(shapeConversation(scored, quote));
}

export const openNdjson: Open = (rubric, { quote, summary: wanted }, write) => ({
  add: (scored) => write(`${ndjsonLine(scored, quote)}\n`),
  addLines: write,
  end: async ({ summary }) => {
    if (wanted) await write(`${encode(shapeSummary(summary, rubric))}\n`);
  },
});
