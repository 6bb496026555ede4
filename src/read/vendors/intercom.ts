/** Intercom conversations with their parts (FORMATS §3.4). */

import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { mailText } from './mail.ts';
import { at, entriesOf, has, isList, listAt, pick, some, textAt } from './shape.ts';
import type { Entry, Placed, Tools, Vendor, VendorConversation } from './vendor.ts';

/** The API gives at most this many of the latest parts. */
const MAX_PARTS = 500;

/** Parts that carry words when a teammate replied with them. */
const REPLIES: ReadonlySet<string> = new Set(
  'comment open assignment close assign_and_reopen assign_and_unsnooze quick_reply'.split(' '),
);

const isConversation = (value: unknown): boolean =>
  textAt(value, 'type') === 'conversation' &&
  (has(value, 'source') || has(value, 'conversation_parts')) &&
  (hasParts(value) || textAt(value, 'source', 'body') !== undefined);
const hasParts = (value: unknown): boolean => isList(value, 'conversation_parts', 'conversation_parts');

export const intercom: Vendor = {
  description: 'Intercom conversations with their parts',
  recognised: 'type "conversation" with conversation_parts',
  html: true,
  matches: (value) =>
    (isConversation(value) && hasParts(value)) ||
    (textAt(value, 'type') === 'conversation.list' && some(value, ['conversations'], hasParts)),
  read: (value, tools) =>
    textAt(value, 'type') === 'conversation.list'
      ? listAt(value, 'conversations').map((each, index) =>
          conversation(each, `/conversations/${index}`, tools),
        )
      : [conversation(value, '', tools)],
};

function conversation(value: unknown, pointer: string, tools: Tools): VendorConversation {
  const parts = listAt(value, 'conversation_parts', 'conversation_parts');
  const opening: Placed[] =
    at(value, 'source') === null || at(value, 'source') === undefined
      ? []
      : [{ ...opener(value, tools), pointer: `${pointer}/source` }];
  const at500 = `there are exactly ${MAX_PARTS} parts, the most that Intercom gives, so the opening may be missing`;
  const customer = [at(value, 'source'), ...parts].find((part) => isCustomer(textAt(part, 'author', 'type')));
  return {
    pointer,
    id: textAt(value, 'id'),
    channel: channelOf(textAt(value, 'source', 'type')),
    customerName: textAt(customer, 'author', 'name'),
    startedAt: textAt(value, 'created_at'),
    meta: {
      ...pick(value, ['title', 'state', 'priority', 'admin_assignee_id', 'team_assignee_id']),
      ...(textAt(value, 'conversation_rating', 'rating') && {
        rating: textAt(value, 'conversation_rating', 'rating')!,
      }),
    },
    entries: [
      ...opening,
      ...entriesOf({ list: parts, pointer: `${pointer}/conversation_parts/conversation_parts` }, (part) =>
        entry(part, tools),
      ),
    ],
    inOrder: true,
    ...(parts.length === MAX_PARTS && { warnings: [at500] }),
  };
}

function opener(value: unknown, tools: Tools): Entry {
  const source = at(value, 'source');
  const automated = /^(?:automated|campaigns_initiated|operator_initiated)$/.test(
    textAt(source, 'delivered_as') ?? '',
  );
  return {
    label: automated && !isCustomer(textAt(source, 'author', 'type')) ? 'bot' : roleOf(source),
    text: mailText([at(source, 'body')], tools),
    key: 'body',
    speaker: textAt(source, 'author', 'name'),
    time: textAt(value, 'created_at'),
  };
}

function entry(part: JsonObject, tools: Tools): Entry {
  const type = textAt(part, 'part_type') ?? 'comment';
  const note = type.startsWith('note');
  const body = at(part, 'body');
  if (!note && (!REPLIES.has(type) || (type !== 'comment' && textAt(part, 'body') === undefined)))
    return { dropped: 'assignments, tags and other events' };
  return {
    label: roleOf(part),
    text: mailText([body], tools),
    key: 'body',
    speaker: textAt(part, 'author', 'name'),
    internal: note,
    time: textAt(part, 'created_at'),
  };
}

/** What Intercom calls a conversation is the chat of its Messenger. */
function channelOf(type: string | undefined): string | undefined {
  return type === 'conversation' ? 'chat' : type;
}

function isCustomer(type: string | undefined): boolean {
  return type === 'user' || type === 'lead' || type === 'contact';
}

function roleOf(part: unknown): string {
  const type = textAt(part, 'author', 'type') ?? NOBODY;
  // Fin and Operator may write as admins.
  const operator = /^operator\+[^@]*@intercom\.io$/i.test(textAt(part, 'author', 'email') ?? '');
  if (operator || at(part, 'author', 'from_ai_agent') === true) return 'bot';
  return isCustomer(type) ? 'customer' : type;
}
