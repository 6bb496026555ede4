/** A baseline: findings of an old library that are known and don't count, told by their words and not by their place. */
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { compareKeys } from '../keys.ts';
import type { Finding } from '../model.ts';

/** A known finding. The fingerprint decides; the rest is for who reads the file, and for what another run left out. */
const known = z.strictObject({
  path: z.string(),
  macro: z.string().exactOptional(),
  rule: z.string(),
  fingerprint: z.string(),
});

const baseline = z.strictObject({
  kind: z.literal('lint-baseline'),
  schema: z.literal(1),
  findings: z.array(known),
});

export type Known = Readonly<z.infer<typeof known>>;

/**
 * The known findings of a baseline file.
 * @throws UserError when it is none.
 */
export function parseBaseline(path: string, content: string): Known[] {
  let data: unknown;
  try {
    data = JSON.parse(content);
  } catch {
    throw new UserError(
      `${path}: is not JSON (a conflict of a merge?); write it anew with --update-baseline`,
    );
  }
  const result = baseline.safeParse(data);
  if (result.success) return result.data.findings;
  const [issue] = result.error.issues;
  const where = issue!.path.length > 0 ? `${issue!.path.join('.')}: ` : '';
  throw new UserError(
    `${path}: is no baseline of attune (${where}${issue!.message}); write it anew with --update-baseline`,
  );
}

/** The baseline as its file holds it: one line a finding, in an order that neither moving nor re-ordering disturbs much. */
export function writeBaseline(findings: readonly Known[]): string {
  const lines = [...findings]
    .sort(
      (a, b) =>
        compareKeys(a.path, b.path) ||
        compareKeys(a.macro ?? '', b.macro ?? '') ||
        compareKeys(a.rule, b.rule) ||
        compareKeys(a.fingerprint, b.fingerprint),
    )
    .map(({ path, macro, rule, fingerprint }) => `    ${JSON.stringify({ path, macro, rule, fingerprint })}`);
  const list = lines.length > 0 ? `[\n${lines.join(',\n')}\n  ]` : '[]';
  return `{\n  "kind": "lint-baseline",\n  "schema": 1,\n  "findings": ${list}\n}\n`;
}

/** The findings, with those that the baseline knows marked; what is suppressed already stays as it is. */
export function withBaseline(findings: readonly Finding[], baseline: readonly Known[]): Finding[] {
  const fingerprints = new Set(baseline.map(({ fingerprint }) => fingerprint));
  return findings.map((finding) =>
    finding.suppressed === undefined && fingerprints.has(finding.fingerprint)
      ? { ...finding, suppressed: { kind: 'baseline' } }
      : finding,
  );
}

/** What of a baseline is no more, as far as this run looked: `judged` says whether a file was linted or is gone. */
export function gone(
  baseline: readonly Known[],
  findings: readonly Finding[],
  judged: (path: string) => boolean,
): Known[] {
  const fingerprints = new Set(findings.map(({ fingerprint }) => fingerprint));
  return baseline.filter(({ path, fingerprint }) => judged(path) && !fingerprints.has(fingerprint));
}

/** The baseline after this run: what it found and nobody has suppressed with a reason, and what it did not look at. */
export function updatedBaseline(
  before: readonly Known[],
  findings: readonly Finding[],
  judged: (path: string) => boolean,
): Known[] {
  const now = findings
    .filter(({ suppressed }) => suppressed === undefined || suppressed.kind === 'baseline')
    .map(({ location, macro, rule, fingerprint }): Known => {
      return { path: location.path, ...(macro !== undefined && { macro }), rule, fingerprint };
    });
  const fingerprints = new Set(now.map(({ fingerprint }) => fingerprint));
  return [...now, ...before.filter((old) => !judged(old.path) && !fingerprints.has(old.fingerprint))];
}
