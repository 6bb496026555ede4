/** Amazon Bedrock Data Automation, audio (FORMATS §4.3). */

import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, listIn, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

export const bedrock: Vendor = {
  description: 'Amazon Bedrock Data Automation, audio segments',
  recognised: 'audio_segments with a speaker and start_timestamp_millis',
  matches: (value) => some(value, ['audio_segments'], (item) => has(item, 'start_timestamp_millis', 'text')),
  read: (value) => [
    {
      pointer: '',
      id: textAt(value, 'metadata', 's3_key'),
      channel: 'voice',
      entries: entriesOf(listIn(value, ['audio_segments']), (item) => ({
        label: textAt(item, 'speaker', 'speaker_label') ?? textAt(item, 'channel', 'channel_label') ?? NOBODY,
        text: at(item, 'text'),
        key: 'text',
        time: textAt(item, 'start_timestamp_millis'),
        end: textAt(item, 'end_timestamp_millis'),
      })),
      timeName: 'start_timestamp_millis',
    },
  ],
};
