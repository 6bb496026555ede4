/** The score of one opportunity: each criterion at its best over the window, less what dismissal costs (SCORING §4). */

import type { Criterion, Opportunity, Verdict } from '../model.ts';
import { repairs } from './acts.ts';
import { type Context, customerTurns, evaluableShare, secondsBetween } from './context.ts';
import {
  avoided,
  bestOf,
  inapplicable,
  judged,
  pointsOf,
  type Situation,
  setAside,
  weightOf,
} from './criteria.ts';
import type { Episode, Slot } from './opportunities.ts';
import { type Settled, type Step, settle, settledValue, sum, unscored } from './points.ts';
import { round } from './round.ts';
import { holdsAny } from './terms.ts';

/** An episode N/A on more of its weight than this is N/A itself; likewise on its agent words (SCORING §8). */
const MOST_WEIGHT_NA = 0.4;
const LEAST_EVALUABLE = 0.7;
/** Enough details to choose from; a list of everything would be the transcript again. */
const MOST_UNUSED = 4;

export interface JudgedEpisode {
  readonly opportunity: Opportunity;
  /** 0–100, not rounded; null when the episode could not be judged. */
  readonly value: number | null;
  /** ω in the conversation score (SCORING §5). */
  readonly weight: number;
  readonly episode: Episode;
}

interface Judgement {
  readonly settled?: Settled;
  readonly score: Opportunity['score'];
  readonly verdicts: readonly Verdict[];
  readonly missing?: string | undefined;
}

export function judgeEpisode(episode: Episode, context: Context): JudgedEpisode {
  const { opportunity: rules } = context.plan.rubric;
  const weight = episode.presumed ? rules.presumedWeight : (rules.weight[episode.severity] ?? 1);
  const { settled, score, verdicts, missing } = judge(episode, context);
  const answer = settled && episode.outcome === 'met' ? answerOf(episode, context) : undefined;
  const opportunity: Opportunity = {
    turn: episode.turn,
    distress: episode.severity,
    presumed: episode.presumed || undefined,
    reopened: episode.reopened || undefined,
    weight,
    agent: episode.agent,
    verdict: settled ? episode.outcome : 'not_applicable',
    answeredAt: answer?.index,
    turnsToAnswer: answer?.turns,
    secondsToAnswer: answer?.seconds,
    score,
    verdicts,
    missing,
    unused: unusedOf(episode, context),
  };
  return { opportunity, value: settled?.value ?? null, weight, episode };
}

/** What the answers could have anchored on and did not: the first details that none of the episode's turns took up. */
function unusedOf({ turn, slots }: Episode, context: Context): Opportunity['unused'] {
  const replies = new Set(slots.map((slot) => slot.turn));
  const unused = (context.found(turn).details ?? [])
    .filter(({ takenUp }) => !takenUp.some((index) => replies.has(index)))
    .slice(0, MOST_UNUSED)
    .map(({ text }) => text);
  return unused.length === 0 ? undefined : unused;
}

function judge(episode: Episode, context: Context): Judgement {
  const { window } = episode;
  if (window.length === 0) return { score: unscored('no_reply'), verdicts: [] };
  const { opportunity: criteria, lapses: avoiding } = context.plan;
  const evaluability = evaluableShare(
    window.map(({ turn }) => turn),
    context,
  );
  if (evaluability < LEAST_EVALUABLE) {
    const verdicts = criteria.map((criterion) => setAside(criterion, 'not_evaluable', 'agent_words'));
    return { score: unscored('not_evaluable', evaluability), verdicts };
  }
  const situation = situationOf(episode, context);
  const verdicts = criteria.map((criterion) => judgeCriterion(criterion, episode, situation, context));
  const possible = sum(verdicts.map((verdict) => verdict.possible));
  const all = sum(criteria.map((criterion) => weightOf(criterion, episode.severity)));
  if (possible === 0 || all - possible > MOST_WEIGHT_NA * all) {
    return { score: unscored('mostly_not_applicable', evaluability), verdicts };
  }
  const lapses = avoiding
    .map((criterion) => lapseOf(criterion, episode, situation, context))
    .filter((lapse) => lapse !== undefined);
  const earned = sum(verdicts.map(pointsOf));
  const steps = lapses.map(({ step }) => step).filter((step) => step !== undefined);
  const settled = settle(earned, possible, steps, evaluability);
  const missing = mostMissed(verdicts, earned, possible, steps, settled.value);
  return {
    settled,
    score: settled.score,
    verdicts: [...verdicts, ...lapses.map(({ verdict }) => verdict)],
    missing,
  };
}

function judgeCriterion(
  criterion: Criterion,
  episode: Episode,
  situation: Situation,
  context: Context,
): Verdict {
  const reason = inapplicable(criterion, situation, context);
  if (reason !== undefined) return setAside(criterion, 'not_applicable', reason);
  return judged(criterion, weightOf(criterion, episode.severity), bestOf(criterion, episode, context));
}

function situationOf({ turn, severity, fault, window }: Episode, context: Context): Situation {
  const last = window.at(-1)?.turn ?? turn;
  return { severity, fault, customer: () => customerTurns(context, turn, last) };
}

/** What a label to avoid costs the episode: a cap, a milder one if the agent repairs it in time (SCORING §4). */
function lapseOf(
  criterion: Criterion,
  { window, severity }: Episode,
  situation: Situation,
  context: Context,
): { readonly verdict: Verdict; readonly step: Step | undefined } | undefined {
  if (inapplicable(criterion, situation, context) !== undefined) return undefined;
  const { avoid = [] } = criterion;
  const found = ({ turn }: Slot) => context.found(turn);
  const lapse = window.findLast(
    (slot) => found(slot).flags.notEvaluable === undefined && holdsAny(found(slot), avoid, context.plan),
  );
  const verdict = avoided(criterion, lapse?.turn);
  const penalty = criterion.penalty[severity];
  if (!lapse || penalty?.cap === undefined) return { verdict, step: undefined };
  const repaired = window.some(
    (slot) =>
      slot.turn > lapse.turn && found(slot).flags.notEvaluable === undefined && repairs(found(slot).labels),
  );
  const cap = repaired ? (penalty.repairedCap ?? penalty.cap) : penalty.cap;
  return { verdict, step: { rule: criterion.id, cap, turn: lapse.turn } };
}

/** The criterion that, had it been fully met, would have raised the score most (SCORING §13). */
function mostMissed(
  verdicts: readonly Verdict[],
  earned: number,
  possible: number,
  steps: readonly Step[],
  value: number,
): string | undefined {
  let best: { readonly id?: string; readonly value: number } = { value };
  const consider = (id: string, reached: number): void => {
    if (reached > best.value) best = { id, value: reached };
  };
  for (const verdict of verdicts) {
    consider(verdict.criterion, settledValue(earned + verdict.possible - pointsOf(verdict), possible, steps));
  }
  for (const step of steps) {
    const others = steps.filter((other) => other !== step);
    consider(step.rule, settledValue(earned, possible, others));
  }
  return best.id;
}

/** The answer's turn, and the turns and seconds from the customer's words to it. */
function answerOf({ turn, answeredAt, slots }: Episode, { conversation }: Context) {
  const asked = conversation.turns[turn];
  const answered = answeredAt === undefined ? undefined : conversation.turns[answeredAt];
  if (!asked || !answered) return undefined;
  const seconds = secondsBetween(asked, answered);
  return {
    index: answered.index,
    turns: slots.filter((slot) => slot.turn <= answered.index).length,
    seconds: seconds === undefined ? undefined : round(seconds, 1),
  };
}
