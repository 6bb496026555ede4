/** The score of a whole conversation: the weighted mean of its episodes and the rules around it (SCORING §5). */

import type { ScoredConversation, Verdict } from '../model.ts';
import { acts, closesWarmly, dismisses, relates } from './acts.ts';
import { type Context, evaluableShare } from './context.ts';
import { pointsOf, weightOf } from './criteria.ts';
import type { JudgedEpisode } from './episode.ts';
import { judgeOnce, type Once } from './once.ts';
import type { Plan } from './plan.ts';
import { type Step, settle, sum, unscored } from './points.ts';
import { bySections, type Points, sectionsOf } from './sections.ts';
import { holdsAny } from './terms.ts';

/** Below this share of words that could be judged, "no opportunity" would claim too much (SCORING §8). */
const LEAST_EVALUABLE = 0.7;

/**
 * What the rubric's `total` adds up, the rules around it, clamped to 0–100. By episodes it is `Σ ω·E / Σ ω`: an
 * episode has 100·ω possible points, so that once-a-conversation criteria enter with their own weight on the same
 * scale.
 */
export function judgeConversation(
  episodes: readonly JudgedEpisode[],
  context: Context,
): ScoredConversation['score'] {
  const once = judgeOnce(context, stakesOf(episodes, context));
  // A critical criterion without points of its own is only worth a line where it was missed.
  const verdicts = once
    .filter(({ verdict, criterion }) => weightOf(criterion, 0) > 0 || verdict.verdict === 'missed')
    .map(({ verdict }) => verdict);
  const { failed, review } = criticalOf(once);
  const evaluability = evaluabilityOf(episodes, context);
  const { rubric } = context.plan;
  const sections = rubric.total === 'episodes' ? undefined : sectionsOf(episodes, once, rubric);
  const { earned, possible } = sections === undefined ? byEpisodes(episodes, verdicts) : bySections(sections);
  const score =
    possible === 0
      ? unscored(whyNot(episodes, evaluability), evaluability)
      : settle(earned, possible, stepsOf(episodes, once, context), evaluability).score;
  return {
    earned: score.earned,
    possible: score.possible,
    normalized: score.normalized,
    band: bandOf(score.normalized, context.plan),
    evaluability: score.evaluability,
    reason: score.reason,
    failed,
    review,
    sections: possible === 0 ? undefined : sections,
    verdicts: verdicts.length === 0 ? undefined : verdicts,
    adjustments: score.adjustments,
  };
}

/** The rules that change what the parts add up to, in the order of their use. */
function stepsOf(
  episodes: readonly JudgedEpisode[],
  once: readonly Once[],
  context: Context,
): readonly Step[] {
  return [
    ...context.repetition.steps,
    ...overuse(episodes, context),
    ...outsideEpisodes(episodes, context),
    ...onceForAll(once),
    ...closingWarmth(episodes, context),
  ];
}

/** What the scored episodes weigh together; a scorecard asks everything once, whatever their number. */
function stakesOf(episodes: readonly JudgedEpisode[], { plan: { rubric } }: Context): number {
  const weight = sum(episodes.filter(({ value }) => value !== null).map((episode) => episode.weight));
  return rubric.total === 'episodes' ? weight : Math.sign(weight);
}

function byEpisodes(episodes: readonly JudgedEpisode[], verdicts: readonly Verdict[]): Points {
  let earned = 0;
  let weights = 0;
  for (const { value, weight } of episodes) {
    if (value === null) continue;
    earned += value * weight;
    weights += weight;
  }
  return {
    earned: earned + sum(verdicts.map(pointsOf)),
    possible: 100 * weights + sum(verdicts.map(({ possible }) => possible)),
  };
}

/** Critical criteria that were missed: failed on the evidence of a sure cue, else for a human to review. */
function criticalOf(once: readonly Once[]): Pick<ScoredConversation['score'], 'failed' | 'review'> {
  const missed = once.filter(({ criterion, verdict }) => criterion.critical && verdict.verdict === 'missed');
  const ids = (some: readonly Once[]) => some.map(({ criterion }) => criterion.id);
  const review = ids(missed.filter(({ sure }) => !sure));
  return {
    failed: ids(missed.filter(({ sure, criterion }) => sure && criterion.critical?.action === 'fail')),
    review: review.length === 0 ? undefined : review,
  };
}

