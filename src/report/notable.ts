/** What a reader should see first, kept while conversations go by: the worst, the worst missed, and the best. */

import type { Opportunity, ScoredConversation, ScoredTurn } from '../model.ts';

const MAX_MOMENTS = 3;

/** Keeps the first few of an order; those that are equal stay as they came. */
function keepFirst<T>(limit: number, isBefore: (a: T, b: T) => boolean) {
  const kept: T[] = [];
  return {
    add: (item: T): void => {
      const at = kept.findIndex((other) => isBefore(item, other));
      kept.splice(at < 0 ? kept.length : at, 0, item);
      if (kept.length > limit) kept.pop();
    },
    shown: (): readonly T[] => kept,
  };
}

const failed = ({ score }: ScoredConversation) => Number(score.failed.length > 0);

/** The worst conversations so far: failed ones, then by score; those without a score stay out. */
export function keepWorst(limit: number) {
  const { add, shown } = keepFirst<ScoredConversation>(
    limit,
    (a, b) => failed(a) > failed(b) || (failed(a) === failed(b) && a.score.normalized! < b.score.normalized!),
  );
  return {
    shown,
    add: (scored: ScoredConversation): void => {
      if (scored.score.normalized !== null) add(scored);
    },
  };
}

export interface MissedOpportunity {
  readonly c: ScoredConversation;
  readonly o: Opportunity;
}

/** The worst missed opportunities: of failed conversations first, dismissed before missed, then by distress and score. */
export function keepMissed(limit: number) {
  const rank = ({ c, o }: MissedOpportunity): readonly number[] => [
    -failed(c),
    o.verdict === 'dismissed' ? 0 : 1,
    -o.distress,
    o.score.normalized ?? 0,
  ];
  const { add, shown } = keepFirst<MissedOpportunity>(limit, (a, b) => {
    const [ofA, ofB] = [rank(a), rank(b)];
    const at = ofA.findIndex((value, i) => value !== ofB[i]);
    return at >= 0 && ofA[at]! < ofB[at]!;
  });
  return {
    shown,
    add: (c: ScoredConversation): void => {
      for (const o of c.opportunities) {
        if (o.verdict === 'missed' || o.verdict === 'dismissed') add({ c, o });
      }
    },
  };
}

export interface Moment {
  readonly c: ScoredConversation;
  readonly turn: ScoredTurn;
  readonly agent: string;
  readonly score: number;
}

/** Good work that nobody escalates: the best specific answers, each by another agent. */
export function keepBest() {
  const byAgent = new Map<string, Moment & { readonly came: number }>();
  let came = 0;
  return {
    add: (c: ScoredConversation): void => {
      for (const turn of c.turns) {
        const score = turn.score?.normalized ?? null;
        const specific = (turn.labels.empathy ?? 0) >= 2 && (turn.labels.dismissive ?? 0) === 0;
        if (turn.role !== 'agent' || !specific || score === null) continue;
        const agent = turn.speaker ?? c.agent ?? '';
        const known = byAgent.get(agent);
        if (!known || known.score < score) byAgent.set(agent, { c, turn, agent, score, came: came++ });
      }
    },
    shown: (): readonly Moment[] =>
      [...byAgent.values()].sort((a, b) => b.score - a.score || a.came - b.came).slice(0, MAX_MOMENTS),
  };
}
