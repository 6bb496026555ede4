/** Gong call transcripts, with the parties of the calls where they are beside them (FORMATS §4.7). */

import { NOBODY } from '../roles.ts';
import { at, entriesOf, isList, listAt, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

export const gong: Vendor = {
  description: 'Gong call transcripts',
  recognised: 'callTranscripts with monologues of sentences',
  matches: (value) =>
    some(value, ['callTranscripts'], (call) =>
      some(call, ['transcript'], (monologue) => isList(monologue, 'sentences')),
    ),
  read(value) {
    const parties = new Map(
      [value, ...listAt(value, 'calls')]
        .flatMap((call) => listAt(call, 'parties'))
        .map((party) => [textAt(party, 'speakerId'), party]),
    );
    return listAt(value, 'callTranscripts').map((call, index) => ({
      pointer: `/callTranscripts/${index}`,
      id: textAt(call, 'callId'),
      channel: 'voice',
      entries: entriesOf(
        { list: listAt(call, 'transcript'), pointer: `/callTranscripts/${index}/transcript` },
        (monologue) => {
          const speaker = textAt(monologue, 'speakerId') ?? NOBODY;
          const party = parties.get(speaker);
          const affiliation = textAt(party, 'affiliation');
          const sentences = listAt(monologue, 'sentences');
          const texts = sentences.map((sentence) => at(sentence, 'text'));
          return {
            label: affiliation === 'Internal' ? 'agent' : affiliation === 'External' ? 'customer' : speaker,
            text: texts.every((text) => typeof text === 'string')
              ? texts.join(' ')
              : texts.find((text) => typeof text !== 'string'),
            key: 'sentences',
            speaker: textAt(party, 'name') ?? speaker,
            time: textAt(sentences[0], 'start'),
            end: textAt(sentences.at(-1), 'end'),
          };
        },
      ),
    }));
  },
};
