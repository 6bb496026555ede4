/** SARIF 2.1.0, for GitHub code scanning and every other reader of static analysis. */

import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Finding, LintReport, RuleCard } from '../../model.ts';
import { encode } from '../encode.ts';
import { active, adviceOf, fromRoot, plain, several, severest } from './findings.ts';
import type { LintReporter } from './reporter.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** What GitHub keeps of one run, the most severe first. */
const MAX_RESULTS = 5000;

export const sarif: LintReporter = {
  description: 'SARIF 2.1.0, for code scanning',
  render: (report, { root }) => `${encode(logOf(report, root), 2)}\n`,
};

/**
 * Only what counts: GitHub shows results as open alerts even where they carry a suppression; how many were left out
 * is said in the run's properties.
 */
function logOf(report: LintReport, root: string): Log {
  const all = active(report);
  const shown = all.length > MAX_RESULTS ? severest(all).slice(0, MAX_RESULTS) : all;
  const omitted = all.length - shown.length;
  const index = new Map(report.rules.map(({ id }, at) => [id, at]));
  const { engine, rubric, version, rubricHash } = report.receipt;
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'attune',
            version: engine,
            semanticVersion: engine,
            rules: report.rules.map(ruleOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications:
              omitted > 0
                ? [{ level: 'warning', message: { text: `${several(omitted, 'result')} omitted` } }]
                : [],
          },
        ],
        results: shown.map((finding) => resultOf(finding, index, root)),
        properties: {
          suppressed: report.findings.length - all.length,
          ...(omitted > 0 && { omitted }),
          rubric: `${rubric} ${version} ${rubricHash}`,
        },
      },
    ],
  };
}

function ruleOf({ id, severity, title, why, docs }: RuleCard): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: plain(title) },
    fullDescription: { text: plain(why) },
    help: { text: `${plain(why)} ${plain(docs)}`.trim() },
    ...(/^https?:\/\//.test(docs) && { helpUri: encodeURI(plain(docs)) }),
    defaultConfiguration: { level: severity },
  };
}

function resultOf(finding: Finding, index: ReadonlyMap<string, number>, root: string): Result {
  const { rule, severity, location, macro, title, fingerprint } = finding;
  const { path, line, column, endLine, endColumn } = location;
  const at = index.get(rule);
  return {
    ruleId: rule,
    ...(at !== undefined && { ruleIndex: at }),
    level: severity,
    message: { text: adviceOf(finding).join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(fromRoot(path, root)), uriBaseId: '%SRCROOT%' },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
        ...(macro !== undefined && {
          logicalLocations: [
            { name: plain(title ?? macro), fullyQualifiedName: plain(macro), kind: 'element' },
          ],
        }),
      },
    ],
    partialFingerprints: { 'attune/v1': fingerprint },
  };
}

function uriOf(path: string): string {
  return plain(path).split('/').map(encodeURIComponent).join('/');
}
