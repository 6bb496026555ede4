/** What a turn carries that nobody said to the customer now: quoted history, signatures, footers, initials (CODEBOOK U2). */
import type { Span } from '../model.ts';
import { occurrences } from './occurrences.ts';
import { SOMEBODY } from './pseudonyms.ts';

const QUOTE_START =
  /^[ \t]*(?:On\b[^\n]{4,160}\bwrote:|-{2,}[ \t]*(?:Original|Forwarded) Message\b|From:[^\n]*\n(?:[^\n]*\n)?[ \t]*(?:Sent|Date|To):)/im;
const QUOTED_LINE = /^[ \t]*>[^\n]*$/gm;
const SIGN_OFF =
  /^[ \t]*(?:(?:with )?(?:kind(?:est)?|best|warm(?:est)?|many)?[ \t]*(?:regards|wishes|thanks)|(?:yours )?(?:sincerely|truly|faithfully|respectfully)(?: yours)?|best|cheers|thank you|warmly|all the best|take care)[ \t]*[,.!–-]*[ \t]*$/gim;
const SIGNATURE_MARK = /^-- ?$/m;
const FOOTER =
  /^[^\n]{0,40}\b(?:confidentiality notice|(?:this|the) (?:e-?mail|message)[^\n]{0,80}(?:confidential|intended (?:only|solely))|to unsubscribe|unsubscribe (?:here|from)|please consider the environment)/im;
/** "^MO", "/JP", "*AB", "- Lee" closing a social reply, before any link or part counter that follows it. */
const INITIALS = new RegExp(
  String.raw`(?<=[\s.!?,)]|^)(?:\^\s?(?:[A-Za-z]{1,12}|${SOMEBODY})|[/*~]\s?[A-Z][A-Za-z]{0,2}|~\s?(?:[A-Z][a-z]{1,11}|${SOMEBODY})|[-–—]\s?(?:[A-Z][a-z]{1,11}|${SOMEBODY})|[-–—]\s?[A-Z]{1,3})\.?(?=(?:\s+(?:https?:\S+|\[URL_[0-9a-f]+\]|\(?\d\/\d\)?))*\s*$)`,
);
/** Without one of these there are no initials. */
const INITIAL_MARK = /[\^/*~–—-]/;
const MAX_SIGNATURE_LINES = 4;
const MAX_SIGNATURE_LINE = 60;

/**
 * The parts of a turn that are not to be judged, in order and without overlap. Multi-line rules apply only to
 * texts with line breaks, so chat bubbles cost one test.
 */
export function strippedSpans(text: string): Span[] {
  const spans: Span[] = [];
  let end = text.length;
  if (text.includes('\n')) {
    for (const pattern of [QUOTE_START, FOOTER, SIGNATURE_MARK]) {
      const at = text.slice(0, end).search(pattern);
      if (at >= 0 && (pattern !== FOOTER || at > 0)) end = at;
    }
    for (const match of occurrences(QUOTED_LINE, text.slice(0, end))) {
      spans.push({ start: match.index, end: match.index + match[0].length });
    }
    end = signatureStart(text, end);
  }
  const initials = INITIAL_MARK.test(text) ? INITIALS.exec(text.slice(0, end)) : null;
  if (initials) spans.push({ start: initials.index, end: initials.index + initials[0].length });
  if (end < text.length) spans.push({ start: end, end: text.length });
  return spans.sort((a, b) => a.start - b.start);
}

/** A sign-off line counts when at most four short lines (a name, a role, a company) follow it to the end. */
function signatureStart(text: string, end: number): number {
  for (const match of occurrences(SIGN_OFF, text.slice(0, end))) {
    const after = text
      .slice(match.index + match[0].length, end)
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    const short = after.every((line) => line.length <= MAX_SIGNATURE_LINE && !/[.?!]$/.test(line));
    if (match.index > 0 && after.length <= MAX_SIGNATURE_LINES && short) return match.index;
  }
  return end;
}
