/**
 * The JSON shapes of the output: every key in one fixed place, however the values were put together, and
 * nothing beside them. The type `Ordered` makes a field that is new in the model an error here.
 */

import { compareKeys } from '../keys.ts';
import type {
  Against,
  Delta,
  Diagnostic,
  Evidence,
  FairSummary,
  GroupSpread,
  GroupSummary,
  MacroUse,
  Opportunity,
  Place,
  RateShift,
  Receipt,
  Report,
  RubricCard,
  ScoredConversation,
  ScoredTurn,
  ScriptSummary,
  SectionScore,
  Shift,
  Summary,
  Tally,
  UseGroup,
  UseTally,
  Verdict,
} from '../model.ts';
import { experimentalOf } from './criteria.ts';
import { compareLabels } from './labels.ts';
import type { ReportOptions } from './reporter.ts';

type Quote = ReportOptions['quote'];
/** Every key of T, optional ones as possibly undefined; JSON leaves those out. */
type Ordered<T> = { readonly [K in keyof Required<T>]: T[K] | undefined };

/** The report as a document. */
export function shapeReport(r: Report, quote: Quote) {
  const { id, version, title, criteria, bands, labels } = r.rubric;
  return {
    kind: r.kind,
    schema: r.schema,
    summary: shapeSummary(r.summary, r.rubric),
    conversations: r.conversations.map((c) => shapeConversation(c, quote)),
    diagnostics: r.diagnostics.map(shapeDiagnostic),
    rubric: { id, version, title, criteria, bands, labels },
  };
}

/** One conversation; what people said stays out unless the reader asked for it. */
export function shapeConversation(c: ScoredConversation, quote: Quote) {
  const { earned, possible, normalized, band, evaluability, reason, failed, review, adjustments } = c.score;
  const sections = c.score.sections?.map(shapeSection);
  const verdicts = c.score.verdicts?.map(shapeVerdict);
  return {
    kind: c.kind,
    schema: c.schema,
    id: c.id,
    source: shapePlace(c.source),
    agent: c.agent,
    channel: c.channel,
    startedAt: c.startedAt,
    meta: c.meta,
    rows: c.rows,
    agentRows: c.agentRows,
    score: {
      earned,
      possible,
      normalized,
      band,
      evaluability,
      reason,
      failed,
      review,
      sections,
      verdicts,
      adjustments,
    } satisfies Record<keyof ScoredConversation['score'], unknown>,
    opportunities: c.opportunities.map(shapeOpportunity),
    turns: c.turns.map((t) => shapeTurn(t, quote)),
    receipt: shapeReceipt(c.receipt),
  } satisfies Record<keyof ScoredConversation, unknown>;
}

export function shapeReceipt({ engine, rubric, version, rubricHash, inputHash }: Receipt): Receipt {
  return { engine, rubric, version, rubricHash, inputHash };
}

/** The totals of a run; with the rubric's card, which of its criteria are experimental, too. */
export function shapeSummary(s: Summary, card?: RubricCard) {
  const experimental = card ? experimentalOf(card) : [];
  const { read, scored, skipped, quarantined, agentRows, agentTurns, files, readers } = s.accounts;
  const groups = Object.entries(s.groups).map(([column, list]) => [column, list.map(shapeGroup)] as const);
  const spread = Object.entries(s.spread).map(([column, one]) => [column, shapeSpread(one)] as const);
  const { engine, rubric, version, rubricHash } = s.receipt;
  return {
    kind: s.kind,
    schema: s.schema,
    accounts: {
      read,
      scored,
      skipped,
      quarantined,
      agentRows,
      agentTurns,
      files,
      readers: sorted(readers, compareKeys),
    },
    overall: shapeGroup(s.overall),
    groups: Object.fromEntries(groups),
    spread: Object.fromEntries(spread),
    teamScript: {
      agents: s.teamScript.agents,
      templates: s.teamScript.templates.map(({ template, agents, spans }) => ({ template, agents, spans })),
    },
    macros: s.macros && shapeUses(s.macros),
    against: s.against && shapeAgainst(s.against),
    experimental: experimental.length > 0 ? experimental : undefined,
    passed: s.passed,
    failures: s.failures,
    receipt: { engine, rubric, version, rubricHash },
  } satisfies Record<keyof Summary, unknown>;
}

