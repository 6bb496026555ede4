/** Google Speech-to-Text results, by channel or with speaker tags (FORMATS §4.4). */

import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, isList, type Listed, listAt, listIn, some, textAt } from './shape.ts';
import type { Placed, Vendor } from './vendor.ts';
import { utterancesOf } from './words.ts';

const hasTranscript = (result: unknown): boolean =>
  some(
    result,
    ['alternatives'],
    (alternative) => has(alternative, 'transcript') || isList(alternative, 'words'),
  );

export const googleStt: Vendor = {
  description: 'Google Speech-to-Text results',
  recognised: 'a list of results with alternatives',
  matches: (value) =>
    some(value, ['results'], hasTranscript) || some(value, ['response', 'results'], hasTranscript),
  read: (value) => [
    {
      pointer: '',
      channel: 'voice',
      entries: entries(listIn(value, ['results'], ['response', 'results'])),
      timeName: 'start_seconds',
    },
  ],
};

const wordsIn = (result: unknown): readonly unknown[] => listAt(listAt(result, 'alternatives')[0], 'words');
const tagOf = (word: unknown): string | undefined =>
  textAt(word, 'speakerTag') ?? textAt(word, 'speaker_tag') ?? textAt(word, 'speakerLabel');
const startOf = (word: unknown): string | undefined =>
  textAt(word, 'startTime') ?? textAt(word, 'start_time') ?? textAt(word, 'startOffset');
const endOf = (word: unknown): string | undefined =>
  textAt(word, 'endTime') ?? textAt(word, 'end_time') ?? textAt(word, 'endOffset');

/** Seconds of a duration such as "1.600s". */
function seconds(duration: string | undefined): number | undefined {
  const number = Number.parseFloat(duration ?? '');
  return Number.isFinite(number) ? number : undefined;
}

function entries(results: Listed): Placed[] {
  // Speaker tags stand on the words of the last result alone, which repeats all the others.
  const last = results.list.length - 1;
  const words = wordsIn(results.list[last]);
  if (words.some((word) => tagOf(word) !== undefined)) {
    const pointer = `${results.pointer}/${last}/alternatives/0/words`;
    const placed = words.map((word, index) => ({
      word,
      text: at(word, 'word'),
      pointer: `${pointer}/${index}`,
    }));
    const spoken = placed.flatMap(({ word, text, pointer: place }) =>
      typeof text === 'string'
        ? [
            {
              speaker: tagOf(word) ?? NOBODY,
              text,
              start: seconds(startOf(word)),
              end: seconds(endOf(word)),
              pointer: place,
            },
          ]
        : [],
    );
    const wrong = placed.flatMap(({ text, pointer: place }) =>
      typeof text === 'string' ? [] : [{ wrong: 'a word has no text', pointer: place }],
    );
    return [...utterancesOf(spoken, { tracks: false, pause: 0.7 }), ...wrong];
  }
  return entriesOf(results, (result) => {
    const text = at(listAt(result, 'alternatives')[0], 'transcript');
    const channel = textAt(result, 'channelTag') ?? textAt(result, 'channel_tag');
    const start = seconds(startOf(wordsIn(result)[0]));
    const end = seconds(endOf(wordsIn(result).at(-1)) ?? textAt(result, 'resultEndTime'));
    return {
      label: channel === undefined ? NOBODY : `ch_${channel}`,
      text: typeof text === 'string' ? text.trim() : text,
      key: 'alternatives/0/transcript',
      time: start === undefined ? undefined : String(start),
      end: end === undefined ? undefined : String(end),
    };
  });
}
