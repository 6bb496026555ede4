/** Deepgram results: utterances, else paragraphs, else words (FORMATS §5). */

import { isObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, isList, listAt, numberAt, some, textAt } from './shape.ts';
import type { Placed, Vendor } from './vendor.ts';
import { byStart, utterancesOf, type Word } from './words.ts';

export const deepgram: Vendor = {
  description: 'Deepgram results',
  recognised: 'results.channels with alternatives',
  matches: (value) => some(value, ['results', 'channels'], (channel) => isList(channel, 'alternatives')),
  read: (value) => [
    {
      pointer: '',
      id: textAt(value, 'metadata', 'request_id'),
      channel: 'voice',
      entries: entries(value),
      timeName: 'start_seconds',
    },
  ],
};

function entries(value: unknown): Placed[] {
  const tracks = listAt(value, 'results', 'channels').length > 1;
  const utterances = listAt(value, 'results', 'utterances');
  // Utterances may be single words; those of one speaker belong together unless they are two seconds apart.
  const options = { tracks, pause: 0.7, rest: 2 };
  if (utterances.length > 0) return join(utterances, '/results/utterances', tracks, options);
  const paragraphs = listAt(value, 'results', 'channels').flatMap((channel, index) => {
    const pointer = `/results/channels/${index}/alternatives/0`;
    const best = listAt(channel, 'alternatives')[0];
    const nested = listAt(best, 'paragraphs', 'paragraphs');
    const list = nested.some((paragraph) => at(paragraph, 'speaker') !== undefined)
      ? nested
      : listAt(best, 'words');
    const place = list === nested ? `${pointer}/paragraphs/paragraphs` : `${pointer}/words`;
    return wordsOf(list, place, tracks, `ch_${index}`);
  });
  const spoken = paragraphs.flatMap((word) => ('wrong' in word ? [] : [word]));
  return [
    ...utterancesOf(byStart(spoken), options),
    ...paragraphs.flatMap((word) => ('wrong' in word ? [word] : [])),
  ];
}

function join(
  list: readonly unknown[],
  pointer: string,
  tracks: boolean,
  options: Parameters<typeof utterancesOf>[1],
): Placed[] {
  const words = wordsOf(list, pointer, tracks);
  const spoken = words.flatMap((word) => ('wrong' in word ? [] : [word]));
  return [...utterancesOf(spoken, options), ...words.flatMap((word) => ('wrong' in word ? [word] : []))];
}

/** Utterances, paragraphs or words as words: each has a speaker, a text and times. */
function wordsOf(
  list: readonly unknown[],
  pointer: string,
  tracks: boolean,
  track?: string,
): (Word | { wrong: string; pointer: string })[] {
  return list.map((item, index) => {
    const sentences = listAt(item, 'sentences').map((sentence) => at(sentence, 'text'));
    const text =
      sentences.length > 0
        ? sentences.join(' ')
        : (at(item, 'punctuated_word') ?? at(item, 'transcript') ?? at(item, 'word'));
    const place = `${pointer}/${index}`;
    if (!isObject(item) || typeof text !== 'string')
      return { wrong: 'a segment has no text', pointer: place };
    const channel = textAt(item, 'channel');
    const speaker = tracks
      ? (track ?? (channel === undefined ? NOBODY : `ch_${channel}`))
      : (textAt(item, 'speaker') ?? NOBODY);
    return { speaker, text, start: numberAt(item, 'start'), end: numberAt(item, 'end'), pointer: place };
  });
}