function shapeAgainst({ base, conversations, paired, overall, answered, labels, groups }: Against): Against {
  return {
    base,
    conversations,
    paired,
    overall: shapeShift(overall),
    answered: shapeRate(answered),
    labels: mapped(sorted(labels, compareLabels), shapeRate),
    groups: mapped(groups, (list) => list.map(shapeShift)),
  };
}

function shapeShift({ key, before, after, change }: Shift): Shift {
  const side = ({ scored, mean }: Shift['before']) => ({ scored, mean });
  return { key, before: side(before), after: side(after), change: shapeChange(change) };
}

function shapeRate({ before, after, change }: RateShift): RateShift {
  const side = ({ k, n }: RateShift['before']) => ({ k, n });
  return { before: side(before), after: side(after), change: shapeChange(change) };
}

const shapeChange = (change: Delta | null): Delta | null =>
  change && {
    difference: change.difference,
    low: change.low,
    high: change.high,
    changed: change.changed,
  };

function mapped<A, B>(record: Readonly<Record<string, A>>, shape: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, shape(value)]));
}

function shapeOpportunity(o: Opportunity) {
  return {
    turn: o.turn,
    distress: o.distress,
    presumed: o.presumed,
    reopened: o.reopened,
    weight: o.weight,
    agent: o.agent,
    verdict: o.verdict,
    answeredAt: o.answeredAt,
    turnsToAnswer: o.turnsToAnswer,
    secondsToAnswer: o.secondsToAnswer,
    score: shapeScore(o.score),
    verdicts: o.verdicts.map(shapeVerdict),
    missing: o.missing,
    unused: o.unused,
  } satisfies Record<keyof Opportunity, unknown>;
}

function shapeTurn(t: ScoredTurn, quote: Quote) {
  return {
    index: t.index,
    role: t.role,
    speaker: t.speaker,
    text: quote === 'full' ? t.text : undefined,
    score: t.score && shapeScore(t.score),
    labels: sortedLabels(t.labels),
    evidence: t.evidence.map(shapeEvidence),
    verdicts: t.verdicts?.map(shapeVerdict),
    flags: t.flags,
    macro: t.macro && shapeUse(t.macro),
  } satisfies Record<keyof ScoredTurn, unknown>;
}

function shapeUses({ key, turns, uses, changed }: UseGroup): UseGroup {
  const tally = ({ turns, judged, empathic, mean }: UseTally): UseTally => ({
    turns,
    judged,
    empathic,
    mean,
  });
  const { verbatim, edited, personalised, own } = uses;
  return {
    key,
    turns,
    uses: {
      verbatim: tally(verbatim),
      edited: tally(edited),
      personalised: tally(personalised),
      own: tally(own),
    },
    changed,
  };
}

function shapeUse({ how, id, share }: MacroUse): Ordered<MacroUse> {
  return { how, id, share };
}

export function shapeScore(s: NonNullable<ScoredTurn['score']>) {
  const { earned, possible, normalized, evaluability, reason, adjustments } = s;
  return { earned, possible, normalized, evaluability, reason, adjustments } satisfies Ordered<typeof s>;
}

export function shapeVerdict(v: Verdict): Ordered<Verdict> {
  const { criterion, verdict, earned, possible, reason, credit, factor, repeat, turn, rating } = v;
  return { criterion, verdict, earned, possible, reason, credit, factor, repeat, turn, rating };
}

export function shapeSection({ id, earned, possible, weight, verdicts }: SectionScore) {
  return { id, earned, possible, weight, verdicts: verdicts.map(shapeVerdict) };
}

