/** Highlights: moments worth telling as a story, because somebody was understood in their own matter and it helped. */

import { compareKeys } from '../keys.ts';
import type { ScoredConversation } from '../model.ts';
import { collectTemplates, NO_GROUP, RELIANCE, scriptsOf } from '../summarise/index.ts';
import { has, isSpecific, type Moment, momentsOf, reliefOf, specificTemplates } from './moments.ts';
import { firstOf, type Kept, keepFirst } from './order.ts';

/**
 * What makes a moment worth telling, and its weight: being understood when it mattered most, and its effect on the
 * customer, weigh most; what was done about the matter next. Labels are those of the reply; of an act, those of
 * everything that the agent said until the next opportunity.
 */
export const REASONS = {
  severe: { points: 3, holds: ({ opportunity }) => opportunity.distress >= 2 },
  settled: { points: 3, holds: (moment) => reliefOf(moment) === 'settled' },
  calmer: { points: 1, holds: (moment) => reliefOf(moment) === 'calmer' },
  fault: { points: 2, holds: ({ reply }) => reply !== undefined && has(reply, 'apology', 2) },
  solved: { points: 2, holds: (moment) => did(moment, 'solution') && did(moment, 'ownership') },
  offered: { points: 1, holds: (moment) => did(moment, 'solution') !== did(moment, 'ownership') },
  reflected: { points: 1, holds: ({ reply }) => reply !== undefined && has(reply, 'reflection') },
  prompt: { points: 1, holds: ({ opportunity, reply }) => isPrompt(opportunity.turnsToAnswer, reply) },
} as const satisfies Record<string, { points: number; holds: (moment: Moment) => boolean }>;

export type Reason = keyof typeof REASONS;

const did = ({ replies }: Moment, label: string): boolean => replies.some((turn) => has(turn, label));
const isPrompt = (turns: number | undefined, reply: Moment['reply']): boolean =>
  turns === 1 && reply !== undefined;

export interface Highlight {
  readonly moment: Moment;
  readonly reasons: readonly Reason[];
  /** Sum of the weights of the reasons. */
  readonly points: number;
}

/** A moment with all that speaks for telling it. */
export function weigh(moment: Moment): Highlight {
  const reasons = (Object.keys(REASONS) as Reason[]).filter((reason) => REASONS[reason].holds(moment));
  return { moment, reasons, points: reasons.reduce((sum, reason) => sum + REASONS[reason].points, 0) };
}

/** More reasons first, then the better answer, then an order that means nothing. */
export function compareHighlights(a: Highlight, b: Highlight): number {
  const score = ({ moment }: Highlight): number => moment.opportunity.score.normalized ?? 0;
  return firstOf(b.points - a.points, score(b) - score(a), compareKeys(a.moment.key, b.moment.key));
}

export interface HighlightOptions {
  /** How many in all, and of one agent. */
  readonly most: number;
  readonly perAgent: number;
}

/** The chosen moments, and what they were chosen from. */
export interface Highlights {
  readonly highlights: readonly Highlight[];
  readonly conversations: number;
  /** Moments with specific empathy, and how many of them are no story, by the reason. */
  readonly specific: number;
  readonly left: Readonly<Record<Shortfall, number>>;
}

/** Why a moment with specific empathy is no story: the customer stayed upset, nothing was done, it was a formula. */
export type Shortfall = 'upset' | 'idle' | 'formula';

/** Candidates kept of an agent, some of which may turn out to be formulas. */
const SPARE = 20;

/**
 * Collects highlights one conversation at a time. A moment qualifies by specific empathy that nothing takes back, in
 * a conversation without a failed critical criterion; something was done about the matter or the customer said that
 * all was well; the customer's next words, if there are any, show no distress; and nobody said the words before or
 * after: a clause that is said again, by whomever, is a formula (SCORING §6) and never a highlight. Agents take turns,
 * the best moment of each first, so that one of them does not fill the page. Memory holds a few candidates an agent
 * and the templates.
 */
export function collectHighlights({ most, perAgent }: HighlightOptions): {
  readonly add: (scored: ScoredConversation) => void;
  readonly result: () => Highlights;
} {
  const byAgent = new Map<string, Kept<Highlight>>();
  const templates = collectTemplates([]);
  const candidates: (readonly string[])[] = [];
  const left = { upset: 0, idle: 0, formula: 0 };
  let [specific, conversations] = [0, 0];
  return {
    add: (scored) => {
      conversations++;
      templates.add(scored);
      if (scored.score.failed.length > 0) return;
      for (const highlight of understood(scored)) {
        const { moment } = highlight;
        const { agent, reply } = moment;
        specific++;
        const shortfall = shortfallOf(moment);
        if (shortfall !== undefined) left[shortfall]++;
        else {
          candidates.push(specificTemplates(reply!));
          const kept = byAgent.get(agent) ?? keepFirst(perAgent + SPARE, compareHighlights);
          byAgent.set(agent, kept);
          kept.add(highlight);
        }
      }
    },
    result: () => {
      const { times } = scriptsOf(templates.templates(), { reliance: RELIANCE, library: [] });
      const isFormula = (said: readonly string[]): boolean => said.some((template) => times(template) > 1);
      const lists = [...byAgent].map(([agent, kept]) => {
        const fresh = kept.items().filter(({ moment }) => !isFormula(specificTemplates(moment.reply!)));
        // Who is not named is nobody, and may be many.
        return agent === NO_GROUP ? fresh : fresh.slice(0, perAgent);
      });
      const formula = left.formula + candidates.filter(isFormula).length;
      return {
        highlights: inTurns(lists).slice(0, most),
        conversations,
        specific,
        left: { ...left, formula },
      };
    },
  };
}

/** The moments of a conversation with specific empathy; of several that one turn answered, the best. */
function understood(scored: ScoredConversation): readonly Highlight[] {
  const replies = new Map<number, Highlight>();
  for (const moment of momentsOf(scored)) {
    const { reply, opportunity } = moment;
    if (reply === undefined || opportunity.verdict !== 'met' || !isSpecific(reply)) continue;
    const highlight = weigh(moment);
    const known = replies.get(reply.index);
    if (!known || compareHighlights(highlight, known) < 0) replies.set(reply.index, highlight);
  }
  return [...replies.values()];
}

function shortfallOf(moment: Moment): Shortfall | undefined {
  const relief = reliefOf(moment);
  if (moment.after !== undefined && relief === undefined) return 'upset';
  if (relief !== 'settled' && !did(moment, 'solution') && !did(moment, 'ownership')) return 'idle';
  return moment.reply?.flags?.includes('repeated') ? 'formula' : undefined;
}

/** The first of every list, in order, then the second of every list, and so on. */
function inTurns(lists: readonly (readonly Highlight[])[]): readonly Highlight[] {
  const rounds = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, i) =>
    lists.flatMap((list) => list.slice(i, i + 1)).sort(compareHighlights),
  ).flat();
}
