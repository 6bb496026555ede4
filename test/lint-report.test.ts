/** Every lint reporter on the same reports: golden files, and each output read back by an independent parser. */

import { readFileSync } from 'node:fs';
import Schema04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Finding, LintReport } from '../src/model.ts';
import { LINT_REPORTERS, type LintReportOptions } from '../src/report/lint/index.ts';
import { lintReportSchema } from '../src/report/lint/schema.ts';
import { emptyLint, hostileLint, LINT_TRAPS, sampleLint } from './helpers/lint-report.ts';

type Name = keyof typeof LINT_REPORTERS;

const REPORTS: Readonly<Record<string, LintReport>> = { sampleLint, emptyLint, hostileLint };
const options: LintReportOptions = { color: false, width: 100, root: '' };
const render = (name: Name, report: LintReport, more: Partial<LintReportOptions> = {}): string =>
  LINT_REPORTERS[name].render(report, { ...options, ...more });

const active = ({ findings }: LintReport): readonly Finding[] => findings.filter((f) => !f.suppressed);
const ENDING: Partial<Record<Name, string>> = {
  json: 'json',
  sarif: 'sarif',
  codequality: 'json',
  junit: 'xml',
  checkstyle: 'xml',
  markdown: 'md',
};

describe.each(Object.keys(LINT_REPORTERS) as Name[])('%s', (name) => {
  test('looks like this', async () => {
    const out = render(name, sampleLint);
    await expect(out).toMatchFileSnapshot(`golden/lint/report-${name}.${ENDING[name] ?? 'txt'}`);
  });

  test.each(Object.entries(REPORTS))(
    '%s: lines that end, no byte that steers, the same every time',
    (_, report) => {
      const out = render(name, report);
      expect(out).toMatch(report === emptyLint && name === 'github' ? /^$/ : /\n$/);
      expect(out).not.toMatch(/[\0-\t\v-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
      expect(render(name, structuredClone(report))).toBe(out);
    },
  );

  test('strangers give no commands to a build server', () => {
    const ours = name === 'github' ? /^::(?:error|warning|notice) / : /^$/;
    const lines = render(name, hostileLint).split('\n');
    expect(lines.filter((line) => /^\s*::/.test(line) && !ours.test(line))).toEqual([]);
    expect(lines.filter((line) => /##\w*\[/.test(line))).toEqual([]);
  });
});

describe.each(Object.entries(REPORTS))('%s', (_, report) => {
  test('json parses back to the report', () => {
    const document = JSON.parse(render('json', report));
    expect(lintReportSchema.safeParse(document).error).toBeUndefined();
    expect(document).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test('sarif is what its schema says, and every result has a place', () => {
    const log = JSON.parse(render('sarif', report));
    const validate = sarifSchema();
    expect(validate(log) ? [] : validate.errors).toEqual([]);
    const { results } = log.runs[0];
    expect(results).toHaveLength(active(report).length);
    for (const { locations } of results) {
      expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
      expect(locations[0].physicalLocation.artifactLocation.uri).not.toMatch(/[\s<>"#?]/);
    }
  });

  test('github gives an annotation a finding, up to ten of a kind', () => {
    const lines = render('github', report)
      .split('\n')
      .filter((line) => line.startsWith('::'));
    for (const kind of ['error', 'warning']) {
      const wanted = active(report).filter(({ severity }) => severity === kind).length;
      expect(lines.filter((line) => line.startsWith(`::${kind} `))).toHaveLength(Math.min(10, wanted));
    }
    for (const line of lines)
      expect(line).toMatch(/^::(?:error|warning|notice) [a-zA-Z]+=[^:]*::[^:]|^::notice/);
  });

  test('junit has a test a macro, and its counts agree', () => {
    const { elements } = xml(render('junit', report));
    const tests = elements.filter(({ name }) => name === 'testcase');
    const failed = elements.filter(({ name }) => name === 'failure');
    const [whole] = elements.filter(({ name }) => name === 'testsuites');
    expect(whole!.attributes).toMatchObject({ tests: `${tests.length}`, failures: `${failed.length}` });
    expect(tests.length).toBeGreaterThanOrEqual(report.macros.length);
    for (const kind of ['tests', 'failures'] as const) {
      const suites = elements.filter(({ name }) => name === 'testsuite');
      const sum = suites.reduce((all, suite) => all + Number(suite.attributes[kind]), 0);
      expect(`${sum}`).toBe(whole!.attributes[kind]);
    }
  });

  test('checkstyle has an error a finding', () => {
    const { elements } = xml(render('checkstyle', report));
    expect(elements.filter(({ name }) => name === 'error')).toHaveLength(active(report).length);
  });

  test('codequality has what GitLab asks for, and no fingerprint twice', () => {
    const issues: Record<string, unknown>[] = JSON.parse(render('codequality', report));
    expect(issues).toHaveLength(active(report).length);
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
    for (const issue of issues) {
      expect(issue).toMatchObject({
        description: expect.any(String),
        check_name: expect.any(String),
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}(?:-\d+)?$/),
        severity: expect.stringMatching(/^(?:info|minor|major)$/),
        location: { path: expect.any(String), lines: { begin: expect.any(Number) } },
      });
    }
  });

  test('tap counts its points, and its blocks are YAML', () => {
    const lines = render('tap', report).trimEnd().split('\n');
    const points = lines.filter((line) => /^(?:not )?ok /.test(line));
    expect(lines.slice(0, 2)).toEqual([
      'TAP version 14',
      points.length > 0 ? `1..${points.length}` : '1..0 # SKIP no macros',
    ]);
    expect(points.map((line) => Number(/\d+/.exec(line)))).toEqual(points.map((_, i) => i + 1));
    for (const line of points) expect(line.replace(/\\[\\#]/g, '')).not.toContain('#');
    const blocks = [...lines.join('\n').matchAll(/^ {2}---\n([\s\S]*?)^ {2}\.\.\.$/gm)];
    const listed = blocks.flatMap(([, block]) => parseYaml(block!).findings);
    expect(listed).toHaveLength(active(report).length);
  });

  test('markdown is prose, a table and code: no link, no picture, no tag of strangers', () => {
    const kinds = new Map<string, number>();
    const visit = (node: { type: string; value?: string; children?: unknown[] }): void => {
      const kind = node.type === 'html' ? `html ${node.value}` : node.type;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      for (const child of node.children ?? []) visit(child as typeof node);
    };
    visit(fromMarkdown(render('markdown', report)));
    const allowed = [
      'root',
      'heading',
      'paragraph',
      'text',
      'list',
      'listItem',
      'html <code>',
      'html </code>',
    ];
    expect([...kinds.keys()].filter((kind) => !allowed.includes(kind))).toEqual([]);
  });
});

describe('what is capped says so', () => {
  const many = (n: number): LintReport => ({
    ...emptyLint,
    findings: Array.from({ length: n }, (_, i) => ({
      ...sampleLint.findings[i % 10 === 0 ? 0 : 1]!,
      fingerprint: `sha256:${i.toString(16).padStart(64, '0')}`,
    })),
  });

  test.each([
    ['github', 21, /::notice title=attune::8 more findings omitted/],
    ['markdown', 201, /\n1 more finding omitted\.\n/],
    ['sarif', 5001, /"text": "1 result omitted"/],
  ] as const)('%s after %i', (name, n, said) => {
    expect(render(name, many(n))).toMatch(said);
    expect(render(name, many(3))).not.toContain('omitted');
  });

  test('the most severe stay', () => {
    const { results } = JSON.parse(render('sarif', many(6000))).runs[0];
    expect(results).toHaveLength(5000);
    expect(results.filter(({ level }: { level: string }) => level === 'error')).toHaveLength(600);
  });
});

test('hosts of repositories get paths from the root', () => {
  for (const name of ['github', 'sarif', 'codequality', 'checkstyle'] as const) {
    expect(render(name, sampleLint, { root: 'support/desk' })).toContain('support/desk/macros/billing.md');
  }
  const outside = {
    ...sampleLint.findings[0]!,
    location: { ...sampleLint.findings[0]!.location, path: '../x.md' },
  };
  expect(render('github', { ...emptyLint, findings: [outside] }, { root: 'a/b' })).toContain('file=a/x.md,');
});

test('what fails a run is for failOn to say', () => {
  for (const [failOn, failed] of [
    ['never', 0],
    ['error', 2],
    ['warning', 3],
    ['note', 4],
  ] as const) {
    const report = { ...sampleLint, failOn, failures: [] };
    expect(render('tap', report).match(/^not ok/gm)?.length ?? 0).toBe(failed);
    expect(render('junit', report).match(/<failure/g)?.length ?? 0).toBe(failed);
  }
});

test('stylish in colour says the same', () => {
  const colored = render('stylish', sampleLint, { color: true });
  expect(colored).toContain('\u001b[');
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(render('stylish', sampleLint));
});

test('stylish keeps to its width', () => {
  for (const report of Object.values(REPORTS)) {
    for (const line of render('stylish', report, { width: 80 }).split('\n')) {
      expect([...line].length).toBeLessThanOrEqual(80);
    }
  }
  expect(LINT_TRAPS.length).toBeGreaterThan(20);
});

function sarifSchema() {
  const ajv = new Schema04.default({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const schema = new URL('schemas/sarif-2.1.0-rtm.5.json', import.meta.url);
  return ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
}

/** The elements of an XML document; throws where it is not well-formed. */
function xml(text: string) {
  const elements: { name: string; attributes: Readonly<Record<string, string>> }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    elements.push({ name, attributes: attributes as Record<string, string> });
  });
  parser.write(text).close();
  return { elements };
}
