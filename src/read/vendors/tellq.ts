/** Tellq call transcriptions (FORMATS §4.6). */

import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, listIn, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

export const tellq: Vendor = {
  description: 'tellq call transcriptions',
  recognised: 'data.transcription with speaker and text',
  matches: (value) => some(value, ['data', 'transcription'], (item) => has(item, 'speaker', 'text')),
  read: (value) => [
    {
      pointer: '',
      id: textAt(value, 'data', 'call_id') ?? textAt(value, 'data', 'id'),
      channel: 'voice',
      entries: entriesOf(listIn(value, ['data', 'transcription']), (item) => ({
        label: textAt(item, 'speaker') ?? NOBODY,
        text: at(item, 'text'),
        key: 'text',
        speaker: textAt(item, 'agent_id'),
        time: textAt(item, 'timestamp'),
      })),
      timeName: 'timestamp',
    },
  ],
};
