/** The closed schema of the document that `attune lint --format json` writes. */

import { z } from 'zod';
import type { LintReport } from '../../model.ts';

const count = z.int().nonnegative();
const position = z.int().positive();
const severity = z.enum(['error', 'warning', 'note']);
const counts = z.record(z.string(), count);
const normalized = z.number().min(0).max(100).nullable();

const region = z.strictObject({
  path: z.string(),
  line: position,
  column: position,
  endLine: position,
  endColumn: position,
});

const finding = z.strictObject({
  rule: z.string(),
  severity,
  message: z.string(),
  location: region,
  macro: z.string().exactOptional(),
  title: z.string().exactOptional(),
  quote: z.string().exactOptional(),
  values: z.record(z.string(), z.string()).exactOptional(),
  suggestion: z.string().exactOptional(),
  fix: z.strictObject({ start: count, end: count, text: z.string() }).exactOptional(),
  fingerprint: z.string(),
  suppressed: z
    .strictObject({ kind: z.enum(['baseline', 'inline', 'sidecar']), reason: z.string().exactOptional() })
    .exactOptional(),
});

const macro = z.strictObject({
  id: z.string(),
  title: z.string(),
  path: z.string(),
  line: position,
  source: z.string(),
  locale: z.string().exactOptional(),
  category: z.string(),
  categoryFrom: z.enum(['declared', 'inferred', 'presumed']),
  score: normalized,
  renderings: count,
  findings: count,
});

const rule = z.strictObject({
  id: z.string(),
  severity,
  title: z.string(),
  why: z.string(),
  docs: z.string(),
});

/** The document that `attune lint --format json` writes. */
export const lintReportSchema = z.strictObject({
  kind: z.literal('lint'),
  schema: z.literal(1),
  passed: z.boolean(),
  failOn: z.enum(['error', 'warning', 'note', 'never']),
  failures: z.array(z.string()),
  mean: normalized,
  accounts: z.strictObject({ files: count, macros: count, linted: count, skipped: counts, sources: counts }),
  macros: z.array(macro),
  findings: z.array(finding),
  rules: z.array(rule),
  receipt: z.strictObject({
    engine: z.string(),
    rubric: z.string(),
    version: z.string(),
    rubricHash: z.string(),
  }),
});

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
type Same<A, B> = [A, B] extends [B, A] ? true : false;

// Fails to compile when the schema and the model disagree.
true satisfies Same<Frozen<LintReport>, Frozen<z.infer<typeof lintReportSchema>>>;
