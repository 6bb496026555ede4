/** What a written word comes to wherever it stands: its normal form, and what its neighbours may make of it (CUES §2). */
import type { TokenKind } from '../model.ts';
import {
  AMBIGUOUS,
  american,
  EXPANSIONS,
  FILLERS,
  HAD_AFTER,
  IS_AFTER,
  IS_BEFORE,
  NUMBER_WORDS,
  ORDINAL_WORDS,
  STUTTER,
} from './lexicon.ts';
import { clearedWithWords, intern, owned, type Word } from './vocabulary.ts';

const SUFFIX = new Map([
  ["'ll", 'will'],
  ["'ve", 'have'],
  ["'re", 'are'],
  ["'m", 'am'],
]);

/** The normal form of one written word in lower case; most words come back as themselves. */
export function normaliseWord(word: string, next = ''): readonly string[] {
  const ambiguous = AMBIGUOUS.get(word);
  if (ambiguous?.before.has(next)) return ambiguous.words;
  const known = EXPANSIONS.get(word);
  if (known) return known;
  const apostrophe = word.lastIndexOf("'");
  if (apostrophe > 0) return contraction(word, apostrophe, next);
  return [american(squeeze(word))];
}

function contraction(word: string, apostrophe: number, next: string): readonly string[] {
  const tail = word.slice(apostrophe);
  const head = word.slice(0, apostrophe);
  const verb = SUFFIX.get(tail);
  if (verb) return [...normaliseWord(head, verb), verb];
  if (tail === "'d") return [head, HAD_AFTER.has(next) ? 'had' : 'would'];
  if (tail === "'t" && head.endsWith('n')) return [head.slice(0, -1), 'not'];
  if (tail === "'s") {
    if (next === 'been' || next === 'got') return [head, 'has'];
    if (IS_BEFORE.has(head) || IS_AFTER.has(next)) return [head, 'is'];
    return [american(head)];
  }
  return [american(word.replaceAll("'", ''))];
}

/** "sooo" → "so", "helllo" → "hello": three or more of a letter are emphasis. */
function squeeze(word: string): string {
  return word.replace(/([a-z])\1{2,}/g, (_, letter: string) =>
    'ltpfnrdgckb'.includes(letter) ? letter + letter : letter,
  );
}

/** Contractions that an export has split off: "I 'm", "do n't". */
const DETACHED = new Map([
  ['m', 'am'],
  ['ve', 'have'],
  ['ll', 'will'],
  ['re', 'are'],
  ['d', 'would'],
  ["n't", 'not'],
]);

const typed = (norm: string): TokenKind => {
  if (NUMBER_WORDS.has(norm)) return 'number';
  return ORDINAL_WORDS.has(norm) ? 'ordinal' : 'word';
};

/** Words that stand for nothing beside others: "like" between commas, "you know", "I mean". */
const DROPPED_IN_PAIRS = new Set(['like', 'you', 'know', 'i', 'mean']);

/** What is known of a written word wherever it stands. */
export interface Form {
  /** In lower case, with one kind of apostrophe. */
  readonly written: string;
  /** Without a possessive ending. */
  readonly bare: string;
  /** It may be nothing but hesitation, as its neighbours tell. */
  readonly mayDrop: boolean;
  readonly detached: string | undefined;
  /** What it means; nothing where that depends on the word after it. */
  readonly words: readonly Word[] | undefined;
}

/** The forms of words met so far; bounded, and a matter of speed only. */
const forms = clearedWithWords(new Map<string, Form>());
const MAX_FORMS = 50_000;

/** The form of a written word in lower case, with one kind of apostrophe. */
export function formOf(written: string): Form {
  const known = forms.get(written);
  if (known !== undefined) return known;
  if (forms.size >= MAX_FORMS) forms.clear();
  const word = owned(written);
  const form = {
    written: word,
    bare: word.replace(/'s$/, ''),
    mayDrop: FILLERS.has(word) || STUTTER.has(word) || DROPPED_IN_PAIRS.has(word),
    detached: DETACHED.get(word),
    words: isOpen(word) ? undefined : wordsOf(normaliseWord(word)),
  };
  forms.set(word, form);
  return form;
}

/** Forms by a hash of their letters, each in the one place it may have: the last one met is the one that stays. */
const recent = clearedWithWords({
  places: new Array<Form | undefined>(1 << 13).fill(undefined),
  clear() {
    this.places.fill(undefined);
  },
});

/**
 * The form of the word from `start` up to `end` of a text, which `units` are of; words met before are found by their
 * letters, and not cut out.
 */
export function formAt(text: string, units: Uint16Array, start: number, end: number): Form {
  let hash = 0;
  for (let at = start; at < end; at++) {
    const code = plainLetter(units[at]!);
    if (code === OTHER) return formOf(plainWord(text.slice(start, end)));
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  const { places } = recent;
  const place = (hash ^ (hash >>> 15)) & (places.length - 1);
  const known = places[place];
  if (known !== undefined && stands(known.written, units, start, end)) return known;
  const form = formOf(plainWord(text.slice(start, end)));
  places[place] = form;
  return form;
}

/** Whether a word in plain letters is the one from `start` up to `end`. */
function stands(word: string, units: Uint16Array, start: number, end: number): boolean {
  const length = end - start;
  if (word.length !== length) return false;
  for (let i = 0; i < length; i++) {
    if (word.charCodeAt(i) !== plainLetter(units[start + i]!)) return false;
  }
  return true;
}

const APOSTROPHES = /[’ʼ‘´`]/g;
const [QUOTE, A, Z] = [39, 65, 90];
/** Sets the bit that tells lower case from upper in ASCII letters. */
const LOWER = 32;
/** What is no letter, digit or apostrophe that `plainLetter` knows. */
const OTHER = -1;

/** A word in lower case, with one kind of apostrophe. */
export function plainWord(word: string): string {
  return word.toLowerCase().replace(APOSTROPHES, "'");
}

/** The same for one UTF-16 unit, unless it is of another alphabet. */
function plainLetter(code: number): number {
  if (code >= A && code <= Z) return code | LOWER;
  if (code < 128) return code === 0x60 ? QUOTE : code;
  return code === 0x2019 || code === 0x2018 || code === 0x02bc || code === 0xb4 ? QUOTE : OTHER;
}

/** Whether the meaning of a word depends on the next one. */
const isOpen = (word: string): boolean =>
  AMBIGUOUS.has(word) || (!EXPANSIONS.has(word) && (word.endsWith("'d") || word.endsWith("'s")));

export const wordsOf = (norms: readonly string[]): Word[] => norms.map((norm) => intern(norm, typed(norm)));
