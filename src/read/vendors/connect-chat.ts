/** Amazon Connect chats: Contact Lens output and the transcript in S3 (FORMATS §4.2). */

import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, listIn, pick, some, textAt } from './shape.ts';
import type { Entry, Vendor } from './vendor.ts';

export const connectChat: Vendor = {
  description: 'Amazon Connect chat: Contact Lens output or the raw transcript',
  recognised: 'Transcript with AbsoluteTime and Type',
  matches: (value) => some(value, ['Transcript'], (item) => has(item, 'AbsoluteTime', 'Type')),
  read(value) {
    const transcript = listIn(value, ['Transcript']);
    const customer = transcript.list.find((item) => textAt(item, 'ParticipantRole') === 'CUSTOMER');
    return [
      {
        pointer: '',
        id: textAt(value, 'CustomerMetadata', 'ContactId') ?? textAt(value, 'ContactId'),
        channel: textAt(value, 'Channel') ?? 'chat',
        customerName: textAt(customer, 'DisplayName'),
        meta: pick(value, ['InitialContactId', 'LanguageCode']),
        entries: entriesOf(transcript, entry),
        timeName: 'AbsoluteTime',
      },
    ];
  },
};

function entry(item: JsonObject): Entry {
  if (textAt(item, 'Type') === 'EVENT') return { dropped: 'joins and other events' };
  const interactive = textAt(item, 'ContentType') === 'application/json';
  if (interactive) return { dropped: 'interactive messages' };
  const role = textAt(item, 'ParticipantRole') ?? NOBODY;
  return {
    label: role === 'SUPERVISOR' ? 'agent' : role,
    text: at(item, 'Content'),
    key: 'Content',
    speaker: textAt(item, 'DisplayName'),
    time: textAt(item, 'AbsoluteTime'),
  };
}
