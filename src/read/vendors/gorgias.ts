/** Gorgias tickets with their messages (FORMATS §3.6). */

import { isObject, type JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { mailText } from './mail.ts';
import { at, entriesOf, has, listIn, nameAt, pick, some, textAt } from './shape.ts';
import type { Entry, Tools, Vendor } from './vendor.ts';

const isMessage = (value: unknown): boolean =>
  typeof at(value, 'from_agent') === 'boolean' && (has(value, 'body_text') || has(value, 'stripped_text'));

export const gorgias: Vendor = {
  description: 'Gorgias tickets with their messages',
  recognised: 'messages with from_agent',
  html: true,
  matches: (value) => some(value, ['messages'], isMessage),
  isMessage,
  read(value, tools) {
    const messages = listIn(value, ['messages']);
    return [
      {
        pointer: '',
        id: textAt(value, 'id') ?? textAt(messages.list.find(isObject), 'ticket_id'),
        channel: textAt(value, 'channel'),
        customerName: nameAt(value, 'customer') ?? nameAt(value, 'requester'),
        startedAt: textAt(value, 'created_datetime'),
        meta: pick(value, ['subject', 'status', 'priority', 'language', 'assignee_user_id']),
        entries: entriesOf(messages, (message) => entry(message, tools)),
        timeName: 'sent_datetime',
      },
    ];
  },
};

function entry(message: JsonObject, tools: Tools): Entry {
  const fromAgent = at(message, 'from_agent');
  const rule = at(message, 'rule_id') ?? (textAt(message, 'via') === 'rule' ? true : null);
  return {
    label: fromAgent === false ? 'customer' : fromAgent !== true ? NOBODY : rule === null ? 'agent' : 'bot',
    text: mailText(
      [
        at(message, 'stripped_text'),
        at(message, 'body_text'),
        at(message, 'stripped_html'),
        at(message, 'body_html'),
      ],
      tools,
    ),
    key: 'body_text',
    speaker:
      nameAt(message, 'sender') ?? textAt(message, 'sender', 'email') ?? textAt(message, 'sender', 'id'),
    internal: at(message, 'public') === false || textAt(message, 'channel') === 'internal-note',
    time: textAt(message, 'sent_datetime') ?? textAt(message, 'created_datetime'),
  };
}
