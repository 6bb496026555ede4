/** Chat messages as OpenAI's API takes them (FORMATS §2.5). */

import type { JsonObject } from '../message.ts';
import { at, entriesOf, has, listAt, listIn, pick, some, textAt } from './shape.ts';
import type { Entry, Vendor } from './vendor.ts';

const ROLES: ReadonlySet<string> = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function']);

/** Roles that only this format has: without one of them, and without tool calls, it reads the same as any JSON. */
const OWN: ReadonlySet<string> = new Set(['system', 'developer', 'tool', 'function']);

const isMessage = (value: unknown): boolean =>
  ROLES.has(textAt(value, 'role') ?? '') && has(value, 'content') && !has(value, 'timestamp');

export const openai: Vendor = {
  description: 'OpenAI chat messages',
  recognised: 'messages with a system, developer or tool role, or with tool_calls',
  matches: (value) =>
    isMessage(listAt(value, 'messages')[0]) &&
    some(
      value,
      ['messages'],
      (message) =>
        isMessage(message) && (OWN.has(textAt(message, 'role') ?? '') || has(message, 'tool_calls')),
    ) &&
    !some(value, ['messages'], (message) => !ROLES.has(textAt(message, 'role') ?? 'user')),
  read: (value) => [
    {
      pointer: '',
      id: textAt(value, 'id') ?? textAt(value, 'conversation_id') ?? textAt(value, 'metadata', 'id'),
      channel: textAt(value, 'channel') ?? textAt(value, 'metadata', 'channel'),
      meta: pick(
        at(value, 'metadata'),
        Object.keys(Object(at(value, 'metadata'))).filter((key) => key !== 'id'),
      ),
      entries: entriesOf(listIn(value, ['messages']), entry),
    },
  ],
};

function entry(message: JsonObject): Entry {
  const role = textAt(message, 'role') ?? '';
  if (role !== 'user' && role !== 'assistant') return { dropped: 'prompts and tool results' };
  const content = at(message, 'content');
  if (content === null || content === undefined) return { dropped: 'tool calls' };
  if (!Array.isArray(content)) return { label: role, text: content, key: 'content' };
  const texts = content.flatMap((part) => {
    const text = at(part, 'text');
    return typeof text === 'string' ? [text] : [];
  });
  return { label: role, text: texts.join('\n'), key: 'content' };
}
