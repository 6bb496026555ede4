/** Conversations in JSON: where they keep their messages, and how loose messages are grouped (FORMATS §2.4). */

import { own } from '../keys.ts';
import type { Place } from '../model.ts';
import { type Assembler, openAssembler, type RawMessage } from './assemble.ts';
import { parseScripts } from './blob.ts';
import { CONVERSATION_KEYS, checkMap } from './fields.ts';
import {
  escapePointer,
  isObject,
  isWrong,
  type JsonObject,
  messageReader,
  plain,
  typeName,
} from './message.ts';
import { type Particulars, particularsOf, TURN_KEYS } from './particulars.ts';
import { notice, quarantined, type ReadContext, type ReadItem, skipped } from './reader.ts';

/** A value and where it stands. */
export interface Placed {
  readonly value: unknown;
  readonly place: Place;
}

/** One file's reader of values, which keeps the books over all of them. */
export interface Desk {
  readonly assembler: Assembler;
  readonly conversation: (value: unknown, place: Place, fallbackId: string) => ReadItem[];
  readonly isMessage: (value: unknown) => boolean;
  /** Tells of loose messages which conversation each belongs to, by the key that some of them show. */
  readonly threadsIn: (values: readonly unknown[]) => (value: unknown) => string | undefined;
  /** Loose messages of one conversation. */
  readonly gathered: (id: string, group: readonly Placed[]) => ReadItem[];
  /** Loose messages of many. */
  readonly grouped: (values: readonly Placed[], fallbackId: string) => ReadItem[];
  /** The key under which an object keeps its messages, whatever their type. */
  readonly turnKey: (value: JsonObject) => string | undefined;
  /** Which keys are read, by the example of a conversation or a message, as a line for the user. */
  readonly mapping: (example: unknown) => string;
}

const TURN_KEY: ReadonlySet<string> = new Set(TURN_KEYS);

