/** Sources whose macros are records of data and differ only in the names of their fields. */

import type { Dialect } from '../macro.ts';
import {
  get,
  itemsOf,
  truthOf,
  type Written,
  type WrittenMap,
  type WrittenText,
  wordsOf,
} from '../written.ts';
import type { Draft, MacroSource, Markup, Syntax } from './source.ts';

interface Body {
  readonly field: string;
  readonly markup: Markup;
  /** Set where the field is another text beside the first one, for another channel. */
  readonly channel?: string;
}

/** Where the records of a vendor are and what their fields are called. */
interface RecordShape {
  readonly description: string;
  readonly recognised: string;
  readonly dialect?: Dialect;
  /** JSON where it is left out. */
  readonly syntax?: Syntax;
  /** Keys that lead to lists of records; `*` is every item or value. The empty path is the whole file. */
  readonly lists: readonly (readonly string[])[];
  readonly isRecord: (record: WrittenMap) => boolean;
  /** What only records of this vendor have, if others look like them; one of them is enough. */
  readonly isTelling?: (record: WrittenMap) => boolean;
  /** The field of its id where it is not `id`. */
  readonly id?: string;
  readonly title: readonly string[];
  /** The first that is there counts, of those for each channel. */
  readonly bodies: readonly Body[];
  readonly category?: string;
  readonly tags?: string;
  readonly channel?: string;
  /** False where the record is not in use. */
  readonly active?: string;
}

export function has(record: Written | undefined, ...keys: readonly string[]): boolean {
  return keys.every((key) => get(record, key) !== undefined);
}

/** The parts that a path leads to. */
function follow(root: Written | undefined, path: readonly string[]): Written[] {
  let found = root ? [root] : [];
  for (const key of path)
    found = found.flatMap((part) => (key === '*' ? childrenOf(part) : (get(part, key) ?? [])));
  return found;
}

export function childrenOf(part: Written | undefined): readonly Written[] {
  if (part?.kind === 'map') return [...part.entries.values()];
  return itemsOf(part);
}

/** The first of the fields that holds words. */
export function firstText(record: Written, fields: readonly string[]): WrittenText | undefined {
  for (const field of fields) {
    const part = get(record, field);
    if (part?.kind === 'text' && part.value.trim() !== '') return part;
  }
  return undefined;
}

/** Words of a list, or of a text that separates them by commas, semicolons or spaces. */
export function tagsOf(part: Written | undefined): string[] | undefined {
  const words = wordsOf(part) ?? '';
  const tags =
    part?.kind === 'list'
      ? part.items.map((item) => wordsOf(item) ?? wordsOf(get(item, 'name')) ?? '')
      : words.split(/[,;]/.test(words) ? /\s*[,;]\s*/ : /\s+/);
  const given = tags.filter(Boolean);
  return given.length > 0 ? given : undefined;
}

export function recordSource(shape: RecordShape): MacroSource {
  const { description, recognised, dialect, syntax = 'json' } = shape;
  const recordsIn = (root: Written | undefined): WrittenMap[] =>
    shape.lists
      .flatMap((path) => follow(root, path))
      .flatMap((part) => [part, ...itemsOf(part)])
      .filter((part) => part.kind === 'map' && shape.isRecord(part)) as WrittenMap[];
  return {
    description,
    recognised,
    syntax,
    ...(dialect && { dialect }),
    matches: ({ root }) => recordsIn(root).some(shape.isTelling ?? (() => true)),
    read: ({ root }) => recordsIn(root).flatMap((record) => draftsOf(record, shape)),
  };
}

function draftsOf(record: WrittenMap, shape: RecordShape): Draft[] {
  const title = firstText(record, shape.title);
  const fieldOf = (name: string | undefined): Written | undefined =>
    name === undefined ? undefined : get(record, name);
  const draft: Omit<Draft, 'markup'> = {
    id: wordsOf(fieldOf(shape.id ?? 'id')),
    title: title?.value,
    start: title?.start ?? record.start,
    record,
    category: wordsOf(fieldOf(shape.category)),
    tags: tagsOf(fieldOf(shape.tags)),
    channel: wordsOf(fieldOf(shape.channel)),
    skip: truthOf(fieldOf(shape.active)) === false ? 'inactive' : undefined,
  };
  const channels = new Map<string | undefined, Draft>();
  for (const { field, markup, channel } of shape.bodies) {
    const text = firstText(record, [field]);
    if (!text || channels.has(channel)) continue;
    channels.set(channel, {
      ...draft,
      body: text.located(),
      markup,
      ...(channel !== undefined && { channel, variant: channel }),
    });
  }
  return channels.size > 0 ? [...channels.values()] : [{ ...draft, markup: 'plain' }];
}
