/** The lint report for a person at a terminal: findings under their macros and files, then the totals. */

import type { Finding, LintedMacro, LintReport } from '../../model.ts';
import { block, columns, cut, type Style, words, wrap } from '../terminal/layout.ts';
import { score1 } from '../terminal/numbers.ts';
import { type Theme, themeOf } from '../terminal/theme.ts';
import {
  accountLine,
  active,
  byFile,
  counted,
  messageOf,
  plain,
  several,
  suppressedLine,
  tally,
} from './findings.ts';
import type { LintReporter } from './reporter.ts';

/** Columns before a message: place and severity. */
const INDENT = 21;

interface Page {
  readonly theme: Theme;
  readonly width: number;
}

export const stylish: LintReporter = {
  description: 'for reading: findings by file and macro, then totals',
  render: (report, { color, width }) => {
    const page = { theme: themeOf(color), width: Math.min(160, Math.max(60, width)) };
    const files = byFile(report)
      .map(({ path, macros, whole }) => ({
        path,
        whole,
        macros: macros.filter((m) => m.findings.length > 0),
      }))
      .filter(({ macros, whole }) => macros.length + whole.length > 0);
    const lines = [
      ...files.flatMap(({ path, macros, whole }) => [
        page.theme.title(cut(plain(path), page.width)),
        ...whole.flatMap((finding) => findingLines(finding, page)),
        ...macros.flatMap(({ macro, findings }) => [
          macroLine(macro, page),
          ...findings.flatMap((finding) => findingLines(finding, page)),
        ]),
        '',
      ]),
      ...totalLines(report, page),
    ];
    return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
  },
};

function macroLine({ title, category, categoryFrom, score }: LintedMacro, { theme, width }: Page): string {
  const from = categoryFrom === 'declared' ? '' : ` (${categoryFrom})`;
  const about = cut(` · ${plain(category).replaceAll('_', ' ')}${from} · ${score1(score)}`, width / 2);
  return `  ${cut(plain(title), width - 2 - columns(about))}${theme.dim(about)}`;
}

function findingLines(finding: Finding, { theme, width }: Page): string[] {
  const { rule, severity, location, quote, suggestion } = finding;
  const head = `    ${`${location.line}:${location.column}`.padEnd(8)} ${severity}`;
  const style: Style = { error: theme.poor, warning: theme.fair, note: theme.dim }[severity];
  const message = [...words(messageOf(finding)), ...words(`· ${plain(rule)}`, theme.dim)];
  const under = (text: string): string[] =>
    wrap(words(text), width - INDENT).map((line) => ' '.repeat(INDENT) + theme.dim(line));
  return [
    ...block(head, message, width, INDENT, style),
    ...(quote ? under(`“${cut(plain(quote), 2 * (width - INDENT))}”`) : []),
    ...(suggestion ? under(`→ ${plain(suggestion)}`) : []),
  ];
}

function totalLines(report: LintReport, { theme, width }: Page): string[] {
  const findings = active(report);
  const { error, warning } = counted(findings);
  const style = error > 0 ? theme.poor : warning > 0 ? theme.fair : theme.good;
  const fixable = findings.filter(({ fix }) => fix !== undefined).length;
  const suppressed = suppressedLine(report);
  const mean = report.mean === null ? '' : ` · mean score ${score1(report.mean)}`;
  return [
    style(tally(findings)) + (suppressed ? theme.dim(` · ${suppressed}`) : ''),
    ...(fixable > 0 ? [`${several(fixable, 'finding')} can be mended with --fix`] : []),
    ...wrap(words(`${accountLine(report)}${mean}`), width),
    ...report.failures.map((failure) => theme.poor(cut(`failed: ${plain(failure)}`, width))),
  ];
}
