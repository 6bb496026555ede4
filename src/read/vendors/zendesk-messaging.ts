/** Zendesk Messaging, alias Sunshine Conversations (FORMATS §3.3). */

import type { JsonObject } from '../message.ts';
import { at, entriesOf, has, listIn, some, textAt } from './shape.ts';
import type { Entry, Vendor } from './vendor.ts';

const isMessage = (value: unknown): boolean =>
  has(value, 'received') && ['user', 'business'].includes(textAt(value, 'author', 'type') ?? '');

export const zendeskMessaging: Vendor = {
  description: 'Zendesk Messaging (Sunshine Conversations) messages',
  recognised: 'messages with received and an author of type user or business',
  matches: (value) => some(value, ['messages'], isMessage),
  isMessage,
  read(value) {
    const messages = listIn(value, ['messages']);
    const customer = messages.list.find((message) => textAt(message, 'author', 'type') === 'user');
    return [
      {
        pointer: '',
        id: textAt(value, 'conversation', 'id') ?? textAt(value, 'conversationId'),
        channel: 'messaging',
        customerName: textAt(customer, 'author', 'displayName'),
        entries: entriesOf(messages, entry),
        timeName: 'received',
      },
    ];
  },
};

function entry(message: JsonObject): Entry {
  const type = textAt(message, 'content', 'type');
  if (has(message, 'activity')) return { dropped: 'activities' };
  if (type !== 'text') return { dropped: 'forms, files and other messages without words' };
  const subtypes = at(message, 'author', 'subtypes');
  const bot =
    textAt(message, 'source', 'type') === 'zd:answerBot' ||
    (Array.isArray(subtypes) && subtypes.some((subtype) => subtype === 'AI' || subtype === 'activity'));
  const customer = textAt(message, 'author', 'type') === 'user';
  return {
    label: customer ? 'customer' : bot ? 'bot' : 'agent',
    text: at(message, 'content', 'text'),
    key: 'content/text',
    speaker: textAt(message, 'author', 'displayName'),
    time: textAt(message, 'received'),
  };
}