/** Opens the desk for one file. Throws a UserError if `--map` names no field of ours. */
export function openDesk(context: ReadContext): Desk {
  checkMap(context.path, context.map);
  const assembler = openAssembler(context);
  const message = messageReader(context);

  /** Reads messages one by one; what cannot be read is quarantined alone. */
  function messagesOf(values: readonly unknown[], placeOf: (index: number) => Place) {
    const messages: RawMessage[] = [];
    const items: ReadItem[] = [];
    for (let index = 0; index < values.length; index++) {
      const place = placeOf(index);
      const read = message.read(values[index], place);
      if (isWrong(read)) items.push(quarantined(under(place, read.pointer), read.reason));
      else messages.push(read);
    }
    return { messages, items };
  }

  function turnKey(value: JsonObject): string | undefined {
    const held = Object.keys(value).filter((key) => TURN_KEY.has(key) && value[key] != null);
    if (held.length < 2) return held[0];
    const present = TURN_KEYS.filter((key) => held.includes(key));
    const arrays = present.filter((key) => Array.isArray(value[key]));
    return arrays.find((key) => (value[key] as unknown[]).some(message.looksLike)) ?? arrays[0] ?? present[0];
  }

  function conversation(value: unknown, place: Place, fallbackId: string): ReadItem[] {
    if (!isObject(value)) return [quarantined(place, `a conversation is ${typeName(value)}, not an object`)];
    const key = turnKey(value);
    if (key === undefined)
      return [quarantined(place, `no list of messages (${TURN_KEYS.slice(0, 4).join(', ')} …)`)];
    const turns = value[key];
    const at = under(place, `/${escapePointer(key)}`);
    if (typeof turns === 'string') return blob(value, turns, at, place, fallbackId);
    if (!Array.isArray(turns))
      return [quarantined(at, `"${key}" is ${typeName(turns)}, not a list of messages`)];
    if (turns.length === 0) return [skipped(at, 'the conversation has no messages', 1)];
    const { messages, items } = messagesOf(turns, (index) => under(at, `/${index}`));
    const { id = fallbackId, channel, agent, customerName, startedAt, meta } = particularsOf(value, context);
    const timeName = message.keysIn(turns.find(message.looksLike)).time ?? '';
    const told = assembler.add({
      id,
      source: place,
      channel,
      agent,
      customerName,
      startedAt,
      meta,
      messages,
      timeName,
      sort: false,
    });
    return [...items, ...told];
  }

  /** A transcript written as one text (FORMATS §2.4). */
  function blob(value: JsonObject, text: string, at: Place, place: Place, fallbackId: string): ReadItem[] {
    const said = parseScripts(text, context).flatMap((each) => each.said);
    if (said.length === 0)
      return [quarantined(at, 'the transcript is one text, in which no speaker is named')];
    if (text.includes('\0')) return [quarantined(at, 'contains a NUL byte')];
    const messages = said.map(({ line: _, ...rest }) => ({ ...rest, place: at, records: 1 }));
    const { id, ...rest } = particularsOf(value, context);
    return assembler.add({
      ...rest,
      id: id ?? fallbackId,
      source: place,
      messages,
      timeName: '',
      sort: false,
    });
  }

  function threadsIn(values: readonly unknown[]): (value: unknown) => string | undefined {
    const idKeys = (CONVERSATION_KEYS.conversation ?? []).filter((key) => key !== 'id');
    const wanted = own(context.map ?? {}, 'conversation');
    const key = (wanted === undefined ? idKeys : [wanted]).find((name) =>
      values.some((value) => isObject(value) && own(value, name) !== undefined),
    );
    return (value) => (key !== undefined && isObject(value) ? plain(own(value, key)) : undefined);
  }

  function gathered(id: string, group: readonly Placed[]): ReadItem[] {
    const { messages, items } = messagesOf(
      group.map(({ value }) => value),
      (index) => group[index]!.place,
    );
    const first = group.find(({ value }) => message.looksLike(value))?.value;
    const { channel, customerName } = isObject(first)
      ? particularsOf(first, context)
      : ({} as Partial<Particulars>);
    const timeName = message.keysIn(first).time ?? '';
    const source = group[0]!.place;
    const raw = { id, source, channel, customerName, meta: {}, messages, timeName, sort: true };
    return [...items, ...assembler.add(raw)];
  }

  function grouped(values: readonly Placed[], fallbackId: string): ReadItem[] {
    const threadOf = threadsIn(values.map(({ value }) => value));
    const groups = new Map<string, Placed[]>();
    for (const entry of values) {
      const id = threadOf(entry.value) ?? fallbackId;
      const group = groups.get(id);
      if (group) group.push(entry);
      else groups.set(id, [entry]);
    }
    return [...groups].flatMap(([id, group]) => gathered(id, group));
  }

  function mapping(example: unknown): string {
    const key = isObject(example) ? turnKey(example) : undefined;
    const turns = key !== undefined && isObject(example) ? example[key] : undefined;
    const keys = message.keysIn(Array.isArray(turns) ? turns.find(message.looksLike) : example);
    const fields = Object.entries(keys).map(([field, name]) => `${field}=${name}`);
    return [...(Array.isArray(turns) ? [`messages in ${key}`] : []), ...fields].join(', ');
  }

  return {
    assembler,
    conversation,
    isMessage: message.looksLike,
    threadsIn,
    gathered,
    grouped,
    turnKey,
    mapping,
  };
}

/** Whether a value has messages of its own, readable or not. */
export function hasTurns(value: unknown, desk: Desk): boolean {
  if (!isObject(value)) return false;
  const key = desk.turnKey(value);
  return key !== undefined && (Array.isArray(value[key]) || !desk.isMessage(value));
}

function under(place: Place, pointer: string): Place {
  const { path, line, pointer: above = '' } = place;
  if (pointer === '') return place;
  return line === undefined ? { path, pointer: above + pointer } : { path, line, pointer: above + pointer };
}

/** The file's name without its folder and ending: the id of what has none. */
export function stemOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/(.)\.[^.]*$/, '$1');
}

/** The notice that a file is not UTF-8. */
export function invalidUtf8(path: string, line: number): ReadItem {
  return notice({ path, line }, 'not UTF-8 from here on; unreadable characters are replaced', 'warning');
}
