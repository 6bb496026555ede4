/** The Code Quality report that GitLab shows in merge requests. */

import type { Severity } from '../../model.ts';
import { encode } from '../encode.ts';
import { active, fromRoot, sentence } from './findings.ts';
import type { LintReporter } from './reporter.ts';

const SEVERITY = { error: 'major', warning: 'minor', note: 'info' } as const satisfies Record<
  Severity,
  string
>;

export const codequality: LintReporter = {
  description: 'GitLab Code Quality',
  render: (report, { root }) => {
    // GitLab shows one of several entries with the same fingerprint.
    const seen = new Map<string, number>();
    const issues = active(report).map((finding) => {
      const { rule, severity, location } = finding;
      const times = (seen.get(finding.fingerprint) ?? 0) + 1;
      seen.set(finding.fingerprint, times);
      return {
        type: 'issue',
        description: sentence(finding),
        check_name: rule,
        fingerprint: finding.fingerprint.replace(/^sha256:/, '') + (times > 1 ? `-${times}` : ''),
        severity: SEVERITY[severity],
        location: {
          path: fromRoot(location.path, root),
          lines: { begin: location.line, end: location.endLine },
        },
      };
    });
    return `${encode(issues, 2)}\n`;
  },
};
