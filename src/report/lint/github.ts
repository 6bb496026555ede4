/** GitHub workflow commands: findings as annotations beside the lines of a pull request. */

import type { Finding, Severity } from '../../model.ts';
import { active, adviceOf, fromRoot, plain, several, severest } from './findings.ts';
import type { LintReporter } from './reporter.ts';

const COMMAND = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Record<
  Severity,
  string
>;

/** What GitHub shows of each kind for one step; the tenth notice is ours to say what is missing. */
const SHOWN: Readonly<Record<Severity, number>> = { error: 10, warning: 10, note: 9 };

export const github: LintReporter = {
  description: 'annotations on a GitHub pull request',
  render: (report, { root }) => {
    const all = severest(active(report));
    const kinds = ['error', 'warning', 'note'] as const;
    const shown = kinds.flatMap((kind) => all.filter((f) => f.severity === kind).slice(0, SHOWN[kind]));
    const lines = shown.map((finding) => command(finding, root));
    const omitted = all.length - shown.length;
    if (omitted > 0) {
      const text = `${several(omitted, 'more finding')} omitted: GitHub shows ten of a kind; the other formats have them all`;
      lines.push(`::notice title=attune::${data(text)}`);
    }
    for (const failure of report.failures) lines.push(`attune: ${plain(failure)}`);
    return lines.map((line) => `${line}\n`).join('');
  },
};

/** GitHub takes columns only where the annotation stays on its line. */
function command(finding: Finding, root: string): string {
  const { path, line, endLine, column } = finding.location;
  const properties = {
    file: fromRoot(path, root),
    line,
    endLine,
    ...(line === endLine && { col: column }),
    title: `attune ${finding.rule}${finding.title ? `: ${finding.title}` : ''}`,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${COMMAND[finding.severity]} ${written.join(',')}::${data(adviceOf(finding).join('\n'))}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(plain(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
