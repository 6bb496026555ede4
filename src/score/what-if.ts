/** What would have raised a score most, and what the customer gave to build on: scoring, asked again (SCORING §13). */

import type { Change, Conversation, ConversationDetections, Criterion, Score, WhatIf } from '../model.ts';
import { type Context, contextOf, isScored } from './context.ts';
import { judgeConversation } from './conversation.ts';
import { type JudgedEpisode, judgeEpisode } from './episode.ts';
import { type Episode, findEpisodes } from './opportunities.ts';
import { type Plan, planOf } from './plan.ts';
import { sum } from './points.ts';
import { judgeTurn, placesOf } from './turn.ts';

/** The context in which one criterion is fully met wherever it is asked. */
interface World {
  readonly criterion: string;
  readonly context: Context;
}

/**
 * Many episodes have many ways to change a conversation. Its score grows with what an episode gains times what it
 * weighs, so only the best by that product are scored again.
 */
const MOST_RESCORED = 50;

/** Scores a conversation again for each criterion, with that one fully met and all else as it was. */
export function whatIf(conversation: Conversation, detections: ConversationDetections, plan: Plan): WhatIf {
  const { rubric } = plan;
  const context = contextOf(conversation, detections, plan);
  const worlds = rubric.criteria.map(
    (criterion): World => ({
      criterion: criterion.id,
      context: { ...context, plan: planOf({ ...rubric, criteria: withMet(criterion, rubric.criteria) }) },
    }),
  );
  const episodes = findEpisodes(context);
  const judged = episodes.map((episode) => judgeEpisode(episode, context));
  const altered = episodes.map((episode) =>
    worlds.map(({ criterion, context: other }) => ({ criterion, episode: judgeEpisode(episode, other) })),
  );
  const places = placesOf(episodes);
  const unused = unusedIn(episodes, context);
  const answered = new Map(episodes.flatMap(({ slots }, i) => slots.map(({ turn }) => [turn, i] as const)));
  return {
    opportunities: episodes.map((episode, i) => ({
      turn: episode.turn,
      changes: raised(
        judged[i]!.opportunity.score,
        altered[i]!.map(({ criterion, episode: { opportunity } }) => ({
          criterion,
          score: opportunity.score,
        })),
      ),
      unused: unused(i, Infinity),
    })),
    turns: conversation.turns.filter(isScored).map((turn) => ({
      turn: turn.index,
      changes: raised(
        judgeTurn(turn, places, context).score,
        worlds.map(({ criterion, context: other }) => ({
          criterion,
          score: judgeTurn(turn, places, other).score,
        })),
      ),
      unused: unused(answered.get(turn.index) ?? -1, turn.index),
    })),
    changes: conversationChanges(judged, altered, worlds, context),
  };
}

/** The criteria with one of them at its full worth; what it would have avoided did not happen. */
function withMet(met: Criterion, criteria: readonly Criterion[]): readonly Criterion[] {
  const full =
    met.avoid === undefined
      ? { ...met, credit: [{ all: [], value: 1 }], decay: [1], late: 1, clock: false }
      : { ...met, avoid: [] };
  return criteria.map((criterion) => (criterion === met ? full : criterion));
}

/** The changes that raise a score, most first, and of those that reach 100 the one that goes furthest beyond. */
function raised(from: Score, changes: readonly Change[]): readonly Change[] {
  const { normalized } = from;
  if (normalized === null) return [];
  return changes
    .filter(({ score }) => score.normalized !== null && score.normalized > normalized)
    .sort((a, b) => b.score.normalized! - a.score.normalized! || beyond(b.score) - beyond(a.score));
}

/** How far over 100 a score would be. */
function beyond({ adjustments = [] }: Score): number {
  return -sum(adjustments.filter(({ rule }) => rule === 'ceiling').map(({ points }) => points));
}

/** One criterion met in one episode, or wherever the whole conversation is asked for it. */
function conversationChanges(
  judged: readonly JudgedEpisode[],
  altered: readonly (readonly { readonly criterion: string; readonly episode: JudgedEpisode }[])[],
  worlds: readonly World[],
  context: Context,
): readonly Change[] {
  const scoreOf = (episodes: readonly JudgedEpisode[], within: Context): Score => {
    const { earned, possible, normalized, evaluability, adjustments } = judgeConversation(episodes, within);
    return { earned, possible, normalized, evaluability, ...(adjustments && { adjustments }) };
  };
  const gain = ({ value, weight }: JudgedEpisode, i: number): number =>
    ((value ?? 0) - (judged[i]!.value ?? 0)) * weight;
  const inEpisodes = altered
    .flatMap((ways, i) =>
      ways.map(({ criterion, episode }) => ({ criterion, episode, i, gain: gain(episode, i) })),
    )
    .filter((way) => way.gain > 0)
    .sort((a, b) => b.gain - a.gain)
    .slice(0, MOST_RESCORED)
    .map(({ criterion, episode, i }) => ({
      criterion,
      opportunity: i,
      turn: episode.episode.turn,
      score: scoreOf(judged.with(i, episode), context),
    }));
  const inAll = worlds.map(({ criterion, context: other }) => ({ criterion, score: scoreOf(judged, other) }));
  return raised(scoreOf(judged, context), [...inEpisodes, ...inAll]);
}

/**
 * What no reply of an episode, up to a turn, has taken up of the customer's story: of all that the customer said
 * from its opening to the next one.
 */
function unusedIn(
  episodes: readonly Episode[],
  context: Context,
): (episode: number, until: number) => readonly string[] {
  const customers = context.conversation.turns.filter(
    ({ role, visibility }) => role === 'customer' && visibility === 'public',
  );
  return (i, until) => {
    const episode = episodes[i];
    if (episode === undefined) return [];
    const replies = new Set(episode.slots.map(({ turn }) => turn).filter((turn) => turn <= until));
    // A turn that two agents had to answer, one after the other, opens two episodes.
    const next = episodes.slice(i + 1).find(({ turn }) => turn > episode.turn)?.turn ?? Infinity;
    const end = Math.min(until, next, Math.max(...replies, episode.turn + 1));
    const told = customers.filter(({ index }) => index >= episode.turn && index < end);
    const details = told.flatMap(({ index }) => context.found(index).details ?? []);
    const unused = details.filter(({ takenUp }) => !takenUp.some((turn) => replies.has(turn)));
    return [...new Set(unused.map(({ text }) => text))];
  };
}
