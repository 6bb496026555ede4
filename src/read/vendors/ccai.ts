/** Google CCAI Insights: the upload format and the conversation resource (FORMATS §4.4). */

import { NOBODY } from '../roles.ts';
import { at, entriesOf, has, listAt, listIn, objectAt, pick, some, textAt } from './shape.ts';
import type { Vendor, VendorConversation } from './vendor.ts';

const isEntry = (value: unknown): boolean => has(value, 'text', 'role', 'start_timestamp_usec');
const isSegment = (value: unknown): boolean =>
  has(value, 'text') && (has(value, 'segmentParticipant') || has(value, 'channelTag'));

export const ccai: Vendor = {
  description: 'Google CCAI Insights conversations',
  recognised: 'entries with start_timestamp_usec, or transcript.transcriptSegments',
  matches: (value) =>
    some(value, ['entries'], isEntry) || some(value, ['transcript', 'transcriptSegments'], isSegment),
  read: (value) => [Array.isArray(at(value, 'entries')) ? upload(value) : resource(value)],
};

function upload(value: unknown): VendorConversation {
  return {
    pointer: '',
    id: textAt(value, 'conversation_id') ?? textAt(value, 'conversation_info', 'conversation_id'),
    meta: pick(value, ['language_code']),
    entries: entriesOf(listIn(value, ['entries']), (item) => ({
      label: textAt(item, 'role') ?? NOBODY,
      text: at(item, 'text'),
      key: 'text',
      speaker: nameIn(textAt(item, 'user_id')),
      time: textAt(item, 'start_timestamp_usec'),
    })),
    timeName: 'start_timestamp_usec',
  };
}

function resource(value: unknown): VendorConversation {
  const medium = textAt(value, 'medium');
  const agent = listAt(value, 'qualityMetadata', 'agentInfo')[0];
  return {
    pointer: '',
    id: textAt(value, 'name')?.replace(/^.*\//, ''),
    channel: medium === 'PHONE_CALL' ? 'voice' : medium,
    agent: textAt(agent, 'displayName') ?? textAt(agent, 'agentId') ?? textAt(value, 'agentId'),
    startedAt: textAt(value, 'startTime'),
    meta: {
      ...pick(value, ['languageCode', 'duration']),
      ...pick(objectAt(value, 'labels'), Object.keys(objectAt(value, 'labels'))),
    },
    entries: entriesOf(listIn(value, ['transcript', 'transcriptSegments']), (item) => {
      const channel = textAt(item, 'channelTag');
      const role = textAt(item, 'segmentParticipant', 'role');
      return {
        label: role === 'ANY_AGENT' ? 'agent' : (role ?? (channel === undefined ? NOBODY : `ch_${channel}`)),
        text: at(item, 'text'),
        key: 'text',
        speaker: nameIn(textAt(item, 'segmentParticipant', 'userId')),
        time: textAt(item, 'messageTime') ?? textAt(listAt(item, 'words')[0], 'startOffset'),
      };
    }),
  };
}

/** An id that is a name to somebody; a small number only counts the people of one conversation. */
function nameIn(id: string | undefined): string | undefined {
  return id !== undefined && /^\d{1,2}$/.test(id) ? undefined : id;
}
