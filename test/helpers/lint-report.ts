/** Lint reports made by hand: one that a maintainer of macros could get, one full of traps, one with nothing in it. */

import type { Finding, LintedMacro, LintReport, RuleCard, Severity } from '../../src/model.ts';
import { TRAPS } from './report.ts';

const rules: RuleCard[] = [
  {
    id: 'empty-greeting',
    severity: 'error',
    title: 'A greeting that can come out without a name',
    why: 'The customer reads "Hi ," and knows that nobody wrote to them.',
    docs: 'docs/lint-rules.md#empty-greeting',
  },
  {
    id: 'generic-empathy',
    severity: 'warning',
    title: 'Empathy that would fit any problem',
    why: 'Words that fit everybody show nobody that they were heard.',
    docs: 'https://example.org/rules#generic-empathy',
  },
  {
    id: 'shouting',
    severity: 'note',
    title: 'Capitals and exclamation marks',
    why: 'Capitals read as shouting.',
    docs: 'docs/lint-rules.md#shouting',
  },
];

function macro(id: string, title: string, more: Partial<LintedMacro> = {}): LintedMacro {
  return {
    id,
    title,
    path: 'macros/billing.md',
    line: 1,
    source: 'markdown',
    category: 'complaint',
    categoryFrom: 'presumed',
    score: 40,
    renderings: 3,
    findings: 0,
    ...more,
  };
}

/** A hash that is only as long as one. */
const fingerprint = (n: number): string => `sha256:${n.toString(16).padStart(64, '0')}`;

function finding(rule: string, severity: Severity, line: number, more: Partial<Finding> = {}): Finding {
  return {
    rule,
    severity,
    message: `something about ${rule}`,
    location: { path: 'macros/billing.md', line, column: 3, endLine: line, endColumn: 12 },
    fingerprint: fingerprint(line),
    ...more,
  };
}

/** Three macros of two files: errors, notes, suppressed findings, and one about a file as a whole. */
export const sampleLint: LintReport = {
  kind: 'lint',
  schema: 1,
  macros: [
    macro('double-charge', 'Charged twice', {
      category: 'complaint_severe',
      categoryFrom: 'declared',
      score: 34.7,
      findings: 2,
    }),
    macro('invoice-copy', 'Copy of an invoice', { line: 20, category: 'routine', score: null, findings: 1 }),
    macro('17', 'Parcel late', {
      path: 'macros/helpdesk.json',
      source: 'zendesk',
      locale: 'en-GB',
      score: 71.25,
      categoryFrom: 'inferred',
      findings: 3,
    }),
  ],
  findings: [
    finding('empty-greeting', 'error', 3, {
      message: 'the greeting comes out as "Hi ,"',
      macro: 'double-charge',
      title: 'Charged twice',
      quote: 'Hi {{ticket.requester.first_name}},',
      values: { 'customer name': '' },
      suggestion: 'Give the placeholder a default.',
      fix: { start: 10, end: 12, text: 'there' },
    }),
    finding('generic-empathy', 'warning', 5, {
      message: 'nothing in it is about being charged twice',
      macro: 'double-charge',
      title: 'Charged twice',
      quote:
        'We understand your frustration and apologise for any inconvenience that this may have caused you',
      suggestion: 'Name what happened: the second charge, its amount, the day it was taken.',
    }),
    finding('shouting', 'note', 24, {
      macro: 'invoice-copy',
      title: 'Copy of an invoice',
      quote: 'THANKS!!!',
    }),
    finding('generic-empathy', 'warning', 2, {
      macro: '17',
      title: 'Parcel late',
      location: { path: 'macros/helpdesk.json', line: 2, column: 9, endLine: 4, endColumn: 2 },
      fingerprint: fingerprint(5),
    }),
    finding('shouting', 'note', 9, { macro: '17', suppressed: { kind: 'baseline' } }),
    finding('empty-greeting', 'error', 9, {
      macro: '17',
      title: 'Parcel late',
      suppressed: { kind: 'sidecar', reason: 'The help desk fills the name in: ticket OPS-12' },
    }),
    finding('malformed-json', 'error', 1, {
      message: 'the file ends inside a string',
      location: { path: 'macros/half.json', line: 31, column: 1, endLine: 31, endColumn: 1 },
    }),
  ],
  rules,
  accounts: {
    files: 3,
    macros: 6,
    linted: 3,
    skipped: { inactive: 2, action_only: 1 },
    sources: { zendesk: 1, markdown: 1 },
  },
  mean: 52.975,
  failOn: 'error',
  passed: false,
  failures: ['the mean score 53.0 is under 60'],
  receipt: { engine: '0.1.0', rubric: 'empathy', version: '1.0.0', rubricHash: 'sha256:r' },
};

/** No file had a macro. */
export const emptyLint: LintReport = {
  ...sampleLint,
  macros: [],
  findings: [],
  accounts: { files: 0, macros: 0, linted: 0, skipped: {}, sources: {} },
  mean: null,
  passed: true,
  failures: [],
};

/** What strangers write to steer a build, a page or a parser. */
export const LINT_TRAPS = [
  ...TRAPS,
  '::error file=x,line=1::owned',
  "##[add-mask]a ##vso[task.setvariable variable=x]y ##teamcity[buildStatus text='ok']",
  '%0A::set-output name=x::y',
  'a\n::warning::b',
  '# SKIP',
  'not ok 1 - x\n  ...\nok 2',
  '</code></details>|**b** `c` | [x](javascript:alert(1)) ![i](http://x/y.png) <!-- www.example.com @octocat',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e; \ufffe\uffff',
  'a/../../b?c#d%2f:e',
];

/** Every trap in every place that takes text. */
export const hostileLint: LintReport = {
  ...sampleLint,
  macros: LINT_TRAPS.map((trap, i) =>
    macro(`${trap}${i}`, trap, { path: trap || 'x', source: trap, locale: trap, category: trap }),
  ),
  findings: LINT_TRAPS.flatMap((trap, i) => {
    const words = { message: trap, title: trap, quote: trap, suggestion: trap };
    const location = { path: trap || 'x', line: i + 1, column: 1, endLine: i + 1, endColumn: 1 };
    const one = finding(trap || 'rule', 'error', i + 1, {
      ...words,
      macro: `${trap}${i}`,
      location,
      values: { [trap]: trap },
    });
    return [
      one,
      finding(trap || 'rule', 'warning', i + 1, { ...words, location }),
      { ...one, suppressed: { kind: 'inline', reason: trap } as const },
    ];
  }),
  rules: LINT_TRAPS.map((trap) => ({ id: trap, severity: 'error', title: trap, why: trap, docs: trap })),
  accounts: { ...sampleLint.accounts, skipped: Object.fromEntries(LINT_TRAPS.map((trap) => [trap, 1])) },
  failures: LINT_TRAPS,
};
