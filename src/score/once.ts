/** Criteria that are asked once a conversation, and what happens when a critical one is missed (SCORING §7). */

import type { Criterion, Verdict } from '../model.ts';
import type { Context } from './context.ts';
import {
  avoided,
  type Best,
  creditOf,
  heard,
  inapplicable,
  judged,
  type Situation,
  setAside,
  weightOf,
} from './criteria.ts';
import { sum } from './points.ts';
import { round } from './round.ts';
import { holdsAny, isSure } from './terms.ts';

/** A once-a-conversation criterion with its verdict. */
export interface Once {
  readonly criterion: Criterion;
  readonly verdict: Verdict;
  /**
   * Whether cues of tier A show that it was missed: what the customer said, and what the agent should not have said.
   * What was merely not found is never sure.
   */
  readonly sure: boolean;
}

/**
 * The verdicts on all criteria of scope `conversation`, in the rubric's order. `stakes` is what the opportunities
 * weigh together; a criterion `per: opportunity` counts so many times.
 */
export function judgeOnce(context: Context, stakes: number): readonly Once[] {
  const situation = situationOf(context);
  return context.plan.conversation.map((criterion) =>
    judge(criterion, situation, context, criterion.per ? stakes : 1),
  );
}

function situationOf({ conversation, customer, found }: Context): Situation {
  return {
    fault: conversation.turns.some(({ index }) => found(index).flags.fault === true),
    // Which distress an opportunity has is no matter of the whole conversation: the highest stands for it.
    severity: customer.reduce((most, index) => Math.max(most, found(index).labels.distress ?? 0), 0),
    customer: () => customer,
  };
}

function judge(criterion: Criterion, situation: Situation, context: Context, times: number): Once {
  const { found } = context;
  const aside = (verdict: 'not_applicable' | 'not_evaluable', reason: string): Once => ({
    criterion,
    verdict: setAside(criterion, verdict, reason),
    sure: false,
  });
  const reason = inapplicable(criterion, situation, context);
  if (reason !== undefined) return aside('not_applicable', reason);
  if (times === 0) return aside('not_applicable', 'no_opportunity');
  const possible = weightOf(criterion, 0) * times;
  const occasions = occasionsOf(criterion, context).filter(({ turns }) => turns.length > 0);
  if (occasions.length === 0)
    return context.agentTurns.length > 0
      ? aside('not_applicable', 'no_reply')
      : aside('not_evaluable', 'agent_words');
  const judgements: { readonly asked: number | undefined; readonly verdict: Verdict }[] = [];
  for (const { asked, turns } of occasions) {
    const evaluable = turns.filter((index) => found(index).flags.notEvaluable === undefined);
    if (evaluable.length > 0)
      judgements.push({ asked, verdict: judgeTurns(criterion, evaluable, possible, context) });
  }
  const [first, ...rest] = judgements;
  if (first === undefined) return aside('not_evaluable', 'agent_words');
  // Asked several times, the worst answer counts: one danger ignored is not made good by another that was heard.
  const worst = rest.reduce(
    (a, b) => (b.verdict.earned < a.verdict.earned || isWorse(b.verdict, a.verdict) ? b : a),
    first,
  );
  return {
    criterion,
    verdict: worst.verdict,
    sure: judgements.some((judgement) => isProven(criterion, judgement, context)),
  };
}

function isWorse(a: Verdict, b: Verdict): boolean {
  return a.verdict === 'missed' && b.verdict === 'met';
}

/** What the customer said that asks for an answer, with the agent turns that may give it. */
interface Occasion {
  /** Index of the customer turn; absent where the whole conversation is asked. */
  readonly asked?: number;
  readonly turns: readonly number[];
}

function occasionsOf(criterion: Criterion, context: Context): readonly Occasion[] {
  const { when, within = {} } = criterion;
  const { agent } = context;
  const inside = agent.slice(
    within.last === undefined ? 0 : Math.max(0, agent.length - within.last),
    within.first ?? agent.length,
  );
  if (when.customer.length === 0) return [{ turns: inside }];
  return context.customer
    .filter((index) => heard(criterion, index, context))
    .map((asked) => ({
      asked,
      turns: inside.filter((index) => index > asked).slice(0, within.next ?? inside.length),
    }));
}

function judgeTurns(
  criterion: Criterion,
  turns: readonly number[],
  possible: number,
  context: Context,
): Verdict {
  const { found, plan } = context;
  const { avoid, take } = criterion;
  if (avoid !== undefined)
    return avoided(
      criterion,
      turns.find((index) => holdsAny(found(index), avoid, plan)),
      possible,
    );
  // Asked once, its first use is as fresh as any.
  const credits = turns.map((turn): Best => {
    const { credit, repeat } = creditOf(criterion, turn, 0, context);
    return { credit, repeat, factor: 1, turn };
  });
  if (take === 'mean') {
    const credit = round(sum(credits.map((one) => one.credit)) / turns.length, 4);
    return judged(criterion, possible, credit > 0 ? { credit, factor: 1, repeat: 1 } : undefined);
  }
  const best = credits.reduce((a, b) => (b.credit > a.credit ? b : a));
  return judged(criterion, possible, best.credit > 0 ? best : undefined);
}

function isProven(
  { avoid, when }: Criterion,
  { asked, verdict }: { readonly asked: number | undefined; readonly verdict: Verdict },
  { found, plan }: Context,
): boolean {
  if (verdict.verdict !== 'missed') return false;
  const heard = asked === undefined || when.customer.some((term) => isSure(found(asked), term, plan));
  if (avoid === undefined) return heard && asked !== undefined;
  return heard && avoid.some((term) => isSure(found(verdict.turn ?? -1), term, plan));
}
