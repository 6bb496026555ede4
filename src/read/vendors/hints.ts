/** Documents that are known and hold no conversation: what they are, and what to export instead (FORMATS §3, §4). */

import { at, has, listAt, some, textAt } from './shape.ts';

const isTicket = (value: unknown): boolean =>
  has(value, 'requester_id', 'subject', 'status') && !has(value, 'comments', 'conversations');

const HINTS: readonly (readonly [(value: unknown) => boolean, string])[] = [
  [
    (value) =>
      textAt(value, 'type') === 'conversation.list' ||
      (textAt(value, 'type') === 'conversation' && has(value, 'statistics')),
    'this list of Intercom conversations leaves out what was said in them; fetch each conversation by its id',
  ],
  [
    (value) =>
      some(value, ['tickets'], isTicket) ||
      isTicket(value) ||
      (isTicket(listAt(value, 'data')[0]) && !has(value, 'messages')),
    'these are tickets without their comments or conversations; export those of each ticket',
  ],
  [
    (value) => has(value, 'transcription_text', 'recording_sid'),
    'this Twilio transcription is one text that does not tell its speakers apart',
  ],
  [
    (value) => textAt(at(value, 'links'), 'sentences') !== undefined,
    'this Twilio transcript leaves out its sentences; fetch them from links.sentences',
  ],
  [
    (value) =>
      has(value, 'system_message_type') ||
      (has(value, 'author_id', 'recipients', 'type') && textAt(value, 'created_at') !== undefined),
    'this is one event of a LiveChat chat; export whole chats with their threads and users',
  ],
  [
    (value) => has(value, 'TranscriptResultStream'),
    'this is one frame of a Transcribe stream, which does not tell its speakers apart; read the finished transcript',
  ],
];

/** Why a document that no reader knows holds no conversation, where that can be told. */
export function hintFor(value: unknown): string | undefined {
  const sample = Array.isArray(value) ? value[0] : value;
  return HINTS.find(([matches]) => matches(sample))?.[1];
}
