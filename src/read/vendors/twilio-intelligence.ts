/** Twilio Voice Intelligence sentences, with the transcript's channels where they are beside them (FORMATS §3.9). */

import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, listAt, listIn, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

export const twilioIntelligence: Vendor = {
  description: 'Twilio Voice Intelligence sentences',
  recognised: 'sentences with media_channel and transcript',
  matches: (value) => some(value, ['sentences'], (item) => has(item, 'media_channel', 'transcript')),
  read(value) {
    const about = has(value, 'channel') ? value : at(value, 'transcript');
    const roles = new Map(
      listAt(about, 'channel', 'participants').map((person) => [
        textAt(person, 'channel_participant'),
        textAt(person, 'role'),
      ]),
    );
    return [
      {
        pointer: '',
        id: textAt(about, 'sid'),
        channel: 'voice',
        startedAt: textAt(about, 'media_start_time'),
        entries: entriesOf(listIn(value, ['sentences']), (item) => {
          const channel = textAt(item, 'media_channel');
          return {
            label: channel === undefined ? NOBODY : (roles.get(channel) ?? `ch_${channel}`),
            text: at(item, 'transcript'),
            key: 'transcript',
            time: textAt(item, 'start_time'),
            end: textAt(item, 'end_time'),
          };
        }),
        timeName: 'start_seconds',
      },
    ];
  },
};
