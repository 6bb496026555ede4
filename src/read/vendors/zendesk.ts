/** Zendesk ticket comments, alone or with their ticket and users, and ticket audits (FORMATS §3.1). */

import { isObject, type JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { mailText } from './mail.ts';
import {
  at,
  entriesOf,
  has,
  type Listed,
  listAt,
  listIn,
  nameAt,
  pick,
  pointerOf,
  some,
  textAt,
} from './shape.ts';
import type { Entry, Placed, Said, Tools, Vendor, VendorConversation } from './vendor.ts';

const isComment = (value: unknown): boolean =>
  has(value, 'author_id', 'public', 'body') &&
  (has(value, 'html_body') || has(value, 'plain_body') || has(value, 'via'));
const isAudit = (value: unknown): boolean =>
  has(value, 'ticket_id', 'events') && some(value, ['events'], (event) => has(event, 'type'));
const hasComments = (value: unknown): boolean =>
  some(value, ['comments'], isComment) || some(value, ['ticket', 'comments'], isComment);

/** Audits hold many kinds of events; these are said. */
const SAID: ReadonlySet<string> = new Set(['Comment', 'VoiceComment']);

export const zendesk: Vendor = {
  description: 'Zendesk ticket comments, with or without the ticket and its users',
  recognised: 'comments with author_id, public and html_body, plain_body or via',
  html: true,
  matches: (value) =>
    hasComments(value) || some(value, ['tickets'], hasComments) || some(value, ['audits'], isAudit),
  isMessage: isComment,
  read(value, tools) {
    const users = listAt(value, 'users');
    const tickets = listAt(value, 'tickets');
    if (tickets.length > 0)
      return tickets.map((ticket, index) => {
        const pointer = pointerOf('tickets', index);
        return conversation(
          [{ list: listAt(ticket, 'comments'), pointer: `${pointer}/comments` }],
          ticket,
          users,
          pointer,
          tools,
        );
      });
    const ticket = isObject(at(value, 'ticket')) ? at(value, 'ticket') : value;
    if (Array.isArray(at(value, 'audits'))) {
      const about = at(value, 'ticket') ?? { id: at(listAt(value, 'audits')[0], 'ticket_id') };
      return [conversation(auditComments(value), about, users, '', tools)];
    }
    return [conversation([listIn(value, ['comments'], ['ticket', 'comments'])], ticket, users, '', tools)];
  },
};

/** The comments among the events of the audits; their time stands on the audit. */
function auditComments(value: unknown): Listed[] {
  return listAt(value, 'audits').map((audit, index) => ({
    list: listAt(audit, 'events').map((event) =>
      isObject(event) ? { type: 'Event', created_at: at(audit, 'created_at'), ...event } : event,
    ),
    pointer: pointerOf('audits', index, 'events'),
  }));
}

function conversation(
  lists: readonly Listed[],
  ticket: unknown,
  users: readonly unknown[],
  pointer: string,
  tools: Tools,
): VendorConversation {
  const comments = lists.flatMap(({ list }) => list);
  const people = peopleOf(comments, ticket, users);
  const first = comments.find(isObject);
  return {
    pointer,
    id: textAt(ticket, 'id'),
    channel: textAt(ticket, 'via', 'channel') ?? textAt(first, 'via', 'channel'),
    customerName: people.get(textAt(ticket, 'requester_id') ?? '')?.name ?? nameAt(ticket, 'requester'),
    startedAt: textAt(ticket, 'created_at'),
    meta: {
      ...pick(ticket, ['subject', 'status', 'priority', 'group_id', 'assignee_id', 'organization_id']),
      ...(textAt(ticket, 'satisfaction_rating', 'score') && {
        satisfaction: textAt(ticket, 'satisfaction_rating', 'score')!,
      }),
    },
    entries: lists.flatMap((list) =>
      entriesOf(list, (comment) => entry(comment, people, tools)).flatMap(chatLines),
    ),
    timeName: 'created_at',
  };
}

function entry(comment: JsonObject, people: People, tools: Tools): Entry {
  if (!SAID.has(textAt(comment, 'type') ?? 'Comment')) return { dropped: 'events' };
  const author = textAt(comment, 'author_id') ?? '';
  const person = people.get(author);
  const spoken = textAt(comment, 'data', 'transcription_text');
  return {
    label: person?.role ?? (author === '' ? NOBODY : author),
    text:
      spoken ?? mailText([at(comment, 'plain_body'), at(comment, 'html_body'), at(comment, 'body')], tools),
    key: 'body',
    speaker: person?.name ?? author,
    internal: at(comment, 'public') === false,
    time: textAt(comment, 'created_at'),
  };
}

type People = ReadonlyMap<string, { readonly role?: string; readonly name?: string | undefined }>;

/**
 * What is known of the authors: their role as users; else the requester is the customer unless the ticket is
 * also assigned to them, the assignee is an agent, and so is whoever wrote an internal note. Nobody else.
 */
function peopleOf(list: readonly unknown[], ticket: unknown, users: readonly unknown[]): People {
  const people = new Map<string, { role?: string; name?: string | undefined }>();
  const requester = textAt(ticket, 'requester_id') ?? textAt(ticket, 'requester', 'id');
  const assignee = textAt(ticket, 'assignee_id') ?? textAt(ticket, 'assignee', 'id');
  for (const comment of list) {
    const author = textAt(comment, 'author_id');
    if (author !== undefined && at(comment, 'public') === false) people.set(author, { role: 'agent' });
  }
  if (requester !== assignee) {
    if (assignee !== undefined) people.set(assignee, { role: 'agent', name: nameAt(ticket, 'assignee') });
    if (requester !== undefined)
      people.set(requester, { role: 'customer', name: nameAt(ticket, 'requester') });
  }
  for (const user of users) {
    const id = textAt(user, 'id');
    const role = textAt(user, 'role');
    if (id === undefined) continue;
    const known = role === 'end-user' ? 'customer' : role === undefined ? people.get(id)?.role : 'agent';
    people.set(id, { ...(known !== undefined && { role: known }), name: textAt(user, 'name') });
  }
  return people;
}

const CHAT_LINE = /^\((\d{1,2}:\d\d:\d\d)(?: [AP]M)?\) ([^:\n*]{1,60}): (.*)$/;

/** The ticket of a chat holds the whole chat in one comment, a line a message: `(09:00:01) Visitor 7: …`. */
function chatLines(placed: Placed): Placed[] {
  if (!('text' in placed) || typeof placed.text !== 'string' || placed.internal) return [placed];
  const said: (Placed & { text: string })[] = [];
  for (const line of placed.text.split('\n')) {
    const [, , name, text] = CHAT_LINE.exec(line) ?? [];
    const last = said.at(-1);
    if (name !== undefined && text !== undefined) {
      const { turnId: _, ...rest } = placed as Said;
      const shared = { ...rest, pointer: placed.pointer, label: name, speaker: name, text };
      said.push({ ...shared, records: said.length === 0 ? 1 : 0 });
    } else if (last && !/^(?:\(|\*\*\*|$)/.test(line))
      said[said.length - 1] = { ...last, text: `${last.text}\n${line}` };
  }
  return said.length < 2 ? [placed] : said;
}
