/** Aircall transcriptions (FORMATS §4.7). */

import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, listIn, pick, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

const isUtterance = (value: unknown): boolean => has(value, 'participant_type', 'text');

export const aircall: Vendor = {
  description: 'Aircall transcriptions',
  recognised: 'transcription.content.utterances with participant_type',
  matches: (value) =>
    some(value, ['transcription', 'content', 'utterances'], isUtterance) ||
    some(value, ['content', 'utterances'], isUtterance),
  read(value) {
    const call = has(value, 'transcription') ? at(value, 'transcription') : value;
    return [
      {
        pointer: '',
        id: textAt(call, 'call_id') ?? textAt(call, 'id'),
        channel: 'voice',
        startedAt: textAt(call, 'call_created_at'),
        meta: pick(at(call, 'content'), ['language']),
        entries: entriesOf(
          listIn(value, ['transcription', 'content', 'utterances'], ['content', 'utterances']),
          (item) => {
            const type = textAt(item, 'participant_type') ?? NOBODY;
            return {
              label: type === 'internal' ? 'agent' : type === 'external' ? 'customer' : type,
              text: at(item, 'text'),
              key: 'text',
              speaker: textAt(item, 'user_id'),
              time: textAt(item, 'start_time'),
              end: textAt(item, 'end_time'),
            };
          },
        ),
        timeName: 'start_seconds',
      },
    ];
  },
};
