/** Pseudonyms: what redaction writes in place of personal data, such as `[NAME_1]`, and how they are read again. */
import type { TokenKind } from '../model.ts';

/**
 * The kinds of pseudonyms and the token that each is read as: that of the words it stands for. People and streets are
 * words, so that a story which is told again in redacted words is still the same story.
 */
const TOKENS = {
  NAME: 'word',
  AGENT: 'word',
  ADDRESS: 'word',
  EMAIL: '_email_',
  HANDLE: '_handle_',
  URL: '_url_',
  PHONE: '_n_',
  CARD: '_n_',
  IBAN: '_n_',
  IP: '_n_',
  ID: '_n_',
} as const;
export type PseudonymKind = keyof typeof TOKENS;

const KIND_OF: Readonly<Record<string, TokenKind>> = {
  word: 'word',
  _email_: 'handle',
  _handle_: 'handle',
  _url_: 'url',
  _n_: 'number',
};

/** A pseudonym as a part of a regular expression; its tag is a number, or the digits of a keyed hash. */
export const PSEUDONYM = String.raw`\[(?:${Object.keys(TOKENS).join('|')})_[0-9a-f]{1,8}\]`;
/** The pseudonyms of people, likewise. */
export const SOMEBODY = String.raw`\[(?:NAME|AGENT)_[0-9a-f]{1,8}\]`;
const PARTS = /^\[(?<kind>[A-Z]+)_(?<tag>[0-9a-f]{1,8})\]/i;

/** Whether a word is a pseudonym, with a possessive ending or without. */
export function isPseudonym(word: string): boolean {
  return word.startsWith('[') && PARTS.test(word);
}

/** The pseudonym of a kind: `[NAME_1]`. */
export function pseudonym(kind: PseudonymKind, tag: number | string): string {
  return `[${kind}_${tag}]`;
}

/**
 * The word that a pseudonym counts as: `1_name`. The tag comes first, because words that begin alike may count as
 * the same.
 */
export function pseudonymKey(written: string): string {
  const { kind = '', tag = '' } = PARTS.exec(written)?.groups ?? {};
  return `${tag}_${kind}`.toLowerCase();
}

/** The token that a pseudonym is read as; a possessive ending stays with the word. */
export function pseudonymToken(written: string): { norm: string; kind: TokenKind } {
  const kind = PARTS.exec(written)!.groups!.kind!.toUpperCase() as PseudonymKind;
  const token = TOKENS[kind];
  const ending = /['’]s$/i.test(written) ? "'s" : '';
  return {
    norm: token === 'word' ? pseudonymKey(written) + ending : token,
    kind: KIND_OF[token]!,
  };
}
