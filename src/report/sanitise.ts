/** Makes strangers' words safe to print on one line: no control sequence, no direction trick. */

import { stripVTControlCharacters } from 'node:util';

const BREAKS = /[\s\u0085\u2028\u2029]+/g;
/** What is left of C0 and C1, direction marks and overrides, invisible joiners of words. */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** What most text is: printable ASCII with single spaces, at which nothing needs doing. */
const HARMLESS = /^(?:[!-~]| (?! ))*$/;

/** The text on one line, without control characters, ANSI sequences, direction marks or lone surrogates. */
export function sanitise(text: string): string {
  if (HARMLESS.test(text)) return text;
  return stripVTControlCharacters(text)
    .replace(BREAKS, ' ')
    .replace(INVISIBLE, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/**
 * Strangers' words on one line. A line of a build's log that holds `##[…]`, `##vso[…]` or `##teamcity[…]`, or begins
 * with `::`, is a command to the build server; here it is only words, wherever lines are broken.
 */
export function plain(text: string): string {
  return sanitise(text)
    .trim()
    .replace(/##(?=\w*\[)/g, '## ')
    .replace(/(^|\s)::/g, '$1: :');
}
