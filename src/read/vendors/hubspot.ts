/** HubSpot conversation threads (FORMATS §3.8). */

import { own } from '../../keys.ts';
import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { asText, mailText } from './mail.ts';
import { at, byConversation, has, type Listed, listAt, listIn, some, textAt } from './shape.ts';
import type { Entry, Tools, Vendor } from './vendor.ts';

/** What the letter before the hyphen of an actor's id stands for. */
const ACTORS: Readonly<Record<string, string>> = {
  V: 'customer',
  A: 'agent',
  B: 'bot',
  L: 'bot',
  S: 'system',
  I: 'bot',
};

/** HubSpot's numbers of channels, where there is a profile for one. */
const CHANNELS: Readonly<Record<string, string>> = { '1000': 'chat', '1001': 'social', '1002': 'email' };

const isMessage = (value: unknown): boolean => has(value, 'conversationsThreadId', 'createdAt');

const threadOf = (value: unknown): string | undefined => textAt(value, 'conversationsThreadId');

export const hubspot: Vendor = {
  description: 'HubSpot conversation threads',
  recognised: 'messages with conversationsThreadId',
  html: true,
  matches: (value) =>
    isMessage(value) ||
    some(value, ['results'], isMessage) ||
    some(value, ['messagesResponse', 'results'], isMessage),
  isMessage,
  threadOf,
  read(value, tools) {
    const messages: Listed = isMessage(value)
      ? { list: [value], pointer: '' }
      : listIn(value, ['results'], ['messagesResponse', 'results']);
    const given = textAt(value, 'thread', 'originalChannelId') ?? textAt(messages.list[0], 'channelId') ?? '';
    const channel = own(CHANNELS, given);
    const cuts = new Map<string | undefined, number>();
    for (const message of messages.list) {
      const id = threadOf(message);
      if (isCut(textAt(message, 'truncationStatus'))) cuts.set(id, (cuts.get(id) ?? 0) + 1);
    }
    return byConversation(messages, threadOf, (message) => entry(message, tools, channel === 'email')).map(
      ({ id, pointer, entries }) => {
        const cut = cuts.get(id) ?? 0;
        return {
          pointer,
          id,
          channel,
          startedAt: textAt(value, 'thread', 'createdAt'),
          entries,
          timeName: 'createdAt',
          newestFirst: true,
          ...(cut > 0 && {
            warnings: [`HubSpot has cut the text of ${cut === 1 ? '1 message' : `${cut} messages`}`],
          }),
        };
      },
    );
  },
};

function isCut(status: string | undefined): boolean {
  return status !== undefined && status !== 'NOT_TRUNCATED';
}

function entry(message: JsonObject, tools: Tools, mail: boolean): Entry {
  const type = textAt(message, 'type') ?? 'MESSAGE';
  if (type !== 'MESSAGE' && type !== 'COMMENT' && type !== 'WELCOME_MESSAGE')
    return { dropped: 'status changes and assignments' };
  const actor = textAt(listAt(message, 'senders')[0], 'actorId') ?? textAt(message, 'createdBy') ?? '';
  const letter = actor.split('-')[0]!;
  const byActor = own(ACTORS, letter);
  const direction = textAt(message, 'direction');
  const byDirection = direction === 'INCOMING' ? 'customer' : direction === 'OUTGOING' ? 'agent' : undefined;
  const automatic = type === 'WELCOME_MESSAGE' || byActor === 'bot';
  return {
    label: automatic ? 'bot' : (byDirection ?? byActor ?? (actor === '' ? NOBODY : actor)),
    text: mail
      ? mailText([at(message, 'text'), at(message, 'richText')], tools)
      : (at(message, 'text') ?? asText(at(message, 'richText'), tools)),
    key: 'text',
    speaker: textAt(listAt(message, 'senders')[0], 'name') ?? actor,
    internal: type === 'COMMENT',
    time: textAt(message, 'createdAt'),
  };
}
