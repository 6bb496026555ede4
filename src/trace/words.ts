/** Texts as the words that are compared: letters and figures in lower case, whatever the punctuation and the spaces. */

import type { Rendering } from '../lint/template/index.ts';
import { occurrences } from '../text/index.ts';

/** A place of a template where any words may stand. */
export const SLOT = Symbol('slot');
export type Element = string | typeof SLOT;

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}\p{M}\p{N}]+)*/gu;

/** The words of a text, in order. */
export function wordsOf(text: string): string[] {
  return (text.match(WORD) ?? []).map(plain);
}

/** The words of a rendering, with one slot wherever somebody fills something in; what is written onto it is part of it. */
export function elementsOf({ text, filled }: Pick<Rendering, 'text' | 'filled'>): Element[] {
  const elements: Element[] = [];
  const slot = (): void => {
    if (elements.at(-1) !== SLOT) elements.push(SLOT);
  };
  let next = 0;
  for (const { 0: word, index } of occurrences(WORD, text)) {
    const end = index + word.length;
    while (next < filled.length && filled[next]!.end < index) {
      slot();
      next++;
    }
    // `{{name}}'s` comes out as one word, and so does a figure in an address.
    const touches = next < filled.length && filled[next]!.start <= end;
    if (touches) slot();
    else elements.push(plain(word));
  }
  if (next < filled.length) slot();
  return elements;
}

const plain = (word: string): string => word.normalize('NFKC').toLowerCase().replaceAll('’', "'");
