/** What every reader shares: raw messages of one conversation → a Conversation and the account of its rows. */

import type { Conversation, Place, Role } from '../model.ts';
import { excessOf } from './bound.ts';
import { duplicates } from './dedup.ts';
import { type Inference, inferRoles, isNumbered } from './infer.ts';
import { isMojibake, mend } from './mojibake.ts';
import { listed, notice, quarantined, type ReadContext, type ReadItem, skipped } from './reader.ts';
import { NOBODY, openRoles, type RoleNotes } from './roles.ts';
import { readTimes, type Stamp } from './times.ts';
import { toTurns } from './turns.ts';

/** One message as the file has it. */
export interface RawMessage {
  /** The message's own id, where the export has one. */
  readonly turnId?: string | undefined;
  readonly label: string;
  readonly speaker?: string | undefined;
  readonly internal?: boolean;
  readonly text: string;
  readonly place: Place;
  readonly time?: string | undefined;
  /** When it ends, in the unit of `time`. */
  readonly end?: string | undefined;
  readonly order?: string | undefined;
  /** Input records this message accounts for: 0 for the second half of a question-and-answer row. */
  readonly records: number;
}

export interface RawConversation {
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
  /** Whether labels without a role are speakers' ids or names, so that roles may be inferred for them. */
  readonly speakers?: boolean;
}

export interface Assembler {
  /** The items for one conversation: its skipped rows, and itself if a row with text is left. */
  readonly add: (raw: RawConversation) => ReadItem[];
  /** Notices about the whole file. Throws a UserError if no agent was found in it. */
  readonly close: () => ReadItem[];
  /** What is known so far for the end of the file, as data. */
  readonly notes: () => AssemblerNotes;
  /** Takes over the notes of who has read the next part of the same file. */
  readonly join: (part: AssemblerNotes) => void;
}

/** What the books of a part of a file say for its end. */
export interface AssemblerNotes {
  readonly roles: RoleNotes;
  readonly counts: Readonly<Record<Counted, number>>;
  readonly vendors: boolean;
  readonly inferences: readonly (readonly [told: string, where: { place: Place; count: number }])[];
}

type Counted =
  | 'unreadTimes'
  | 'skippedRows'
  | 'conversations'
  | 'doubled'
  | 'garbled'
  | 'emptyTold'
  | 'emptyUntold';

