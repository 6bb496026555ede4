/** One conversation prepared for scoring: its channel's profile and what was found in each turn. */

import type { ChannelProfile, Conversation, ConversationDetections, Turn, TurnDetections } from '../model.ts';
import type { Channel, Plan } from './plan.ts';
import { type Repetition, repetitionOf } from './repetition.ts';

export interface Context extends Channel {
  readonly conversation: Conversation;
  readonly plan: Plan;
  readonly nameKnown: boolean;
  /** Public turns of agents, in order: the only ones that are scored. */
  readonly agentTurns: readonly Turn[];
  /** Indexes of the public turns of agents, and of customers, in order. */
  readonly agent: readonly number[];
  readonly customer: readonly number[];
  /** What was found in the turn at this index; nothing when it was not looked at. */
  readonly found: (index: number) => TurnDetections;
  /** Seconds the customer waited for the agent turn at this index, when the input has times. */
  readonly waited: (index: number) => number | undefined;
  /** Words of the turn at this index, at least one. */
  readonly words: (index: number) => number;
  /** What agents say again in this conversation. */
  readonly repetition: Repetition;
}

/** For channels that the rubric does not know: voice and chat of SCORING §2.3, without a clock. */
const UNKNOWN_CHANNEL: ChannelProfile = {
  window: 3,
  freeTurns: 1,
  target: 0.8,
  presume: false,
  aliases: [],
  clock: [],
};

export function contextOf(
  conversation: Conversation,
  detections: ConversationDetections,
  plan: Plan,
): Context {
  const { turns } = conversation;
  const byIndex: TurnDetections[] = [];
  for (const turn of detections.turns) byIndex[turn.index] = turn;
  const found = (index: number): TurnDetections =>
    byIndex[index] ?? { index, labels: {}, evidence: [], flags: {} };
  const agentTurns = turns.filter(isScored);
  const spoken = agentTurns.map((turn) => ({ agent: agentOf(turn, conversation), found: found(turn.index) }));
  const words: number[] = [];
  let asked: readonly (Turn | undefined)[] | undefined;
  const { profile, channels } = channelOf(conversation.channel, plan);
  return {
    conversation,
    plan,
    profile,
    channels,
    nameKnown: detections.customerNameKnown,
    agentTurns,
    agent: agentTurns.map(({ index }) => index),
    customer: turns.filter(isHeard).map(({ index }) => index),
    found,
    waited: (index) => {
      asked ??= precedingCustomerTurns(turns);
      const question = asked[index];
      const answer = turns[index];
      return question && answer ? secondsBetween(question, answer) : undefined;
    },
    words: (index) => {
      words[index] ??= Math.max(1, wordsIn(turns[index]?.text ?? ''));
      return words[index];
    },
    repetition: repetitionOf(
      spoken.filter(({ found: { flags } }) => flags.notEvaluable === undefined),
      plan.rubric,
    ),
  };
}

/** Bots, systems and internal notes neither answer a customer nor are they judged. */
export function isScored(turn: Turn): boolean {
  return turn.role === 'agent' && turn.visibility === 'public';
}

/** Customer turns that an agent could read. */
export function isHeard(turn: Turn): boolean {
  return turn.role === 'customer' && turn.visibility === 'public';
}

/** Who spoke an agent turn; the turn's own speaker wins over the export's column. */
export function agentOf(turn: Turn, conversation: Conversation): string | undefined {
  return turn.speaker ?? conversation.agent;
}

/** Seconds from the end of one turn to the start of a later one, 0 where they overlap. */
export function secondsBetween(from: Turn, to: Turn): number | undefined {
  const start = from.endMs ?? from.startMs;
  const milliseconds =
    start !== undefined && to.startMs !== undefined
      ? to.startMs - start
      : from.at !== undefined && to.at !== undefined
        ? Date.parse(to.at) - Date.parse(from.at)
        : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds / 1000);
}

/** Share of the words in these turns that could be judged; a turn counts at least one word (SCORING §8). */
export function evaluableShare(indexes: Iterable<number>, context: Context): number {
  let all = 0;
  let judged = 0;
  for (const index of indexes) {
    const words = context.words(index);
    all += words;
    if (context.found(index).flags.notEvaluable === undefined) judged += words;
  }
  return all === 0 ? 1 : judged / all;
}

/** Runs of anything but blanks, counted without making a list of them. */
function wordsIn(text: string): number {
  let words = 0;
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const blank = code === 32 || (code >= 9 && code <= 13) || (code >= 0xa0 && /\s/.test(text[i]!));
    if (!blank && !inside) words++;
    inside = !blank;
  }
  return words;
}

function channelOf(channel: string | undefined, { channels }: Plan): Channel {
  const name = channel?.trim().toLowerCase();
  if (name === undefined) return { profile: UNKNOWN_CHANNEL, channels: new Set() };
  return channels.get(name) ?? { profile: UNKNOWN_CHANNEL, channels: new Set([name]) };
}

/** Public customer turns from the one at `from` (inclusive) to before the one at `to`. */
export function customerTurns({ conversation }: Context, from: number, to: number): readonly number[] {
  return conversation.turns
    .slice(from, to)
    .filter(isHeard)
    .map(({ index }) => index);
}

/** The customer turn before each turn, by its index; none for customer turns themselves. */
function precedingCustomerTurns(turns: readonly Turn[]): readonly (Turn | undefined)[] {
  const asked: (Turn | undefined)[] = [];
  let last: Turn | undefined;
  for (const turn of turns) {
    if (isHeard(turn)) last = turn;
    else asked[turn.index] = last;
  }
  return asked;
}
