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
    word = { id: words.length, norm, kind };
    words.push(word);
    table.set(norm, word);
  }
  return word;
}

/** The word behind `Token.word`. */
export function wordOf(id: number): Word {
  return words[id]!;
}
