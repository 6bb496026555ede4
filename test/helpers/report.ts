/** Reports made by hand: one that a QA lead could get, one full of traps, one with nothing in it. */

import type {
  Diagnostic,
  Evidence,
  FairSummary,
  Opportunity,
  Receipt,
  Report,
  RubricCard,
  ScoredConversation,
  ScoredTurn,
  ScriptSummary,
  Summary,
  Tally,
  Verdict,
} from '../../src/model.ts';
import { DEFAULT_OPTIONS, REPORTERS, type ReportOptions, renderReport } from '../../src/report/index.ts';
import { openTemplateFile } from '../../src/run/template.ts';
import { ROOT } from './run.ts';

const receipt: Receipt = {
  engine: '0.1.0',
  rubric: 'empathy',
  version: '1.0.0',
  rubricHash: 'sha256:r',
  inputHash: 'sha256:i',
};

const rubric: RubricCard = {
  id: 'empathy',
  version: '1.0.0',
  title: 'Empathy in customer service',
  criteria: {
    recognition: {
      title: 'Recognises the customer’s side',
      section: 'empathy',
      missed: 'Say what this customer is going through before you solve it.',
    },
    action: { title: 'Acts', section: 'empathy', missed: 'Say what you will do and by when.' },
    responsibility: { title: 'Names the fault', section: 'empathy', missed: 'Say what we did wrong.' },
  },
  bands: { strong: 75, adequate: 50, weak: 25, missed: 0 },
  labels: ['distress', 'empathy', 'apology', 'ownership', 'solution', 'dismissive'],
};

const tally: Tally = {
  conversations: 0,
  scored: 0,
  sum: 0,
  sumSquares: 0,
  scores: {},
  cells: {},
  agentTurns: 0,
  opportunities: { met: 0, missed: 0, dismissed: 0, not_applicable: 0 },
  byDistress: {},
  bands: {},
  failed: { conversations: 0, sum: 0 },
  critical: {},
  labels: {},
  criteria: {},
};

/** Evidence for words that must occur in the text; `[label level cue]: quote`. */
function evidence(text: string, found: Readonly<Record<string, string>>): Evidence[] {
  return Object.entries(found).map(([key, quote]) => {
    const [label = '', level, cue = ''] = key.split(' ');
    const start = text.indexOf(quote);
    if (start < 0) throw new Error(`“${quote}” is not in “${text}”`);
    return { label, level: Number(level), cue, start, end: start + quote.length, quote };
  });
}

function turn(
  index: number,
  role: 'agent' | 'customer',
  text: string,
  found = {},
  more: Partial<ScoredTurn> = {},
) {
  const list = evidence(text, found);
  const labels: Record<string, number> = role === 'agent' ? { empathy: 0, distress: 0, dismissive: 0 } : {};
  for (const e of list)
    labels[e.label] = Math.max(Object.hasOwn(labels, e.label) ? labels[e.label]! : 0, e.level);
  return { index, role, text, labels, evidence: list, ...more } satisfies ScoredTurn;
}

function score(earned: number, possible: number) {
  return { earned, possible, normalized: possible > 0 ? (100 * earned) / possible : null, evaluability: 1 };
}

function verdict(criterion: string, earned: number, possible: number, at?: number): Verdict {
  const kind = possible === 0 ? 'not_applicable' : earned > 0 ? 'met' : 'missed';
  return { criterion, verdict: kind, earned, possible, ...(at !== undefined && { turn: at }) };
}

function conversation(c: Partial<ScoredConversation> & Pick<ScoredConversation, 'id'>): ScoredConversation {
  return {
    kind: 'conversation',
    schema: 1,
    source: { path: 'calls.csv', line: 2 },
    meta: {},
    score: { ...score(0, 0), band: null, failed: [], reason: 'nothing called for empathy' },
    opportunities: [],
    turns: [],
    rows: 2,
    agentRows: 1,
    receipt,
    ...c,
  };
}

