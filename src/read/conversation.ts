/** Conversations in JSON: what they say about themselves, and where they keep their messages (FORMATS §2.4). */

import type { Place } from '../model.ts';
import { type Assembler, openAssembler, type RawMessage } from './assemble.ts';
import { CONVERSATION_KEYS, checkMap, type Field, own } from './fields.ts';
import {
  escapePointer,
  isObject,
  isWrong,
  type JsonObject,
  messageReader,
  plain,
  typeName,
} from './message.ts';
import { notice, quarantined, type ReadContext, type ReadItem, skipped } from './reader.ts';

/** Keys that hold the messages of a conversation, in order of preference. */
export const TURN_KEYS = [
  'messages',
  'turns',
  'transcript',
  'entries',
  'utterances',
  'segments',
  'conversation',
  'dialogue',
  'log',
  'history',
  'events',
  'comments',
  'sentences',
  'original',
  'transcript_segments',
] as const;

/** Keys whose text is what people said, and so never becomes `meta`. */
const SAID: ReadonlySet<string> = new Set([
  ...TURN_KEYS,
  'content',
  'text',
  'message',
  'body',
  'delexed',
  'utterance',
]);

/** One file's reader of values, which keeps the books over all of them. */
export interface Desk {
  readonly assembler: Assembler;
  readonly conversation: (value: unknown, place: Place, fallbackId: string) => ReadItem[];
  readonly isMessage: (value: unknown) => boolean;
  readonly grouped: (values: readonly { value: unknown; place: Place }[], fallbackId: string) => ReadItem[];
  /** The key under which an object keeps its messages, whatever their type. */
  readonly turnKey: (value: JsonObject) => string | undefined;
  /** Which keys are read, by the example of a conversation or a message, as a line for the user. */
  readonly mapping: (example: unknown) => string;
}

/** Opens the desk for one file. Throws a UserError if `--map` names no field of ours. */
export function openDesk(context: ReadContext): Desk {
  checkMap(context.path, context.map);
  const assembler = openAssembler(context);
  const message = messageReader(context);

  /** Reads messages one by one; what cannot be read is quarantined alone. */
  function messagesOf(values: readonly unknown[], placeOf: (index: number) => Place) {
    const messages: RawMessage[] = [];
    const items: ReadItem[] = [];
    for (const [index, value] of values.entries()) {
      const place = placeOf(index);
      const read = message.read(value, place);
      if (isWrong(read)) items.push(quarantined(under(place, read.pointer), read.reason));
      else messages.push(read);
    }
    return { messages, items };
  }

  function turnKey(value: JsonObject): string | undefined {
    const present = TURN_KEYS.filter((key) => own(value, key) !== undefined && own(value, key) !== null);
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
    if (!Array.isArray(turns))
      return [quarantined(at, `"${key}" is ${typeName(turns)}, not a list of messages`)];
    if (turns.length === 0) return [skipped(at, 'the conversation has no messages', 1)];
    const { messages, items } = messagesOf(turns, (index) => under(at, `/${index}`));
    const { id, ...rest } = particularsOf(value, context);
    const timeName = message.keysIn(turns.find(message.looksLike)).time ?? '';
    const raw = { ...rest, id: id ?? fallbackId, source: place, messages, timeName, sort: false };
    return [...items, ...assembler.add(raw)];
  }

  function grouped(values: readonly { value: unknown; place: Place }[], fallbackId: string): ReadItem[] {
    const idKeys = (CONVERSATION_KEYS.conversation ?? []).filter((key) => key !== 'id');
    const wanted = own(context.map ?? {}, 'conversation');
    const key = (wanted === undefined ? idKeys : [wanted]).find((name) =>
      values.some(({ value }) => isObject(value) && own(value, name) !== undefined),
    );
    const groups = new Map<string, (typeof values)[number][]>();
    for (const entry of values) {
      const id =
        (key !== undefined && isObject(entry.value) ? plain(own(entry.value, key)) : undefined) ?? fallbackId;
      const group = groups.get(id);
      if (group) group.push(entry);
      else groups.set(id, [entry]);
    }
    return [...groups].flatMap(([id, group]) => {
      const { messages, items } = messagesOf(
        group.map(({ value }) => value),
        (index) => group[index]!.place,
      );
      const first = group.find(({ value }) => message.looksLike(value))?.value;
      const { channel, customerName } = isObject(first)
        ? particularsOf(first, context)
        : ({} as Partial<Particulars>);
      const timeName = message.keysIn(first).time ?? '';
      const raw = {
        id,
        source: group[0]!.place,
        channel,
        customerName,
        meta: {},
        messages,
        timeName,
        sort: true,
      };
      return [...items, ...assembler.add(raw)];
    });
  }

  function mapping(example: unknown): string {
    const key = isObject(example) ? turnKey(example) : undefined;
    const turns = key !== undefined && isObject(example) ? example[key] : undefined;
    const keys = message.keysIn(Array.isArray(turns) ? turns.find(message.looksLike) : example);
    const fields = Object.entries(keys).map(([field, name]) => `${field}=${name}`);
    return [...(Array.isArray(turns) ? [`messages in ${key}`] : []), ...fields].join(', ');
  }

  return { assembler, conversation, isMessage: message.looksLike, grouped, turnKey, mapping };
}

