/** Texts as the words that are compared: letters and figures in lower case, whatever the punctuation and the spaces. */

import type { Rendering } from '../lint/template/index.ts';

/** A place of a template where any words may stand. */
export const SLOT = Symbol('slot');
export type Element = string | typeof SLOT;

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}\p{M}\p{N}]+)*/gu;

/** The words of a text, in order. */
export function wordsOf(text: string): string[] {
  return (text.normalize('NFKC').match(WORD) ?? []).map((word) => word.toLowerCase().replaceAll('’', "'"));
}

/** The words of a rendering, with one slot wherever somebody fills something in. */
export function elementsOf({ text, filled }: Pick<Rendering, 'text' | 'filled'>): Element[] {
  const elements: Element[] = [];
  const slot = (): void => {
    if (elements.at(-1) !== SLOT) elements.push(SLOT);
  };
  let at = 0;
  for (const { start, end } of filled) {
    elements.push(...wordsOf(text.slice(at, start)));
    slot();
    at = end;
  }
  elements.push(...wordsOf(text.slice(at)));
  return elements;
}
