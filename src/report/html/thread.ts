/** A scored conversation as the page shows it: every verdict with its reason, in words. */

import type { Opportunity, RubricCard, ScoredConversation, ScoredTurn, Verdict } from '../../model.ts';
import { criterionAdvice, criterionTitle } from '../criteria.ts';
import { adjustmentWords, exact, flagWords, reasonWords, signed } from '../explain/words.ts';
import type { PageOpportunity, PageRow, PageThread, PageTurn, PageVerdict } from './data.ts';
import { clean } from './markup.ts';
import { excerpt, piecesOf } from './pieces.ts';
import { count, counted } from './words.ts';

/** Letters of the list that show what a conversation is about. */
const OPENING = 110;
/** Columns of the input that are shown of a conversation, and letters of each. */
const MOST_META = 20;
const META_ROOM = 200;
/** Facts about every turn that say nothing to a coach. */
const QUIET = new Set(['fault', 'transparent']);

/** The line of the list; what it is called and why it is there are decided when all conversations are known. */
export function rowOf(c: ScoredConversation): Omit<PageRow, 'key' | 'why'> {
  const of = (outcome: Opportunity['verdict']) => c.opportunities.filter((o) => o.verdict === outcome).length;
  const distress = c.opportunities.map((o) => o.distress);
  return {
    id: clean(c.id),
    agents: agentsOf(c).map(clean),
    channel: clean(c.channel ?? ''),
    date: clean(c.startedAt ?? '').slice(0, 10),
    score: c.score.normalized,
    band: clean(c.score.band ?? ''),
    met: of('met'),
    missed: of('missed'),
    dismissed: of('dismissed'),
    open: of('not_applicable'),
    distress: distress.length > 0 ? Math.max(...distress) : null,
    failed: c.score.failed.length > 0,
    review: (c.score.review?.length ?? 0) > 0,
    opening: openingOf(c),
  };
}

/** What the customer came with: the words of the first need, or the first words. */
function openingOf(c: ScoredConversation): string {
  const first = c.opportunities[0]?.turn;
  const turn = c.turns.find(({ index, role }) =>
    first === undefined ? role === 'customer' : index === first,
  );
  if (!turn) return '';
  const text = turn.text ?? turn.evidence.map(({ quote }) => quote).join(' … ');
  const start = turn.evidence[0]?.start ?? 0;
  const from = turn.text !== undefined && start > OPENING ? start - OPENING / 2 : 0;
  const words = excerpt([clean(text.slice(from, from + 2 * OPENING)).replaceAll('\n', ' ')], OPENING).join(
    '',
  );
  return from > 0 ? `… ${words}` : words;
}

/** All that is shown of a conversation when it is opened. */
export function threadOf(c: ScoredConversation, rubric: RubricCard): PageThread {
  const { failed, review = [], verdicts = [], adjustments = [] } = c.score;
  const title = (id: string) => titleOf(id, rubric);
  return {
    facts: factsOf(c).map(([name, value]) => [name, clean(value)]),
    meta: Object.entries(c.meta)
      .slice(0, MOST_META)
      .map(([name, value]) => [clean(name), excerpt([clean(value)], META_ROOM).join('')]),
    alarms: [
      ...failed.map((id) => `Failed: ${title(id)}. A person has to confirm it; the computed score stays.`),
      ...review.map(
        (id) => `To review: ${title(id)}. The evidence is too weak to fail it; a person should look.`,
      ),
    ],
    opportunities: c.opportunities.map((o) => opportunityOf(o, rubric)),
    turns: c.turns.map((turn) => turnOf(turn, c, rubric)),
    whole: verdicts.map((v) => verdictOf(v, rubric)),
    adjustments: adjustments.map(({ rule, points, turn }) => {
      const name = adjustmentWords(rule) ?? title(rule);
      return clean(`${signed(points)}: ${name}${turn === undefined ? '' : ` (turn ${turn})`}`);
    }),
  };
}

export function turnOf(turn: ScoredTurn, c: ScoredConversation, rubric: RubricCard): PageTurn {
  const { index, role, speaker, score, verdicts = [], flags = [] } = turn;
  const { pieces, evidence, quotes } = piecesOf(turn);
  const judged = verdicts.filter(({ verdict, possible }) => possible > 0 || verdict === 'missed');
  const notes = flags.filter((flag) => !QUIET.has(flag)).map(flagWords);
  return {
    index,
    role,
    speaker: clean(speaker ?? (role === 'agent' ? (c.agent ?? '') : '')),
    pieces,
    evidence,
    ...(quotes && { quotes }),
    ...(score && score.normalized !== null && { score: exact(score.normalized, 1) }),
    ...(judged.length > 0 && { verdicts: judged.map((v) => verdictOf(v, rubric)) }),
    notes: notes.map(clean),
  };
}

