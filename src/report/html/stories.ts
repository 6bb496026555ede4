/** The moments of each agent that are worth a coach's time: needs that were missed, and answers that were good. */

import { compareKeys } from '../../keys.ts';
import type { Opportunity, RubricCard, ScoredConversation, ScoredTurn } from '../../model.ts';
import { type Candidate, type Entry, lotOf } from './choose.ts';
import type { PageOpportunity, PageTurn } from './data.ts';
import { excerpt } from './pieces.ts';
import { opportunityOf, turnOf } from './thread.ts';

/** Agents whose moments are kept, and missed ones of each. */
const MOST_AGENTS = 200;
const MISSED_EACH = 3;
/** Characters of a turn that a story quotes. */
const ROOM = 600;

/** `hard`: the customer was severely distressed; `everyday`: not so. */
export type StoryKind = 'missed' | 'hard' | 'everyday';

export interface Story {
  readonly kind: StoryKind;
  readonly agent: string;
  readonly conversation: string;
  readonly customer: PageTurn;
  readonly reply?: PageTurn;
  readonly opportunity: PageOpportunity;
  /** Critical criteria that the conversation failed. */
  readonly failed: boolean;
  /** Comes first where it is lower, element by element. */
  readonly rank: readonly (number | string)[];
  /** What the page may hold of the whole conversation. */
  readonly entry: Entry;
}

/** How often severe distress was met and how often not, by agent. */
export interface Severe {
  met: number;
  missed: number;
}

interface Kept {
  readonly lot: string;
  readonly missed: Story[];
  hard?: Story;
  everyday?: Story;
}

/**
 * Keeps the most telling moments of up to `MOST_AGENTS` agents, whatever the order in which they come: of more
 * agents those are kept whose names were drawn.
 */
export function keepStories(rubric: RubricCard) {
  const agents = new Map<string, Kept>();
  const severe = new Map<string, Severe>();
  let bar: string | undefined;

  const keptOf = (agent: string): Kept | undefined => {
    const known = agents.get(agent);
    if (known) return known;
    const lot = lotOf([agent]);
    if (bar !== undefined && lot >= bar) return undefined;
    const kept: Kept = { lot, missed: [] };
    agents.set(agent, kept);
    if (agents.size > MOST_AGENTS) {
      const last = [...agents].reduce((a, b) => (a[1].lot > b[1].lot ? a : b));
      agents.delete(last[0]);
      bar = last[1].lot;
      if (last[1] === kept) return undefined;
    }
    return kept;
  };

  return {
    add(candidate: Candidate): void {
      const c = candidate.scored;
      for (const o of c.opportunities) {
        const agent = o.agent ?? c.agent ?? '';
        const lost = o.verdict === 'missed' || o.verdict === 'dismissed';
        if (o.distress >= 2 && !o.presumed && (lost || o.verdict === 'met')) {
          const counts = severe.get(agent) ?? { met: 0, missed: 0 };
          counts[lost ? 'missed' : 'met']++;
          severe.set(agent, counts);
        }
        const telling = lost && (o.distress >= 2 || c.score.failed.length > 0);
        if (!telling && o.verdict !== 'met') continue;
        const kept = keptOf(agent);
        if (!kept) continue;
        if (telling) keepMissed(kept.missed, candidate, o, agent, rubric);
        else keepBest(kept, candidate, o, agent, rubric);
      }
    },
    severe: severe as ReadonlyMap<string, Severe>,
    /** The missed moments: the first of every agent, then the second of every agent, and so on. */
    missed: (): Story[] => inTurns([...agents.values()].map(({ missed }) => missed)),
    /** The best moments, each agent's best of a kind. */
    best: (kind: 'hard' | 'everyday'): Story[] =>
      inTurns([...agents.values()].flatMap((kept) => (kept[kind] ? [[kept[kind]]] : []))),
    of: (agent: string): readonly Story[] => {
      const kept = agents.get(agent);
      return kept ? [...kept.missed, kept.hard, kept.everyday].filter((story) => story !== undefined) : [];
    },
  };
}

