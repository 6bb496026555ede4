/** The closed schema of everything attune writes as JSON; also the source of the published JSON Schema. */

import { z } from 'zod';
import type {
  Against,
  Evidence,
  GroupSummary,
  Opportunity,
  Report,
  ScoredConversation,
  ScoredTurn,
  Summary,
  Verdict,
} from '../model.ts';
import { ROLES, USES, VERDICTS } from '../model.ts';

export const count = z.int().nonnegative();
const normalized = z.number().min(0).max(100).nullable();
const share = z.number().min(0).max(1);
export const texts = z.array(z.string());

export const place = z.strictObject({
  path: z.string(),
  line: z.int().positive().exactOptional(),
  pointer: z.string().exactOptional(),
});

const adjustment = z.strictObject({
  rule: z.string(),
  points: z.number(),
  turn: count.exactOptional(),
});

export const score = z.strictObject({
  earned: z.number(),
  possible: z.number(),
  normalized,
  evaluability: share,
  reason: z.string().exactOptional(),
  adjustments: z.array(adjustment).exactOptional(),
});

export const verdict = z.strictObject({
  criterion: z.string(),
  verdict: z.enum(VERDICTS),
  earned: z.number(),
  possible: z.number(),
  reason: z.string().exactOptional(),
  credit: z.number().exactOptional(),
  factor: z.number().exactOptional(),
  repeat: share.exactOptional(),
  turn: count.exactOptional(),
  rating: count.exactOptional(),
});

export const section = z.strictObject({
  id: z.string(),
  earned: z.number(),
  possible: z.number(),
  weight: z.number().exactOptional(),
  verdicts: z.array(verdict),
});

export const outcome = z.enum(['met', 'missed', 'dismissed', 'not_applicable']);

const opportunity = z.strictObject({
  turn: count,
  distress: z.number(),
  presumed: z.boolean().exactOptional(),
  reopened: z.boolean().exactOptional(),
  weight: z.number().exactOptional(),
  agent: z.string().exactOptional(),
  verdict: outcome,
  answeredAt: count.exactOptional(),
  turnsToAnswer: count.exactOptional(),
  secondsToAnswer: z.number().exactOptional(),
  score,
  verdicts: z.array(verdict),
  missing: z.string().exactOptional(),
  unused: texts.exactOptional(),
});

export const evidence = z.strictObject({
  label: z.string(),
  level: z.number(),
  cue: z.string(),
  start: count,
  end: count,
  quote: z.string(),
  weight: z.number().exactOptional(),
  template: z.string().exactOptional(),
});

const turn = z.strictObject({
  index: count,
  role: z.enum(ROLES),
  speaker: z.string().exactOptional(),
  text: z.string().exactOptional(),
  score: score.exactOptional(),
  labels: z.record(z.string(), z.number()),
  evidence: z.array(evidence),
  verdicts: z.array(verdict).exactOptional(),
  flags: texts.exactOptional(),
  macro: z
    .strictObject({ how: z.enum(USES), id: z.string().exactOptional(), share: share.exactOptional() })
    .exactOptional(),
});

export const receipt = z.strictObject({
  engine: z.string(),
  rubric: z.string(),
  version: z.string(),
  rubricHash: z.string(),
});

const tally = z.strictObject({
  conversations: count,
  scored: count,
  sum: z.number(),
  sumSquares: z.number(),
  scores: z.record(z.string(), count),
  cells: z.record(z.string(), z.record(z.string(), count)),
  agentTurns: count,
  opportunities: z.record(outcome, count),
  byDistress: z.record(z.string(), count),
  bands: z.record(z.string(), count),
  failed: z.strictObject({ conversations: count, sum: z.number() }),
  critical: z.record(z.string(), z.strictObject({ failed: count, review: count })),
  labels: z.record(z.string(), count),
  criteria: z.record(z.string(), z.strictObject({ earned: z.number(), possible: z.number() })),
});

const script = z.strictObject({
  spans: count,
  generic: count,
  formulas: count,
  concentration: share.nullable(),
  effective: z.number().nullable(),
  reliance: share.nullable(),
  top: z.array(z.strictObject({ template: z.string(), spans: count })),
});

const points = z.number().min(0).max(100);

const fair = z.strictObject({
  adjusted: points,
  estimate: points,
  low: points,
  high: points,
  reliability: share,
  standing: z.enum(['not_enough_evidence', 'indicative', 'reportable']),
  tier: z.int().positive().exactOptional(),
});

const spread = z.strictObject({
  groups: count,
  mean: points,
  within: z.number().nonnegative(),
  between: z.number().nonnegative(),
  detectorError: z.literal('not_included'),
});

const group = z.strictObject({
  key: z.string(),
  tally,
  mean: normalized,
  low: normalized,
  high: normalized,
  meanWithFailures: z.number().min(0).max(100).exactOptional(),
  answered: z.strictObject({ rate: share, low: share, high: share }).exactOptional(),
  scripts: script.exactOptional(),
  fair: fair.exactOptional(),
});

const accounts = z.strictObject({
  read: count,
  scored: count,
  skipped: count,
  quarantined: count,
  agentRows: count,
  agentTurns: count,
  files: count,
  readers: z.record(z.string(), count),
});

const diagnostic = z.strictObject({
  severity: z.enum(['error', 'warning', 'note']),
  kind: z.enum(['quarantined', 'skipped', 'notice']),
  message: z.string(),
  place,
  records: count,
});