const sofa = conversation({
  id: 'sofa-12',
  agent: 'Amara Obi',
  channel: 'chat',
  startedAt: '2025-03-04T09:00:00Z',
  meta: { team: 'north' },
  score: {
    ...score(92, 100),
    band: 'strong',
    failed: [],
    verdicts: [verdict('name', 5, 5, 1)],
    adjustments: [{ rule: 'closing-warmth', points: 2 }],
  },
  opportunities: [
    {
      turn: 0,
      distress: 2,
      weight: 2,
      verdict: 'met',
      answeredAt: 1,
      turnsToAnswer: 1,
      secondsToAnswer: 40,
      score: score(90, 100),
      verdicts: [
        verdict('recognition', 40, 40, 1),
        verdict('action', 20, 25, 1),
        verdict('responsibility', 10, 10, 1),
      ],
    },
  ],
  turns: [
    turn(
      0,
      'customer',
      'Nine days on camping chairs, and now the sofa is the wrong colour. I am so fed up.',
      {
        'distress 2 distress.feeling': 'so fed up',
      },
    ),
    turn(
      1,
      'agent',
      'Nine days on camping chairs would wear me out too. We picked the wrong sofa, and I am sorry. I am sending the green one on Friday.',
      {
        'empathy 2 empathy.perspective-shift': 'Nine days on camping chairs would wear me out too',
        'apology 2 apology.fault': 'We picked the wrong sofa, and I am sorry',
        'ownership 1 ownership.progressive': 'I am sending the green one',
        'solution 1 solution.step': 'sending the green one on Friday',
      },
      { speaker: 'Amara Obi', score: score(90, 100) },
    ),
  ],
});

const train = conversation({
  id: 'train-7',
  agent: 'Marcus Lindqvist',
  channel: 'social',
  source: { path: 'social.json', pointer: '/3' },
  score: { ...score(5, 100), band: 'missed', failed: ['no-dismissal'] },
  opportunities: [
    {
      turn: 0,
      distress: 2,
      verdict: 'dismissed',
      answeredAt: 1,
      turnsToAnswer: 1,
      score: score(5, 100),
      verdicts: [verdict('recognition', 0, 40), verdict('action', 5, 25, 1), verdict('responsibility', 0, 0)],
      missing: 'recognition',
      unused: ['two hours', 'my daughter’s recital'],
    },
    {
      turn: 2,
      distress: 1,
      presumed: true,
      reopened: true,
      verdict: 'not_applicable',
      score: { ...score(0, 0), reason: 'no agent turn after it' },
      verdicts: [],
    },
  ],
  turns: [
    turn(
      0,
      'customer',
      `I stood on platform four for two hours. ${'There was no announcement and nobody to ask. '.repeat(6)}This is ridiculous, I missed my daughter’s recital.`,
      { 'distress 2 distress.condemn': 'This is ridiculous' },
    ),
    turn(
      1,
      'agent',
      'Sorry you see it like that. Delays happen in winter.',
      {
        'apology 1 apology.shift': 'Sorry you see it like that',
        'dismissive 1 dismissive.shift': 'you see it like that',
        'dismissive 1 dismissive.minimise': 'Delays happen',
      },
      { speaker: 'Marcus Lindqvist', score: score(5, 100) },
    ),
    turn(2, 'customer', 'Hello?'),
  ],
});

const calm = conversation({
  id: 'calm-1',
  agent: 'Yuki Tanaka',
  channel: 'email',
  turns: [turn(0, 'agent', 'Page two.')],
});

const diagnostics: Diagnostic[] = Array.from({ length: 12 }, (_, i) => ({
  severity: i === 0 ? 'error' : 'warning',
  kind: 'quarantined',
  message: 'this line is no JSON',
  place: { path: 'calls.ndjson', line: i + 1 },
  records: 1,
}));

const group = (key: string, n: number, mean: number | null, low: number | null, high: number | null) => ({
  key,
  tally: {
    ...tally,
    conversations: n,
    scored: n,
    opportunities: { met: 1, missed: 1, dismissed: 0, not_applicable: 0 },
  },
  mean,
  low,
  high,
});

const fair = (
  estimate: number,
  half: number,
  reliability: number,
  standing: FairSummary['standing'],
  tier?: number,
): FairSummary => ({
  adjusted: estimate,
  estimate,
  low: Math.max(0, estimate - half),
  high: estimate + half,
  reliability,
  standing,
  ...(tier === undefined ? {} : { tier }),
});

