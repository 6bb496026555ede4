/** A rating: what one person says of one item, as the page sends it and as a line of the file of ratings. */

import { z } from 'zod';
import { own } from '../keys.ts';
import { ROLES, VERDICTS } from '../model.ts';
import type { Answer, Form, Item } from './data.ts';

/** Letters of a comment. */
const LONGEST_COMMENT = 10_000;
/** Marks in one item; a person makes a few. */
const MOST_EVIDENCE = 500;

/** A level of a label, null where nobody has rated it yet. */
const level = z.int().nonnegative().nullable().or(z.literal('cannot_judge'));
const verdict = z.enum(VERDICTS);
const name = z.string().min(1);

const answerSchema = z.strictObject({
  labels: z.record(z.string(), level),
  criteria: z.record(z.string(), verdict),
  /** 0–100, of a whole conversation. */
  score: z.number().min(0).max(100).exactOptional(),
  /** Words of the item's text that show a label, as UTF-16 offsets. */
  evidence: z
    .array(z.strictObject({ label: name, start: z.int().nonnegative(), end: z.int().positive() }))
    .max(MOST_EVIDENCE)
    .readonly(),
  comment: z.string().min(1).max(LONGEST_COMMENT).exactOptional(),
});

/** What the page sends: an answer to the version of the item that the rater has seen. */
export const saveSchema = z.strictObject({
  rater: name,
  id: name,
  revision: z.int().nonnegative(),
  answer: answerSchema,
});

/** A line of the file. Fields of a later version are kept out of the way. */
const ratingSchema = z.object({
  kind: z.literal('rating'),
  schema: z.literal(1),
  id: name,
  conversation_id: name,
  turn: z.int().nonnegative().nullable(),
  rater: name,
  round: name,
  customer_name: z.string().exactOptional(),
  context: z.array(z.object({ speaker: z.enum(ROLES), text: z.string() })),
  text: z.string(),
  ...answerSchema.shape,
  at: z.iso.datetime(),
});

export type Rating = z.infer<typeof ratingSchema>;

/** The rating that a line states, or what is wrong with it. */
export function parseRating(line: string): Rating | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'is no JSON';
  }
  const result = ratingSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return `is no rating (${issue?.path.join('.') || 'the line'}: ${issue?.message})`;
}

/** What is wrong with an answer to an item, or nothing. */
export function mistakeIn(answer: Answer, { text, turn }: Item, form: Form): string | undefined {
  const { labels } = form;
  const criteria = turn === null ? form.criteria.conversation : form.criteria.turn;
  for (const [id, given] of Object.entries(answer.labels)) {
    const asked = labels.find((label) => label.id === id);
    if (!asked) return `label "${id}" is not asked`;
    if (typeof given === 'number' && given > asked.levels.length)
      return `${id} has no level ${given}; the highest is ${asked.levels.length}`;
  }
  for (const id of Object.keys(answer.criteria))
    if (!criteria.some((criterion) => criterion.id === id)) return `criterion "${id}" is not asked`;
  if (answer.score !== undefined && turn !== null) return 'only a whole conversation has a score';
  for (const { label, start, end } of answer.evidence) {
    if (!labels.some(({ id }) => id === label)) return `evidence for "${label}", which is not asked`;
    if (start >= end || end > text.length) return `evidence from ${start} to ${end} is not in the text`;
  }
  return isEmpty(answer) ? 'nothing is rated yet' : undefined;
}

function isEmpty({ labels, criteria, score, comment }: Answer): boolean {
  const rated = Object.values(labels).some((given) => given !== null) || Object.keys(criteria).length > 0;
  return !rated && score === undefined && comment === undefined;
}

/**
 * The line of an answer. Every label that was asked is in it, null where it was not rated. A whole conversation is all
 * context and has no text; its evidence counts in the lines `speaker: text` of that.
 */
export function ratingOf(
  item: Item,
  answer: Answer,
  form: Form,
  { rater, round, at }: { readonly rater: string; readonly round: string; readonly at: string },
): Rating {
  const { id, conversation_id, turn, customer_name, context, text } = item;
  return {
    kind: 'rating',
    schema: 1,
    id,
    conversation_id,
    turn,
    rater,
    round,
    ...(customer_name !== undefined && { customer_name }),
    context: context.map(({ speaker, text: said }) => ({ speaker, text: said })),
    text: turn === null ? '' : text,
    labels: Object.fromEntries(form.labels.map((label) => [label.id, own(answer.labels, label.id) ?? null])),
    criteria: answer.criteria,
    ...(answer.score !== undefined && { score: answer.score }),
    evidence: answer.evidence,
    ...(answer.comment !== undefined && { comment: answer.comment }),
    at,
  };
}

/** The answer that a rating holds. */
export function answerOf({ labels, criteria, score, evidence, comment }: Rating): Answer {
  return {
    labels,
    criteria,
    ...(score !== undefined && { score }),
    evidence,
    ...(comment !== undefined && { comment }),
  };
}
