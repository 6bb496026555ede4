/** UTF-8 that somebody once read as Windows-1252 (`â€™` for `’`): found, and mended on request (FORMATS §0.8). */

import { isUtf8 } from 'node:buffer';
import { toWindows1252 } from './encodings.ts';

/** What a continuation byte of UTF-8 looks like in Windows-1252. */
const TAIL = '[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]';
/**
 * Letters of Western languages, punctuation and signs, the replacement character and byte order mark, emoji. Other
 * sequences can be what somebody wrote, such as `ß’` at the end of a quotation.
 */
const SEQUENCE = new RegExp(`[ÂÃ]${TAIL}|â${TAIL}{2}|ï(?:»¿|¿½)|ðŸ${TAIL}{2}`, 'g');

/** Whether a text holds characters that were decoded wrongly before it got here. */
export function isMojibake(text: string): boolean {
  return /[ÂÃâïð]/.test(text) && mend(text) !== text;
}

/** The text with every such character put right; anything else stays as it is. */
export function mend(text: string): string {
  return text.replace(SEQUENCE, (wrong) => {
    const bytes = toWindows1252(wrong);
    return bytes && isUtf8(bytes) ? bytes.toString('utf8') : wrong;
  });
}
