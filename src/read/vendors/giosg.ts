/** Giosg chat messages (FORMATS §3.8). */

import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, byConversation, has, listIn, some, textAt } from './shape.ts';
import type { Entry, Vendor } from './vendor.ts';

const isMessage = (value: unknown): boolean =>
  has(value, 'sender_type', 'sender_public_name', 'type', 'created_at');

const threadOf = (value: unknown): string | undefined => textAt(value, 'chat_id');

export const giosg: Vendor = {
  description: 'giosg chat messages',
  recognised: 'results with sender_type and sender_public_name',
  matches: (value) => some(value, ['results'], isMessage),
  isMessage,
  threadOf,
  read: (value) =>
    byConversation(listIn(value, ['results']), threadOf, entry).map(({ id, pointer, entries }) => ({
      pointer,
      id,
      channel: 'chat',
      entries,
      timeName: 'created_at',
    })),
};

function entry(message: JsonObject): Entry {
  const type = textAt(message, 'type');
  if (type !== 'msg' && type !== 'autosuggest') return { dropped: 'joins and leaves' };
  const sender = textAt(message, 'sender_type') ?? NOBODY;
  // In giosg a user is one of us.
  const role = sender === 'user' ? 'agent' : sender === 'visitor' ? 'customer' : sender;
  return {
    label: type === 'autosuggest' ? 'bot' : role,
    text: at(message, 'message'),
    key: 'message',
    speaker: textAt(message, 'sender_name') ?? textAt(message, 'sender_id'),
    time: textAt(message, 'created_at'),
  };
}
