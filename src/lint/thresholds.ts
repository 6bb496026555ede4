/** Whether a run of lint passes: findings by their severity, and the thresholds that were asked for. */
import type { Finding, LintedMacro, LintReport } from '../model.ts';
import { round } from '../score/round.ts';

export interface Thresholds {
  /** The lowest severity that fails. */
  readonly failOn: LintReport['failOn'];
  readonly maxWarnings?: number;
  /** The lowest mean score. */
  readonly failUnder?: number;
}

const RANK = { note: 0, warning: 1, error: 2, never: 3 } as const;

/** The mean of the scores that macros have, rounded as scores are; null where none has one. */
export function meanScore(macros: readonly LintedMacro[]): number | null {
  const scores = macros.flatMap(({ score }) => score ?? []);
  return scores.length === 0 ? null : round(scores.reduce((a, b) => a + b, 0) / scores.length, 1);
}

/** Suppressed findings never count; each failure is a threshold that was missed, in words. */
export function judge(
  findings: readonly Finding[],
  mean: number | null,
  { failOn, maxWarnings, failUnder }: Thresholds,
): Pick<LintReport, 'passed' | 'failures'> {
  const active = findings.filter(({ suppressed }) => suppressed === undefined);
  const warnings = active.filter(({ severity }) => severity === 'warning').length;
  const failures: string[] = [];
  if (maxWarnings !== undefined && warnings > maxWarnings) {
    failures.push(`${warnings} warnings are more than ${maxWarnings}`);
  }
  if (failUnder !== undefined && mean === null) {
    failures.push(`nothing was scored, so a mean of at least ${failUnder} cannot be shown`);
  } else if (failUnder !== undefined && mean! < failUnder) {
    failures.push(`the mean score ${mean!.toFixed(1)} is under ${failUnder}`);
  }
  const failed = active.some(({ severity }) => RANK[severity] >= RANK[failOn]);
  return { passed: !failed && failures.length === 0, failures };
}