/** Opens the books for one file. */
export function openAssembler(context: ReadContext): Assembler {
  const roles = openRoles(context);
  const counts: Record<Counted, number> = {
    unreadTimes: 0,
    skippedRows: 0,
    conversations: 0,
    doubled: 0,
    garbled: 0,
    emptyTold: 0,
    emptyUntold: 0,
  };
  let vendors = false;
  /** Notices of inferred roles, each once with the conversations that it holds for. */
  const inferences = new Map<string, { place: Place; count: number }>();

  /** The roles that the opening of this conversation tells for its labels without one, noted for the user. */
  function infer(raw: RawConversation, spoken: readonly RawMessage[]): ReadonlyMap<string, Role> {
    if (context.infer === false) return NO_ROLES;
    const unknown = new Set<string>();
    const known = new Set<Role>();
    for (const { label } of spoken) {
      const role = roles.find(label);
      if (role) known.add(role);
      else if ((raw.speakers && label !== NOBODY) || isNumbered(label)) unknown.add(label);
    }
    const inference = unknown.size > 0 ? inferRoles(spoken, [...unknown], known) : undefined;
    if (!inference) return NO_ROLES;
    const told = describe(inference);
    const same = inferences.get(told);
    if (same) same.count++;
    else if (inferences.size < MAX_NOTICES) inferences.set(told, { place: raw.source, count: 1 });
    return inference.roles;
  }

  /** The messages without those that the export repeats; their records go to the account of the file. */
  function unique(messages: readonly RawMessage[]): readonly RawMessage[] {
    const dropped = duplicates(messages);
    if (dropped.size === 0) return messages;
    for (const index of dropped) counts.doubled += messages[index]!.records;
    return messages.filter((_, index) => !dropped.has(index));
  }

  /** Counts texts that were decoded wrongly before they got here, and mends them if that is wanted. */
  function legible(messages: readonly RawMessage[]): readonly RawMessage[] {
    const bad = messages.filter(({ text }) => isMojibake(text));
    counts.garbled += bad.length;
    if (bad.length === 0 || !context.repair) return messages;
    return messages.map((message) => ({ ...message, text: mend(message.text) }));
  }

  function add(raw: RawConversation): ReadItem[] {
    const chars = raw.messages.reduce((sum, { text }) => sum + text.length, 0);
    const tooLarge = excessOf({ messages: raw.messages.length, chars, size: 0 });
    if (tooLarge !== undefined) {
      const records = raw.messages.reduce((sum, message) => sum + message.records, 0);
      return [quarantined(raw.source, tooLarge, records)];
    }
    const empty = raw.messages.filter((message) => message.text.trim() === '');
    const items: ReadItem[] = [];
    if (empty.length > 0) {
      const count = empty.reduce((sum, message) => sum + message.records, 0);
      const rows = `${count} ${count === 1 ? 'row has' : 'rows have'} no text`;
      counts.skippedRows += count;
      if (count > 0 && ++counts.emptyTold <= MAX_NOTICES) {
        items.push(skipped(empty[0]!.place, `${rows} in conversation ${raw.id}`, count));
      } else counts.emptyUntold += count;
    }
    const spoken = legible(unique(raw.messages.filter((message) => message.text.trim() !== '')));
    if (spoken.length === 0) return items;

    const times = [...spoken.map(({ time }) => time), ...spoken.map(({ end }) => end)];
    const read = readTimes(times, raw.timeName, undefined, spoken.length);
    const written = read.slice(0, spoken.length);
    counts.unreadTimes += spoken.filter((message, index) => message.time && !written[index]).length;
    // One time on every row is the conversation's, and says nothing of its turns (FORMATS §0.3).
    const shared = spoken.length > 1 && written.every((stamp) => stamp?.at && stamp.at === written[0]?.at);
    const stamps = shared ? written.map(() => undefined) : written;
    const order = raw.sort ? orderOf(spoken, stamps) : spoken.map((_, index) => index);
    const inferred = infer(
      raw,
      order.map((index) => spoken[index]!),
    );
    const channel = raw.channel?.trim().toLowerCase() || undefined;
    const turns = toTurns(
      order.map((index) => {
        const { label, speaker, internal, text, place } = spoken[index]!;
        const { at, startMs } = stamps[index] ?? {};
        const guess = inferred.get(label);
        const role = guess === undefined ? roles.of(label) : roles.inferred(guess);
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
          endMs: startMs === undefined ? undefined : read[spoken.length + index]?.startMs,
        };
      }),
      channel,
    );
    const agent = raw.agent ?? turns.find((turn) => turn.role === 'agent' && turn.speaker)?.speaker;
    const startedAt =
      readTimes([raw.startedAt], 'started_at')[0]?.at ??
      (shared ? written[0]?.at : turns.find((turn) => turn.at)?.at);
    const conversation: Conversation = {
      id: raw.id,
      channel,
      agent: agent || undefined,
      customerName: raw.customerName || undefined,
      startedAt,
      meta: raw.meta,
      turns,
      source: raw.source,
    };
    counts.conversations++;
    vendors ||= raw.speakers === true;
    const rows = spoken.reduce((sum, message) => sum + message.records, 0);
    return [...items, { kind: 'conversation', conversation, rows }];
  }

  function close(): ReadItem[] {
    const items = roles.close(vendors);
    for (const [told, { place, count }] of inferences) {
      const where = count > 1 ? `${told} (in ${count} conversations)` : told;
      items.push(
        notice(place, `${where}; refuse this with --no-infer, or say it: --roles agent=…,customer=…`),
      );
    }
    const place = { path: context.path };
    if (counts.doubled > 0) {
      const rows = `${counts.doubled} ${counts.doubled === 1 ? 'row repeats' : 'rows repeat'}`;
      items.push(
        skipped(place, `${rows} an earlier one, as pages or windows of an export do`, counts.doubled),
      );
    }
    if (counts.emptyUntold > 0) {
      items.push(skipped(place, `${counts.emptyUntold} more rows have no text`, counts.emptyUntold));
    }
    if (counts.garbled > 0) {
      const rows = `${counts.garbled} ${counts.garbled === 1 ? 'text was' : 'texts were'} decoded wrongly before they got here (such as "â€™" for "’")`;
      items.push(
        context.repair
          ? notice(place, `${rows}; mended, as asked`)
          : notice(place, `${rows}; mend them with --repair-encoding`, 'warning'),
      );
    }
    if (counts.unreadTimes > 0) {
      const rows = `${counts.unreadTimes} ${counts.unreadTimes === 1 ? 'row has a time' : 'rows have times'}`;
      items.push(
        notice({ path: context.path }, `${rows} in a form that is not known; they are read without it`),
      );
    }
    if (counts.conversations === 0 && counts.skippedRows > 0) {
      const what = 'no row of the file has a text; if it is under another name, --map text=NAME';
      items.push(notice({ path: context.path }, what, 'warning'));
    }
    return items;
  }

  const notes = (): AssemblerNotes => ({
    roles: roles.notes(),
    counts: { ...counts },
    vendors,
    inferences: [...inferences],
  });

  function join(part: AssemblerNotes): void {
    roles.join(part.roles);
    for (const name of Object.keys(counts) as Counted[]) counts[name] += part.counts[name];
    vendors ||= part.vendors;
    for (const [told, { place, count }] of part.inferences) {
      const same = inferences.get(told);
      if (same) same.count += count;
      else if (inferences.size < MAX_NOTICES) inferences.set(told, { place, count });
    }
  }

  return { add, close, notes, join };
}

const NO_ROLES: ReadonlyMap<string, Role> = new Map();

/** Different inferences that are told one by one. */
const MAX_NOTICES = 100;

function describe({ roles, reason }: Inference): string {
  const pairs = [...roles].map(
    ([label, role]) => `${listed([label])} is ${role === 'agent' ? 'the agent' : `the ${role}`}`,
  );
  return `roles inferred from the opening turns: ${pairs.join(', ')} (${reason})`;
}

/** Indices of the messages in order: by order column, else by time if that says anything, else as they came. */
function orderOf(messages: readonly RawMessage[], stamps: readonly (Stamp | undefined)[]): number[] {
  const indices = messages.map((_, index) => index);
  const given = messages.map(({ order }) => (order?.trim() ? Number(order) : Number.NaN));
  const keys = given.every(Number.isFinite) ? given : stamps.map((stamp) => stamp?.sort ?? Number.NaN);
  return keys.every(Number.isFinite) ? indices.sort((a, b) => keys[a]! - keys[b]!) : indices;
}