const summary: Summary = {
  kind: 'summary',
  schema: 1,
  accounts: {
    read: 20,
    scored: 7,
    skipped: 1,
    quarantined: 12,
    agentRows: 4,
    agentTurns: 3,
    files: 3,
    readers: { 'generic-json': 1, csv: 2 },
  },
  overall: {
    key: '',
    tally: {
      conversations: 3,
      scored: 2,
      sum: 970,
      sumSquares: 848_900,
      scores: { 920: 1, 50: 1 },
      cells: { 'd2\tsocial\t': { 50: 1 }, 'd2\tchat\t': { 920: 1 } },
      agentTurns: 3,
      opportunities: { met: 1, missed: 0, dismissed: 1, not_applicable: 1 },
      byDistress: { 2: 2, 1: 1 },
      bands: { missed: 1, strong: 1 },
      failed: { conversations: 0, sum: 0 },
      critical: {},
      labels: { dismissive: 1, 'empathy:2': 1, empathy: 1, apology: 2, 'apology:2': 1, solution: 1 },
      criteria: {
        responsibility: { earned: 1000, possible: 1000 },
        recognition: { earned: 4000, possible: 8000 },
        action: { earned: 2550, possible: 5000 },
      },
    },
    mean: 48.5,
    low: 5,
    high: 92,
    answered: { rate: 0.5, low: 0.095, high: 0.905 },
    scripts: scripts(76, 'i am sorry about the §'),
  },
  groups: {
    agent: [
      { ...group('Amara Obi', 21, 92, 84.2, 97.1), scripts: scripts(64, 'i am sorry about the §') },
      { ...group('Marcus Lindqvist', 1, null, null, null), scripts: scripts(12, '') },
      group('Yuki Tanaka', 1, null, null, null),
    ],
    team: [
      { ...group('north', 120, 74.2, 69.6, 78.5), fair: fair(72.8, 4.3, 0.93, 'reportable', 1) },
      { ...group('out of hours', 16, 55.3, 42.6, 68.1), fair: fair(57.1, 9.9, 0.57, 'not_enough_evidence') },
      { ...group('south', 38, 50, 41.9, 58), fair: fair(51.7, 7.2, 0.79, 'indicative', 2) },
      group('west', 9, null, null, null),
    ],
  },
  spread: { team: { groups: 3, mean: 58, within: 25, between: 8, detectorError: 'not_included' } },
  teamScript: { agents: 3, templates: [{ template: 'i am sorry about the §', agents: 2, spans: 19 }] },
  passed: false,
  failures: ['the mean score 48.5 is under 60'],
  receipt: { engine: '0.1.0', rubric: 'empathy', version: '1.0.0', rubricHash: 'sha256:r' },
};

/** A small report with an excellent, a dismissive and a calm conversation. */
export const sampleReport: Report = {
  kind: 'report',
  schema: 1,
  summary,
  conversations: [sofa, train, calm],
  diagnostics,
  rubric,
};

/** Nothing was read. */
export const emptyReport: Report = {
  kind: 'report',
  schema: 1,
  summary: {
    ...summary,
    accounts: {
      read: 0,
      scored: 0,
      skipped: 0,
      quarantined: 0,
      agentRows: 0,
      agentTurns: 0,
      files: 0,
      readers: {},
    },
    overall: { key: '', tally, mean: null, low: null, high: null },
    groups: {},
    spread: {},
    teamScript: { agents: 0, templates: [] },
    passed: true,
    failures: [],
  },
  conversations: [],
  diagnostics: [],
  rubric: { ...rubric, criteria: {} },
};

