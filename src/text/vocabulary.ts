/** Words are interned once a process, so that the cue engine looks them up by number. */
import type { TokenKind } from '../model.ts';

export interface Word {
  readonly id: number;
  readonly norm: string;
  readonly kind: TokenKind;
}

const words: Word[] = [];
const byKind = new Map<TokenKind, Map<string, Word>>();

/** The one `Word` for a norm and kind. Numbers are process-local and must never reach an output. */
export function intern(norm: string, kind: TokenKind): Word {
  let table = byKind.get(kind);
  if (!table) {
    table = new Map();
    byKind.set(kind, table);
  }
  let word = table.get(norm);
  if (!word) {
    const own = owned(norm);
    word = { id: words.length, norm: own, kind };
    words.push(word);
    table.set(own, word);
  }
  return word;
}

/** The word behind `Token.word`. */
export function wordOf(id: number): Word {
  return words[id]!;
}

/** A word for keeping: V8 cuts longer strings out of a text by reference, so that a word would keep its whole text. */
export function owned(word: string): string {
  return ` ${word}`.slice(1);
}
