/** Markdown for the summary page of a job or a comment on a change. */

import type { Finding, LintReport } from '../../model.ts';
import { markdownCode as code, markdownText as text } from '../markdown-text.ts';
import { accountLine, active, sentence, several, severest, suppressedLine, tally } from './findings.ts';
import type { LintReporter } from './reporter.ts';

/** GitHub takes a megabyte for a summary, and a reader less. */
const MAX_ROWS = 200;

export const markdown: LintReporter = {
  description: 'Markdown, for the summary of a job',
  render: (report) => {
    const blocks = [
      `## attune lint: ${report.passed ? 'passed' : 'failed'}`,
      overview(report),
      failures(report),
      table(severest(active(report))),
      suppressions(report),
    ];
    return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
  },
};

function overview(report: LintReport): string {
  const { mean } = report;
  const parts = [
    tally(active(report)),
    accountLine(report),
    ...(mean === null ? [] : [`mean score ${mean.toFixed(1)}`]),
  ];
  return parts.map(text).join(' · ');
}

function failures({ failures }: LintReport): string {
  return failures.map((failure) => `- ${text(failure)}`).join('\n');
}

function table(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const rows = findings.slice(0, MAX_ROWS).map((finding) => {
    const { severity, rule, title = '', location } = finding;
    const where = code(`${location.path}:${location.line}`);
    const what = text(sentence(finding));
    return `| ${[severity, where, text(title), code(rule), what].join(' | ')} |`;
  });
  const omitted = findings.length - rows.length;
  return [
    '| | where | macro | rule | what |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    ...(omitted > 0 ? ['', `${several(omitted, 'more finding')} omitted.`] : []),
  ].join('\n');
}

/** What people have chosen to live with, so that it is seen now and then. */
function suppressions(report: LintReport): string {
  const line = suppressedLine(report);
  if (line === undefined) return '';
  const reasons = new Map<string, number>();
  for (const { rule, suppressed } of report.findings) {
    if (suppressed?.reason === undefined) continue;
    const item = `${code(rule)} ${text(suppressed.reason)}`;
    reasons.set(item, (reasons.get(item) ?? 0) + 1);
  }
  const items = [...reasons].slice(0, MAX_ROWS).map(([item, n]) => `- ${item}${n > 1 ? ` (${n})` : ''}`);
  const omitted = reasons.size - items.length;
  return [
    `${text(line)}.`,
    ...(items.length > 0 ? ['', ...items] : []),
    ...(omitted > 0 ? ['', `${several(omitted, 'more reason')} omitted.`] : []),
  ].join('\n');
}
