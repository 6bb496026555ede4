/** JSON, YAML and CSV as one kind of data that knows where each part of it is written. */
import type { Located } from './macro.ts';

interface Range {
  /** Offset in the decoded file; of a text, where its quotation mark or first character stands. */
  readonly start: number;
  readonly end: number;
}

export interface WrittenText extends Range {
  readonly kind: 'text';
  readonly value: string;
  /** The value with the place of each character; worked out when asked for. */
  located(): Located;
}

export interface WrittenList extends Range {
  readonly kind: 'list';
  readonly items: readonly Written[];
}

/** Where a key is written twice the last one counts, as in JSON.parse. */
export interface WrittenMap extends Range {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Written>;
}

/** A number, a truth value or nothing. */
export interface WrittenOther extends Range {
  readonly kind: 'other';
  readonly value: number | boolean | null;
}

export type Written = WrittenText | WrittenList | WrittenMap | WrittenOther;

/** A place that could not be read. */
export interface Mistake {
  readonly offset: number;
  readonly rule: 'malformed-json' | 'malformed-yaml' | 'malformed-csv';
  readonly message: string;
}

/** What a file holds, as much of it as can be read. */
export interface WrittenFile {
  /** Undefined where nothing could be read. */
  readonly root: Written | undefined;
  readonly mistakes: readonly Mistake[];
  /** Offsets of every mistake, also of those that follow from another: no record around one can be trusted. */
  readonly broken: readonly number[];
}

/** Deeper than any export; what lies deeper is read as nothing. */
export const MAX_DEPTH = 100;

/** The part that keys lead to. */
export function get(part: Written | undefined, ...keys: readonly string[]): Written | undefined {
  let found = part;
  for (const key of keys) found = found?.kind === 'map' ? found.entries.get(key) : undefined;
  return found;
}

export function itemsOf(part: Written | undefined): readonly Written[] {
  return part?.kind === 'list' ? part.items : [];
}

/** Whether one of the offsets, which are in order, lies in a range or at its end. */
export function holdsOne({ start, end }: Range, offsets: readonly number[]): boolean {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! < start) low = middle + 1;
    else high = middle;
  }
  return low < offsets.length && offsets[low]! <= end;
}

/** A text or number as text; undefined for anything else and for blanks. */
export function wordsOf(part: Written | undefined): string | undefined {
  if (part?.kind === 'other' && typeof part.value === 'number') return String(part.value);
  const words = part?.kind === 'text' ? part.value.trim() : '';
  return words === '' ? undefined : words;
}

/** A truth value, also one that a table holds as text; undefined for anything else. */
export function truthOf(part: Written | undefined): boolean | undefined {
  if (part?.kind === 'other' && typeof part.value === 'boolean') return part.value;
  const words = wordsOf(part)?.toLowerCase();
  if (words === 'true' || words === 'yes' || words === '1') return true;
  return words === 'false' || words === 'no' || words === '0' ? false : undefined;
}
