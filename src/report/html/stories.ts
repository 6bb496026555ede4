/** The moments of each agent that are worth a coach's time: needs that were missed, and answers that were good. */

import { compareKeys } from '../../keys.ts';
import type { Opportunity, RubricCard, ScoredConversation, ScoredTurn } from '../../model.ts';
import { type Candidate, type Entry, lotOf } from './choose.ts';
import type { PageOpportunity, PageTurn } from './data.ts';
import { excerpt } from './pieces.ts';
import { opportunityOf, turnOf } from './thread.ts';

/** The group of those whom the input does not name, as summaries call it. */
const NO_GROUP = '(none)';
/** Agents whose moments are kept, and missed ones of each. */
const MOST_AGENTS = 200;
/** Moments of a kind that are kept of one agent, and of all those together who have no name. */
const EACH = { missed: 3, hard: 1, everyday: 1 } as const;
const NAMELESS = { missed: 12, hard: 6, everyday: 6 } as const;
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
  /** Best first, no conversation twice. */
  readonly stories: Readonly<Record<StoryKind, Story[]>>;
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
    const kept: Kept = { lot, stories: { missed: [], hard: [], everyday: [] } };
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
        const agent = o.agent ?? c.agent ?? NO_GROUP;
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
        const moment = telling ? missedMoment(candidate, o) : bestMoment(candidate, o);
        if (moment) keep(kept.stories[moment.kind], { ...moment, candidate, o, agent }, rubric);
      }
    },
    severe: severe as ReadonlyMap<string, Severe>,
    /** The moments of a kind: the first of every agent, then the second of every agent, and so on. */
    all: (kind: StoryKind): Story[] => inTurns([...agents.values()].map(({ stories }) => stories[kind])),
    of: (agent: string): readonly Story[] => {
      const stories = agents.get(agent)?.stories;
      return stories ? [...stories.missed, ...stories.hard, ...stories.everyday] : [];
    },
  };
}

/** Orders by rank, element by element. */
function compareRanks(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [i, x] of a.entries()) {
    const y = b[i]!;
    if (x === y) continue;
    return typeof x === 'number' && typeof y === 'number' ? x - y : compareKeys(String(x), String(y));
  }
  return 0;
}

/** What may become a story; making one costs more than finding out whether it is kept. */
interface Moment {
  readonly kind: StoryKind;
  readonly rank: Story['rank'];
  readonly customer: ScoredTurn;
  readonly reply?: ScoredTurn;
}

function missedMoment({ scored: c, lot }: Candidate, o: Opportunity): Moment | undefined {
  const customer = c.turns.find(({ index }) => index === o.turn);
  const reply = c.turns.find(({ index, role }) => role === 'agent' && index > o.turn);
  const failed = c.score.failed.length > 0;
  const score = o.score.normalized ?? 100;
  const rank = [failed ? 0 : 1, o.verdict === 'dismissed' ? 0 : 1, -o.distress, score, lot, o.turn];
  return customer && { kind: 'missed', rank, customer, ...(reply && { reply }) };
}

function bestMoment({ scored: c, lot }: Candidate, o: Opportunity): Moment | undefined {
  if (c.score.failed.length > 0 || o.score.normalized === null) return undefined;
  const customer = c.turns.find(({ index }) => index === o.turn);
  const reply = bestReply(c, o);
  const kind = o.distress >= 2 ? 'hard' : 'everyday';
  return customer && reply && { kind, rank: [-o.score.normalized, lot, o.turn], customer, reply };
}

/** Puts a moment in its place in a list, unless others fill it or its conversation has a better one there. */
function keep(
  list: Story[],
  moment: Moment & { readonly candidate: Candidate; readonly o: Opportunity; readonly agent: string },
  rubric: RubricCard,
): void {
  const { kind, rank, candidate, agent } = moment;
  const most = (agent === NO_GROUP ? NAMELESS : EACH)[kind];
  const place = list.findIndex((story) => compareRanks(rank, story.rank) < 0);
  const at = place < 0 ? list.length : place;
  if (at >= most) return;
  const same = list.findIndex(({ entry }) => entry.lot === candidate.lot);
  if (same >= 0 && same < at) return;
  if (same >= 0) list.splice(same, 1);
  list.splice(at, 0, storyOf(moment, rubric));
  if (list.length > most) list.pop();
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
  { kind, rank, customer, reply, candidate, o, agent }: Parameters<typeof keep>[1],
  rubric: RubricCard,
): Story {
  const c = candidate.scored;
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
    entry: candidate.entry(),
  };
}

function inTurns(lists: readonly (readonly Story[])[]): Story[] {
  const placed = lists.flatMap((list) => list.map((story, place) => ({ story, place })));
  placed.sort((a, b) => a.place - b.place || compareRanks(a.story.rank, b.story.rank));
  return placed.map(({ story }) => story);
}
