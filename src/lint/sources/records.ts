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
import type { Draft, MacroSource, Markup } from './source.ts';

/** A field by its name; inside a record inside the record, by the names that lead there. */
type Field = string | readonly string[];

interface Body {
  readonly field: Field;
  readonly markup: Markup;
  /** Set where the field is another text beside the first one, for another channel. */
  readonly channel?: string;
}

/** Where the records of a vendor are and what their fields are called. */
interface RecordShape {
  readonly description: string;
  readonly recognised: string;
  readonly dialect?: Dialect;
  /** Keys that lead to lists of records; `*` is every item or value. The empty path is the whole file. */
  readonly lists: readonly (readonly string[])[];
  readonly isRecord: (record: WrittenMap) => boolean;
  /** What only records of this vendor have, if others look like them; one of them is enough. */
  readonly isTelling?: (record: WrittenMap) => boolean;
  readonly id?: Field;
  readonly title: readonly Field[];
  /** The first that is there counts, of those for each channel. */
  readonly bodies: readonly Body[];
  readonly category?: readonly Field[];
  readonly tags?: Field;
  readonly locale?: Field;
  readonly channel?: Field;
  /** False where the record is not in use. */
  readonly active?: Field;
}

export function has(record: Written | undefined, ...keys: readonly string[]): boolean {
  return keys.every((key) => get(record, key) !== undefined);
}

/** The parts that a path leads to. */
export function follow(root: Written | undefined, path: readonly string[]): Written[] {
  let found = root ? [root] : [];
  for (const key of path)
    found = found.flatMap((part) => (key === '*' ? childrenOf(part) : (get(part, key) ?? [])));
  return found;
}

export function childrenOf(part: Written | undefined): readonly Written[] {
  if (part?.kind === 'map') return [...part.entries.values()];
  return itemsOf(part);
}

export function fieldOf(record: Written | undefined, field: Field | undefined): Written | undefined {
  if (field === undefined) return undefined;
  return typeof field === 'string' ? get(record, field) : get(record, ...field);
}

export function firstText(record: Written, fields: readonly Field[]): WrittenText | undefined {
  for (const field of fields) {
    const part = fieldOf(record, field);
    if (part?.kind === 'text' && part.value.trim() !== '') return part;
  }
  return undefined;
}

/** Words of a list, or of a text that separates them by commas, semicolons or spaces. */
export function tagsOf(part: Written | undefined): string[] | undefined {
  const tags =
    part?.kind === 'list'
      ? part.items.flatMap((item) => wordsOf(item) ?? wordsOf(get(item, 'name')) ?? [])
      : (wordsOf(part)?.split(wordsOf(part)!.match(/[,;]/) ? /\s*[,;]\s*/ : /\s+/) ?? []);
  return tags.length > 0 ? tags.filter(Boolean) : undefined;
}

export function recordSource(shape: RecordShape): MacroSource {
  const { description, recognised, dialect } = shape;
  const recordsIn = (root: Written | undefined): WrittenMap[] =>
    shape.lists
      .flatMap((path) => follow(root, path))
      .flatMap((part) => [part, ...itemsOf(part)])
      .filter((part) => part.kind === 'map' && shape.isRecord(part)) as WrittenMap[];
  return {
    description,
    recognised,
    ...(dialect && { dialect }),
    matches: ({ root }) => recordsIn(root).some(shape.isTelling ?? (() => true)),
    read: ({ root }) => recordsIn(root).flatMap((record) => draftsOf(record, shape)),
  };
}

function draftsOf(record: WrittenMap, shape: RecordShape): Draft[] {
  const title = firstText(record, shape.title);
  const draft: Omit<Draft, 'markup'> = {
    id: wordsOf(fieldOf(record, shape.id ?? 'id')),
    title: title?.value,
    start: title?.start ?? record.start,
    record,
    category: shape.category && firstText(record, shape.category)?.value,
    tags: tagsOf(fieldOf(record, shape.tags)),
    locale: wordsOf(fieldOf(record, shape.locale)),
    channel: wordsOf(fieldOf(record, shape.channel)),
    skip: truthOf(fieldOf(record, shape.active)) === false ? 'inactive' : undefined,
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
