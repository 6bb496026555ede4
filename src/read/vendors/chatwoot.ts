/** Chatwoot messages (FORMATS §3.8). */

import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, byConversation, has, listIn, some, textAt } from './shape.ts';
import type { Entry, Vendor } from './vendor.ts';

const isMessage = (value: unknown): boolean =>
  has(value, 'message_type', 'content', 'created_at') && (has(value, 'private') || has(value, 'inbox_id'));

const threadOf = (value: unknown): string | undefined => textAt(value, 'conversation_id');

export const chatwoot: Vendor = {
  description: 'Chatwoot messages',
  recognised: 'payload with message_type, content and private',
  matches: (value) => some(value, ['payload'], isMessage) || some(value, ['messages'], isMessage),
  isMessage,
  threadOf,
  read: (value) =>
    byConversation(listIn(value, ['payload'], ['messages']), threadOf, entry).map(
      ({ id, pointer, entries }) => ({
        pointer,
        id: id ?? textAt(value, 'id'),
        channel: 'chat',
        customerName: textAt(value, 'meta', 'contact', 'name'),
        entries,
        timeName: 'created_at',
      }),
    ),
};

function entry(message: JsonObject): Entry {
  const type = textAt(message, 'message_type');
  if (type === '2' || type === 'activity') return { dropped: 'activities' };
  if (textAt(message, 'content_type') === 'input_csat') return { dropped: 'requests for a rating' };
  const bot = type === '3' || type === 'template' || textAt(message, 'sender', 'type') === 'agent_bot';
  const customer = type === '0' || type === 'incoming';
  return {
    label: bot ? 'bot' : customer ? 'customer' : type === '1' || type === 'outgoing' ? 'agent' : NOBODY,
    text: at(message, 'content'),
    key: 'content',
    speaker: textAt(message, 'sender', 'name'),
    internal: at(message, 'private') === true,
    time: textAt(message, 'created_at'),
  };
}
