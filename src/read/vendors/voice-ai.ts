/** Calls answered by voice bots: ElevenLabs, Vapi and Retell (FORMATS §2.4, §4.7). */

import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import {
  at,
  entriesOf,
  has,
  isList,
  listAt,
  listIn,
  numberAt,
  objectAt,
  pick,
  some,
  textAt,
} from './shape.ts';
import type { Entry, Vendor } from './vendor.ts';

const isElevenLabs = (value: unknown): boolean => has(value, 'role', 'message', 'time_in_call_secs');
const isVapi = (value: unknown): boolean => has(value, 'role', 'message', 'secondsFromStart');
const VAPI_PATHS = [
  ['messages'],
  ['artifact', 'messages'],
  ['message', 'artifact', 'messages'],
  ['message', 'messages'],
];

/** The agent of these platforms is a machine; whoever a call is passed on to is not. */
function speakerOf(role: string | undefined): string {
  if (role === 'agent' || role === 'assistant') return 'bot';
  return role === 'transfer_target' ? 'agent' : (role ?? NOBODY);
}

export const elevenlabs: Vendor = {
  description: 'ElevenLabs agent conversations',
  recognised: 'transcript with time_in_call_secs',
  matches: (value) => some(value, ['transcript'], isElevenLabs),
  read: (value) => [
    {
      pointer: '',
      id: textAt(value, 'conversation_id'),
      channel: 'voice',
      startedAt: textAt(value, 'metadata', 'start_time_unix_secs'),
      meta: pick(value, ['agent_id', 'status']),
      entries: entriesOf(
        listIn(value, ['transcript']),
        (turn): Entry =>
          at(turn, 'message') === null
            ? { dropped: 'tool calls' }
            : {
                label: speakerOf(textAt(turn, 'role')),
                text: at(turn, 'message'),
                key: 'message',
                speaker: textAt(value, 'agent_name') ?? textAt(value, 'agent_id'),
                time: textAt(turn, 'time_in_call_secs'),
              },
      ),
      timeName: 'time_in_call_secs',
    },
  ],
};

export const vapi: Vendor = {
  description: 'Vapi calls',
  recognised: 'messages with secondsFromStart',
  matches: (value) => VAPI_PATHS.some((path) => some(value, path, isVapi)),
  read(value) {
    const messages = listIn(value, ...VAPI_PATHS);
    const call = objectAt(value, 'message', 'call');
    return [
      {
        pointer: '',
        id:
          textAt(value, 'call_id') ??
          textAt(call, 'id') ??
          textAt(value, 'call', 'id') ??
          textAt(value, 'id'),
        channel: 'voice',
        startedAt: textAt(value, 'startedAt') ?? textAt(messages.list[0], 'time'),
        meta: pick(value, ['endedReason', 'type']),
        entries: entriesOf(messages, vapiEntry),
        timeName: 'seconds',
      },
    ];
  },
};

function vapiEntry(message: JsonObject): Entry {
  const role = textAt(message, 'role');
  if (role === 'system' || role?.startsWith('tool')) return { dropped: 'prompts and tool calls' };
  const start = numberAt(message, 'secondsFromStart');
  const length = numberAt(message, 'duration');
  return {
    label: speakerOf(role),
    text: at(message, 'message'),
    key: 'message',
    time: start === undefined ? undefined : String(start),
    end: start === undefined || length === undefined ? undefined : String(start + length / 1000),
  };
}

export const retell: Vendor = {
  description: 'Retell calls',
  recognised: 'transcript_object with role and content',
  matches: (value) =>
    [value, at(value, 'call')].some((call) =>
      some(call, ['transcript_object'], (turn) => has(turn, 'role', 'content')),
    ),
  read(value) {
    const call = isList(value, 'transcript_object') ? value : at(value, 'call');
    return [
      {
        pointer: '',
        id: textAt(call, 'call_id'),
        channel: 'voice',
        startedAt: textAt(call, 'start_timestamp'),
        meta: pick(call, ['agent_id', 'call_status', 'disconnection_reason']),
        entries: entriesOf(listIn(value, ['transcript_object'], ['call', 'transcript_object']), (turn) => ({
          label: speakerOf(textAt(turn, 'role')),
          text: at(turn, 'content'),
          key: 'content',
          time: textAt(listAt(turn, 'words')[0], 'start'),
          end: textAt(listAt(turn, 'words').at(-1), 'end'),
        })),
        timeName: 'start_seconds',
      },
    ];
  },
};
