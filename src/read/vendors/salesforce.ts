/** Salesforce messaging entries and Live Chat transcripts (FORMATS §2.2; Salesforce's object reference). */

import type { JsonObject } from '../message.ts';
import { NOBODY } from '../roles.ts';
import { at, byConversation, has, isList, listIn, pick, some, textAt } from './shape.ts';
import type { Entry, Placed, Tools, Vendor, VendorConversation } from './vendor.ts';

/** An entry of the REST API, and a record of the object ConversationEntry. */
const isEntry = (value: unknown): boolean => has(value, 'messageText', 'sender', 'clientTimestamp');
const isRecord = (value: unknown): boolean => has(value, 'ActorType', 'Message', 'EntryTime');
const isTranscript = (value: unknown): boolean =>
  typeof at(value, 'Body') === 'string' &&
  (textAt(value, 'attributes', 'type') === 'LiveChatTranscript' || has(value, 'ChatKey'));

const threadOf = (value: unknown): string | undefined => textAt(value, 'ConversationId');

export const salesforce: Vendor = {
  description: 'Salesforce messaging entries and Live Chat transcripts',
  recognised:
    'conversationEntries with messageText, records with ActorType and Message, or a LiveChatTranscript',
  html: true,
  matches: (value) =>
    isTranscript(value) ||
    some(value, ['conversationEntries'], isEntry) ||
    some(value, ['records'], (record) => isRecord(record) || isTranscript(record)),
  isMessage: isRecord,
  threadOf,
  read(value, tools) {
    if (isTranscript(value)) return [chat(value, '', tools)];
    if (some(value, ['records'], isTranscript))
      return listIn(value, ['records']).list.map((record, index) => chat(record, `/records/${index}`, tools));
    const messages = isList(value, 'conversationEntries')
      ? listIn(value, ['conversationEntries'])
      : listIn(value, ['records']);
    return byConversation(messages, threadOf, entry).map(({ id, pointer, entries }) => ({
      pointer,
      id: id ?? textAt(value, 'conversationIdentifier'),
      channel: 'messaging',
      entries,
      timeName: '',
    }));
  },
};

function entry(item: JsonObject): Entry {
  const type = textAt(item, 'EntryType') ?? textAt(item, 'entryType') ?? 'Text';
  if (!/^(?:text|message)$/i.test(type)) return { dropped: 'joins and other events' };
  const record = has(item, 'ActorType');
  const role = textAt(item, 'ActorType') ?? textAt(item, 'sender', 'role') ?? NOBODY;
  return {
    label: role === 'Supervisor' ? 'agent' : role === 'EndUser' ? 'customer' : role,
    text: at(item, record ? 'Message' : 'messageText'),
    key: record ? 'Message' : 'messageText',
    speaker: textAt(item, 'ActorName') ?? textAt(item, 'ActorId') ?? textAt(item, 'sender', 'subject'),
    time: textAt(item, record ? 'EntryTime' : 'clientTimestamp'),
  };
}

const LINE = /^\(\s*(?:(\d+)h\s*)?(?:(\d+)m\s*)?(\d+)s\s*\)\s*([^:]{1,60}?):\s*(.*)$/;

/** A chat whose messages are lines of one HTML body: `( 1m 5s ) Name: text`. */
function chat(record: unknown, pointer: string, { html }: Tools): VendorConversation {
  const body = at(record, 'Body');
  const lines = html(typeof body === 'string' ? body : '').split('\n');
  const owner = textAt(record, 'Owner', 'Name');
  const agents = new Set(lines.flatMap((line) => /^Agent ([^:]{1,60})$/.exec(line)?.[1]?.trim() ?? []));
  const entries: (Placed & { text: string })[] = [];
  for (const line of lines) {
    const match = LINE.exec(line);
    const last = entries.at(-1);
    if (match) {
      const [, hours = '0', minutes = '0', seconds = '0', name = '', text = ''] = match;
      const agent = agents.has(name) || name === owner || owner?.split(' ')[0] === name;
      const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
      entries.push({
        label: agent ? 'agent' : name,
        speaker: name,
        text,
        time: String(offset),
        pointer: `${pointer}/Body`,
      });
    } else if (last && !/^(?:Chat |Agent )/.test(line))
      entries[entries.length - 1] = { ...last, text: `${last.text}\n${line}` };
  }
  return {
    pointer,
    id: textAt(record, 'Name') ?? textAt(record, 'Id') ?? textAt(record, 'ChatKey'),
    channel: 'chat',
    agent: owner,
    startedAt: textAt(record, 'StartTime'),
    meta: pick(record, ['Status', 'CaseId']),
    entries,
    timeName: 'offset_seconds',
  };
}
