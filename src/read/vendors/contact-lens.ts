/** Amazon Connect Contact Lens, voice (FORMATS §4.1). */

import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, listAt, listIn, pick, some, textAt } from './shape.ts';
import type { Entry, Vendor } from './vendor.ts';

export const contactLens: Vendor = {
  description: 'Amazon Connect Contact Lens, voice',
  recognised: 'Transcript with ParticipantId and BeginOffsetMillis',
  matches: (value) => some(value, ['Transcript'], (item) => has(item, 'ParticipantId', 'BeginOffsetMillis')),
  read(value) {
    const roles = new Map(
      listAt(value, 'Participants').map((person) => [
        textAt(person, 'ParticipantId'),
        textAt(person, 'ParticipantRole'),
      ]),
    );
    return [
      {
        pointer: '',
        id: textAt(value, 'CustomerMetadata', 'ContactId') ?? textAt(value, 'ContactId'),
        channel: textAt(value, 'Channel') ?? 'voice',
        startedAt: textAt(value, 'InitiationTimestamp'),
        meta: pick(value, ['LanguageCode', 'AccountId']),
        entries: entriesOf(listIn(value, ['Transcript']), (item) => {
          const id = textAt(item, 'ParticipantId');
          return segment(item, roles.get(id) ?? id ?? NOBODY);
        }),
        timeName: 'BeginOffsetMillis',
      },
    ];
  },
};

/** One segment of Contact Lens or Call Analytics. */
export function segment(item: JsonObject, label: string): Entry {
  return {
    label: label === 'SUPERVISOR' ? 'agent' : label,
    text: at(item, 'Content'),
    key: 'Content',
    time: textAt(item, 'BeginOffsetMillis'),
    end: textAt(item, 'EndOffsetMillis'),
  };
}
