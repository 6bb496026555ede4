/** Fireflies transcripts (FORMATS §4.7). */

import { isNumbered } from '../infer.ts';
import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, listIn, objectAt, pick, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

const isSentence = (value: unknown): boolean => has(value, 'speaker_name', 'text', 'start_time');

export const fireflies: Vendor = {
  description: 'Fireflies transcripts',
  recognised: 'sentences with speaker_name and start_time',
  matches: (value) =>
    some(value, ['data', 'transcript', 'sentences'], isSentence) || some(value, ['sentences'], isSentence),
  read(value) {
    const about = has(value, 'sentences') ? value : objectAt(value, 'data', 'transcript');
    return [
      {
        pointer: '',
        id: textAt(about, 'id'),
        channel: 'voice',
        meta: pick(about, ['title', 'duration']),
        entries: entriesOf(listIn(value, ['sentences'], ['data', 'transcript', 'sentences']), (item) => ({
          label: textAt(item, 'speaker_name') ?? textAt(item, 'speaker_id') ?? NOBODY,
          text: at(item, 'text'),
          key: 'text',
          // "Speaker 1" is nobody's name.
          speaker: isNumbered(textAt(item, 'speaker_name') ?? '') ? undefined : textAt(item, 'speaker_name'),
          time: textAt(item, 'start_time'),
          end: textAt(item, 'end_time'),
        })),
        timeName: 'start_seconds',
      },
    ];
  },
};
