/** Checkstyle XML, which Jenkins, reviewdog and many others read. */

import { byFile, fromRoot, messageOf } from './findings.ts';
import type { LintReporter } from './reporter.ts';
import { attributes, XML_HEADER } from './xml.ts';

const SEVERITY = { error: 'error', warning: 'warning', note: 'info' } as const;

export const checkstyle: LintReporter = {
  description: 'Checkstyle XML, for Jenkins and reviewdog',
  render: (report, { root }) => {
    const files = byFile(report).flatMap(({ path, macros, whole }) => [
      `  <file${attributes({ name: fromRoot(path, root) })}>`,
      ...[...whole, ...macros.flatMap(({ findings }) => findings)].map((finding) => {
        const { line, column } = finding.location;
        const severity = SEVERITY[finding.severity];
        const source = `attune.${finding.rule}`;
        return `    <error${attributes({ line, column, severity, message: messageOf(finding), source })}/>`;
      }),
      '  </file>',
    ]);
    return `${[XML_HEADER, '<checkstyle version="4.3">', ...files, '</checkstyle>'].join('\n')}\n`;
  },
};