/** What strangers put into names, ids and messages. */
export const TRAPS = [
  '</script><script>alert(1)</script>',
  '=cmd|"/c calc"!A1',
  '+1',
  '-2+3',
  '@SUM(A1)',
  '\tx',
  '\rx',
  '＝1+1',
  '\u200e=1+1',
  '"=1+1',
  'https://x.invalid [a](b) `c` | @team #1 **d** <b> &amp; {{ e }} {% f %}',
  '\u001b[2J\u001b]0;owned\u0007red\u001b[31m',
  '\u009b31mC1\u0085next',
  'a\u202eb\u2066c\u200f\u200ed',
  '👩‍👩‍👧 家族 e\u0301',
  'x'.repeat(10_000),
  'lone \ud83d surrogate',
  'two\nlines,"quoted"; NUL\u0000',
  '__proto__',
  'constructor',
  ']]>',
  '',
] as const;

/** What a group's relational talk adds up to: 64 clauses are enough to say so, 12 are not. */
function scripts(spans: number, formula: string): ScriptSummary {
  const few = {
    spans,
    generic: spans / 4,
    formulas: 5,
    concentration: null,
    effective: null,
    reliance: null,
  };
  if (spans < 50) return { ...few, top: [] };
  const top = [{ template: formula, spans: spans / 4 }];
  return { ...few, concentration: 0.125, effective: 8, reliance: 0.25, top };
}

const trapped = TRAPS.flatMap((trap, i): ScoredConversation[] => {
  const said = `before ${trap} after`;
  const answer = turn(
    1,
    'agent',
    said,
    trap ? { [`empathy 2 cue.${i}`]: trap, 'constructor 1 c': 'after' } : {},
    {
      speaker: trap,
      score: score(1, i + 1),
      flags: [trap],
    },
  );
  const open: Opportunity = {
    turn: 0,
    distress: 2,
    verdict: 'missed',
    agent: trap,
    score: score(1, i + 1),
    verdicts: [verdict(trap, 1, i + 1, 1)],
    missing: trap,
    unused: [trap],
  };
  return [
    conversation({
      id: trap,
      agent: trap,
      channel: trap,
      source: { path: trap },
      meta: Object.fromEntries([[trap, trap]]),
      score: { ...score(1, i + 1), band: trap, failed: [trap] },
      opportunities: [open],
      turns: [turn(0, 'customer', said, { 'distress 2 d': 'before' }), answer],
    }),
    // Saved without its text, and with nothing to judge.
    conversation({
      id: `${trap}-bare`,
      turns: [{ ...answer, text: undefined! }].map(({ text: _, ...rest }) => rest),
    }),
  ];
});

/** Every trap in every place that takes text. */
export const hostileReport: Report = {
  ...sampleReport,
  conversations: trapped,
  diagnostics: TRAPS.map((trap) => ({
    severity: 'note',
    kind: 'notice',
    message: trap,
    place: { path: trap, pointer: trap },
    records: 0,
  })),
  summary: {
    ...summary,
    groups: {
      agent: TRAPS.map((trap) => ({
        ...group(trap, 1, 50, 40, 60),
        scripts: scripts(64, trap),
        fair: fair(50, 50, 1, 'reportable', 12),
      })),
    },
    spread: { agent: { groups: 100, mean: 100, within: 100, between: 100, detectorError: 'not_included' } },
    teamScript: {
      agents: TRAPS.length,
      templates: TRAPS.map((template) => ({ template, agents: 2, spans: 3 })),
    },
    failures: [...TRAPS],
    overall: {
      ...summary.overall,
      tally: { ...summary.overall.tally, bands: Object.fromEntries(TRAPS.map((trap) => [trap, 1])) },
    },
  },
};

/** A template of a house, for those tests that run every reporter. */
const TEMPLATE = openTemplateFile('fixtures/templates/team-letter.html.liquid', ROOT);

/** A report as the bytes that a reporter writes. */
export function renderedBytes(
  name: keyof typeof REPORTERS,
  report: Report,
  options: Partial<ReportOptions> = {},
): Promise<Uint8Array> {
  return renderReport(REPORTERS[name], report, { ...DEFAULT_OPTIONS, template: TEMPLATE, ...options });
}

/** A report as the text that a reporter writes. */
export async function rendered(
  name: keyof typeof REPORTERS,
  report: Report,
  options: Partial<ReportOptions> = {},
): Promise<string> {
  return new TextDecoder().decode(await renderedBytes(name, report, options));
}
