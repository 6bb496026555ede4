/** Criteria that are asked once a conversation, and what happens when a critical one is missed (SCORING §7). */

import type { Criterion, Verdict } from '../model.ts';
import { type Context, customerTurns } from './context.ts';
import { avoided, creditOf, heard, inapplicable, judged, setAside, weightOf } from './criteria.ts';
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

/** The verdicts on all criteria of scope `conversation`, in the rubric's order. */
export function judgeOnce(context: Context): readonly Once[] {
  return context.rubric.criteria
    .filter(({ scope }) => scope === 'conversation')
    .map((criterion) => ({ criterion, ...judge(criterion, context) }));
}

function judge(criterion: Criterion, context: Context): Pick<Once, 'verdict' | 'sure'> {
  const { conversation, found } = context;
  const customer = () => customerTurns(context, 0, conversation.turns.length);
  const situation = {
    fault: conversation.turns.some(({ index }) => found(index).flags.fault === true),
    // Which distress an opportunity has is no matter of the whole conversation: the highest stands for it.
    severity: customer().reduce((most, index) => Math.max(most, found(index).labels.distress ?? 0), 0),
    customer,
  };
  const aside = (verdict: 'not_applicable' | 'not_evaluable', reason: string) => ({
    verdict: setAside(criterion, verdict, reason),
    sure: false,
  });
  const reason = inapplicable(criterion, situation, context);
  if (reason !== undefined) return aside('not_applicable', reason);
  const occasions = occasionsOf(criterion, customer, context).filter(({ turns }) => turns.length > 0);
  if (occasions.length === 0)
    return context.agentTurns.length > 0
      ? aside('not_applicable', 'no_reply')
      : aside('not_evaluable', 'agent_words');
  const judgements = occasions.flatMap(({ asked, turns }) => {
    const evaluable = turns.filter((index) => found(index).flags.notEvaluable === undefined);
    return evaluable.length === 0 ? [] : [{ asked, verdict: judgeTurns(criterion, evaluable, context) }];
  });
  const [first, ...rest] = judgements;
  if (first === undefined) return aside('not_evaluable', 'agent_words');
  // Asked several times, the worst answer counts: one danger ignored is not made good by another that was heard.
  const worst = rest.reduce(
    (a, b) => (b.verdict.earned < a.verdict.earned || isWorse(b.verdict, a.verdict) ? b : a),
    first,
  );
  return {
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

function occasionsOf(
  criterion: Criterion,
  customer: () => readonly number[],
  context: Context,
): readonly Occasion[] {
  const { when, within = {} } = criterion;
  const agent = context.agentTurns.map(({ index }) => index);
  const inside = agent.slice(
    within.last === undefined ? 0 : Math.max(0, agent.length - within.last),
    within.first ?? agent.length,
  );
  if (when.customer.length === 0) return [{ turns: inside }];
  return customer()
    .filter((index) => heard(criterion, index, context))
    .map((asked) => ({
      asked,
      turns: inside.filter((index) => index > asked).slice(0, within.next ?? inside.length),
    }));
}

function judgeTurns(criterion: Criterion, turns: readonly number[], context: Context): Verdict {
  const { found, rubric } = context;
  const { avoid } = criterion;
  const possible = weightOf(criterion, 0);
  if (avoid !== undefined)
    return avoided(
      criterion,
      turns.find((index) => holdsAny(found(index), avoid, rubric)),
      possible,
    );
  const best = turns
    // Asked once, its first use is as fresh as any.
    .map((turn) => ({ turn, factor: 1, ...creditOf(criterion, turn, 0, context) }))
    .reduce((a, b) => (b.credit > a.credit ? b : a));
  return judged(criterion, possible, best.credit > 0 ? best : undefined);
}

function isProven(
  { avoid, when }: Criterion,
  { asked, verdict }: { readonly asked: number | undefined; readonly verdict: Verdict },
  { found, rubric }: Context,
): boolean {
  if (verdict.verdict !== 'missed') return false;
  const heard = asked === undefined || when.customer.some((term) => isSure(found(asked), term, rubric));
  if (avoid === undefined) return heard && asked !== undefined;
  return heard && avoid.some((term) => isSure(found(verdict.turn ?? -1), term, rubric));
}
