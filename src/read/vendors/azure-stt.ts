/** Azure batch transcription (FORMATS §5). */

import { NOBODY } from '../roles.ts';
import { at, entriesOf, isList, listAt, listIn, numberAt, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

export const azureStt: Vendor = {
  description: 'Azure Speech batch transcription',
  recognised: 'recognizedPhrases with nBest',
  matches: (value) => some(value, ['recognizedPhrases'], (phrase) => isList(phrase, 'nBest')),
  read: (value) => [
    {
      pointer: '',
      channel: 'voice',
      entries: entriesOf(listIn(value, ['recognizedPhrases']), (phrase) => {
        if ((textAt(phrase, 'recognitionStatus') ?? 'Success') !== 'Success')
          return { dropped: 'phrases that were not recognised' };
        const start = numberAt(phrase, 'offsetInTicks');
        const length = numberAt(phrase, 'durationInTicks');
        const channel = textAt(phrase, 'channel');
        return {
          label: textAt(phrase, 'speaker') ?? (channel === undefined ? NOBODY : `ch_${channel}`),
          text: at(listAt(phrase, 'nBest')[0], 'display'),
          key: 'nBest/0/display',
          time: start === undefined ? undefined : String(start),
          end: start === undefined || length === undefined ? undefined : String(start + length),
        };
      }),
      timeName: 'offsetInTicks',
    },
  ],
};
