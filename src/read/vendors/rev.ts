/** Rev transcripts (FORMATS §5). */

import { NOBODY } from '../roles.ts';
import { at, entriesOf, isList, listAt, listIn, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

export const rev: Vendor = {
  description: 'Rev transcripts',
  recognised: 'monologues with elements',
  matches: (value) => some(value, ['monologues'], (monologue) => isList(monologue, 'elements')),
  read: (value) => [
    {
      pointer: '',
      channel: 'voice',
      entries: entriesOf(listIn(value, ['monologues']), (monologue) => {
        const elements = listAt(monologue, 'elements');
        const values = elements.map((element) => at(element, 'value'));
        const timed = elements.filter((element) => textAt(element, 'ts') !== undefined);
        return {
          label: textAt(monologue, 'speaker') ?? NOBODY,
          text: values.every((part) => typeof part === 'string')
            ? values.join('').trim()
            : values.find((part) => typeof part !== 'string'),
          key: 'elements',
          time: textAt(timed[0], 'ts'),
          end: textAt(timed.at(-1), 'end_ts'),
        };
      }),
      timeName: 'ts_seconds',
    },
  ],
};
