/** Research sets: ConvoKit utterances and ABCD dialogues (FORMATS §2.4, §6). */

import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, byConversation, has, listAt, listIn, pick, some, textAt } from './shape.ts';
import type { Entry, Placed, Vendor } from './vendor.ts';

const isUtterance = (value: unknown): boolean =>
  has(value, 'id', 'text') &&
  (has(value, 'speaker') || has(value, 'user')) &&
  (has(value, 'conversation_id') || has(value, 'root')) &&
  (has(value, 'reply-to') || has(value, 'reply_to'));

const threadOf = (value: unknown): string | undefined =>
  textAt(value, 'conversation_id') ?? textAt(value, 'root');

export const convokit: Vendor = {
  description: 'ConvoKit utterances',
  recognised: 'utterances with conversation_id (or root) and reply-to, one a line',
  matches: () => false,
  isMessage: isUtterance,
  threadOf,
  read: (value) =>
    byConversation(listIn(value), threadOf, utterance).map(({ id, pointer, entries }) => ({
      pointer,
      id,
      entries,
      timeName: 'timestamp',
    })),
};

function utterance(item: JsonObject): Entry {
  const speaker = textAt(item, 'speaker') ?? textAt(item, 'user') ?? textAt(item, 'speaker', 'id') ?? NOBODY;
  return {
    label: textAt(item, 'meta', 'role') ?? speaker,
    text: at(item, 'text'),
    key: 'text',
    speaker,
    time: textAt(item, 'timestamp'),
  };
}

const isPair = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string';

export const abcd: Vendor = {
  description: 'ABCD dialogues',
  recognised: 'convo_id and scenario with original pairs of speaker and text',
  matches: (value) => has(value, 'convo_id', 'scenario') && some(value, ['original'], isPair),
  read: (value) => [
    {
      pointer: '',
      id: textAt(value, 'convo_id'),
      channel: 'chat',
      customerName: textAt(value, 'scenario', 'personal', 'customer_name'),
      meta: pick(at(value, 'scenario'), ['flow', 'subflow']),
      // `delexed` repeats the same turns with the names taken out.
      entries: listAt(value, 'original').map(
        (pair, index): Placed => ({ ...turn(pair), pointer: `/original/${index}` }),
      ),
    },
  ],
};

function turn(pair: unknown): Entry {
  if (!Array.isArray(pair) || !isPair(pair)) return { wrong: 'a message is not a pair of speaker and text' };
  if (pair[0] === 'action') return { dropped: 'actions' };
  return { label: String(pair[0]), text: pair[1], key: '1' };
}
