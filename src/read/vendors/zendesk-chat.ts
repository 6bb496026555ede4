/** Zendesk Chat history: chats with their messages, joins and ratings (FORMATS §3.2). */

import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, listAt, listIn, objectAt, pick, some, textAt } from './shape.ts';
import type { Entry, Vendor, VendorConversation } from './vendor.ts';

const isChat = (value: unknown): boolean =>
  some(value, ['history'], (event) => /^chat\./.test(textAt(event, 'type') ?? '')) ||
  has(value, 'visitor', 'agent_names') ||
  (has(value, 'visitor', 'message') && textAt(value, 'type') === 'offline_msg');

export const zendeskChat: Vendor = {
  description: 'Zendesk Chat history',
  recognised: 'a history of chat.* events, or visitor with agent_names',
  matches: (value) => isChat(value) || some(value, ['chats'], isChat),
  read: (value) =>
    isChat(value)
      ? [conversation(value, '')]
      : listAt(value, 'chats').map((chat, index) => conversation(chat, `/chats/${index}`)),
};

function conversation(chat: unknown, pointer: string): VendorConversation {
  const history = listIn(objectAt(chat), ['history']);
  const offline = Array.isArray(at(chat, 'history'))
    ? []
    : [{ ...offlineMessage(chat), pointer: `${pointer}/message` }];
  return {
    pointer,
    id: textAt(chat, 'id'),
    channel: 'chat',
    customerName: visitorName(chat),
    startedAt: textAt(chat, 'timestamp'),
    meta: pick(chat, ['department_name', 'rating', 'duration', 'zendesk_ticket_id', 'missed']),
    entries: [...offline, ...entriesOf({ list: history.list, pointer: `${pointer}/history` }, entry)],
    timeName: 'timestamp',
  };
}

function offlineMessage(chat: unknown): Entry {
  return { label: 'customer', text: at(chat, 'message'), time: textAt(chat, 'timestamp') };
}

/** A visitor who gave no name is called by a number, which is no name. */
function visitorName(chat: unknown): string | undefined {
  const name = textAt(chat, 'visitor', 'name');
  return name === undefined || /^visitor \d+$/i.test(name) ? undefined : name;
}

function entry(event: JsonObject): Entry {
  if (textAt(event, 'type') !== 'chat.msg') return { dropped: 'joins, ratings and other events' };
  const nick = textAt(event, 'nick') ?? '';
  const agent = /^agent:(?!trigger$)(.+)$/.exec(nick)?.[1];
  const sender = textAt(event, 'sender_type')?.toLowerCase();
  const label =
    sender ??
    (nick === 'agent:trigger' ? 'trigger' : agent ? 'agent' : /^visitor/.test(nick) ? 'visitor' : nick);
  return {
    label: label === '' ? NOBODY : label,
    text: at(event, 'msg'),
    key: 'msg',
    speaker: textAt(event, 'name') ?? agent,
    time: textAt(event, 'timestamp'),
  };
}
