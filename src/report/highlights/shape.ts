/** The JSON of highlights, and its closed schema. */

import { z } from 'zod';
import type { Evidence, Receipt, ScoredTurn } from '../../model.ts';
import { type Highlight, type Highlights, REASONS, type Reason } from '../../select/highlights.ts';
import { REASON_WORDS } from '../moments.ts';
import type { ReportOptions } from '../reporter.ts';
import { count, evidence, place, receipt } from '../schema.ts';
import { shapeEvidence, shapePlace } from '../shape.ts';

const REASON_NAMES = Object.keys(REASONS) as [Reason, ...Reason[]];

const said = z.strictObject({
  turn: count,
  text: z.string().exactOptional(),
  evidence: z.array(evidence),
});

/** One highlight: a line of NDJSON, an element of the document. */
export const highlightSchema = z.strictObject({
  kind: z.literal('highlight'),
  schema: z.literal(1),
  conversation: z.string(),
  source: place,
  agent: z.string(),
  channel: z.string().exactOptional(),
  startedAt: z.string().exactOptional(),
  distress: z.number(),
  score: z.number().nullable(),
  points: count,
  reasons: z.array(z.strictObject({ reason: z.enum(REASON_NAMES), points: count, words: z.string() })),
  /** What the customer said first about it, and last before the reply. */
  customer: said.exactOptional(),
  before: said.exactOptional(),
  reply: said,
  /** What they said next. */
  after: said.exactOptional(),
});

/** The document of `--format json`. */
export const highlightsSchema = z.strictObject({
  kind: z.literal('highlights'),
  schema: z.literal(1),
  conversations: count,
  specific: count,
  left: z.strictObject({ upset: count, idle: count, formula: count }),
  highlights: z.array(highlightSchema),
  rubric: receipt,
});

type Quote = ReportOptions['quote'];

/** One highlight; whole turns stay out unless the reader asked for them. */
export function shapeHighlight({ moment, reasons, points }: Highlight, quote: Quote) {
  const { conversation, source, agent, channel, startedAt, opportunity, customer, before, reply, after } =
    moment;
  return {
    kind: 'highlight',
    schema: 1,
    conversation,
    source: shapePlace(source),
    agent,
    channel,
    startedAt,
    distress: opportunity.distress,
    score: opportunity.score.normalized,
    points,
    reasons: reasons.map((reason) => ({
      reason,
      points: REASONS[reason].points,
      words: REASON_WORDS[reason],
    })),
    customer: customer && shapeSaid(customer, quote),
    before: before && shapeSaid(before, quote),
    reply: shapeSaid(reply!, quote),
    after: after && shapeSaid(after, quote),
  };
}

export function shapeHighlights(all: Highlights, rubric: Omit<Receipt, 'inputHash'>, quote: Quote) {
  const { conversations, specific, left, highlights } = all;
  const { engine, rubric: id, version, rubricHash } = rubric;
  return {
    kind: 'highlights',
    schema: 1,
    conversations,
    specific,
    left: { upset: left.upset, idle: left.idle, formula: left.formula },
    highlights: highlights.map((highlight) => shapeHighlight(highlight, quote)),
    rubric: { engine, rubric: id, version, rubricHash },
  };
}

function shapeSaid({ index, text, evidence }: ScoredTurn, quote: Quote) {
  return {
    turn: index,
    text: quote === 'full' ? text : undefined,
    evidence: evidence.map((e: Evidence) => shapeEvidence(e)),
  };
}