export function opportunityOf(o: Opportunity, rubric: RubricCard): PageOpportunity {
  const { earned, possible, normalized, reason } = o.score;
  const missing = o.missing === undefined ? undefined : criterionAdvice(rubric, o.missing);
  return {
    turn: o.turn,
    outcome: o.verdict,
    distress: o.distress,
    notes: opportunityNotes(o).join(', '),
    score:
      normalized === null
        ? `N/A: ${clean(reasonWords(reason))}`
        : `${exact(normalized, 1)} (${exact(earned, 1)} of ${exact(possible, 1)} points)`,
    verdicts: o.verdicts.map((v) => verdictOf(v, rubric)),
    ...(missing !== undefined && o.verdict !== 'not_applicable' && { missing: clean(missing) }),
    unused: (o.unused ?? []).map(clean),
  };
}

/** Names of those who answered; the conversation's own agent where turns name nobody. */
function agentsOf(c: ScoredConversation): string[] {
  const spoken = c.turns.flatMap(({ role, speaker }) => (role === 'agent' && speaker ? [speaker] : []));
  const names = [...new Set(spoken)];
  return names.length > 0 ? names : c.agent === undefined ? [] : [c.agent];
}

function opportunityNotes(o: Opportunity): string[] {
  const { turnsToAnswer, secondsToAnswer } = o;
  const seconds = secondsToAnswer === undefined ? '' : `, ${duration(secondsToAnswer)}`;
  return [
    `distress ${o.distress}`,
    ...(o.presumed ? ['presumed from the kind of contact'] : []),
    ...(o.reopened ? ['raised again'] : []),
    ...(turnsToAnswer === undefined ? [] : [`answered after ${counted(turnsToAnswer, 'turn')}${seconds}`]),
  ];
}

function duration(seconds: number): string {
  if (seconds < 120) return `${exact(seconds, 0)} s`;
  if (seconds < 7200) return `${exact(seconds / 60, 0)} min`;
  return `${exact(seconds / 3600, 0)} h`;
}

function verdictOf(v: Verdict, rubric: RubricCard): PageVerdict {
  const judged = v.verdict === 'met' || v.verdict === 'missed';
  return {
    title: titleOf(v.criterion, rubric),
    verdict: v.verdict,
    points: judged && v.possible > 0 ? `${exact(v.earned, 1)} of ${exact(v.possible, 1)}` : '',
    because: clean(because(v)),
    ...(v.turn !== undefined && { turn: v.turn }),
  };
}

/** The sum that a reader can redo: what it was worth, and what coming late or saying it again left of it. */
function because(v: Verdict): string {
  if (v.verdict === 'not_applicable' || v.verdict === 'not_evaluable') return reasonWords(v.reason);
  const parts: string[] = [];
  if (v.rating !== undefined) parts.push(`rated ${v.rating}`);
  if (v.earned > 0 && v.credit !== undefined) {
    const { factor = 1, repeat = 1 } = v;
    const late = repeat > 0 ? factor / repeat : factor;
    parts.push(`worth ${percent(v.credit)} of ${exact(v.possible, 1)}`);
    if (late < 0.9995) parts.push(`× ${percent(late)} as it came later`);
    if (repeat < 0.9995) parts.push(`× ${percent(repeat)} as it was said before`);
  } else if (v.verdict === 'missed') parts.push('nothing in the replies shows it');
  return parts.join(' ');
}

function percent(share: number): string {
  return `${exact(100 * share, 1)} %`;
}

function titleOf(id: string, rubric: RubricCard): string {
  return clean(criterionTitle(rubric, id));
}

function factsOf(c: ScoredConversation): [string, string][] {
  const { path, line, pointer } = c.source;
  const { normalized, reason, band, evaluability, sections = [] } = c.score;
  const place = [path, line === undefined ? pointer : count(line)].filter(Boolean).join(':');
  return [
    [
      'Score',
      normalized === null
        ? `N/A: ${reasonWords(reason)}`
        : `${exact(normalized, 1)}${band ? ` (${band})` : ''}`,
    ],
    ...sections.map((s): [string, string] => [
      `Section ${s.id}`,
      `${exact(s.earned, 1)} of ${exact(s.possible, 1)}`,
    ]),
    ['Could be judged', percent(evaluability)],
    ...(agentsOf(c).length > 0 ? [['Agent', agentsOf(c).join(', ')] as [string, string]] : []),
    ...(c.channel === undefined ? [] : [['Channel', c.channel] as [string, string]]),
    ...(c.startedAt === undefined ? [] : [['Started', c.startedAt] as [string, string]]),
    ['Source', place],
  ];
}
