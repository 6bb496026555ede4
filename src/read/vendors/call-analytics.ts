/** Amazon Transcribe Call Analytics, batch and streamed utterances (FORMATS §4.3). */

import { NOBODY } from '../roles.ts';
import { segment } from './contact-lens.ts';
import { at, entriesOf, has, listIn, objectAt, pick, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

/** A streamed frame wraps its utterance once or twice. */
const utteranceOf = (value: unknown) =>
  objectAt(
    has(value, 'CallAnalyticsTranscriptResultStream')
      ? objectAt(value, 'CallAnalyticsTranscriptResultStream')
      : value,
    'UtteranceEvent',
  );
const isUtterance = (value: unknown): boolean =>
  has(utteranceOf(value), 'ParticipantRole', 'BeginOffsetMillis');

export const callAnalytics: Vendor = {
  description: 'Amazon Transcribe Call Analytics',
  recognised: 'Transcript with ParticipantRole and BeginOffsetMillis, without ParticipantId',
  matches: (value) =>
    isUtterance(value) ||
    some(
      value,
      ['Transcript'],
      (item) => has(item, 'ParticipantRole', 'BeginOffsetMillis') && !has(item, 'ParticipantId'),
    ),
  isMessage: isUtterance,
  read: (value) => [
    {
      pointer: '',
      id: textAt(value, 'JobName'),
      channel: textAt(value, 'Channel') ?? 'voice',
      meta: pick(value, ['LanguageCode', 'AccountId']),
      entries: isUtterance(value)
        ? entriesOf({ list: [value], pointer: '' }, frame)
        : entriesOf(listIn(value, ['Transcript']), frame),
      timeName: 'BeginOffsetMillis',
    },
  ],
};

function frame(item: Parameters<typeof segment>[0]): ReturnType<typeof segment> {
  const utterance = utteranceOf(item);
  if (!has(utterance, 'ParticipantRole')) return segment(item, textAt(item, 'ParticipantRole') ?? NOBODY);
  if (at(utterance, 'IsPartial') === true) return { dropped: 'partial results' };
  return segment(
    { ...utterance, Content: at(utterance, 'Transcript') },
    textAt(utterance, 'ParticipantRole') ?? NOBODY,
  );
}