/** The highest band whose lowest score is reached; null where there is no score or no band so low. */
function bandOf(normalized: number | null, { bands }: Plan): string | null {
  if (normalized === null) return null;
  return bands.find(([, lowest]) => lowest <= normalized)?.[0] ?? null;
}

/** Share of agent words in the judged windows that could be judged; of all words where there is no window. */
function evaluabilityOf(episodes: readonly JudgedEpisode[], context: Context): number {
  const windows = windowTurns(episodes);
  if (windows.size > 0) return evaluableShare(windows, context);
  const spoken = context.conversation.turns.filter(
    ({ role, visibility }) => visibility === 'public' && (role === 'agent' || role === 'customer'),
  );
  return evaluableShare(
    spoken.map(({ index }) => index),
    context,
  );
}

/** Indexes of the agent turns inside the windows of these episodes. */
function windowTurns(episodes: readonly JudgedEpisode[]): ReadonlySet<number> {
  const turns = new Set<number>();
  for (const { episode } of episodes) for (const { turn } of episode.window) turns.add(turn);
  return turns;
}

function whyNot(episodes: readonly JudgedEpisode[], evaluability: number): string {
  if (episodes[0]) return episodes[0].opportunity.score.reason ?? 'no_opportunity';
  return evaluability < LEAST_EVALUABLE ? 'not_evaluable' : 'no_opportunity';
}

/** Many turns of one episode that relate and do nothing cost points, once (SCORING §5.2). */
function overuse(episodes: readonly JudgedEpisode[], context: Context): readonly Step[] {
  const { turns, points } = context.plan.rubric.adjustments.relationalOveruse;
  const idle = ({ episode }: JudgedEpisode): number =>
    episode.window.filter(({ turn }) => {
      const { labels, flags } = context.found(turn);
      return flags.notEvaluable === undefined && relates(labels) && !acts(labels);
    }).length;
  const overdone = turns > 0 && episodes.some((episode) => idle(episode) >= turns);
  return overdone ? [{ rule: 'relational_overuse', points: -points }] : [];
}

/** Dismissive turns where no window was judged cost points each, up to a maximum (SCORING §5.3). */
function outsideEpisodes(episodes: readonly JudgedEpisode[], context: Context): readonly Step[] {
  const { agent, found, plan } = context;
  const evaluable = agent.map(found).filter(({ flags }) => flags.notEvaluable === undefined);
  let inside: ReadonlySet<number> | undefined;
  const steps: Step[] = [];
  for (const { id, avoid = [], outside } of plan.outside) {
    const lapses = evaluable.filter((turn) => holdsAny(turn, avoid, plan));
    if (outside === undefined || lapses.length === 0) continue;
    inside ??= windowTurns(episodes.filter(({ value }) => value !== null));
    let left = outside.max;
    for (const { index } of lapses) {
      if (inside.has(index)) continue;
      const points = Math.min(left, outside.points);
      left -= points;
      steps.push({ rule: id, points: -points, turn: index });
    }
  }
  return steps;
}

/** What a whole conversation should avoid costs its penalty once; a critical criterion may cap it (SCORING §7). */
function onceForAll(once: readonly Once[]): readonly Step[] {
  const steps: Step[] = [];
  for (const { criterion, verdict, sure } of once) {
    if (verdict.verdict !== 'missed') continue;
    const { id: rule, penalty, critical } = criterion;
    const cost = criterion.avoid === undefined ? undefined : penalty['0'];
    const { turn } = verdict;
    if (cost !== undefined) steps.push({ rule, points: -cost.points, turn });
    if (cost?.cap !== undefined) steps.push({ rule, cap: cost.cap, turn });
    if (sure && critical?.action === 'cap') steps.push({ rule, cap: critical.cap, turn });
  }
  return steps;
}

/** A warm last turn earns a little, if every episode went well (SCORING §5.4). */
function closingWarmth(episodes: readonly JudgedEpisode[], context: Context): readonly Step[] {
  const { points, minEpisode } = context.plan.rubric.adjustments.closingWarmth;
  const last = context.agentTurns.at(-1);
  if (!last) return [];
  const { labels, flags } = context.found(last.index);
  const values = episodes.map(({ value }) => value).filter((value) => value !== null);
  const earned =
    flags.notEvaluable === undefined &&
    closesWarmly(labels) &&
    !dismisses(labels) &&
    values.length > 0 &&
    values.every((value) => value >= minEpisode);
  return earned ? [{ rule: 'closing_warmth', points, turn: last.index }] : [];
}
