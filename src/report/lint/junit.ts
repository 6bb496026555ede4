/** JUnit XML: a suite a file, a test a macro; what fails the run is a failure, the rest is output of the test. */

import type { Finding, LintReport } from '../../model.ts';
import { adviceOf, byFile, fails, messageOf, sentence, several } from './findings.ts';
import type { LintReporter } from './reporter.ts';
import { attributes, content, XML_HEADER } from './xml.ts';

/** A test: a macro, what is about its file as a whole, or a threshold. */
interface Test {
  readonly name: string;
  readonly failures: readonly Failure[];
  readonly output: readonly string[];
}

interface Failure {
  readonly message: string;
  readonly type: string;
  readonly lines: readonly string[];
}

export const junit: LintReporter = {
  description: 'JUnit XML, a test a macro',
  render: (report) => {
    const suites = [
      ...byFile(report).map(({ path, macros, whole }) => ({
        name: path,
        tests: [
          ...macros.map(({ macro, findings }) => test(`${macro.title} (${macro.id})`, findings, report)),
          ...(whole.length > 0 ? [test('the file', whole, report)] : []),
        ],
      })),
      ...(report.failures.length > 0 ? [{ name: 'thresholds', tests: report.failures.map(threshold) }] : []),
    ];
    const tests = suites.flatMap((suite) => suite.tests);
    const lines = [
      XML_HEADER,
      `<testsuites${attributes({ name: 'attune lint', ...countsOf(tests) })}>`,
      ...suites.flatMap((suite) => suiteLines(suite.name, suite.tests)),
      '</testsuites>',
    ];
    return `${lines.join('\n')}\n`;
  },
};

function test(name: string, findings: readonly Finding[], { failOn }: LintReport): Test {
  const failing = findings.filter(({ severity }) => fails(severity, failOn));
  return {
    name,
    failures: failing.map((finding) => ({
      message: messageOf(finding),
      type: finding.rule,
      lines: [place(finding), ...adviceOf(finding)],
    })),
    output: findings
      .filter((finding) => !failing.includes(finding))
      .map((finding) => `${finding.severity} ${place(finding)}: ${sentence(finding)}`),
  };
}

function threshold(failure: string): Test {
  return { name: failure, failures: [{ message: failure, type: 'threshold', lines: [failure] }], output: [] };
}

function place({ location, rule }: Finding): string {
  return `${location.path}:${location.line}:${location.column} ${rule}`;
}

function countsOf(tests: readonly Test[]) {
  const failures = tests.filter((t) => t.failures.length > 0).length;
  return { tests: tests.length, failures, errors: 0 };
}

function suiteLines(name: string, tests: readonly Test[]): string[] {
  return [
    `  <testsuite${attributes({ name, ...countsOf(tests), skipped: 0, time: 0 })}>`,
    ...tests.flatMap((each) => testLines(name, each)),
    '  </testsuite>',
  ];
}

/** Readers of JUnit take one failure a test, so that all of a macro's stand in it. */
function testLines(suite: string, { name, failures, output }: Test): string[] {
  const head = `    <testcase${attributes({ classname: suite, name, time: 0 })}`;
  if (failures.length === 0 && output.length === 0) return [`${head}/>`];
  const [first] = failures;
  const message = failures.length > 1 ? several(failures.length, 'problem') : (first?.message ?? '');
  const lines = failures.flatMap((failure) => failure.lines);
  return [
    `${head}>`,
    ...(first
      ? [`      <failure${attributes({ message, type: first.type })}>${content(lines)}</failure>`]
      : []),
    ...(output.length > 0 ? [`      <system-out>${content(output)}</system-out>`] : []),
    '    </testcase>',
  ];
}
