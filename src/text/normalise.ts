/** Turns written pieces into normalised tokens: contractions, speech recognition, chat, spelling, disfluency (CUES §2). */
import type { Token, TokenKind } from '../model.ts';
import {
  ACRONYMS,
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
import type { Piece } from './scan.ts';
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

/** What is known of a written word wherever it stands. */
interface Form {
  /** Without a possessive ending. */
  readonly bare: string;
  /** It may be nothing but hesitation, as its neighbours tell. */
  readonly mayDrop: boolean;
  readonly detached: string | undefined;
  /** What it means; absent where that depends on the word after it. */
  readonly words?: readonly Word[];
}

/** The forms of words met so far; bounded, and a matter of speed only. */
const forms = clearedWithWords(new Map<string, Form>());
const MAX_FORMS = 50_000;

function formOf(written: string): Form {
  const known = forms.get(written);
  if (known !== undefined) return known;
  if (forms.size >= MAX_FORMS) forms.clear();
  const word = owned(written);
  const form = {
    bare: word.replace(/'s$/, ''),
    mayDrop: FILLERS.has(word) || STUTTER.has(word) || DROPPED_IN_PAIRS.has(word),
    detached: DETACHED.get(word),
    ...(!isOpen(word) && { words: wordsOf(normaliseWord(word)) }),
  };
  forms.set(word, form);
  return form;
}

/** Whether the meaning of a word depends on the next one. */
const isOpen = (word: string): boolean =>
  AMBIGUOUS.has(word) || (!EXPANSIONS.has(word) && (word.endsWith("'d") || word.endsWith("'s")));

const wordsOf = (norms: readonly string[]): Word[] => norms.map((norm) => intern(norm, typed(norm)));

/**
 * The tokens of a turn. Words in `names` (lower case) that are written with a capital, or stand in a text without
 * any, become tokens of kind `name`, which the pattern language reads as `_name_`. `written` takes the words that
 * were looked for in `names`.
 */
export function normalise(
  text: string,
  pieces: readonly Piece[],
  names?: ReadonlySet<string>,
  written?: string[],
): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  const add = ({ norm, kind, id }: Word, { start, end }: Piece): void => {
    tokens.push({ norm, kind, start, end, sentence, word: id });
  };
  const known = names !== undefined && names.size > 0 ? names : undefined;
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    if (piece.kind !== 'word') {
      add(intern(piece.norm, piece.kind), piece);
      if (piece.kind === 'punct') sentence++;
      continue;
    }
    const form = formOf(piece.norm);
    if (form.mayDrop && dropped(pieces, i)) continue;
    const { bare, detached } = form;
    written?.push(bare);
    if (known?.has(bare) && (/[\p{Lu}[]/u.test(text[piece.start]!) || !AMBIGUOUS_NAMES.has(bare))) {
      add(intern(bare, 'name'), piece);
      continue;
    }
    if (detached && (piece.norm === "n't" || /['’]/.test(text[piece.start - 1] ?? ''))) {
      add(intern(detached, 'word'), piece);
      continue;
    }
    const words = form.words ?? wordsOf(normaliseWord(piece.norm, wordAt(pieces, i + 1)));
    for (let k = 0; k < words.length; k++) add(words[k]!, piece);
  }
  const shout = shouting(text, pieces);
  if (shout) {
    const word = intern('_caps_', 'mark').id;
    tokens.push({
      norm: '_caps_',
      kind: 'mark',
      ...shout,
      sentence: Math.max(0, tokens.at(-1)?.sentence ?? 0),
      word,
    });
  }
  return tokens;
}

/** First names that are common words too: in lower case they are the word. */
export const AMBIGUOUS_NAMES: ReadonlySet<string> = new Set(
  'will may mark grace hope joy art bill rob sue pat faith rose jack june april dawn guy max miles drew chase grant dean ray sunny page bob'.split(
    ' ',
  ),
);

const wordAt = (pieces: readonly Piece[], at: number): string =>
  pieces[at]?.kind === 'word' ? pieces[at].norm : '';

/** Words that stand for nothing beside others: "like" between commas, "you know", "I mean". */
const DROPPED_IN_PAIRS = new Set(['like', 'you', 'know', 'i', 'mean']);

/** Hesitations, stutters, and "you know", "I mean", "like" set off by commas. */
function dropped(pieces: readonly Piece[], i: number): boolean {
  const piece = pieces[i]!;
  if (FILLERS.has(piece.norm)) return true;
  const next = pieces[i + 1];
  if (next?.kind === 'word' && next.norm === piece.norm && STUTTER.has(piece.norm)) return true;
  if (piece.norm === 'like') return piece.broken && next?.broken === true;
  const pair = (at: number): boolean => {
    const a = pieces[at];
    const b = pieces[at + 1];
    if (!a || !b || !pieces[at + 2]?.broken || b.broken) return false;
    const opens = a.broken || at === 0 || pieces[at - 1]!.kind === 'punct';
    return opens && ((a.norm === 'you' && b.norm === 'know') || (a.norm === 'i' && b.norm === 'mean'));
  };
  return pair(i) || pair(i - 1);
}

/** The span of the shouted words when at least three words that are no acronyms stand in capitals. */
function shouting(text: string, pieces: readonly Piece[]): { start: number; end: number } | null {
  let count = 0;
  let start = 0;
  let end = 0;
  for (const piece of pieces) {
    if (piece.kind !== 'word' || piece.end - piece.start < 2) continue;
    // Nearly all words show by their second letter that they are not in capitals.
    const second = text.charCodeAt(piece.start + 1);
    if ((second >= 97 && second <= 122) || ACRONYMS.has(piece.norm)) continue;
    // Codes and pseudonyms are in capitals whoever speaks.
    if (/[[\d]/.test(text.slice(Math.max(0, piece.start - 1), piece.end + 1))) continue;
    const written = text.slice(piece.start, piece.end);
    if (written !== written.toUpperCase() || written === written.toLowerCase()) continue;
    if (count++ === 0) start = piece.start;
    end = piece.end;
  }
  return count >= 3 ? { start, end } : null;
}
