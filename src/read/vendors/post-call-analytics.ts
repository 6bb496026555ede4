/** Output of Amazon's Post-Call Analytics solution (FORMATS §4.3). */

import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, listAt, listIn, objectAt, pick, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

export const postCallAnalytics: Vendor = {
  description: 'Amazon Transcribe Post-Call Analytics output',
  recognised: 'SpeechSegments with SegmentSpeaker and DisplayText',
  matches: (value) => some(value, ['SpeechSegments'], (item) => has(item, 'SegmentSpeaker', 'DisplayText')),
  read(value) {
    const about = objectAt(value, 'ConversationAnalytics');
    const shown = new Map(
      listAt(about, 'SpeakerLabels').map((label) => [textAt(label, 'Speaker'), textAt(label, 'DisplayText')]),
    );
    return [
      {
        pointer: '',
        id: unlessNone(textAt(about, 'GUID')),
        channel: 'voice',
        agent: unlessNone(textAt(about, 'Agent')),
        customerName: unlessNone(textAt(about, 'Cust')),
        startedAt: textAt(about, 'ConversationTime'),
        meta: pick(about, ['LanguageCode', 'Duration', 'ConversationLocation']),
        entries: entriesOf(listIn(value, ['SpeechSegments']), (item) => {
          const speaker = textAt(item, 'SegmentSpeaker') ?? NOBODY;
          return {
            label: at(item, 'IVRSegment') === true ? 'ivr' : (shown.get(speaker) ?? speaker),
            text: at(item, 'DisplayText'),
            key: 'DisplayText',
            time: textAt(item, 'SegmentStartTime'),
            end: textAt(item, 'SegmentEndTime'),
          };
        }),
        timeName: 'SegmentStartTime',
      },
    ];
  },
};

/** The solution writes Python's None as a word. */
function unlessNone(text: string | undefined): string | undefined {
  return text === 'None' ? undefined : text;
}
