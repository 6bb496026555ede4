/** Help Scout conversations with their threads (FORMATS §3.8). */

import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { mailText } from './mail.ts';
import { at, entriesOf, has, listIn, nameAt, pick, some, textAt } from './shape.ts';
import type { Entry, Tools, Vendor } from './vendor.ts';

const SAID: ReadonlySet<string> = new Set('customer message reply chat phone note beaconchat'.split(' '));

export const helpScout: Vendor = {
  description: 'Help Scout conversations with their threads',
  recognised: '_embedded.threads',
  html: true,
  matches: (value) =>
    some(value, ['_embedded', 'threads'], (thread) => has(thread, 'type') || has(thread, 'createdBy')),
  read: (value, tools) => [
    {
      pointer: '',
      id: textAt(value, 'number') ?? textAt(value, 'id'),
      channel: textAt(value, 'type'),
      customerName: nameAt(value, 'primaryCustomer'),
      startedAt: textAt(value, 'createdAt'),
      meta: pick(value, ['subject', 'status', 'mailboxId']),
      entries: entriesOf(listIn(value, ['_embedded', 'threads']), (thread) => entry(thread, tools)),
      timeName: 'createdAt',
      newestFirst: true,
    },
  ],
};

function entry(thread: JsonObject, tools: Tools): Entry {
  const type = textAt(thread, 'type') ?? '';
  if (!SAID.has(type)) return { dropped: 'line items and forwards' };
  if (textAt(thread, 'state') === 'draft') return { dropped: 'drafts' };
  const creator = textAt(thread, 'createdBy', 'type');
  // In Help Scout a user is one of us.
  const byCreator = creator === 'user' ? 'agent' : creator === 'customer' ? 'customer' : NOBODY;
  return {
    label: type === 'customer' ? 'customer' : type === 'note' ? 'agent' : byCreator,
    text: mailText([at(thread, 'body')], tools),
    key: 'body',
    speaker:
      nameAt(thread, 'createdBy') ??
      textAt(thread, 'createdBy', 'email') ??
      textAt(thread, 'createdBy', 'id'),
    internal: type === 'note',
    time: textAt(thread, 'createdAt'),
  };
}
