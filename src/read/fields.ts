/** The names under which exports keep our fields, in order of preference (FORMATS §2.1, §2.4). */

import { UserError } from '../errors.ts';
import { own } from '../keys.ts';
import { listed } from './reader.ts';

/** Fields that `--map` can point at a column or key. */
export const FIELDS = [
  'conversation',
  'text',
  'role',
  'agent',
  'customer',
  'time',
  'order',
  'channel',
] as const;
export type Field = (typeof FIELDS)[number];

/** Column names of a table with one row per turn; the first that is present wins. */
export const COLUMNS: Readonly<Record<Field, readonly string[]>> = {
  conversation: [
    'conversation_id',
    'conversationid',
    'conv_id',
    'convo_id',
    'dialogue_id',
    'dialog_id',
    'interaction_id',
    'call_id',
    'chat_id',
    'contact_id',
    'ticket_id',
    'case_number',
    'case_id',
    'session_id',
    'thread_id',
    'incident_id',
    'transcript_id',
    'id',
  ],
  text: [
    'content',
    'text',
    'message',
    'message_text',
    'utterance',
    'body',
    'transcript',
    'transcription',
    'comment',
    'msg',
    'plain_body',
    'original_text',
    'phrase',
  ],
  role: [
    'role',
    'sender',
    'sender_type',
    'author_type',
    'speaker',
    'speaker_role',
    'participant_role',
    'message_participant',
    'author_role',
    'authorrole',
    'from_type',
    'direction',
    'inbound',
    'participant',
    'type',
  ],
  agent: [
    'agent_id',
    'assignee_id',
    'user_id',
    'rep_id',
    'agent_name',
    'agent',
    'owner_full_name',
    'operator',
    'author_id',
    'sender_name',
    'speaker_name',
  ],
  customer: [
    'customer_name',
    'customer',
    'client_name',
    'requester_name',
    'visitor_name',
    'contact_name',
    'caller_name',
  ],
  time: [
    'timestamp',
    'created_at',
    'created',
    'date',
    'datetime',
    'sent_at',
    'start_time',
    'start',
    'offset',
    'time',
    'interaction_started',
    'at',
  ],
  order: ['turn', 'turn_number', 'turn_index', 'sequence', 'seq', 'chat_index', 'message_index'],
  channel: ['channel', 'medium', 'source', 'via'],
};

/** Keys of one message in JSON. */
const MESSAGE_KEYS: Readonly<Partial<Record<Field, readonly string[]>>> = {
  text: ['content', 'text', 'message', 'msg', 'body', 'utterance', 'transcript', 'value'],
  role: [
    'role',
    'sender',
    'speaker',
    'author',
    'from',
    'participant_role',
    'sender_type',
    'inbound',
    'direction',
  ],
  agent: ['agent_id', 'agent_name', 'sender_name', 'speaker_name', 'author_name', 'name'],
  time: [...COLUMNS.time, 'start_ms', 'seconds_from_start'],
  order: COLUMNS.order,
};

/** Keys of one conversation in JSON, or of its `meta`. */
export const CONVERSATION_KEYS: Readonly<Partial<Record<Field, readonly string[]>>> = {
  conversation: withCamelCase(['conversation_id', 'id', ...COLUMNS.conversation]),
  agent: withCamelCase(['agent', 'agent_name', 'agent_id']),
  customer: withCamelCase(['customer_name']),
  channel: ['channel'],
  time: withCamelCase(['started_at', 'start_time', 'created_at', 'timestamp']),
};

/** A header cell as the alias tables spell it: `Case: Case Number` → `case_case_number`. */
export function normaliseHeader(cell: string): string {
  return cell
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

/**
 * Key → the field that it holds in a message, and its rank among the field's aliases. A message is then read
 * in one pass over its own keys instead of one look-up an alias.
 */
export function messageKeys(
  map: Readonly<Record<string, string>>,
): ReadonlyMap<string, { readonly field: Field; readonly rank: number }> {
  const table = new Map<string, { field: Field; rank: number }>();
  for (const field of FIELDS) {
    const chosen = own(map, field);
    const aliases = chosen === undefined ? withCamelCase(MESSAGE_KEYS[field] ?? []) : [chosen];
    for (const [rank, key] of aliases.entries())
      if (!table.has(key) || chosen !== undefined) table.set(key, { field, rank });
  }
  return table;
}

/** Throws a UserError if `--map` names a field that does not exist. */
export function checkMap(path: string, map: Readonly<Record<string, string>> = {}): void {
  const unknown = Object.keys(map).filter((field) => !FIELDS.some((known) => known === field));
  if (unknown.length > 0) {
    throw new UserError(
      `${path}: --map knows no field ${listed(unknown)}; the fields are ${FIELDS.join(', ')}`,
    );
  }
}

function withCamelCase(names: readonly string[]): readonly string[] {
  return [
    ...new Set(
      names.flatMap((name) => [name, name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())]),
    ),
  ];
}
