/** Text to tokens: the one normaliser and the one tokeniser that turns and patterns both pass. */
import type { Token } from '../model.ts';
import { strippedSpans } from './clean.ts';
import { normalise } from './normalise.ts';
import { scan } from './scan.ts';

export { type ContentWord, contentWords, FUNCTION_WORDS, sameWord, wordSet } from './content.ts';
export { normaliseWord } from './forms.ts';
export { GIVEN_NAMES } from './given-names.ts';
export { createLanguageGate } from './language.ts';
export {
  type Address,
  addresses,
  CAPITAL,
  CLOSERS,
  collectNames,
  introductions,
  isGivenName,
  isNameWritten,
  isOnlyAName,
  NO_NAMES,
  nameKey,
  namesIn,
  nameWords,
} from './names.ts';
export { isAnotherName } from './nicknames.ts';
export { AMBIGUOUS_NAMES } from './normalise.ts';
export { occurrences } from './occurrences.ts';
export { isPseudonym, PSEUDONYM, type PseudonymKind, pseudonym } from './pseudonyms.ts';
export { createScratch } from './scratch.ts';
export { soundsLike, stem, stemOf } from './stem.ts';
export { clearedWithWords, forgetWords, owned, type WordTable, wordOf, wordTable } from './vocabulary.ts';
export { WORDS_TOO } from './words-too.ts';

export interface TokeniseOptions {
  /** Lower-case words known to be the customer's name. */
  readonly names?: ReadonlySet<string>;
  /** Keep quoted history, signatures and initials (patterns and examples do). */
  readonly whole?: boolean;
  /** Takes the written words that could be names: as long as none of them is in `names`, `names` change nothing. */
  readonly written?: string[];
}

/**
 * The normalised tokens of one turn (CUES §2), in order, with spans into `text`. Commas, brackets and cheerful
 * emoji yield no token; `.` and `?` end sentences; `_caps_` comes last and spans the shouted words.
 */
export function tokenise(text: string, options: TokeniseOptions = {}): Token[] {
  const pieces = scan(text, options.whole ? [] : strippedSpans(text));
  return normalise(text, pieces, options.names, options.written);
}
