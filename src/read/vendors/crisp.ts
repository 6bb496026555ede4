/** Crisp messages (FORMATS §3.8). */

import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, byConversation, has, listIn, some, textAt } from './shape.ts';
import type { Entry, Vendor } from './vendor.ts';

const isMessage = (value: unknown): boolean =>
  has(value, 'session_id', 'from', 'type', 'content') &&
  ['user', 'operator'].includes(textAt(value, 'from') ?? '');

const threadOf = (value: unknown): string | undefined => textAt(value, 'session_id');

export const crisp: Vendor = {
  description: 'Crisp messages',
  recognised: 'messages with session_id and from "user" or "operator"',
  matches: (value) => some(value, ['data'], isMessage),
  isMessage,
  threadOf,
  read: (value) =>
    byConversation(listIn(value, ['data']), threadOf, entry).map(({ id, pointer, entries }) => ({
      pointer,
      id,
      channel: 'chat',
      entries,
      timeName: 'timestamp_ms',
    })),
};

function entry(message: JsonObject): Entry {
  const type = textAt(message, 'type');
  if (type !== 'text' && type !== 'note')
    return { dropped: 'events, files and other messages without words' };
  const from = textAt(message, 'from') ?? NOBODY;
  const automated = from === 'operator' && at(message, 'automated') === true;
  return {
    label: automated ? 'bot' : from === 'user' ? 'customer' : from === 'operator' ? 'agent' : from,
    text: at(message, 'content'),
    key: 'content',
    speaker: textAt(message, 'user', 'nickname') ?? textAt(message, 'user', 'user_id'),
    internal: type === 'note',
    time: textAt(message, 'timestamp'),
  };
}
