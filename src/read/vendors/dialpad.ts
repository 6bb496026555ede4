/** Dialpad transcripts (FORMATS §4.7). */

import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, listIn, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

export const dialpad: Vendor = {
  description: 'Dialpad transcripts',
  recognised: 'lines with content, type and time',
  matches: (value) => some(value, ['lines'], (line) => has(line, 'content', 'type', 'time')),
  read: (value) => [
    {
      pointer: '',
      id: textAt(value, 'call_id'),
      channel: 'voice',
      entries: entriesOf(listIn(value, ['lines']), (line) => {
        if ((textAt(line, 'type') ?? 'transcript') !== 'transcript') return { dropped: 'moments' };
        const agent = textAt(line, 'user_id');
        return {
          label:
            agent !== undefined
              ? 'agent'
              : textAt(line, 'contact_id') !== undefined
                ? 'customer'
                : (textAt(line, 'name') ?? NOBODY),
          text: at(line, 'content'),
          key: 'content',
          speaker: textAt(line, 'name') ?? agent,
          time: textAt(line, 'time'),
        };
      }),
      timeName: 'time',
    },
  ],
};
