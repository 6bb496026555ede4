/** One JSON object a line: each conversation as it is scored, then the summary. */

import type { ScoredConversation, Summary } from '../model.ts';
import { encode } from './encode.ts';
import type { Reporter, ReportOptions } from './reporter.ts';
import { shapeConversation, shapeSummary } from './shape.ts';

/** The line of one conversation, with its line feed. */
export function conversationLine(c: ScoredConversation, { quote }: Pick<ReportOptions, 'quote'>): string {
  return `${encode(shapeConversation(c, quote))}\n`;
}

/** The last line, with its line feed. */
export function summaryLine(s: Summary): string {
  return `${encode(shapeSummary(s))}\n`;
}

export const ndjson: Reporter = {
  description: 'one JSON object a conversation and line, the summary last',
  render: (report, options) =>
    report.conversations.map((c) => conversationLine(c, options)).join('') +
    (options.summary ? summaryLine(report.summary) : ''),
};
