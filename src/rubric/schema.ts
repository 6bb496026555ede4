/** The rubric file as a closed schema: what a QA lead may write, and nothing else (DESIGN §4). */
import { z } from 'zod';

const text = z.string().min(1).max(2000);
const name = z.string().min(1).max(120);
const patterns = z.union([text, z.array(text).min(1)]);
const share = z.number().min(0).max(1);
const points = z.number().min(0).max(1000);
/** A number for all levels, or one by level: `{1: 25, 2: 40}`. */
const byLevel = <T extends z.ZodType>(value: T) => z.record(z.string().regex(/^[0-3]$/), value);

const examples = z.strictObject({
  match: z.array(text).optional(),
  no_match: z.array(text).optional(),
  known_false: z.array(text).optional(),
});

const cue = z.strictObject({
  id: name,
  label: name.optional(),
  level: z.int().min(1).max(3).optional(),
  role: z.enum(['evidence', 'marker', 'prior', 'reset']).optional(),
  tier: z.enum(['A', 'B', 'C']).optional(),
  pattern: patterns.optional(),
  unless: patterns.optional(),
  block: z.array(name).min(1).optional(),
  also: z.record(name, z.int().min(1).max(3)).optional(),
  when: z
    .strictObject({
      distress: z.int().min(0).max(2).optional(),
      with: z.array(name).optional(),
      without: z.array(name).optional(),
      customer: z.array(name).optional(),
    })
    .optional(),
  anchors: z.array(z.enum(['detail', 'commitment', 'reason'])).optional(),
  escalator: name.optional(),
  kind: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'a kind is one word in small letters, such as blame')
    .optional(),
  row: z.int().min(1).max(99).optional(),
  fault: z.boolean().optional(),
  why: text.optional(),
  examples: examples.optional(),
  disable: z.boolean().optional(),
});

const learned = z.strictObject({
  id: name,
  label: name.optional(),
  level: z.int().min(1).max(3).optional(),
  model: name.optional(),
  threshold: z.number().optional(),
  why: text.optional(),
  examples: examples.optional(),
  disable: z.boolean().optional(),
});

const label = z.strictObject({
  on: z.enum(['agent', 'customer']),
  title: text.optional(),
  levels: byLevel(text),
});

const channel = z.strictObject({
  window: z.int().min(1).max(20),
  free_turns: z.int().min(0).max(10).default(0),
  target: z.number().gt(0).max(1).default(1),
  presume: z.boolean().default(false),
  aliases: z.array(name).default([]),
  clock: z.array(z.strictObject({ after_seconds: z.number().min(0), factor: share })).default([]),
});

const penalty = z.strictObject({
  points,
  cap: z.number().min(0).max(100).optional(),
  repaired_cap: z.number().min(0).max(100).optional(),
});

const oneOrMore = <T extends z.ZodType>(value: T) => z.union([value, z.array(value).min(1)]);
const turns = z.int().min(1).max(20);

const condition = z.strictObject({
  customer: oneOrMore(text).optional(),
  distress: z.int().min(1).max(2).optional(),
  channel: oneOrMore(name).optional(),
  meta: z.record(name, oneOrMore(name)).optional(),
});

const within = z.union([turns, z.strictObject({ first: turns }), z.strictObject({ last: turns })]);

const rating = z.strictObject({
  anchor: text,
  needs: oneOrMore(text).optional(),
  worth: share.optional(),
});

const critical = z.union([
  z.literal('fail'),
  z.strictObject({ action: z.literal('fail') }),
  z.strictObject({ action: z.literal('cap'), cap: z.number().min(0).max(100) }),
]);

const section = z.strictObject({ title: text.optional(), weight: points.optional() });

const criterion = z.strictObject({
  id: name,
  section: name.optional(),
  title: text.optional(),
  scope: z.enum(['turn', 'opportunity', 'conversation']).optional(),
  weight: z.union([points, byLevel(points)]).optional(),
  credit: z.record(text, z.union([share, byLevel(share)])).optional(),
  decay: z.array(share).min(1).optional(),
  late: share.optional(),
  clock: z.boolean().optional(),
  applies: z.enum(['always', 'fault possible', 'customer name known']).optional(),
  when: condition.optional(),
  within: within.optional(),
  scale: z.record(z.string().regex(/^(?:[0-9]|10)$/, 'a rating is a number from 0 to 10'), rating).optional(),
  avoid: oneOrMore(text).optional(),
  critical: critical.optional(),
  penalty: byLevel(penalty).optional(),
  outside: z.strictObject({ points, max: points, turn_score: z.number().min(0).max(100) }).optional(),
  missed: text.optional(),
  disable: z.boolean().optional(),
});

/** One rubric file. With `extends`, everything else is optional and overrides the base by id. */
export const rubricFile = z.strictObject({
  id: name,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version reads like 1.0.0'),
  language: name.optional(),
  title: text.optional(),
  extends: name.optional(),
  classes: z.record(name, z.array(text).min(1)).optional(),
  labels: z.record(name, label).optional(),
  cues: z.array(cue).optional(),
  learned: z.array(learned).optional(),
  opportunity: z
    .strictObject({
      weight: byLevel(points).optional(),
      presumed_weight: points.optional(),
      presumed_types: z.array(name).optional(),
    })
    .optional(),
  channels: z.record(name, channel).optional(),
  sections: z.record(name, section).optional(),
  total: z.enum(['episodes', 'points', 'sections']).optional(),
  criteria: z.array(criterion).optional(),
  adjustments: z
    .strictObject({
      relational_overuse: z.strictObject({ turns: z.int().min(1), points }).optional(),
      closing_warmth: z.strictObject({ points, min_episode: z.number().min(0).max(100) }).optional(),
    })
    .optional(),
  bands: z.record(name, z.number().min(0).max(100)).optional(),
  names: z.strictObject({ stoplist: z.array(name).optional() }).optional(),
  admission_allowed: z.boolean().optional(),
});

export type RubricFile = z.infer<typeof rubricFile>;
export type CueFile = z.infer<typeof cue>;
export type LearnedFile = z.infer<typeof learned>;
export type CriterionFile = z.infer<typeof criterion>;
