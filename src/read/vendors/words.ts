/** Words of speech recognition → utterances with their times (FORMATS §0.4, §5). */

import type { Placed } from './vendor.ts';

/** One word, or a punctuation mark without times. Times are in one unit throughout. */
export interface Word {
  readonly speaker: string;
  readonly text: string;
  readonly start: number | undefined;
  readonly end: number | undefined;
  /** Whether the word stands close to the one before it, like a comma. */
  readonly mark?: boolean;
  readonly pointer: string;
}

interface Utterance {
  readonly speaker: string;
  readonly words: string[];
  readonly start: number | undefined;
  end: number | undefined;
  readonly pointer: string;
}

const ENDS_SENTENCE = /[.?!…]["”’)]?$/;

/**
 * Joins words to utterances. Where people take turns on one track, a change of speaker ends an utterance; on
 * separate tracks, where words of two speakers interleave, it ends at a sentence's end or a pause of
 * `pause` (in the unit of the times). After a silence of `rest` a speaker begins anew.
 */
export function utterancesOf(
  words: readonly Word[],
  options: { tracks: boolean; pause: number; rest?: number },
): Placed[] {
  const done: Utterance[] = [];
  const open = new Map<string, Utterance>();
  let last: string | undefined;
  for (const word of words) {
    const current = open.get(word.speaker);
    const other = last !== undefined && last !== word.speaker;
    const gap = current?.end === undefined || word.start === undefined ? 0 : word.start - current.end;
    const paused = gap >= options.pause;
    const rested = gap >= (options.rest ?? Number.POSITIVE_INFINITY);
    const interrupted =
      other &&
      (!options.tracks || paused || (current !== undefined && ENDS_SENTENCE.test(current.words.at(-1)!)));
    if (current && (word.mark || !(interrupted || rested))) {
      current.words.push(word.mark ? word.text : ` ${word.text}`);
      current.end = word.end ?? current.end;
    } else {
      const { speaker, start, end, pointer } = word;
      const begun = { speaker, words: [word.text], start, end, pointer };
      open.set(speaker, begun);
      done.push(begun);
    }
    if (!word.mark) last = word.speaker;
  }
  return done.map(({ speaker, words: spoken, start, end, pointer }) => ({
    label: speaker,
    text: spoken.join(''),
    time: start === undefined ? undefined : String(start),
    end: end === undefined ? undefined : String(end),
    records: spoken.length,
    pointer,
  }));
}

/** Words without a start take the place of the one before them; the sort is stable. */
export function byStart(words: readonly Word[]): Word[] {
  let at = Number.NEGATIVE_INFINITY;
  return words
    .map((word) => {
      if (!word.mark) at = word.start ?? at;
      return { word, at };
    })
    .sort((a, b) => a.at - b.at || 0)
    .map(({ word }) => word);
}
