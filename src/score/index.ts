/** Scoring: what was found in a conversation becomes verdicts, points and one number (SCORING). */

import type {
  Conversation,
  ConversationDetections,
  Detection,
  Receipt,
  Score,
  ScoredConversation,
  ScoredTurn,
  Turn,
  Verdict,
} from '../model.ts';
import { type Context, contextOf, isHeard, isScored } from './context.ts';
import { judgeConversation } from './conversation.ts';
import { judgeEpisode } from './episode.ts';
import { findEpisodes } from './opportunities.ts';
import type { Plan } from './plan.ts';
import { judgeTurn, type Places, placesOf } from './turn.ts';

export { type Plan, planOf } from './plan.ts';

/**
 * Scores one conversation by the plan of a rubric; the same arguments always give the same result. `rows` is the number of input rows
 * that became this conversation. Turns keep their indexes and texts; reporters drop what nobody asked for.
 */
export function score(
  conversation: Conversation,
  detections: ConversationDetections,
  plan: Plan,
  receipt: Receipt,
  rows: number,
): ScoredConversation {
  const context = contextOf(conversation, detections, plan);
  const episodes = findEpisodes(context);
  const places = placesOf(episodes);
  const judged = episodes.map((episode) => judgeEpisode(episode, context));
  const { id, source, agent, channel, startedAt, meta } = conversation;
  return {
    kind: 'conversation',
    schema: 1,
    id,
    source,
    agent,
    channel,
    startedAt,
    meta,
    score: judgeConversation(judged, context),
    opportunities: judged.map(({ opportunity }) => opportunity),
    turns: conversation.turns.map((turn) => scoreTurn(turn, places, context)),
    rows,
    agentRows: conversation.turns.filter(isScored).reduce((sum, turn) => sum + turn.rows.length, 0),
    receipt,
  };
}

/** The score of the agent turn at `index` alone, as `score` has it; nothing where no agent speaks there. */
export function scoreOfTurn(
  conversation: Conversation,
  detections: ConversationDetections,
  plan: Plan,
  index: number,
): Score | undefined {
  const turn = conversation.turns[index];
  if (turn === undefined || !isScored(turn)) return undefined;
  const context = contextOf(conversation, detections, plan);
  return judgeTurn(turn, placesOf(findEpisodes(context)), context).score;
}

/** Agent turns get a score; customer turns with distress their evidence, and content ones a note of that; all others only keep their place. */
function scoreTurn(turn: Turn, places: Places, context: Context): ScoredTurn {
  const { index } = turn;
  const { labels, evidence, flags } = context.found(index);
  if (isScored(turn)) {
    const { score, verdicts, flags: noted } = judgeTurn(turn, places, context);
    return scored(turn, labels, evidence, noted, score, verdicts);
  }
  if (!isHeard(turn)) return scored(turn, {}, [], []);
  const upset = (labels.distress ?? 0) > 0;
  const noted: string[] = [];
  if (flags.reset) noted.push('reset');
  if (upset && flags.fault) noted.push('fault');
  return upset ? scored(turn, labels, evidence, noted) : scored(turn, {}, [], noted);
}

function scored(
  { index, role, speaker, text }: Turn,
  labels: ScoredTurn['labels'],
  found: readonly Detection[],
  noted: readonly string[],
  score?: Score,
  verdicts?: readonly Verdict[],
): ScoredTurn {
  const evidence = found.map(({ label, level, cue, start, end, weight, template }) => {
    return { label, level, cue, start, end, quote: text.slice(start, end), weight, template };
  });
  const flags = noted.length === 0 ? undefined : noted;
  return { index, role, speaker, text, labels, evidence, score, verdicts, flags };
}
