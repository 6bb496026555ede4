/** The formats of `attune highlights`: moments worth telling, with the reason why. */

import type { Receipt, RubricCard, ScoredTurn } from '../model.ts';
import type { Highlight, Highlights } from '../select/highlights.ts';
import { encode } from './encode.ts';
import { shapeHighlight, shapeHighlights } from './highlights/shape.ts';
import { markdownText } from './markdown-text.ts';
import { earnedWords, isWordless, noteLines, REASON_WORDS, saidLines, whereWords } from './moments.ts';
import type { ReportOptions } from './reporter.ts';
import { sanitise } from './sanitise.ts';
import type { Canvas } from './terminal/conversation.ts';
import { cut, words, wrap } from './terminal/layout.ts';
import { several } from './terminal/numbers.ts';
import { themeOf } from './terminal/theme.ts';

/** What was chosen, and by which rubric it was judged. */
export interface HighlightReport {
  readonly chosen: Highlights;
  readonly rubric: RubricCard;
  readonly receipt: Omit<Receipt, 'inputHash'>;
}

interface HighlightFormat {
  readonly description: string;
  readonly render: (report: HighlightReport, options: ReportOptions) => string;
}

/** Said where scores were written without whole turns. */
const WORDLESS =
  'The scores kept only the words that were evidence; score with --quote full to tell the whole story.';

export const HIGHLIGHT_FORMATS = {
  terminal: { description: 'for reading', render: terminal },
  markdown: { description: 'for a page or a message to the team', render: markdown },
  json: {
    description: 'one document',
    render: ({ chosen, receipt }, { quote }) => `${encode(shapeHighlights(chosen, receipt, quote), 2)}\n`,
  },
  ndjson: {
    description: 'one highlight a line',
    render: ({ chosen }, { quote }) =>
      chosen.highlights.map((highlight) => `${encode(shapeHighlight(highlight, quote))}\n`).join(''),
  },
} as const satisfies Record<string, HighlightFormat>;

/** How many there were to choose from, and why there are no more. */
function overview({ highlights, specific, left, conversations }: Highlights): string {
  const reasons = [
    [left.upset, 'the customer’s next words were still distressed'],
    [left.idle, 'nothing was done about the matter'],
    [left.formula, 'the words were said elsewhere, too'],
  ] as const;
  const why = reasons.filter(([n]) => n > 0).map(([n, reason]) => `in ${n} ${reason}`);
  const of = `${several(specific, 'answer')} in ${several(conversations, 'conversation')} had specific empathy`;
  const none = highlights.length === 0 ? 'There is nothing to tell yet. ' : '';
  return `${none}${of}${why.length > 0 ? `; no stories: ${why.join(', ')}` : ''}.`;
}

function terminal({ chosen, rubric }: HighlightReport, options: ReportOptions): string {
  const width = Math.min(160, Math.max(60, options.width));
  const canvas: Canvas = { options, width, theme: themeOf(options.color), rubric };
  const { theme } = canvas;
  const lines = [
    theme.title('Highlights'),
    ...wrap(words(overview(chosen), theme.dim), width),
    ...chosen.highlights.flatMap((highlight, i) => [
      '',
      theme.title(cut(`${i + 1}. ${sanitise(highlight.moment.agent).trim()}`, width)),
      ...storyLines(highlight, canvas),
    ]),
    ...(chosen.highlights.some(({ moment }) => isWordless(moment))
      ? ['', ...wrap(words(WORDLESS, theme.dim), width)]
      : []),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function storyLines({ moment, reasons }: Highlight, canvas: Canvas): string[] {
  const { customer, before, reply, after } = moment;
  return [
    ...noteLines('where', whereWords(moment), canvas),
    ...saidLines('customer', customer, canvas),
    ...(before?.text === undefined ? [] : saidLines('', before, canvas)),
    ...saidLines('agent', reply, canvas),
    // Of a content customer no words were evidence, so without texts there are none to show.
    ...(after?.text === undefined ? [] : saidLines('then', after, canvas)),
    ...noteLines('why', reasons.map((reason) => REASON_WORDS[reason]).join(' · '), canvas),
    ...noteLines('earned', earnedWords(moment, canvas.rubric), canvas),
  ];
}

function markdown({ chosen }: HighlightReport, { quote }: ReportOptions): string {
  const blocks = [
    '## Highlights',
    markdownText(overview(chosen)),
    ...chosen.highlights.flatMap(({ moment, reasons }) => [
      `### ${markdownText(moment.agent)}`,
      ...quoted('Customer', moment.customer, quote),
      ...(moment.before?.text === undefined ? [] : quoted('Customer', moment.before, quote)),
      ...quoted('Agent', moment.reply, quote),
      ...(moment.after?.text === undefined ? [] : quoted('Then', moment.after, quote)),
      `Why: ${reasons.map((reason) => markdownText(REASON_WORDS[reason])).join('; ')}.`,
      `<sub>${markdownText(whereWords(moment))}</sub>`,
    ]),
    ...(chosen.highlights.some(({ moment }) => isWordless(moment)) ? [markdownText(WORDLESS)] : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** A turn as a block quote: all of it, or the words that were evidence. */
function quoted(speaker: string, turn: ScoredTurn | undefined, how: ReportOptions['quote']): string[] {
  if (turn === undefined) return [];
  const spans = [...new Set(turn.evidence.map((e) => markdownText(e.quote)))].join(' … ');
  const text = how === 'full' && turn.text !== undefined ? markdownText(turn.text) : `… ${spans} …`;
  return [`> **${speaker}:** ${text}`];
}
