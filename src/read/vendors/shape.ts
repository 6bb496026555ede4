/** Looking into JSON of unknown shape without ever failing: what is absent or of another type is nothing. */

import { own } from '../../keys.ts';
import { escapePointer, isObject, type JsonObject, plain } from '../message.ts';
import type { Entry, Placed } from './vendor.ts';

/** How many elements of a list are looked at to tell what it holds. */
const LOOK = 25;

const NONE: JsonObject = Object.freeze(Object.create(null) as JsonObject);

/** The value under a path of own keys. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let inner = value;
  for (const key of path) inner = isObject(inner) ? own(inner, key) : undefined;
  return inner;
}

/** The object under a path, or an empty one. */
export function objectAt(value: unknown, ...path: readonly string[]): JsonObject {
  const found = at(value, ...path);
  return isObject(found) ? found : NONE;
}

/** The list under a path, or an empty one. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The string, number or boolean under a path as trimmed text; nothing if it is blank. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  return plain(at(value, ...path))?.trim() || undefined;
}

/** Whether a value is an object with all of these keys. */
export function has(value: unknown, ...keys: readonly string[]): boolean {
  return isObject(value) && keys.every((key) => Object.hasOwn(value, key));
}

/** Whether one of the first elements of the list under a path passes. */
export function some(value: unknown, path: readonly string[], test: (item: unknown) => boolean): boolean {
  const list = listAt(value, ...path);
  for (let index = 0; index < list.length && index < LOOK; index++) if (test(list[index])) return true;
  return false;
}

/** The scalar values under these keys, for a conversation's `meta`. */
export function pick(value: unknown, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    keys.flatMap((key): [string, string][] => {
      const found = textAt(value, key);
      return found === undefined ? [] : [[key, found]];
    }),
  );
}

/** A JSON pointer from its parts. */
export function pointerOf(...parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${escapePointer(String(part))}`).join('');
}

/** A list and where it stands in its document. */
export interface Listed {
  readonly list: readonly unknown[];
  readonly pointer: string;
}

/** The list that the value is, or else the first of the paths that leads to one. */
export function listIn(value: unknown, ...paths: readonly (readonly string[])[]): Listed {
  if (Array.isArray(value)) return { list: value, pointer: '' };
  const path = paths.find((candidate) => Array.isArray(at(value, ...candidate)));
  return path ? { list: listAt(value, ...path), pointer: pointerOf(...path) } : { list: [], pointer: '' };
}

/** Reads the objects of a list; an element that is none is set aside. */
export function entriesOf(
  { list, pointer }: Listed,
  read: (item: JsonObject, index: number) => Entry,
): Placed[] {
  return list.map((item, index): Placed => {
    const place = `${pointer}/${index}`;
    if (!isObject(item)) return { wrong: 'a message is not an object', pointer: place };
    const turnId = textAt(item, 'id') ?? textAt(item, 'sid') ?? textAt(item, 'fingerprint');
    return { ...(turnId !== undefined && { turnId }), ...read(item, index), pointer: place };
  });
}

/** One conversation of a flat list; it stands where its first entry does, or where the list's document does. */
interface Group {
  readonly id: string | undefined;
  readonly pointer: string;
  readonly first: JsonObject;
  readonly entries: Placed[];
}

/** Entries of a flat list by conversation; an entry without an id goes with the one before it. */
export function byConversation(
  listed: Listed,
  idOf: (item: JsonObject) => string | undefined,
  read: (item: JsonObject, index: number) => Entry,
): readonly Group[] {
  const groups = new Map<string | undefined, { first: JsonObject; entries: Placed[] }>();
  const ids = listed.list.map((item) => (isObject(item) ? idOf(item) : undefined));
  let current = ids.find((id) => id !== undefined);
  for (const [index, entry] of entriesOf(listed, read).entries()) {
    current = ids[index] ?? current;
    const item = listed.list[index];
    const first = isObject(item) ? item : NONE;
    const group = groups.get(current);
    if (group) group.entries.push(entry);
    else groups.set(current, { first, entries: [entry] });
  }
  return [...groups].map(([id, group]) => ({
    id,
    pointer: groups.size > 1 ? group.entries[0]!.pointer : '',
    ...group,
  }));
}

/** The first and last name under a path, or its `name`. */
export function nameAt(value: unknown, ...path: readonly string[]): string | undefined {
  const person = objectAt(value, ...path);
  const parts = [
    textAt(person, 'first_name') ?? textAt(person, 'first') ?? textAt(person, 'firstName'),
    textAt(person, 'last_name') ?? textAt(person, 'last') ?? textAt(person, 'lastName'),
  ];
  return textAt(person, 'name') ?? (parts.filter(Boolean).join(' ') || undefined);
}

/** Whether there is a list under a path. */
export function isList(value: unknown, ...path: readonly string[]): boolean {
  return Array.isArray(at(value, ...path));
}

/** The finite number under a path, also where it is written as a string. */
export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path);
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