/** Orders by rank, element by element. */
export function compareRanks(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [i, x] of a.entries()) {
    const y = b[i]!;
    if (x === y) continue;
    return typeof x === 'number' && typeof y === 'number' ? x - y : compareKeys(String(x), String(y));
  }
  return 0;
}

function keepMissed(
  list: Story[],
  candidate: Candidate,
  o: Opportunity,
  agent: string,
  rubric: RubricCard,
): void {
  const { scored: c, lot } = candidate;
  const failed = c.score.failed.length > 0;
  const score = o.score.normalized ?? 100;
  const rank = [failed ? 0 : 1, o.verdict === 'dismissed' ? 0 : 1, -o.distress, score, lot, o.turn];
  const at = list.findIndex((story) => compareRanks(rank, story.rank) < 0);
  if (at < 0 && list.length >= MISSED_EACH) return;
  // One conversation tells one story, its most telling.
  const same = list.findIndex((story) => story.entry.lot === lot);
  if (same >= 0 && (at < 0 || same < at)) return;
  const customer = c.turns.find(({ index }) => index === o.turn);
  if (!customer) return;
  if (same >= 0) list.splice(same, 1);
  const reply = c.turns.find(({ index, role }) => role === 'agent' && index > o.turn);
  list.splice(
    at < 0 ? list.length : at,
    0,
    storyOf('missed', c, o, customer, reply, { agent, entry: candidate.entry(), rank }, rubric),
  );
  if (list.length > MISSED_EACH) list.pop();
}

function keepBest(kept: Kept, candidate: Candidate, o: Opportunity, agent: string, rubric: RubricCard): void {
  const { scored: c, lot } = candidate;
  if (c.score.failed.length > 0 || o.score.normalized === null) return;
  const kind = o.distress >= 2 ? 'hard' : 'everyday';
  const rank = [-o.score.normalized, lot, o.turn];
  if (kept[kind] && compareRanks(kept[kind].rank, rank) <= 0) return;
  const customer = c.turns.find(({ index }) => index === o.turn);
  const reply = bestReply(c, o);
  if (!customer || !reply) return;
  kept[kind] = storyOf(kind, c, o, customer, reply, { agent, entry: candidate.entry(), rank }, rubric);
}

/** The reply to an opportunity that was specific to this customer; of several the one with the highest score. */
function bestReply(c: ScoredConversation, o: Opportunity): ScoredTurn | undefined {
  const next = c.opportunities.find(({ turn }) => turn > o.turn)?.turn ?? Infinity;
  return c.turns
    .filter(({ index, role, labels }) => {
      const specific = (labels.empathy ?? 0) >= 2 && (labels.dismissive ?? 0) === 0;
      return role === 'agent' && index > o.turn && index < next && specific;
    })
    .sort((a, b) => (b.score?.normalized ?? 0) - (a.score?.normalized ?? 0) || a.index - b.index)[0];
}

function storyOf(
  kind: StoryKind,
  c: ScoredConversation,
  o: Opportunity,
  customer: ScoredTurn,
  reply: ScoredTurn | undefined,
  { agent, entry, rank }: Pick<Story, 'agent' | 'entry' | 'rank'>,
  rubric: RubricCard,
): Story {
  const short = (turn: ScoredTurn): PageTurn => {
    const shown = turnOf(turn, c, rubric);
    return { ...shown, pieces: excerpt(shown.pieces, ROOM) };
  };
  return {
    kind,
    agent,
    conversation: c.id,
    customer: short(customer),
    ...(reply && { reply: short(reply) }),
    opportunity: opportunityOf(o, rubric),
    failed: c.score.failed.length > 0,
    rank,
    entry,
  };
}

function inTurns(lists: readonly (readonly Story[])[]): Story[] {
  const placed = lists.flatMap((list) => list.map((story, place) => ({ story, place })));
  placed.sort((a, b) => a.place - b.place || compareRanks(a.story.rank, b.story.rank));
  return placed.map(({ story }) => story);
}
