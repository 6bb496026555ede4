/** `attune explain --text`: a bare agent sentence, with the customer's words before it where they are given. */

import { UserError } from '../errors.ts';
import type { Assumed, Conversation, Turn } from '../model.ts';

export interface SentenceFlags {
  readonly text?: string;
  readonly customer?: string;
  readonly customerName?: string;
  readonly channel?: string;
  readonly distress?: string;
}

/** A sentence as the conversation that it could stand in. */
export interface Sentence {
  readonly conversation: Conversation;
  /** Without the customer's words something has to be taken for granted. */
  readonly assumed?: Assumed;
  /** Its turn. */
  readonly turn: number;
}

const FLAGS = ['customer', 'customer-name', 'channel', 'distress'] as const;
/** What most sentences that are tried out will answer: something went wrong, and perhaps by our doing. */
const PRESUMED = 1;

/**
 * The sentence of `--text`; undefined without it. Where the customer is silent, distress 1 in a matter that may be a
 * failing of ours is presumed, as SCORING §8 does for a macro without its context; `--distress` says otherwise.
 * @throws UserError for flags that do not go together.
 */
export function sentenceOf(flags: SentenceFlags): Sentence | undefined {
  const { text, customer, customerName, channel } = flags;
  if (text === undefined) {
    const stray = FLAGS.find((flag) => given(flags, flag) !== undefined);
    if (stray) throw new UserError(`--${stray} says something about a sentence: add --text "…"`);
    return undefined;
  }
  if (text.trim() === '')
    throw new UserError('--text is empty: write what the agent says between the quotes');
  const turns: Turn[] = [turnOf(0, 'customer', customer ?? ''), turnOf(1, 'agent', text)];
  const assumed = assumedOf(flags);
  return {
    conversation: {
      id: 'sentence',
      source: { path: '--text' },
      meta: {},
      turns,
      ...(channel !== undefined && { channel }),
      ...(customerName !== undefined && { customerName }),
    },
    ...(assumed && { assumed }),
    turn: 1,
  };
}

function assumedOf({ customer, distress }: SentenceFlags): Assumed | undefined {
  if (customer !== undefined) return distress === undefined ? undefined : { distress: Number(distress) };
  const level = distress === undefined ? PRESUMED : Number(distress);
  return { distress: level, fault: level > 0 };
}

function given(flags: SentenceFlags, flag: (typeof FLAGS)[number]): string | undefined {
  return flag === 'customer-name' ? flags.customerName : flags[flag];
}

function turnOf(index: number, role: 'customer' | 'agent', text: string): Turn {
  return { index, role, visibility: 'public', text, rows: [] };
}
