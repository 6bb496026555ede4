/** One JSON document: the whole lint report, what is suppressed too; described by `schema.ts`. */

import { compareKeys } from '../../keys.ts';
import type { Finding, LintedMacro, LintReport, Region, RuleCard } from '../../model.ts';
import { encode } from '../encode.ts';
import type { LintReporter } from './reporter.ts';

/** Every key of T, optional ones as possibly undefined; JSON leaves those out. */
type Ordered<T> = { readonly [K in keyof Required<T>]: T[K] | undefined };

export const json: LintReporter = {
  description: 'one JSON document with macros, findings and rules',
  render: (report) => `${encode(shape(report), 2)}\n`,
};

function shape(r: LintReport) {
  const { files, macros, linted, skipped, sources } = r.accounts;
  const { engine, rubric, version, rubricHash } = r.receipt;
  return {
    kind: r.kind,
    schema: r.schema,
    passed: r.passed,
    failOn: r.failOn,
    failures: r.failures,
    mean: r.mean,
    accounts: { files, macros, linted, skipped: sorted(skipped), sources: sorted(sources) },
    macros: r.macros.map(shapeMacro),
    findings: r.findings.map(shapeFinding),
    rules: r.rules.map(shapeRule),
    receipt: { engine, rubric, version, rubricHash },
  } satisfies Record<keyof LintReport, unknown>;
}

function shapeMacro(m: LintedMacro): Ordered<LintedMacro> {
  const { id, title, path, line, source, locale, category, categoryFrom, score, renderings, findings } = m;
  return { id, title, path, line, source, locale, category, categoryFrom, score, renderings, findings };
}

function shapeFinding(f: Finding) {
  const { rule, severity, message, location, macro, title, quote, values, suggestion, fix, fingerprint } = f;
  return {
    rule,
    severity,
    message,
    location: shapeRegion(location),
    macro,
    title,
    quote,
    values: values && sorted(values),
    suggestion,
    fix: fix && { start: fix.start, end: fix.end, text: fix.text },
    fingerprint,
    suppressed: f.suppressed && { kind: f.suppressed.kind, reason: f.suppressed.reason },
  } satisfies Record<keyof Finding, unknown>;
}

function shapeRegion({ path, line, column, endLine, endColumn }: Region): Region {
  return { path, line, column, endLine, endColumn };
}

function shapeRule({ id, severity, title, why, docs }: RuleCard): RuleCard {
  return { id, severity, title, why, docs };
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compareKeys(a, b)));
}
