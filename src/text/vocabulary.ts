/** Words are interned once, so that the cue engine and others look them up by number; all are forgotten when they become too many. */
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

/** Words that are remembered; texts without end bring new ones without end. */
const MOST_WORDS = 20_000;

/** What holds words or numbers of words; weakly, as it may be gone before them. */
const holders = new Set<WeakRef<{ clear(): void }>>();

/** Has this cleared when words are forgotten. Whoever asks keeps hold of it, and of nothing inside it. */
export function clearedWithWords<T extends { clear(): void }>(holder: T): T {
  holders.add(new WeakRef(holder));
  return holder;
}

/** What is known of words, by their numbers. */
export interface WordTable<T> {
  of: (T | undefined)[];
  clear(): void;
}

/** An empty table. */
export function wordTable<T>(): WordTable<T> {
  return clearedWithWords({
    of: [],
    clear() {
      this.of = [];
    },
  });
}

/**
 * Forgets all words where there are too many. Tokens that were made before then have numbers that mean other words, so
 * this is for moments at which nobody holds any: between two conversations.
 */
export function forgetWords(most = MOST_WORDS): void {
  if (words.length <= most) return;
  words.length = 0;
  byKind.clear();
  for (const holder of holders) {
    const held = holder.deref();
    if (held === undefined) holders.delete(holder);
    else held.clear();
  }
}

/** A word for keeping: V8 cuts longer strings out of a text by reference, so that a word would keep its whole text. */
export function owned(word: string): string {
  return ` ${word}`.slice(1);
}
