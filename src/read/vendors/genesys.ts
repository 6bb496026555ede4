/** Genesys Cloud transcripts of one conversation, one per leg or language (FORMATS §4.5). */

import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, listAt, numberAt, pick, some, textAt } from './shape.ts';
import type { Vendor } from './vendor.ts';

/** More take part in no call, and each phrase is held against each of them. */
const MAX_PARTICIPANTS = 200;

const AGENT: ReadonlySet<string> = new Set(['internal', 'agent', 'user']);

export const genesys: Vendor = {
  description: 'Genesys Cloud conversation transcripts',
  recognised: 'transcripts with phrases that have a participantPurpose',
  matches: (value) =>
    some(value, ['transcripts'], (leg) =>
      some(leg, ['phrases'], (phrase) => has(phrase, 'participantPurpose')),
    ),
  read(value) {
    const agents = listAt(value, 'participants')
      .slice(0, MAX_PARTICIPANTS)
      .filter((person) => AGENT.has(textAt(person, 'participantPurpose') ?? ''));
    /** The agent who takes part at that time; a transfer brings another. */
    const agentAt = (time: number | undefined): string | undefined => {
      const present = agents.filter(
        (person) =>
          time === undefined ||
          (time >= (numberAt(person, 'startTimeMs') ?? Number.NEGATIVE_INFINITY) &&
            time <= (numberAt(person, 'endTimeMs') ?? Number.POSITIVE_INFINITY)),
      );
      const person = present.length === 1 || agents.length !== 1 ? present[0] : agents[0];
      return textAt(person, 'userId') ?? textAt(person, 'name');
    };
    return [
      {
        pointer: '',
        id: textAt(value, 'conversationId'),
        channel: textAt(value, 'mediaType') ?? 'voice',
        startedAt: textAt(value, 'startTime'),
        meta: pick(value, ['communicationId']),
        entries: listAt(value, 'transcripts').flatMap((leg, index) =>
          entriesOf({ list: listAt(leg, 'phrases'), pointer: `/transcripts/${index}/phrases` }, (phrase) => {
            const purpose = textAt(phrase, 'participantPurpose') ?? NOBODY;
            const start = numberAt(phrase, 'startTimeMs');
            const length = numberAt(phrase, 'duration', 'milliseconds');
            return {
              label: AGENT.has(purpose) ? 'agent' : purpose === 'external' ? 'customer' : purpose,
              text: at(phrase, 'decoratedText') ?? at(phrase, 'text'),
              key: has(phrase, 'decoratedText') ? 'decoratedText' : 'text',
              speaker: AGENT.has(purpose) ? (textAt(phrase, 'userId') ?? agentAt(start)) : undefined,
              time: textAt(phrase, 'startTimeMs'),
              ...(start !== undefined && length !== undefined && { end: String(start + length) }),
            };
          }),
        ),
        timeName: 'startTimeMs',
      },
    ];
  },
};
