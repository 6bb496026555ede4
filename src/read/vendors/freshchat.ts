/** Freshchat messages (FORMATS §3.5). */

import { isObject, type JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, byConversation, has, listIn, objectAt, some, textAt } from './shape.ts';
import type { Entry, Vendor } from './vendor.ts';

const isMessage = (value: unknown): boolean => has(value, 'message_parts', 'actor_type');

const threadOf = (value: unknown): string | undefined => textAt(value, 'conversation_id');

export const freshchat: Vendor = {
  description: 'Freshchat messages',
  recognised: 'messages with message_parts and actor_type',
  matches: (value) => some(value, ['messages'], isMessage),
  isMessage,
  threadOf,
  read: (value) =>
    byConversation(listIn(value, ['messages']), threadOf, entry).map(({ id, pointer, entries }) => ({
      pointer,
      id: id ?? textAt(value, 'conversation_id'),
      channel: 'chat',
      entries,
      timeName: 'created_time',
    })),
};

function entry(message: JsonObject): Entry {
  const actor = textAt(message, 'actor_type') ?? NOBODY;
  const type = textAt(message, 'message_type');
  if (actor === 'system' || type === 'system') return { dropped: 'assignments and other system messages' };
  const parts = at(message, 'message_parts');
  if (!Array.isArray(parts)) return { wrong: 'message_parts is not a list', key: 'message_parts' };
  const texts = parts
    .map((part) => at(objectAt(part, 'text'), 'content'))
    .filter((text) => text !== undefined);
  if (texts.length === 0) return { dropped: 'messages without words' };
  const bot =
    actor === 'agent' && (/bot/i.test(textAt(message, 'actor_id') ?? '') || isObject(at(message, 'bot')));
  return {
    label: bot ? 'bot' : actor,
    text: texts.every((text) => typeof text === 'string')
      ? texts.join('\n')
      : texts.find((text) => typeof text !== 'string'),
    key: 'message_parts',
    speaker: textAt(message, 'actor_name') ?? textAt(message, 'actor_id'),
    internal: type === 'private',
    time: textAt(message, 'created_time'),
  };
}
