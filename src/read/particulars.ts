/** What a conversation in JSON says about itself outside its messages: id, channel, people, the rest as text. */

import { own } from '../keys.ts';
import { CONVERSATION_KEYS, type Field } from './fields.ts';
import { isObject, type JsonObject, plain } from './message.ts';
import type { ReadContext } from './reader.ts';

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

/** What a conversation says about itself outside its messages. */
export interface Particulars {
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
export function particularsOf(value: JsonObject, context: ReadContext): Particulars {
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
  const channel = find('channel');
  const agent = find('agent')?.trim();
  const customerName = find('customer')?.trim();
  const startedAt = find('time');
  const others: [string, string][] = [];
  const add = (key: string, entry: unknown): void => {
    if (!used.has(key) && entry !== null && entry !== undefined)
      others.push([key, plain(entry) ?? asJson(entry)]);
  };
  for (const key of Object.keys(value))
    if (!SAID.has(key) && plain(value[key]) !== undefined) add(key, value[key]);
  for (const key of Object.keys(inner)) add(key, inner[key]);
  const meta = Object.fromEntries(others);
  return { id, channel, agent, customerName, startedAt, meta };
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
