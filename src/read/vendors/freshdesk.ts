/** Freshdesk tickets with their conversations (FORMATS §3.5). */

import { own } from '../../keys.ts';
import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { mailText } from './mail.ts';
import { at, entriesOf, has, listIn, nameAt, pick, some, textAt } from './shape.ts';
import type { Entry, Placed, Tools, Vendor } from './vendor.ts';

/** Codes of `source` that are a channel with a profile of its own. */
const CHANNELS: Readonly<Record<string, string>> = { '1': 'email', '7': 'chat', '10': 'email' };

const isReply = (value: unknown): boolean => has(value, 'body_text', 'incoming', 'private');

export const freshdesk: Vendor = {
  description: 'Freshdesk tickets with their conversations',
  recognised: 'conversations with body_text, incoming and private',
  html: true,
  matches: (value) =>
    some(value, ['conversations'], isReply) || has(value, 'description_text', 'requester_id', 'responder_id'),
  isMessage: isReply,
  read(value, tools) {
    const source = textAt(value, 'source') ?? '';
    return [
      {
        pointer: '',
        id: textAt(value, 'id') ?? textAt(listIn(value).list[0], 'ticket_id'),
        channel: own(CHANNELS, source),
        customerName: nameAt(value, 'requester'),
        startedAt: textAt(value, 'created_at'),
        meta: pick(value, ['subject', 'status', 'priority', 'source', 'group_id', 'responder_id']),
        entries: [
          ...opening(value, tools),
          ...entriesOf(listIn(value, ['conversations']), (reply) => entry(reply, tools)),
        ],
        timeName: 'created_at',
      },
    ];
  },
};

/** The ticket's description is what the customer wrote first; it is not among the conversations. */
function opening(ticket: unknown, tools: Tools): Placed[] {
  if (!has(ticket, 'description_text') && !has(ticket, 'description')) return [];
  const text = mailText([at(ticket, 'description'), at(ticket, 'description_text')], tools);
  return [{ label: 'customer', text, time: textAt(ticket, 'created_at'), pointer: '/description' }];
}

function entry(reply: JsonObject, tools: Tools): Entry {
  const incoming = at(reply, 'incoming');
  const internal = at(reply, 'private') === true;
  return {
    label: incoming === true ? 'customer' : incoming === false || internal ? 'agent' : NOBODY,
    // The HTML marks what is quoted; the plain text runs it together.
    text: mailText([at(reply, 'body'), at(reply, 'body_text')], tools),
    key: 'body',
    speaker: textAt(reply, 'user_id'),
    internal,
    time: textAt(reply, 'created_at'),
  };
}
