/** The score of a whole conversation: the weighted mean of its episodes and the rules around it (SCORING §5). */

import type { Criterion, ScoredConversation, Verdict } from '../model.ts';
import { acts, closesWarmly, dismisses, type Labels, relates } from './acts.ts';
import { type Context, evaluableShare } from './context.ts';
import { avoided, creditOf, inapplicable, judged, pointsOf, setAside, weightOf } from './criteria.ts';
import { type JudgedEpisode, windowOf } from './episode.ts';
import { type Step, settle, sum, unscored } from './points.ts';

/** Below this share of words that could be judged, "no opportunity" would claim too much (SCORING §8). */
const LEAST_EVALUABLE = 0.7;

/**
 * `Σ ω·E / Σ ω` and adjustments, clamped to 0–100. An episode has 100·ω possible points, so that once-a-conversation
 * criteria enter with their own weight on the same scale.
 */
export function judgeConversation(
  episodes: readonly JudgedEpisode[],
  context: Context,
): ScoredConversation['score'] {
  const verdicts = context.rubric.criteria
    .filter(({ scope }) => scope === 'conversation')
    .map((criterion) => judgeCriterion(criterion, context));
  const extra = verdicts.length === 0 ? {} : { verdicts };
  const evaluability = evaluabilityOf(episodes, context);
  const valued = episodes.flatMap(({ value, weight }) => (value === null ? [] : [{ value, weight }]));
  const possible =
    100 * sum(valued.map(({ weight }) => weight)) + sum(verdicts.map((verdict) => verdict.possible));
  if (possible === 0) {
    const reason = whyNot(episodes, evaluability);
    return { ...unscored(reason, evaluability), band: null, failed: [], ...extra };
  }
  const earned = sum(valued.map(({ value, weight }) => value * weight)) + sum(verdicts.map(pointsOf));
  const steps = [
    ...overuse(episodes, context),
    ...outsideEpisodes(episodes, context),
    ...onceForAll(context),
    ...closingWarmth(episodes, context),
  ];
  const { score } = settle(earned, possible, steps, evaluability);
  return { ...score, band: bandOf(score.normalized, context.rubric.bands), failed: [], ...extra };
}

/** The highest band whose lowest score is reached; null where there is no score or no band so low. */
function bandOf(normalized: number | null, bands: Readonly<Record<string, number>>): string | null {
  if (normalized === null) return null;
  const reached = Object.entries(bands).filter(([, lowest]) => lowest <= normalized);
  return reached.sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

/** Share of agent words in the judged windows that could be judged; of all words where there is no window. */
function evaluabilityOf(episodes: readonly JudgedEpisode[], context: Context): number {
  const windows = new Set(episodes.flatMap(({ episode }) => windowOf(episode).map(({ turn }) => turn)));
  if (windows.size > 0) return evaluableShare(windows, context);
  const spoken = context.conversation.turns.filter(
    ({ role, visibility }) => visibility === 'public' && (role === 'agent' || role === 'customer'),
  );
  return evaluableShare(
    spoken.map(({ index }) => index),
    context,
  );
}

function whyNot(episodes: readonly JudgedEpisode[], evaluability: number): string {
  if (episodes[0]) return episodes[0].opportunity.score.reason ?? 'no_opportunity';
  return evaluability < LEAST_EVALUABLE ? 'not_evaluable' : 'no_opportunity';
}

function evaluable(context: Context): readonly { readonly index: number; readonly labels: Labels }[] {
  return context.agentTurns
    .map(({ index }) => context.found(index))
    .filter(({ flags }) => flags.notEvaluable === undefined);
}

/** A once-a-conversation criterion takes the best of all agent turns, without decay. */
function judgeCriterion(criterion: Criterion, context: Context): Verdict {
  const turns = evaluable(context);
  const { avoid } = criterion;
  if (avoid !== undefined)
    return avoided(criterion, turns.find(({ labels }) => (labels[avoid] ?? 0) > 0)?.index);
  const fault = context.conversation.turns.some(({ index }) => context.found(index).flags.fault === true);
  const reason = inapplicable(criterion, fault, context);
  if (reason !== undefined) return setAside(criterion, 'not_applicable', reason);
  if (turns.length === 0) return setAside(criterion, 'not_evaluable', 'agent_words');
  const credits = turns.map(({ index, labels }) => ({
    turn: index,
    credit: creditOf(criterion, labels, context.rubric),
  }));
  const best = credits.reduce((a, b) => (b.credit > a.credit ? b : a));
  return judged(criterion, weightOf(criterion, 0), best.credit > 0 ? { ...best, factor: 1 } : undefined);
}

/** Many turns of one episode that relate and do nothing cost points, once (SCORING §5.2). */
function overuse(episodes: readonly JudgedEpisode[], context: Context): readonly Step[] {
  const { turns, points } = context.rubric.adjustments.relationalOveruse;
  const idle = ({ episode }: JudgedEpisode): number =>
    windowOf(episode).filter(({ turn }) => {
      const { labels, flags } = context.found(turn);
      return flags.notEvaluable === undefined && relates(labels) && !acts(labels);
    }).length;
  const overdone = turns > 0 && episodes.some((episode) => idle(episode) >= turns);
  return overdone ? [{ rule: 'relational_overuse', points: -points }] : [];
}

/** Dismissive turns where no window is open cost points each, up to a maximum (SCORING §5.3). */
function outsideEpisodes(episodes: readonly JudgedEpisode[], context: Context): readonly Step[] {
  const inside = new Set(episodes.flatMap(({ episode }) => windowOf(episode).map(({ turn }) => turn)));
  return context.rubric.criteria.flatMap(({ id, avoid, outside }) => {
    if (avoid === undefined || outside === undefined) return [];
    let left = outside.max;
    return evaluable(context)
      .filter(({ index, labels }) => !inside.has(index) && (labels[avoid] ?? 0) > 0)
      .map(({ index }) => {
        const points = Math.min(left, outside.points);
        left -= points;
        return { rule: id, points: -points, turn: index };
      });
  });
}

/** What a whole conversation should avoid costs its penalty once. */
function onceForAll(context: Context): readonly Step[] {
  return context.rubric.criteria.flatMap((criterion): readonly Step[] => {
    const { id, avoid, scope, penalty } = criterion;
    const lapse = evaluable(context).find(({ labels }) => (labels[avoid ?? ''] ?? 0) > 0);
    const cost = penalty['0'];
    if (avoid === undefined || scope !== 'conversation' || !lapse || !cost) return [];
    const cap = cost.cap === undefined ? [] : [{ rule: id, cap: cost.cap, turn: lapse.index }];
    return [{ rule: id, points: -cost.points, turn: lapse.index }, ...cap];
  });
}

/** A warm last turn earns a little, if every episode went well (SCORING §5.4). */
function closingWarmth(episodes: readonly JudgedEpisode[], context: Context): readonly Step[] {
  const { points, minEpisode } = context.rubric.adjustments.closingWarmth;
  const last = context.agentTurns.at(-1);
  if (!last) return [];
  const { labels, flags } = context.found(last.index);
  const values = episodes.flatMap(({ value }) => value ?? []);
  const earned =
    flags.notEvaluable === undefined &&
    closesWarmly(labels) &&
    !dismisses(labels) &&
    values.length > 0 &&
    values.every((value) => value >= minEpisode);
  return earned ? [{ rule: 'closing_warmth', points, turn: last.index }] : [];
}
