/** Turns written pieces into normalised tokens: contractions, speech recognition, chat, spelling, disfluency (CUES §2). */
import type { Token } from '../model.ts';
import { normaliseWord, wordsOf } from './forms.ts';
import { ACRONYMS, FILLERS, STUTTER } from './lexicon.ts';
import type { Piece } from './scan.ts';
import { intern, type Word } from './vocabulary.ts';

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
    const { form } = piece;
    if (form === null) {
      add(intern(piece.norm, piece.kind), piece);
      if (piece.kind === 'punct') sentence++;
      continue;
    }
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
    const { norm, kind, id: word } = intern('_caps_', 'mark');
    const { start, end } = shout;
    tokens.push({ norm, kind, start, end, sentence: Math.max(0, tokens.at(-1)?.sentence ?? 0), word });
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

/** Hesitations, stutters, and "you know", "I mean", "like" set off by commas. */
function dropped(pieces: readonly Piece[], i: number): boolean {
  const piece = pieces[i]!;
  if (FILLERS.has(piece.norm)) return true;
  const next = pieces[i + 1];
  if (next?.kind === 'word' && next.norm === piece.norm && STUTTER.has(piece.norm)) return true;
  if (piece.norm === 'like') return piece.broken && next?.broken === true;
  return isAside(pieces, i) || (i > 0 && isAside(pieces, i - 1));
}

/** Whether "you know" or "I mean" stands there, set off from what is said. */
function isAside(pieces: readonly Piece[], at: number): boolean {
  const a = pieces[at];
  const b = pieces[at + 1];
  if (!a || !b || !pieces[at + 2]?.broken || b.broken) return false;
  const opens = a.broken || at === 0 || pieces[at - 1]!.kind === 'punct';
  return opens && ((a.norm === 'you' && b.norm === 'know') || (a.norm === 'i' && b.norm === 'mean'));
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