export const rubricCard = z.strictObject({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  criteria: z.record(
    z.string(),
    z.strictObject({
      title: z.string(),
      section: z.string(),
      missed: z.string(),
      experimental: z.literal(true).exactOptional(),
    }),
  ),
  bands: z.record(z.string(), z.number()),
  labels: texts,
});

/** A conversation: one line of NDJSON, one element of a report. */
export const conversationSchema = z.strictObject({
  kind: z.literal('conversation'),
  schema: z.literal(1),
  id: z.string(),
  source: place,
  agent: z.string().exactOptional(),
  channel: z.string().exactOptional(),
  startedAt: z.string().exactOptional(),
  meta: z.record(z.string(), z.string()),
  rows: count,
  agentRows: count,
  score: score.extend({
    band: z.string().nullable(),
    failed: texts,
    review: texts.exactOptional(),
    sections: z.array(section).exactOptional(),
    verdicts: z.array(verdict).exactOptional(),
  }),
  opportunities: z.array(opportunity),
  turns: z.array(turn),
  receipt: receipt.extend({ inputHash: z.string() }),
});

const useTally = z.strictObject({ turns: count, judged: count, empathic: count, mean: normalized });
const useGroup = z.strictObject({
  key: z.string(),
  turns: count,
  uses: z.strictObject({ verbatim: useTally, edited: useTally, personalised: useTally, own: useTally }),
  changed: share.nullable(),
});

const change = z
  .strictObject({ difference: z.number(), low: z.number(), high: z.number(), changed: z.boolean() })
  .nullable();
const side = z.strictObject({ scored: count, mean: normalized });
const counted = z.strictObject({ k: count, n: count });
const shift = z.strictObject({ key: z.string(), before: side, after: side, change });
const rateShift = z.strictObject({ before: counted, after: counted, change });

const against = z.strictObject({
  base: z.string(),
  conversations: count,
  paired: count,
  overall: shift,
  answered: rateShift,
  labels: z.record(z.string(), rateShift),
  groups: z.record(z.string(), z.array(shift)),
});

/** The totals: the last line of NDJSON, and part of a report. */
export const summarySchema = z.strictObject({
  kind: z.literal('summary'),
  schema: z.literal(1),
  accounts,
  overall: group,
  groups: z.record(z.string(), z.array(group)),
  spread: z.record(z.string(), spread),
  teamScript: z.strictObject({
    agents: count,
    templates: z.array(z.strictObject({ template: z.string(), agents: count, spans: count })),
  }),
  macros: useGroup.exactOptional(),
  against: against.exactOptional(),
  /** Criteria whose measured agreement with people is lower than the rubric trusts. */
  experimental: texts.exactOptional(),
  passed: z.boolean(),
  failures: texts,
  receipt,
});

/** The document that `--format json` writes. */
export const reportSchema = z.strictObject({
  kind: z.literal('report'),
  schema: z.literal(1),
  summary: summarySchema,
  conversations: z.array(conversationSchema),
  diagnostics: z.array(diagnostic),
  rubric: rubricCard,
});

/** A line of `--format ndjson`. */
export const lineSchema = z.discriminatedUnion('kind', [conversationSchema, summarySchema]);

/** What `attune pipe` answers to a line that it can't score. */
const unscored = z.strictObject({ kind: z.literal('error'), schema: z.literal(1), message: z.string() });
export type Unscored = z.infer<typeof unscored>;

/** A line that `attune pipe` writes. */
const pipeSchema = z.discriminatedUnion('kind', [conversationSchema, unscored]);

/** What is written as JSON and can be had as JSON Schema. */
export const OUTPUTS = { json: reportSchema, ndjson: lineSchema, pipe: pipeSchema } as const;

/** JSON Schema (draft 2020-12) of what is written, from the same zod schemas that read it back. */
export function outputJsonSchema(output: keyof typeof OUTPUTS): object {
  return { ...z.toJSONSchema(OUTPUTS[output]), title: `What attune writes as ${output}` };
}

/** What is absent in JSON may be there as undefined in the model, which JSON leaves out. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<Exclude<T[K], undefined>> } : T;
/** As `Frozen`, every key required: assignability alone would not miss a key that is optional. */
type Complete<T> = T extends object ? { readonly [K in keyof T]-?: Complete<Exclude<T[K], undefined>> } : T;
type Same<A, B> = [A, B] extends [B, A] ? true : false;
export type Agree<A, B> = Same<Frozen<A>, Frozen<B>> & Same<Complete<A>, Complete<B>>;

// These lines fail to compile when the schema and the model disagree, in either direction. The parts come before the
// whole: three levels down the compiler takes types like these for infinite, and for the same.
true satisfies Agree<Verdict, z.infer<typeof verdict>>;
true satisfies Agree<Evidence, z.infer<typeof evidence>>;
true satisfies Agree<ScoredTurn, z.infer<typeof turn>>;
true satisfies Agree<Opportunity, z.infer<typeof opportunity>>;
true satisfies Agree<GroupSummary, z.infer<typeof group>>;
true satisfies Agree<Against, z.infer<typeof against>>;
true satisfies Agree<Summary, z.infer<typeof summarySchema>>;
true satisfies Agree<ScoredConversation, z.infer<typeof conversationSchema>>;
true satisfies Agree<Report, z.infer<typeof reportSchema>>;
