/** The closed schema of what `attune explain --format json` writes: an explanation, or why something was not found. */

import { z } from 'zod';
import type {
  Attempt,
  Change,
  CueAnswer,
  Obstacle as ObstacleNoun,
  TurnAnswer,
  WhyNot,
} from '../../model.ts';
import { OBSTACLES, ROLES } from '../../model.ts';
import {
  type Agree,
  count,
  outcome,
  place,
  receipt,
  score,
  section,
  texts,
  verdict,
  evidence as words,
} from '../schema.ts';

const header = { schema: z.literal(1), id: z.string(), source: place };
const hashed = receipt.extend({ inputHash: z.string() });
const tier = z.enum(['A', 'B', 'C']);

/** What was taken for granted about a customer whose words were not given. */
const assumed = z.strictObject({ distress: count, fault: z.boolean().exactOptional() });

/** A label with the words that prove it and the rule that says so. */
const found = words.extend({
  /** What the votes had to pass together, where a learned model gave the label. */
  threshold: z.number().exactOptional(),
  /** Expected precision of the cue: A at least .95, B about .85, C about .70. */
  tier: tier.exactOptional(),
  why: z.string().exactOptional(),
});

/** A verdict: `points = possible × credit × factor`, and the labels that earned the credit. */
const worth = verdict.extend({ points: z.number(), by: texts.exactOptional() });

/** A score as it would be with one criterion fully met and all else as it was. */
const change = z.strictObject({
  criterion: z.string(),
  opportunity: count.exactOptional(),
  turn: count.exactOptional(),
  score,
});

/** The criterion with most points of those that earned nothing, and what to do about it. */
const missing = z.strictObject({ criterion: z.string(), possible: z.number(), todo: z.string() });

const spoken = z.strictObject({
  turn: count,
  role: z.enum(ROLES),
  speaker: z.string().exactOptional(),
  found: z.array(found),
  flags: texts.exactOptional(),
});

const episode = z.strictObject({
  turn: count,
  distress: z.number(),
  presumed: z.boolean().exactOptional(),
  reopened: z.boolean().exactOptional(),
  weight: z.number(),
  agent: z.string().exactOptional(),
  verdict: outcome,
  answeredAt: count.exactOptional(),
  turnsToAnswer: count.exactOptional(),
  secondsToAnswer: z.number().exactOptional(),
  said: z.array(spoken),
  replies: z.array(spoken),
  worth: z.array(worth),
  score,
  missing: missing.exactOptional(),
  changes: z.array(change),
  unused: texts,
});

const step = z.strictObject({
  part: z.string(),
  quote: z.string(),
  miss: z.enum(['missing', 'other', 'extra', 'condition']).exactOptional(),
  before: z.string().exactOptional(),
});

const attempt = z.strictObject({
  pattern: z.string(),
  whole: z.boolean(),
  words: count,
  steps: z.array(step),
});

const obstacle = z.strictObject({
  kind: z.enum(OBSTACLES),
  quote: z.string().exactOptional(),
  by: texts.exactOptional(),
  words: texts.exactOptional(),
  needed: z.number().exactOptional(),
  is: z.number().exactOptional(),
  attempt: attempt.exactOptional(),
});

const evidence = found.omit({ threshold: true, tier: true, why: true });

const cueAnswer = z.strictObject({
  cue: z.string(),
  label: z.string(),
  level: z.number(),
  role: z.enum(['evidence', 'marker', 'prior', 'reset', 'block', 'learned']),
  tier: tier.exactOptional(),
  why: z.string().exactOptional(),
  found: z.array(evidence),
  obstacles: z.array(obstacle),
});

const turnAnswer = z.strictObject({
  turn: count,
  role: z.enum(ROLES),
  speaker: z.string().exactOptional(),
  text: z.string(),
  obstacle: obstacle.exactOptional(),
  found: z.array(evidence),
  asked: count,
  cues: z.array(cueAnswer),
});

/** One agent turn, explained alone. */
const turn = spoken.extend({
  text: z.string().exactOptional(),
  labels: z.record(z.string(), z.number()),
  worth: z.array(worth),
  score: score.exactOptional(),
  missing: missing.exactOptional(),
  changes: z.array(change),
  unused: texts,
  /** Label by label, where nothing was found in it. */
  lookedFor: z
    .array(z.strictObject({ label: z.string(), asked: count, nearest: cueAnswer.exactOptional() }))
    .exactOptional(),
});

/** `attune explain`: a conversation with its episodes, or one turn of it (`only`). */
export const explanationSchema = z.strictObject({
  kind: z.literal('explanation'),
  ...header,
  agent: z.string().exactOptional(),
  channel: z.string().exactOptional(),
  assumed: assumed.exactOptional(),
  score: score.extend({
    band: z.string().nullable(),
    failed: texts,
    review: texts.exactOptional(),
    sections: z.array(section).exactOptional(),
  }),
  /** Once-a-conversation criteria. */
  worth: z.array(worth).exactOptional(),
  episodes: z.array(episode).exactOptional(),
  /** What would have raised the conversation's score, most first; `opportunity` counts episodes from 0. */
  changes: z.array(change).exactOptional(),
  only: turn.exactOptional(),
  receipt: hashed,
});

/** `attune explain --why-not`. */
export const whyNotSchema = z.strictObject({
  kind: z.literal('why-not'),
  ...header,
  question: z.strictObject({ cue: z.string().exactOptional(), label: z.string(), level: z.number() }),
  assumed: assumed.exactOptional(),
  turns: z.array(turnAnswer),
  receipt: hashed,
});

export type Explanation = z.infer<typeof explanationSchema>;
export type EpisodeExplanation = z.infer<typeof episode>;
export type TurnExplanation = z.infer<typeof turn>;
export type Spoken = z.infer<typeof spoken>;
export type Found = z.infer<typeof found>;
export type Worth = z.infer<typeof worth>;
export type Missing = z.infer<typeof missing>;

// These lines fail to compile when the schema and the model disagree.
true satisfies Agree<Attempt, z.infer<typeof attempt>>;
true satisfies Agree<ObstacleNoun, z.infer<typeof obstacle>>;
true satisfies Agree<CueAnswer, z.infer<typeof cueAnswer>>;
true satisfies Agree<TurnAnswer, z.infer<typeof turnAnswer>>;
true satisfies Agree<WhyNot, z.infer<typeof whyNotSchema>>;
true satisfies Agree<Change, z.infer<typeof change>>;
