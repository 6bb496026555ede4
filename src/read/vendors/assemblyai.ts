/** AssemblyAI transcripts: utterances, else words (FORMATS §5). */

import { isObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, isList, listAt, listIn, numberAt, pick, textAt } from './shape.ts';
import type { Placed, Vendor } from './vendor.ts';
import { utterancesOf } from './words.ts';

export const assemblyai: Vendor = {
  description: 'AssemblyAI transcripts',
  recognised: 'utterances and words with audio_duration, audio_url or acoustic_model',
  matches: (value) =>
    has(value, 'utterances', 'words') &&
    (has(value, 'audio_url') || has(value, 'acoustic_model') || has(value, 'audio_duration')),
  read: (value) => [
    {
      pointer: '',
      id: textAt(value, 'id'),
      channel: 'voice',
      meta: pick(value, ['language_code', 'audio_duration']),
      entries: isList(value, 'utterances') ? utterances(value) : words(value),
      timeName: 'start_ms',
    },
  ],
};

const speakerOf = (item: unknown): string => textAt(item, 'speaker') ?? textAt(item, 'channel') ?? NOBODY;

function utterances(value: unknown): Placed[] {
  return entriesOf(listIn(value, ['utterances']), (item) => ({
    label: speakerOf(item),
    text: at(item, 'text'),
    key: 'text',
    time: textAt(item, 'start'),
    end: textAt(item, 'end'),
  }));
}

function words(value: unknown): Placed[] {
  const list = listAt(value, 'words');
  const spoken = list.flatMap((item, index) => {
    const text = at(item, 'text');
    if (!isObject(item) || typeof text !== 'string') return [];
    return [
      {
        speaker: speakerOf(item),
        text,
        start: numberAt(item, 'start'),
        end: numberAt(item, 'end'),
        pointer: `/words/${index}`,
      },
    ];
  });
  const wrong = list.flatMap((item, index) =>
    typeof at(item, 'text') === 'string' ? [] : [{ wrong: 'a word has no text', pointer: `/words/${index}` }],
  );
  return [...utterancesOf(spoken, { tracks: false, pause: 700 }), ...wrong];
}
