/** One message in JSON, whatever it calls its parts (FORMATS §2.4, §2.5). */

import { own } from '../keys.ts';
import type { Place } from '../model.ts';
import type { RawMessage } from './assemble.ts';
import { type Field, messageKeys } from './fields.ts';
import type { ReadContext } from './reader.ts';
import { holdsTranscript, labelOf, marksInternal, roleFinder, tellsVisibility } from './roles.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is wrong with a value, and where under it (a JSON pointer). */
interface Wrong {
  readonly pointer: string;
  readonly reason: string;
}

/** What we read of a message. */
const FIELDS = ['text', 'role', 'agent', 'time', 'order'] as const;
type MessageField = (typeof FIELDS)[number];

/** The keys of a message that may hold it, best first. */
type Fields = Readonly<Record<MessageField, readonly string[]>>;

const fieldsOf = (keysOf: (field: MessageField) => readonly string[]): Fields => ({
  text: keysOf('text'),
  role: keysOf('role'),
  agent: keysOf('agent'),
  time: keysOf('time'),
  order: keysOf('order'),
});

/** The keys of a message, and what they may hold. */
interface Form {
  readonly keys: readonly string[];
  readonly fields: Fields;
  /** Those that say who may see it. */
  readonly hiding: readonly string[];
}

/** A reader of messages for one file: knows its `--map` and `--roles`. */
type MessageReader = (value: unknown, place: Place) => RawMessage | Wrong;

/** Whether a value looks like one message: a text and somebody who says it, but no messages of its own. */
type MessageTest = (value: unknown) => boolean;

export function isWrong(value: RawMessage | Wrong): value is Wrong {
  return 'reason' in value;
}

/**
 * Makes the reader of messages: objects, or `["agent", "…"]` pairs. A message without text comes out with an
 * empty one; a text of the wrong type or with a NUL comes out as `Wrong`.
 */
export function messageReader(context: ReadContext): {
  read: MessageReader;
  looksLike: MessageTest;
  /** The key that holds each field in a message. */
  keysIn: (value: unknown) => Partial<Record<Field, string>>;
} {
  const table = messageKeys(context.map ?? {});
  const roleOf = roleFinder(context);

  /** What the keys of a message may hold. */
  function formOf(keys: readonly string[]): Form {
    const best = (field: MessageField): string[] =>
      keys
        .filter((key) => table.get(key)?.field === field)
        .sort((a, b) => table.get(a)!.rank - table.get(b)!.rank);
    return { keys, fields: fieldsOf(best), hiding: keys.filter(tellsVisibility) };
  }
  /** The messages of a file mostly have the same keys, so that these are looked at once. */
  let last = formOf([]);
  function formIn(value: JsonObject): Form {
    const keys = Object.keys(value);
    if (keys.length !== last.keys.length || keys.some((key, i) => key !== last.keys[i])) last = formOf(keys);
    return last;
  }

  /** The keys of `value` that hold something of each field, best first. */
  function keysOf(value: JsonObject, { keys, fields } = formIn(value)): Fields {
    if (keys.every((key) => value[key] !== null)) return fields;
    return fieldsOf((field) => fields[field].filter((key) => value[key] !== null));
  }

  function read(value: unknown, place: Place): RawMessage | Wrong {
    if (Array.isArray(value)) return readPair(value, place);
    if (!isObject(value)) return { pointer: '', reason: `a message is ${typeName(value)}, not an object` };
    const form = formIn(value);
    const keys = keysOf(value, form);
    const textKey = keys.text.find((key) => textOf(value[key]) !== undefined) ?? keys.text[0];
    const text = textKey === undefined ? '' : textOf(value[textKey]);
    if (text === undefined) {
      return {
        pointer: `/${escapePointer(textKey!)}`,
        reason: `the text of a message is ${typeName(value[textKey!])}`,
      };
    }
    if (text.includes('\0')) return { pointer: `/${escapePointer(textKey!)}`, reason: 'contains a NUL byte' };
    const [timeKey] = keys.time;
    const [orderKey] = keys.order;
    let known: Said | undefined;
    let unknown: Said | undefined;
    let first: Said | undefined;
    for (const key of keys.role) {
      const said = labelIn(key, value[key]);
      first ??= said;
      if (roleOf(said.label) === undefined) unknown ??= said;
      else known ??= said;
    }
    let speaker: string | undefined;
    for (const key of keys.agent) speaker ||= plain(value[key])?.trim();
    return {
      label: (known ?? first)?.label ?? '',
      speaker: speaker || known?.name?.trim() || unknown?.label.trim() || undefined,
      internal: form.hiding.some((key) => marksInternal(key, plain(value[key]) ?? '')),
      text,
      place,
      time: timeKey === undefined ? undefined : plain(value[timeKey]),
      order: orderKey === undefined ? undefined : plain(value[orderKey]),
      records: 1,
    };
  }

  function looksLike(value: unknown): boolean {
    if (Array.isArray(value)) return isPair(value);
    if (!isObject(value)) return false;
    const { text, role } = keysOf(value);
    const texts = text.map((key) => textOf(value[key])).filter((said) => said !== undefined);
    return role.length > 0 && texts.length > 0 && !texts.some(holdsTranscript);
  }

  function keysIn(value: unknown): Partial<Record<Field, string>> {
    if (!isObject(value)) return {};
    const found: Partial<Record<Field, string>> = {};
    const keys = keysOf(value);
    for (const field of FIELDS) {
      const [key] = keys[field];
      if (key !== undefined) found[field] = key;
    }
    return found;
  }

  return { read, looksLike, keysIn };
}

/** What a role key says of the speaker. */
interface Said {
  readonly label: string;
  readonly name?: string | undefined;
}

/** A role key's value: a word, a boolean `inbound`, or an object with a type and a name. */
function labelIn(key: string, value: unknown): Said {
  if (!isObject(value)) return { label: labelOf(key, plain(value) ?? '') };
  const name = plain(own(value, 'name'));
  return { label: plain(own(value, 'type')) ?? plain(own(value, 'role')) ?? name ?? '', name };
}

function isPair(value: readonly unknown[]): value is readonly [string, string] {
  return value.length === 2 && value.every((part) => typeof part === 'string');
}

function readPair(value: readonly unknown[], place: Place): RawMessage | Wrong {
  if (!isPair(value)) return { pointer: '', reason: 'a message is a list, but not of a speaker and a text' };
  if (value[1].includes('\0')) return { pointer: '/1', reason: 'contains a NUL byte' };
  return { label: value[0], text: value[1], place, records: 1 };
}

/** A text, the texts of a list of parts, or the text of an object; `undefined` for anything else. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    const parts = value.map((part) =>
      typeof part === 'string' ? part : isObject(part) ? own(part, 'text') : undefined,
    );
    // Images and tool calls are parts without text; a list without any text at all is something else.
    const texts = parts.filter((part) => typeof part === 'string');
    return texts.length > 0 || value.every(isObject) ? texts.join('\n') : undefined;
  }
  if (!isObject(value)) return undefined;
  const inner = own(value, 'text') ?? own(value, 'content');
  return typeof inner === 'string' ? inner : undefined;
}

/** A string, number or boolean as text; `undefined` for anything else. */
export function plain(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** One key as a part of a JSON pointer (RFC 6901). */
export function escapePointer(key: string): string {
  return key.replace(/~/g, '~0').replace(/\//g, '~1');
}

export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