export function shapeEvidence(e: Evidence): Ordered<Evidence> {
  const { label, level, cue, start, end, quote, weight, template } = e;
  return { label, level, cue, start, end, quote, weight, template };
}

function shapeDiagnostic(d: Diagnostic) {
  const { severity, kind, message, place, records } = d;
  return { severity, kind, message, place: shapePlace(place), records };
}

export function shapePlace({ path, line, pointer }: Place): Ordered<Place> {
  return { path, line, pointer };
}

function shapeGroup(g: GroupSummary) {
  const { key, tally, mean, low, high, meanWithFailures, answered, scripts, fair } = g;
  return {
    key,
    tally: shapeTally(tally),
    mean,
    low,
    high,
    meanWithFailures,
    answered,
    scripts: scripts && shapeScripts(scripts),
    fair: fair && shapeFair(fair),
  } satisfies Record<keyof GroupSummary, unknown>;
}

function shapeFair(f: FairSummary) {
  const { adjusted, estimate, low, high, reliability, standing, tier } = f;
  return { adjusted, estimate, low, high, reliability, standing, tier } satisfies Ordered<FairSummary>;
}

function shapeSpread({ groups, mean, within, between, detectorError }: GroupSpread): GroupSpread {
  return { groups, mean, within, between, detectorError };
}

function shapeScripts(s: ScriptSummary): ScriptSummary {
  const { spans, generic, formulas, concentration, effective, reliance } = s;
  const top = s.top.map(({ template, spans }) => ({ template, spans }));
  return { spans, generic, formulas, concentration, effective, reliance, top };
}

function shapeTally(t: Tally): Tally {
  const { met, missed, dismissed, not_applicable } = t.opportunities;
  return {
    conversations: t.conversations,
    scored: t.scored,
    sum: t.sum,
    sumSquares: t.sumSquares,
    scores: sorted(t.scores, compareKeys),
    cells: sorted(t.cells, compareKeys),
    agentTurns: t.agentTurns,
    opportunities: { met, missed, dismissed, not_applicable },
    byDistress: sorted(t.byDistress, compareKeys),
    bands: sorted(t.bands, compareKeys),
    failed: { conversations: t.failed.conversations, sum: t.failed.sum },
    critical: sorted(t.critical, compareKeys),
    labels: sorted(t.labels, compareLabels),
    criteria: sorted(t.criteria, compareKeys),
  };
}

/** The labels that were put in order last, and that order: a report's agent turns all hold the same ones. */
let known: {
  readonly labels: readonly string[];
  readonly order: readonly string[];
  /** All of them in that order, at level 0; to be copied. */
  readonly none: Readonly<Record<string, number>>;
} = { labels: [], order: [], none: {} };

/** The labels of one turn, in the order of every report. */
function sortedLabels(levels: ScoredTurn['labels']): ScoredTurn['labels'] {
  const labels = Object.keys(levels);
  if (labels.length <= 1) return levels;
  if (labels.length !== known.labels.length || labels.some((label, i) => label !== known.labels[i])) {
    const order = labels.toSorted(compareLabels);
    known = { labels, order, none: Object.fromEntries(order.map((label) => [label, 0])) };
  }
  // Much faster than from entries, and a label named `__proto__` is data in a copy too.
  const sorted: Record<string, number> = { ...known.none };
  for (const label of known.order) sorted[label] = levels[label]!;
  return sorted;
}

/** Merged tallies meet their keys in any order; `fromEntries` also keeps a key named `__proto__` as data. */
function sorted<T>(record: Readonly<Record<string, T>>, compare: (a: string, b: string) => number) {
  const keys = Object.keys(record);
  // Most records were filled in this order.
  if (keys.every((key, i) => i === 0 || compare(keys[i - 1]!, key) <= 0)) return record;
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compare(a, b)));
}
