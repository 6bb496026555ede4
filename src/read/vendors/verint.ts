/** Verint Interaction Analytics transcripts, from their detailed words (FORMATS §4.6). */

import { NOBODY } from '../roles.ts';
import { at, has, listAt, numberAt, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';
import { utterancesOf } from './words.ts';

export const verint: Vendor = {
  description: 'Verint Interaction Analytics transcripts',
  recognised: 'transcript_detailed with w and sp',
  matches: (value) => some(value, ['transcript_detailed'], (word) => has(word, 'w', 'sp')),
  read(value) {
    const words = listAt(value, 'transcript_detailed').map((word, index) => ({
      word,
      text: at(word, 'w'),
      pointer: `/transcript_detailed/${index}`,
    }));
    const spoken = words.flatMap(({ word, text, pointer }) =>
      typeof text === 'string'
        ? [
            {
              speaker: textAt(word, 'sp') ?? NOBODY,
              text,
              start: numberAt(word, 's'),
              end: numberAt(word, 'e'),
              pointer,
            },
          ]
        : [],
    );
    const wrong = words.flatMap(({ text, pointer }) =>
      typeof text === 'string' ? [] : [{ wrong: 'a word has no text', pointer }],
    );
    return [
      {
        pointer: '',
        id: textAt(value, 'interactionId') ?? textAt(value, 'id'),
        channel: 'voice',
        entries: [...utterancesOf(spoken, { tracks: false, pause: 700 }), ...wrong],
        timeName: 's_ms',
      },
    ];
  },
};
