/** Texts that come again and again – greetings, scripted replies – with what was made of them: bounded, a matter of speed only. */

import { fnv1a } from '../hash.ts';
import { clearedWithWords, owned } from '../text/index.ts';

export interface Repeats<T> {
  /** What was made of this text. */
  get(text: string): T | undefined;
  /** Whether the text has been asked about often not long ago, so that it is worth keeping what is made of it. */
  isRepeated(text: string): boolean;
  keep(text: string, made: T): void;
  clear(): void;
}

/** Longer texts seldom come again. */
const MOST_CHARS = 300;
/** Characters of all texts that are kept; what is made of one takes some 40 bytes for each. */
const MOST_KEPT = 45_000;
/** Places for the hashes of texts that were met; a power of two. */
const PLACES = 1 << 13;
/**
 * The time from which on a text is kept. Most that come twice come no third time, and what is kept for nothing is worse
 * than nothing: it lives just long enough for V8 to move it to where it is costly to find that nobody needs it.
 */
const TIMES = 4;

/** Keeps a text only when it has come several times, so that most texts, which never come again, cost no memory. */
export function createRepeats<T>(): Repeats<T> {
  const kept = new Map<string, T>();
  const met = new Int32Array(PLACES);
  const times = new Uint8Array(PLACES);
  let chars = 0;
  return clearedWithWords<Repeats<T>>({
    get: (text) => (text.length > MOST_CHARS ? undefined : kept.get(text)),
    isRepeated(text) {
      if (text.length > MOST_CHARS) return false;
      const hash = fnv1a(text);
      const place = (hash ^ (hash >>> 16)) & (PLACES - 1);
      if (met[place] !== hash) times[place] = 0;
      met[place] = hash;
      if (times[place]! < TIMES) times[place]!++;
      return times[place] === TIMES;
    },
    keep(text, made) {
      if (chars + text.length > MOST_KEPT) {
        kept.clear();
        chars = 0;
      }
      chars += text.length;
      kept.set(owned(text), made);
    },
    clear() {
      kept.clear();
      chars = 0;
    },
  });
}
