/** The closed schema of what `attune rubric diff --format json` writes. */

import { z } from 'zod';
import type { RubricDiff } from '../../model.ts';
import { type Agree, count, place, rubricCard, summarySchema, texts } from '../schema.ts';

const value = z.union([z.string(), z.number(), z.boolean()]);
const points = z.number().min(-100).max(100).nullable();
const score = z.number().min(0).max(100);

const fieldChange = z.strictObject({
  field: z.string(),
  before: value.exactOptional(),
  after: value.exactOptional(),
  added: texts.exactOptional(),
  removed: texts.exactOptional(),
  place: z.string().exactOptional(),
});

const change = z.strictObject({
  part: z.string(),
  id: z.string(),
  change: z.enum(['added', 'removed', 'changed', 'disabled', 'enabled']),
  place: z.string().exactOptional(),
  fields: z.array(fieldChange),
  cues: texts.exactOptional(),
});

const example = z.strictObject({
  conversation: z.string(),
  turn: count,
  cues: texts,
  quote: z.string(),
  place,
});

const levels = { label: z.string(), from: count, to: count };

const flip = z.strictObject({
  ...levels,
  turns: count,
  cues: z.record(z.string(), count),
  examples: z.array(example),
});

const turnFlip = z.strictObject({ ...levels, turn: count, cues: texts, quote: z.string(), place });

const difference = { n: count, up: count, down: count, mean: points, low: points, high: points };

const group = z.strictObject({
  ...difference,
  key: z.string(),
  evidence: z.enum(['too_few', 'indicative', 'reportable']),
  beyond: z.boolean(),
  holm: z.boolean(),
});

const earned = z.strictObject({ earned: z.number(), possible: z.number() });

const mover = z.strictObject({
  conversation: z.string(),
  place,
  agent: z.string().exactOptional(),
  before: score,
  after: score,
  points: z.array(z.strictObject({ rule: z.string(), before: earned, after: earned })),
  flips: z.array(turnFlip),
});

const band = z.string().nullable();

const comparison = z.strictObject({
  conversations: count,
  difference: z.strictObject(difference),
  moves: z.record(z.string(), count),
  gainedScore: count,
  lostScore: count,
  bands: z.array(z.strictObject({ from: band, to: band, conversations: count })),
  critical: z.array(
    z.strictObject({
      criterion: z.string(),
      what: z.enum(['failed', 'review']),
      began: count,
      ended: count,
    }),
  ),
  flips: z.array(flip),
  groups: z.record(z.string(), z.array(group)),
  movers: z.array(mover),
});

const side = z.strictObject({ card: rubricCard, hash: z.string(), files: texts });

/** The document that `attune rubric diff --format json` writes. */
export const rubricDiffSchema = z.strictObject({
  kind: z.literal('rubric-diff'),
  schema: z.literal(1),
  before: side,
  after: side,
  changes: z.array(change),
  effect: z.strictObject({ before: summarySchema, after: summarySchema, comparison }).exactOptional(),
  passed: z.boolean(),
  failures: texts,
});

// This line fails to compile when the schema and the model disagree, in either direction.
true satisfies Agree<RubricDiff, z.infer<typeof rubricDiffSchema>>;
