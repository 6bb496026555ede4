/** Front messages, and comments, which only teammates see (FORMATS §3.7). */

import { isObject, type JsonObject } from '../message.ts';
import { mailText } from './mail.ts';
import { at, entriesOf, has, listAt, listIn, nameAt, some, textAt } from './shape.ts';
import type { Entry, Tools, Vendor } from './vendor.ts';

const isComment = (value: unknown): boolean => has(value, 'posted_at', 'body', 'author');
const isMessage = (value: unknown): boolean =>
  has(value, 'is_inbound') && (has(value, 'body') || has(value, 'text'));

export const front: Vendor = {
  description: 'Front messages and comments',
  recognised: '_results with is_inbound, or comments with posted_at',
  html: true,
  matches: (value) => some(value, ['_results'], (item) => isMessage(item) || isComment(item)),
  isMessage,
  read(value, tools) {
    const results = listIn(value, ['_results']);
    const first = results.list.find(isObject);
    const inbound = results.list.find((message) => at(message, 'is_inbound') === true);
    const sender = listAt(inbound, 'recipients').find((person) => textAt(person, 'role') === 'from');
    const link = results.list
      .map((item) => textAt(item, '_links', 'related', 'conversation'))
      .find((found) => found !== undefined);
    const id = /\/(cnv_\w+)/.exec(textAt(value, '_links', 'self') ?? link ?? '')?.[1];
    return [
      {
        pointer: '',
        id,
        channel: textAt(first, 'type'),
        customerName: textAt(sender, 'name'),
        meta: textAt(first, 'subject') === undefined ? {} : { subject: textAt(first, 'subject')! },
        entries: entriesOf(results, (item) => entry(item, tools)),
        timeName: 'created_at',
        newestFirst: true,
      },
    ];
  },
};

function entry(item: JsonObject, tools: Tools): Entry {
  const comment = !has(item, 'is_inbound');
  if (!comment && at(item, 'draft_mode') !== null && at(item, 'draft_mode') !== undefined)
    return { dropped: 'drafts' };
  const inbound = at(item, 'is_inbound') === true;
  return {
    label: inbound ? 'customer' : textAt(item, 'author', 'type') === 'rule' ? 'bot' : 'agent',
    text: mailText([at(item, 'text'), at(item, 'body')], tools),
    key: 'body',
    // An outbound message may have no author.
    speaker: nameAt(item, 'author') ?? textAt(item, 'author', 'username') ?? textAt(item, 'author', 'id'),
    internal: comment,
    time: textAt(item, comment ? 'posted_at' : 'created_at'),
  };
}