/** What a conversation says about itself outside its messages. */
interface Particulars {
  readonly id: string | undefined;
  readonly channel: string | undefined;
  readonly agent: string | undefined;
  readonly customerName: string | undefined;
  readonly startedAt: string | undefined;
  readonly meta: Record<string, string>;
}

/**
 * Reads the particulars of a conversation from its own keys and from its `meta` (or `metadata`), whose other
 * values become text: nested ones as JSON.
 */
function particularsOf(value: JsonObject, context: ReadContext): Particulars {
  const inner = [own(value, 'meta'), own(value, 'metadata')].find(isObject) ?? {};
  const used = new Set<string>();
  const find = (field: Field): string | undefined => {
    const mapped = own(context.map ?? {}, field);
    for (const key of mapped === undefined ? (CONVERSATION_KEYS[field] ?? []) : [mapped]) {
      for (const holder of [value, inner]) {
        const raw = own(holder, key);
        const text = isObject(raw) ? (plain(own(raw, 'name')) ?? plain(own(raw, 'id'))) : plain(raw);
        if (text === undefined || text.trim() === '') continue;
        used.add(key);
        return text;
      }
    }
    return undefined;
  };
  const id = find('conversation');
  const found = {
    id,
    channel: find('channel'),
    agent: find('agent')?.trim(),
    customerName: find('customer')?.trim(),
    startedAt: find('time'),
  };
  const entries = [
    ...Object.entries(value).filter(([key, entry]) => !SAID.has(key) && plain(entry) !== undefined),
    ...Object.entries(inner),
  ];
  const meta = Object.fromEntries(
    entries.flatMap(([key, entry]): [string, string][] =>
      used.has(key) || entry === null || entry === undefined ? [] : [[key, plain(entry) ?? asJson(entry)]],
    ),
  );
  return { ...found, meta };
}

/** JSON.stringify recurses, so a hostile depth overflows its stack where JSON.parse held out. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return '(nested too deeply)';
  }
}

/** Whether a value has messages of its own, readable or not. */
export function hasTurns(value: unknown, desk: Desk): boolean {
  if (!isObject(value)) return false;
  const key = desk.turnKey(value);
  return key !== undefined && (Array.isArray(value[key]) || !desk.isMessage(value));
}

function under(place: Place, pointer: string): Place {
  return pointer === '' ? place : { ...place, pointer: `${place.pointer ?? ''}${pointer}` };
}

/** The file's name without its folder and ending: the id of what has none. */
export function stemOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/(.)\.[^.]*$/, '$1');
}

/** The notice that a file is not UTF-8. */
export function invalidUtf8(path: string, line: number): ReadItem {
  return notice({ path, line }, 'not UTF-8 from here on; unreadable characters are replaced', 'warning');
}
