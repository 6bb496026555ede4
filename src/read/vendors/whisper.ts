/** Whisper and WhisperX segments (FORMATS §5). */

import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, listIn, numberAt, pick, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

export const whisper: Vendor = {
  description: 'Whisper and WhisperX segments',
  recognised: 'segments with start, end and text, beside language or word_segments',
  matches: (value) =>
    (has(value, 'language') || has(value, 'word_segments')) &&
    some(
      value,
      ['segments'],
      (item) =>
        has(item, 'text') && numberAt(item, 'start') !== undefined && numberAt(item, 'end') !== undefined,
    ),
  read: (value) => [
    {
      pointer: '',
      channel: 'voice',
      meta: pick(value, ['language']),
      entries: entriesOf(listIn(value, ['segments']), (item) => {
        const text = at(item, 'text');
        return {
          label: textAt(item, 'speaker') ?? NOBODY,
          // Whisper begins each segment with a space.
          text: typeof text === 'string' ? text.trim() : text,
          key: 'text',
          time: textAt(item, 'start'),
          end: textAt(item, 'end'),
        };
      }),
      timeName: 'start_seconds',
    },
  ],
};
