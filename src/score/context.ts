/** One conversation prepared for scoring: its channel's profile and what was found in each turn. */

import type {
  ChannelProfile,
  Conversation,
  ConversationDetections,
  Rubric,
  Turn,
  TurnDetections,
} from '../model.ts';
import { type Repetition, repetitionOf } from './repetition.ts';

export interface Context {
  readonly conversation: Conversation;
  readonly rubric: Rubric;
  readonly profile: ChannelProfile;
  /** Names of the channel in small letters: the profile's, its aliases, and the export's own. */
  readonly channels: ReadonlySet<string>;
  readonly nameKnown: boolean;
  /** Public turns of agents, in order: the only ones that are scored. */
  readonly agentTurns: readonly Turn[];
  /** What was found in the turn at this index; nothing when it was not looked at. */
  readonly found: (index: number) => TurnDetections;
  /** Seconds the customer waited for the agent turn at this index, when the input has times. */
  readonly waited: (index: number) => number | undefined;
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
  rubric: Rubric,
): Context {
  const byIndex = new Map(detections.turns.map((turn) => [turn.index, turn]));
  const agentTurns = conversation.turns.filter(isScored);
  const asked = precedingCustomerTurns(conversation.turns);
  const found = (index: number): TurnDetections =>
    byIndex.get(index) ?? { index, labels: {}, evidence: [], flags: {} };
  const spoken = agentTurns.map((turn) => ({
    agent: agentOf(turn, conversation),
    found: found(turn.index),
  }));
  return {
    conversation,
    rubric,
    ...channelOf(conversation.channel, rubric),
    nameKnown: detections.customerNameKnown,
    agentTurns,
    found,
    waited: (index) => {
      const question = asked.get(index);
      const answer = conversation.turns[index];
      return question && answer ? secondsBetween(question, answer) : undefined;
    },
    repetition: repetitionOf(
      spoken.filter(({ found: { flags } }) => flags.notEvaluable === undefined),
      rubric,
    ),
  };
}

/** Bots, systems and internal notes neither answer a customer nor are they judged. */
export function isScored(turn: Turn): boolean {
  return turn.role === 'agent' && turn.visibility === 'public';
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
    const words = Math.max(1, wordsIn(context.conversation.turns[index]?.text ?? ''));
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

function channelOf(channel: string | undefined, rubric: Rubric): Pick<Context, 'profile' | 'channels'> {
  const name = channel?.trim().toLowerCase();
  if (name === undefined) return { profile: UNKNOWN_CHANNEL, channels: new Set() };
  for (const [key, profile] of Object.entries(rubric.channels)) {
    const names = [key, ...profile.aliases].map((other) => other.toLowerCase());
    if (names.includes(name)) return { profile, channels: new Set(names) };
  }
  return { profile: UNKNOWN_CHANNEL, channels: new Set([name]) };
}

/** Public customer turns after the one at `from` (inclusive) and before the one at `to`. */
export function customerTurns({ conversation }: Context, from: number, to: number): readonly number[] {
  return conversation.turns
    .slice(from, to)
    .filter(({ role, visibility }) => role === 'customer' && visibility === 'public')
    .map(({ index }) => index);
}

function precedingCustomerTurns(turns: readonly Turn[]): ReadonlyMap<number, Turn> {
  const asked = new Map<number, Turn>();
  let last: Turn | undefined;
  for (const turn of turns) {
    if (turn.role === 'customer' && turn.visibility === 'public') last = turn;
    else if (last) asked.set(turn.index, last);
  }
  return asked;
}
