/** Moments: what a customer said that called for empathy, and what one agent said back. */

import type { Opportunity, Place, ScoredConversation, ScoredTurn } from '../model.ts';
import { slicesBy } from '../summarise/index.ts';
import { chanceOf } from './order.ts';

export interface Moment {
  readonly conversation: string;
  readonly source: Place;
  readonly agent: string;
  readonly channel?: string;
  readonly startedAt?: string;
  readonly opportunity: Opportunity;
  /** What the customer said first about it, and last before the reply, where that is another turn. */
  readonly customer?: ScoredTurn;
  readonly before?: ScoredTurn;
  /** The agent turn to talk about: the dismissive one, else the one that answered best, else the first. */
  readonly reply?: ScoredTurn;
  /** Everything that this agent said until the next opportunity. */
  readonly replies: readonly ScoredTurn[];
  /** The customer turn after the reply. */
  readonly after?: ScoredTurn;
  /** Orders equals, the same way whatever the order of the input. */
  readonly key: string;
}

/** The moments of a conversation that could be judged, each with the agent whose it was (SCORING §2.4). */
export function momentsOf(scored: ScoredConversation): readonly Moment[] {
  const { id, source, channel, startedAt, turns } = scored;
  const chance = chanceOf('', scored);
  return slicesBy('agent', scored).flatMap(({ key: agent, agentTurns, opportunities }) =>
    opportunities
      .filter(({ verdict }) => verdict !== 'not_applicable')
      .map((opportunity): Moment => {
        const { turn } = opportunity;
        const next = scored.opportunities.find((other) => other.turn > turn)?.turn ?? Infinity;
        const replies = agentTurns.filter(({ index }) => index > turn && index < next);
        const customer = turns.find(({ index }) => index === turn);
        const reply = replyOf(opportunity, replies);
        const before =
          reply &&
          turns.findLast(({ index, role }) => index > turn && index < reply.index && role === 'customer');
        const after = reply && turns.find(({ index, role }) => index > reply.index && role === 'customer');
        return {
          conversation: id,
          source,
          agent,
          ...(channel !== undefined && { channel }),
          ...(startedAt !== undefined && { startedAt }),
          opportunity,
          ...(customer && { customer }),
          ...(before && { before }),
          ...(reply && { reply }),
          replies,
          ...(after && { after }),
          key: `${chance}${turn}`,
        };
      }),
  );
}

function replyOf(o: Opportunity, replies: readonly ScoredTurn[]): ScoredTurn | undefined {
  if (o.verdict === 'dismissed') return replies.find((turn) => has(turn, 'dismissive')) ?? replies[0];
  if (o.verdict === 'missed') return replies[0];
  const worth = (turn: ScoredTurn): number =>
    o.verdicts.reduce((sum, v) => sum + (v.turn === turn.index ? v.earned : 0), isSpecific(turn) ? 100 : 0);
  return replies.reduce<ScoredTurn | undefined>(
    (best, turn) => (best === undefined || worth(turn) > worth(best) ? turn : best),
    undefined,
  );
}

/** Whether a turn has a label at a level; label meanings are fixed on purpose (SCORING §11). */
export function has({ labels }: ScoredTurn, label: string, level = 1): boolean {
  return (labels[label] ?? 0) >= level;
}

/** Empathy that is about this customer, and nothing in the turn that takes it back. */
export function isSpecific(turn: ScoredTurn): boolean {
  return has(turn, 'empathy', 2) && !has(turn, 'dismissive') && !turn.flags?.includes('understand_but');
}

/** What happened after a reply, as far as the customer's next words tell. */
export function reliefOf({ after }: Moment): 'settled' | 'calmer' | undefined {
  if (after === undefined || has(after, 'distress')) return undefined;
  return after.flags?.includes('reset') ? 'settled' : 'calmer';
}

/** The clauses of a turn that show specific empathy, without what belongs to this customer (SCORING §6). */
export function specificTemplates({ evidence }: ScoredTurn): readonly string[] {
  return evidence.flatMap(({ label, level, template }) =>
    label === 'empathy' && level > 1 && template !== undefined ? [template] : [],
  );
}
