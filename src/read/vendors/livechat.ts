/** LiveChat chats with their threads (FORMATS §3.8). */

import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, isList, listAt, pick, some, textAt } from './shape.ts';
import type { Entry, Placed, Vendor, VendorConversation } from './vendor.ts';

const isChat = (value: unknown): boolean =>
  isList(value, 'users') &&
  (some(value, ['threads'], (thread) => isList(thread, 'events')) || isList(value, 'thread', 'events'));

export const livechat: Vendor = {
  description: 'LiveChat chats with their threads',
  recognised: 'users with threads (or a thread) of events',
  matches: (value) => isChat(value) || some(value, ['chats'], isChat),
  read: (value) =>
    isChat(value)
      ? [conversation(value, '')]
      : listAt(value, 'chats').map((chat, index) => conversation(chat, `/chats/${index}`)),
};

function conversation(chat: unknown, pointer: string): VendorConversation {
  const users = new Map(listAt(chat, 'users').map((user) => [textAt(user, 'id'), user]));
  const customer = listAt(chat, 'users').find((user) => textAt(user, 'type') === 'customer');
  const threads = has(chat, 'threads')
    ? listAt(chat, 'threads').map((thread, index) => ({ thread, at: `${pointer}/threads/${index}/events` }))
    : [{ thread: at(chat, 'thread'), at: `${pointer}/thread/events` }];
  return {
    pointer,
    id: textAt(chat, 'id') ?? textAt(chat, 'chat_id'),
    channel: 'chat',
    customerName: textAt(customer, 'name'),
    startedAt: textAt(threads[0]?.thread, 'created_at'),
    meta: pick(threads[0]?.thread, ['previous_thread_id']),
    entries: threads.flatMap(({ thread, at: place }): Placed[] =>
      entriesOf({ list: listAt(thread, 'events'), pointer: place }, (event) => entry(event, users)),
    ),
    timeName: 'created_at',
  };
}

function entry(event: JsonObject, users: ReadonlyMap<string | undefined, unknown>): Entry {
  const type = textAt(event, 'type');
  const text = at(event, 'text');
  if (type !== 'message' && !(type === 'rich_message' && typeof text === 'string'))
    return { dropped: 'forms, files and system messages' };
  const author = textAt(event, 'author_id');
  const user = users.get(author);
  return {
    label: textAt(user, 'type') ?? author ?? NOBODY,
    text,
    key: 'text',
    speaker: textAt(user, 'name') ?? author,
    internal: textAt(event, 'visibility') === 'agents' || textAt(event, 'recipients') === 'agents',
    time: textAt(event, 'created_at'),
  };
}
