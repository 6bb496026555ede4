/** What every reader shares: raw messages of one conversation → a Conversation and the account of its rows. */

import type { Conversation, Place } from '../model.ts';
import { notice, type ReadContext, type ReadItem, skipped } from './reader.ts';
import { openRoles } from './roles.ts';
import { readTimes, type Stamp } from './times.ts';
import { toTurns } from './turns.ts';

/** One message as the file has it. */
export interface RawMessage {
  readonly label: string;
  readonly speaker?: string | undefined;
  readonly internal?: boolean;
  readonly text: string;
  readonly place: Place;
  readonly time?: string | undefined;
  readonly order?: string | undefined;
  /** Input records this message accounts for: 0 for the second half of a question-and-answer row. */
  readonly records: number;
}

interface RawConversation {
  readonly id: string;
  readonly source: Place;
  readonly channel?: string | undefined;
  readonly agent?: string | undefined;
  readonly customerName?: string | undefined;
  readonly startedAt?: string | undefined;
  readonly meta: Readonly<Record<string, string>>;
  readonly messages: readonly RawMessage[];
  /** Name of the column or key of the times. */
  readonly timeName: string;
  /** Whether rows come in no particular order, so that an order column or the time has to say it. */
  readonly sort: boolean;
}

export interface Assembler {
  /** The items for one conversation: its skipped rows, and itself if a row with text is left. */
  readonly add: (raw: RawConversation) => ReadItem[];
  /** Notices about the whole file. Throws a UserError if no agent was found in it. */
  readonly close: () => ReadItem[];
}

/** Opens the books for one file. */
export function openAssembler(context: ReadContext): Assembler {
  const roles = openRoles(context);
  let unreadTimes = 0;
  let skippedRows = 0;
  let conversations = 0;

  function add(raw: RawConversation): ReadItem[] {
    const empty = raw.messages.filter((message) => message.text.trim() === '');
    const spoken = raw.messages.filter((message) => message.text.trim() !== '');
    const items: ReadItem[] = [];
    if (empty.length > 0) {
      const count = empty.reduce((sum, message) => sum + message.records, 0);
      const rows = `${count} ${count === 1 ? 'row has' : 'rows have'} no text`;
      skippedRows += count;
      if (count > 0) items.push(skipped(empty[0]!.place, `${rows} in conversation ${raw.id}`, count));
    }
    if (spoken.length === 0) return items;

    const stamps = readTimes(
      spoken.map((message) => message.time),
      raw.timeName,
    );
    unreadTimes += spoken.filter((message, index) => message.time && !stamps[index]).length;
    const order = raw.sort ? orderOf(spoken, stamps) : spoken.map((_, index) => index);
    const channel = raw.channel?.trim().toLowerCase() || undefined;
    const turns = toTurns(
      order.map((index) => {
        const { label, speaker, internal, text, place } = spoken[index]!;
        const { at, startMs } = stamps[index] ?? {};
        const role = roles.of(label);
        // A name column on a customer's row may hold anything; only agents are told apart by it.
        const named = role === 'agent' || role === 'bot' ? speaker : undefined;
        return {
          role,
          speaker: named,
          visibility: internal ? 'internal' : 'public',
          text,
          place,
          at,
          startMs,
        };
      }),
      channel,
    );
    const agent = raw.agent ?? turns.find((turn) => turn.role === 'agent' && turn.speaker)?.speaker;
    const startedAt = readTimes([raw.startedAt], 'started_at')[0]?.at ?? turns.find((turn) => turn.at)?.at;
    const conversation: Conversation = {
      id: raw.id,
      ...(channel !== undefined && { channel }),
      ...(agent && { agent }),
      ...(raw.customerName && { customerName: raw.customerName }),
      ...(startedAt !== undefined && { startedAt }),
      meta: raw.meta,
      turns,
      source: raw.source,
    };
    conversations++;
    const rows = spoken.reduce((sum, message) => sum + message.records, 0);
    return [...items, { kind: 'conversation', conversation, rows }];
  }

  function close(): ReadItem[] {
    const items = roles.close();
    if (unreadTimes > 0) {
      const rows = `${unreadTimes} ${unreadTimes === 1 ? 'row has a time' : 'rows have times'}`;
      items.push(
        notice({ path: context.path }, `${rows} in a form that is not known; they are read without it`),
      );
    }
    if (conversations === 0 && skippedRows > 0) {
      const what = 'no row of the file has a text; if it is under another name, --map text=NAME';
      items.push(notice({ path: context.path }, what, 'warning'));
    }
    return items;
  }

  return { add, close };
}

/** Indices of the messages in order: by order column, else by time if that says anything, else as they came. */
function orderOf(messages: readonly RawMessage[], stamps: readonly (Stamp | undefined)[]): number[] {
  const indices = messages.map((_, index) => index);
  const given = messages.map(({ order }) => (order?.trim() ? Number(order) : Number.NaN));
  const keys = given.every(Number.isFinite) ? given : stamps.map((stamp) => stamp?.sort ?? Number.NaN);
  return keys.every(Number.isFinite) ? indices.sort((a, b) => keys[a]! - keys[b]!) : indices;
}
