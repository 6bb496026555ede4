/** TAP 14: a test point a macro, its findings in a YAML block under it. */

import type { Finding, LintReport } from '../../model.ts';
import { encode } from '../encode.ts';
import { byFile, fails, messageOf, plain } from './findings.ts';
import type { LintReporter } from './reporter.ts';

interface Point {
  readonly name: string;
  readonly ok: boolean;
  readonly findings: readonly Finding[];
}

export const tap: LintReporter = {
  description: 'TAP 14, a test point a macro',
  render: (report) => {
    const points: Point[] = [
      ...byFile(report).flatMap(({ path, macros, whole }) => [
        ...macros.map(({ macro, findings }) =>
          point(`${path}: ${macro.title} (${macro.id})`, findings, report),
        ),
        ...(whole.length > 0 ? [point(path, whole, report)] : []),
      ]),
      ...report.failures.map((name) => ({ name, ok: false, findings: [] })),
    ];
    const plan = points.length > 0 ? `1..${points.length}` : '1..0 # SKIP no macros';
    return `${['TAP version 14', plan, ...points.flatMap(pointLines)].join('\n')}\n`;
  },
};

function point(name: string, findings: readonly Finding[], { failOn }: LintReport): Point {
  return { name, ok: !findings.some(({ severity }) => fails(severity, failOn)), findings };
}

/** In a description `#` begins a directive such as `# SKIP`; a backslash takes that from it. */
function pointLines({ name, ok, findings }: Point, index: number): string[] {
  const description = plain(name).replace(/[\\#]/g, '\\$&');
  const head = `${ok ? 'ok' : 'not ok'} ${index + 1} - ${description}`;
  if (findings.length === 0) return [head];
  return [head, '  ---', '  findings:', ...findings.flatMap(findingLines), '  ...'];
}

/** JSON strings are YAML, and no line of strangers can end the block. */
function findingLines(finding: Finding): string[] {
  const { rule, severity, location } = finding;
  return [
    `    - message: ${encode(messageOf(finding))}`,
    `      severity: ${severity}`,
    `      rule: ${encode(plain(rule))}`,
    `      at: ${encode(`${plain(location.path)}:${location.line}:${location.column}`)}`,
  ];
}
