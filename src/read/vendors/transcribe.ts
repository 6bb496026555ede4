/** Amazon Transcribe, with speakers or channels told apart (FORMATS §4.3). */

import { isObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, has, isList, listAt, numberAt, objectAt, pick, pointerOf, textAt } from './shape.ts';
import type { Placed, Vendor } from './vendor.ts';
import { byStart, utterancesOf, type Word } from './words.ts';

export const transcribe: Vendor = {
  description: 'Amazon Transcribe with speaker or channel labels',
  recognised: 'results.items with alternatives and results.transcripts',
  matches: (value) => isList(value, 'results', 'items') && isList(value, 'results', 'transcripts'),
  read(value) {
    const results = objectAt(value, 'results');
    return [
      {
        pointer: '',
        id: textAt(value, 'jobName'),
        channel: 'voice',
        meta: pick(results, ['language_code']),
        entries: entries(results),
        timeName: 'start_seconds',
      },
    ];
  },
};

function entries(results: unknown): Placed[] {
  const channels = listAt(results, 'channel_labels', 'channels');
  const items = listAt(results, 'items');
  const labelled = items.some((item) => has(item, 'speaker_label') || has(item, 'channel_label'));
  if (channels.length > 0 && !labelled) {
    const words = channels.flatMap((channel, index) =>
      wordsOf(
        listAt(channel, 'items'),
        pointerOf('results', 'channel_labels', 'channels', index, 'items'),
        () => textAt(channel, 'channel_label'),
      ),
    );
    return [
      ...utterancesOf(byStart(words.flatMap(keepWord)), { tracks: true, pause: 0.7 }),
      ...words.flatMap(keepWrong),
    ];
  }
  const times = new Map<string, string | undefined>();
  for (const segment of listAt(results, 'speaker_labels', 'segments'))
    for (const item of listAt(segment, 'items'))
      times.set(
        textAt(item, 'start_time') ?? '',
        textAt(item, 'speaker_label') ?? textAt(segment, 'speaker_label'),
      );
  const words = wordsOf(items, '/results/items', (item) => {
    const own =
      channels.length > 0
        ? textAt(item, 'channel_label')
        : (textAt(item, 'speaker_label') ?? textAt(item, 'channel_label'));
    return own ?? times.get(textAt(item, 'start_time') ?? '');
  });
  const spoken = words.flatMap(keepWord);
  const utterances = utterancesOf(channels.length > 0 ? byStart(spoken) : spoken, {
    tracks: channels.length > 0,
    pause: 0.7,
  });
  return [...utterances, ...words.flatMap(keepWrong)];
}

const keepWord = (word: Word | Placed): Word[] => ('speaker' in word && 'mark' in word ? [word as Word] : []);
const keepWrong = (word: Word | Placed): Placed[] => ('wrong' in word ? [word] : []);

/** Words and marks of one list; marks belong to the speaker before them. */
function wordsOf(
  items: readonly unknown[],
  pointer: string,
  speakerOf: (item: unknown) => string | undefined,
): (Word | Placed)[] {
  let speaker = NOBODY;
  return items.map((item, index) => {
    const place = `${pointer}/${index}`;
    const content = at(listAt(item, 'alternatives')[0], 'content');
    if (!isObject(item) || typeof content !== 'string')
      return { wrong: 'a word is not an object with content', pointer: place };
    const mark = textAt(item, 'type') === 'punctuation';
    if (!mark) speaker = speakerOf(item) ?? NOBODY;
    return {
      speaker,
      text: content,
      start: numberAt(item, 'start_time'),
      end: numberAt(item, 'end_time'),
      mark,
      pointer: place,
    };
  });
}
