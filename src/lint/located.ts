/** Text cut out of text, joined and trimmed, while every character keeps its place in the file. */
import type { Located } from './macro.ts';

/** The file's offset of a unit of a text, and of its end. */
export type Place = (index: number) => number;

export const sameplace: Place = (index) => index;

/** `text[start, end)` as it is written. */
export function locate(text: string, start: number, end: number, place: Place = sameplace): Located {
  const offsets = new Array<number>(end - start + 1);
  for (let at = start; at <= end; at++) offsets[at - start] = place(at);
  return { text: text.slice(start, end), offsets };
}

export function cut({ text, offsets }: Located, start: number, end = text.length): Located {
  return { text: text.slice(start, end), offsets: offsets.slice(start, end + 1) };
}

/** Without the white space at both ends. */
export function trimmed(whole: Located): Located {
  const start = whole.text.length - whole.text.trimStart().length;
  const end = whole.text.trimEnd().length;
  return start === 0 && end === whole.text.length ? whole : cut(whole, Math.min(start, end), end);
}

/** Puts a text together from parts of others. */
export interface Writer {
  /** `[start, end)` of a text. */
  copy(from: Located, start: number, end: number): void;
  /** Text that stands for what begins at `offset`. */
  put(text: string, offset: number): void;
  /** How many units there are by now. */
  length(): number;
  /** The last of them; empty where there is none. */
  last(): string;
  /** The whole; `end` is the offset where it ends. */
  done(end: number): Located;
}

export function createWriter(): Writer {
  const parts: string[] = [];
  const offsets: number[] = [];
  return {
    copy({ text, offsets: from }, start, end) {
      if (end <= start) return;
      parts.push(text.slice(start, end));
      for (let at = start; at < end; at++) offsets.push(from[at]!);
    },
    put(text, offset) {
      if (text !== '') parts.push(text);
      for (let at = 0; at < text.length; at++) offsets.push(offset);
    },
    length: () => offsets.length,
    last: () => parts.at(-1)?.at(-1) ?? '',
    done: (end) => ({ text: parts.join(''), offsets: [...offsets, end] }),
  };
}
