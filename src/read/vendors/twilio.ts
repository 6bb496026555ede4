/** Twilio Conversations messages, with the participants where they are beside them (FORMATS §3.9). */

import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, byConversation, has, listAt, listIn, some, textAt } from './shape.ts';
import type { Entry, Vendor } from './vendor.ts';

const PHONE = /^(?:(?:whatsapp|messenger|sms|rcs|gbm):|\+\d)/i;

const isMessage = (value: unknown): boolean => has(value, 'conversation_sid', 'author', 'body');

const threadOf = (value: unknown): string | undefined => textAt(value, 'conversation_sid');

export const twilio: Vendor = {
  description: 'Twilio Conversations messages',
  recognised: 'messages with conversation_sid and author',
  matches: (value) => some(value, ['messages'], isMessage),
  isMessage,
  threadOf,
  read(value) {
    const participants = new Map(
      listAt(value, 'participants').map((person) => [textAt(person, 'sid'), person]),
    );
    return byConversation(listIn(value, ['messages']), threadOf, (message) =>
      entry(message, participants.get(textAt(message, 'participant_sid'))),
    ).map(({ id, pointer, entries }) => ({
      pointer,
      id,
      channel: 'messaging',
      entries,
      timeName: 'date_created',
    }));
  },
};

function entry(message: JsonObject, participant: unknown): Entry {
  const author = textAt(message, 'author') ?? NOBODY;
  const told = textAt(participant, 'identity')
    ? 'agent'
    : at(participant, 'messaging_binding')
      ? 'customer'
      : undefined;
  const guessed = PHONE.test(author) ? 'customer' : author.includes('@') ? 'agent' : author;
  return {
    label: author === 'system' ? 'system' : (told ?? guessed),
    text: at(message, 'body'),
    key: 'body',
    speaker: author,
    time: textAt(message, 'date_created'),
  };
}
