/** One JSON object a line: each conversation as it is scored, then the summary. */

import { encode } from './encode.ts';
import type { Open } from './reporter.ts';
import { shapeConversation, shapeSummary } from './shape.ts';

export const openNdjson: Open = (rubric, { quote, summary: wanted }, write) => ({
  add: (scored) => write(`${encode(shapeConversation(scored, quote))}\n`),
  end: async ({ summary }) => {
    if (wanted) await write(`${encode(shapeSummary(summary, rubric))}\n`);
  },
});
