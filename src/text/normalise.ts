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
import { intern } from './vocabulary.ts';

const SUFFIX = new Map([
  ["'ll", 'will'],
  ["'ve", 'have'],
  ["'re", 'are'],
  ["'m", 'am'],
]);

/** Words whose spelling has been looked at; bounded, and a matter of speed only. */
const respelled = new Map<string, readonly string[]>();
const MAX_RESPELLED = 50_000;

/** The normal form of one written word in lower case; most words come back as themselves. */
export function normaliseWord(word: string, next = ''): readonly string[] {
  const ambiguous = AMBIGUOUS.get(word);
  if (ambiguous?.before.has(next)) return ambiguous.words;
  const known = EXPANSIONS.get(word);
  if (known) return known;
  const apostrophe = word.lastIndexOf("'");
  if (apostrophe > 0) return contraction(word, apostrophe, next);
  let plain = respelled.get(word);
  if (plain === undefined) {
    if (respelled.size >= MAX_RESPELLED) respelled.clear();
    plain = [american(squeeze(word))];
    respelled.set(word, plain);
  }
  return plain;
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

/**
 * The tokens of a turn. Words in `names` (lower case) that are written with a capital, or stand in a text without
 * any, become tokens of kind `name`, which the pattern language reads as `_name_`.
 */
export function normalise(text: string, pieces: readonly Piece[], names?: ReadonlySet<string>): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  const add = (norm: string, kind: TokenKind, piece: Piece): void => {
    tokens.push({ norm, kind, start: piece.start, end: piece.end, sentence, word: intern(norm, kind).id });
  };
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    if (piece.kind !== 'word') {
      add(piece.norm, piece.kind, piece);
      if (piece.kind === 'punct') sentence++;
      continue;
    }
    if (dropped(pieces, i)) continue;
    const bare = piece.norm.replace(/'s$/, '');
    if (names?.has(bare) && (/[\p{Lu}[]/u.test(text[piece.start]!) || !AMBIGUOUS_NAMES.has(bare))) {
      add(bare, 'name', piece);
      continue;
    }
    const next = pieces[i + 1]?.kind === 'word' ? pieces[i + 1]!.norm : '';
    const detached = DETACHED.get(piece.norm);
    if (detached && (piece.norm === "n't" || /['’]/.test(text[piece.start - 1] ?? ''))) {
      add(detached, 'word', piece);
      continue;
    }
    for (const norm of normaliseWord(piece.norm, next)) add(norm, typed(norm), piece);
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
    if (piece.kind !== 'word' || piece.end - piece.start < 2 || ACRONYMS.has(piece.norm)) continue;
    // Codes and pseudonyms are in capitals whoever speaks.
    if (/[[\d]/.test(text.slice(Math.max(0, piece.start - 1), piece.end + 1))) continue;
    const written = text.slice(piece.start, piece.end);
    if (written !== written.toUpperCase() || written === written.toLowerCase()) continue;
    if (count++ === 0) start = piece.start;
    end = piece.end;
  }
  return count >= 3 ? { start, end } : null;
}
