/** Vendors' documents → conversations by way of the assembler, with every record accounted for. */

import { UserError } from '../../errors.ts';
import type { Place } from '../../model.ts';
import type { Assembler, RawMessage } from '../assemble.ts';
import { loadHtml } from '../html.ts';
import { typeName } from '../message.ts';
import { notice, quarantined, type ReadContext, type ReadItem, skipped } from '../reader.ts';
import { NOBODY } from '../roles.ts';
import { VENDOR_NAMES, type VendorName, vendorOf } from './index.ts';
import type { Placed, Tools, VendorConversation } from './vendor.ts';

/** How many elements of a list are looked at to tell whether it holds loose messages. */
const LOOK = 25;

/** One file's reader of vendors' documents. */
export interface VendorDesk {
  /** The vendor of a document, of a list of its loose messages, or nothing. */
  readonly recognise: (value: unknown) => VendorName | undefined;
  /** The vendor whose loose messages a list holds, or nothing. */
  readonly looseIn: (list: readonly unknown[]) => VendorName | undefined;
  /** Reads a document of this vendor; `placeOf` makes a place of a JSON pointer into it. */
  readonly read: (
    name: VendorName,
    value: unknown,
    placeOf: (pointer: string) => Place,
    fallbackId: string,
  ) => Promise<ReadItem[]>;
  /** The account of what was left out. Throws a UserError if no speaker was named in anything that was read. */
  readonly close: () => ReadItem[];
  /** What is known so far for the end of the file, as data. */
  readonly notes: () => VendorNotes;
  /** Takes over the notes of who has read the next part of the same file. */
  readonly join: (part: VendorNotes) => void;
}

/** What the desk of a part of a file says for its end. */
export interface VendorNotes {
  readonly left: readonly (readonly [reason: string, where: { place: Place; count: number }])[];
  readonly named: number;
  readonly unnamed: number;
}

/** Opens the desk for one file, beside the assembler that keeps its books. */
export function openVendors(context: ReadContext, assembler: Assembler): VendorDesk {
  const names = context.vendor === undefined ? VENDOR_NAMES : [context.vendor];
  const left = new Map<string, { place: Place; count: number }>();
  let last: VendorName | undefined;
  let named = 0;
  let unnamed = 0;
  let tools: Tools | undefined;

  function recognise(value: unknown): VendorName | undefined {
    if (last && vendorOf(last).matches(value)) return last;
    const found =
      names.find((name) => vendorOf(name).matches(value)) ??
      (Array.isArray(value) ? looseIn(value) : undefined);
    last = found ?? last;
    return found;
  }

  /** The vendor of whom four of five of the first elements are messages. */
  function looseIn(list: readonly unknown[]): VendorName | undefined {
    const sample = list.slice(0, LOOK);
    return names.find((name) => {
      const test = vendorOf(name).isMessage;
      return test && sample.length > 0 && sample.filter(test).length >= 0.8 * sample.length;
    });
  }

  async function read(
    name: VendorName,
    value: unknown,
    placeOf: (pointer: string) => Place,
    fallbackId: string,
  ): Promise<ReadItem[]> {
    const vendor = vendorOf(name);
    if (vendor.html) tools ??= { html: await loadHtml() };
    const conversations = vendor.read(value, tools ?? { html: (text) => text });
    if (conversations.length === 0) return [skipped(placeOf(''), 'the document has no conversations', 1)];
    return conversations.flatMap((conversation, index) =>
      add(conversation, placeOf, conversations.length > 1 ? `${fallbackId}-${index + 1}` : fallbackId),
    );
  }

  function add(
    conversation: VendorConversation,
    placeOf: (pointer: string) => Place,
    fallbackId: string,
  ): ReadItem[] {
    const { pointer, entries, meta, timeName, newestFirst, inOrder, warnings, id, ...rest } = conversation;
    const source = placeOf(pointer);
    if (entries.length === 0) return [skipped(source, 'the conversation has no messages', 1)];
    const items: ReadItem[] = (warnings ?? []).map((warning) => notice(source, warning, 'warning'));
    const messages: RawMessage[] = [];
    for (const entry of entries) {
      const place = placeOf(entry.pointer);
      if ('dropped' in entry) leaveOut(entry.dropped, place);
      else if ('wrong' in entry) items.push(quarantined(placeOf(under(entry)), entry.wrong));
      else if (typeof entry.text === 'string' || entry.text === null || entry.text === undefined) {
        const { key: _, text, ...said } = entry;
        if (text?.includes('\0'))
          items.push(quarantined(placeOf(under(entry)), 'contains a NUL byte', entry.records));
        else messages.push({ ...said, text: text ?? '', place, records: entry.records ?? 1 });
      } else
        items.push(
          quarantined(
            placeOf(under(entry)),
            `the text of a message is ${typeName(entry.text)}`,
            entry.records,
          ),
        );
    }
    for (const { label, text } of messages) {
      if (text.trim() !== '') label === NOBODY ? unnamed++ : named++;
    }
    const raw = {
      ...rest,
      id: id ?? fallbackId,
      meta: meta ?? {},
      timeName: timeName ?? '',
      source,
      sort: !inOrder,
      speakers: true,
    };
    return [...items, ...assembler.add({ ...raw, messages: newestFirst ? messages.reverse() : messages })];
  }

  function leaveOut(reason: string, place: Place, times = 1): void {
    const known = left.get(reason);
    if (known) known.count += times;
    else left.set(reason, { place, count: times });
  }

  function close(): ReadItem[] {
    if (named === 0 && unnamed > 0) {
      const what = 'no speaker is named in it, so nobody can be told apart';
      throw new UserError(
        `${context.path}: ${what}; transcribe it with speaker labels (diarisation) or by channel`,
      );
    }
    return [...left].map(([reason, { place, count }]) =>
      skipped(place, `${count} ${count === 1 ? 'record was' : 'records were'} left out: ${reason}`, count),
    );
  }

  const notes = (): VendorNotes => ({ left: [...left], named, unnamed });
  const join = (part: VendorNotes): void => {
    for (const [reason, { place, count }] of part.left) leaveOut(reason, place, count);
    named += part.named;
    unnamed += part.unnamed;
  };

  return { recognise, looseIn, read, close, notes, join };
}

/** The pointer of what is wrong in an entry. */
function under(entry: Placed): string {
  return 'key' in entry && entry.key !== undefined ? `${entry.pointer}/${entry.key}` : entry.pointer;
}
