/** Cuts a text into typed pieces with exact spans: words, numbers, money, links, placeholders, sentence ends. */
import type { Span, TokenKind } from '../model.ts';
import { type Form, formAt, formOf } from './forms.ts';
import { ABBREVIATIONS } from './lexicon.ts';
import { PSEUDONYM, pseudonymToken } from './pseudonyms.ts';
import { unitsOf } from './units.ts';

/** A piece as written; `norm` is set for typed pieces and lower-case text for words. */
export interface Piece extends Span {
  readonly norm: string;
  readonly kind: TokenKind;
  /** Of words, and of nothing else. */
  readonly form: Form | null;
  /** Whether a comma, dash or bracket stands between the piece before and this one. */
  readonly broken: boolean;
}

// One alternation, scanned once; the order of the alternatives is the order of precedence.
const PIECE = new RegExp(
  [
    String.raw`(?<url>(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|co|io|ly|gov|edu|info|app|me|uk)(?:\/\S*)?(?![\w]))`,
    String.raw`(?<email>[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+|__email__)`,
    String.raw`(?<liquid>\{%[^%\n]{0,200}%\})`,
    String.raw`(?<pseudonym>${PSEUDONYM}(?:['’]s\b)?)`,
    String.raw`(?<slot>\{\{[^{}\n]{0,120}\}\}|\$\{[^{}\n]{1,80}\}|\{[A-Za-z_][\w .-]{0,60}\}|%[A-Za-z_]{2,40}%|<[A-Za-z][\w .:-]{0,60}>|\[[^\[\]\n]{1,80}\])`,
    String.raw`(?<mask>#{4,}|[Xx]{4,}|\*{3,})`,
    String.raw`(?<money>[$£€₹]\s?\d[\d,]*(?:\.\d+)?[kKmM]?|\d[\d,]*(?:\.\d+)?\s?(?:[$£€₹]|(?:dollars?|usd|euros?|eur|pounds?|quid|gbp|bucks|rupees|cents)\b))`,
    String.raw`(?<ordinal>\d+(?:st|nd|rd|th)\b)`,
    String.raw`(?<number>\d+(?:[.,:/-]\d+)*(?:%|[A-Za-z]{1,4}\b)?)`,
    String.raw`(?<handle>@\w+)`,
    String.raw`(?<emoticon>[:;]['’]?-?[()DPp/|](?![\w/])|<3)`,
    String.raw`(?<emoji>(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D|[\u{1F3FB}-\u{1F3FF}])*)+)`,
    String.raw`(?<word>e-mail(?:s|ed|ing)?\b|wi-fi\b|[\p{L}\p{M}]+\d*(?:['’ʼ‘´\x60][\p{L}\p{M}]+)*)`,
    '(?<end>[.?!…]+)',
    '(?<line>\\n)',
  ].join('|'),
  'giu',
);

/** Emoji and emoticons that say anger or tears; all others are dropped (CUES §2). */
const HURT = /[😠😡🤬😤😢😭😩😫🙄😒💔👎🤦🖕]|^[:;]['’]-?\($/u;
const NAME_SLOT =
  /\b(?:first|last|full|sur|given|customer|client|contact|caller|visitor|member|requester|guest|person|patient|user|f|l)?_?names?\b|^(?:customer|client|guest|caller)$/;
const NOT_THEIR_NAME =
  /\b(?:agent|rep|assignee|current_user|company|business|brand|store|team|item|product|file|plan|account|bank|street|organi[sz]ation|shop|bot|admin|operator|advisor|my|your)\b/;
const ISSUE_SLOT =
  /\b(?:issue|problem|complaint|summary|reason|concern|situation|details?|description|what_happened)\b/;
const LINK_SLOT = /\b(?:link|url|label|portal|form|page|site|website)\b/;
/** Transcription remarks, not placeholders: "[laughs]", "[crosstalk]", "(pause)". */
const REMARK = /^[a-z][a-z ]*$/;
const UNIT = /(?:h|hrs?|mins?|days?|wks?|mths?|yrs?)$/i;
const HARD_WRAP = 60;
/** A line that goes on in small letters, as links and e-mail addresses are written. */
const WRAPPED = /^\n(?:[a-z]|\[[a-z]|\[URL_|\[EMAIL)/;
/** "AK6044": a code, however many letters it begins with. */
const CODE = /\d{4}$/;
const [LINE, SPACE, BANG, DOUBLE_QUOTE, QUOTE, BRACKET] = [10, 32, 33, 34, 39, 40];
const [COMMA, STOP, QUESTION, CURLY, ELLIPSIS] = [44, 46, 63, 0x2019, 0x2026];
/** Sets the bit that tells lower case from upper in ASCII letters. */
const LOWER = 32;
const [A, X, Z] = [97, 120, 122];

/** What a placeholder or redaction stands for, by the words inside it (CODEBOOK U10, CUES §2). */
function slotNorm(written: string): { norm: string; kind: TokenKind } | null {
  const inner = written
    .replace(/^[^A-Za-z]+|[^A-Za-z]+$/g, '')
    .replace(/\|.*$/, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2');
  const key = inner
    .toLowerCase()
    .replace(/[\s.:-]+/g, ' ')
    .replace(/_/g, ' ')
    .replace(/firstname|fname/, 'first name')
    .replace(/lastname|surname|lname/, 'last name')
    .trim();
  if (written.startsWith('[') && REMARK.test(inner) && !/name|link|url|issue|date|number|order/.test(key))
    return null;
  const kind: TokenKind = /^[[<{]?[A-Z_ ]+[\]>}]?$/.test(written) ? 'redaction' : 'placeholder';
  if (NAME_SLOT.test(key) && !NOT_THEIR_NAME.test(key)) return { norm: '_name_', kind };
  if (ISSUE_SLOT.test(key)) return { norm: '_issue_', kind };
  if (LINK_SLOT.test(key)) return { norm: '_link_', kind };
  return { norm: '_slot_', kind };
}

/** The pieces of `text` outside the `skip` spans, in order, ending sentences where the writer did. */
export function scan(text: string, skip: readonly Span[] = []): Piece[] {
  const pieces: Piece[] = [];
  let last = 0;
  let lineStart = 0;
  let skipping = 0;
  const push = (
    norm: string,
    kind: TokenKind,
    start: number,
    end: number,
    form: Form | null = kind === 'word' ? formOf(norm) : null,
  ): void => {
    // Between most words stands one space, which breaks nothing.
    const gap = start - last;
    const plain = gap <= 0 || (gap === 1 && units[last] === SPACE);
    const broken = !plain && /[,;:()–—"“”*]|\s-\s/.test(text.slice(last, start));
    pieces.push({ norm, kind, form, start, end, broken });
    last = end;
  };
  const pushWord = (form: Form, start: number, end: number): void =>
    push(form.written, 'word', start, end, form);
  const endSentence = (norm: string, start: number, end: number): void => {
    const previous = pieces.at(-1);
    if (previous && previous.kind !== 'punct') push(norm, 'punct', start, end);
    else if (previous && norm === '?' && previous.norm === '.')
      pieces[pieces.length - 1] = { ...previous, norm };
  };
  /** What stops and marks from `start` up to `end` come to. */
  const close = (start: number, end: number): void => {
    if (end === start + 1 && units[start] === STOP && !endsSentence(text, pieces.at(-1), start)) return;
    let asks = false;
    let marks = 0;
    for (let i = start; i < end; i++) {
      if (units[i] === QUESTION) asks = true;
      if (units[i] === QUESTION || units[i] === BANG) marks++;
    }
    if (marks >= 2) push('_bang_', 'mark', start, end);
    endSentence(asks ? '?' : '.', start, end);
  };
  const skipped = (start: number): boolean => {
    while (skipping < skip.length && skip[skipping]!.end <= start) skipping++;
    return skipping < skip.length && skip[skipping]!.start <= start;
  };
  let at = 0;
  const units = unitsOf(text);
  const { length } = text;
  while (at < length) {
    const code = units[at]!;
    if (code === SPACE || code === COMMA) {
      at++;
      continue;
    }
    const plain = plainWordEnd(units, length, at);
    if (plain > at) {
      if (!skipped(at)) pushWord(formAt(text, units, at, plain), at, plain);
      at = plain;
      continue;
    }
    const closed = plainEnd(units, length, at);
    if (closed > at) {
      if (!skipped(at)) close(at, closed);
      at = closed;
      continue;
    }
    PIECE.lastIndex = at;
    const match = PIECE.exec(text);
    if (!match) break;
    const start = match.index;
    const written = match[0];
    const end = start + written.length;
    at = end;
    if (skipped(start)) continue;
    const group = match.groups!;
    if (group.word !== undefined) {
      if (CODE.test(written)) push('_n_', 'number', start, end);
      else pushWord(formAt(text, units, start, end), start, end);
    } else if (group.end !== undefined) close(start, end);
    else if (group.line !== undefined) {
      // A wrapped line goes on in lower case; everything else ends the sentence.
      const wrapped = start - lineStart >= HARD_WRAP && WRAPPED.test(text.slice(start, start + 7));
      lineStart = end;
      if (!wrapped) endSentence('.', start, start);
    } else if (group.pseudonym !== undefined) {
      const token = pseudonymToken(written);
      push(token.norm, token.kind, start, end);
    } else if (group.slot !== undefined) {
      const slot = slotNorm(written);
      if (slot) push(slot.norm, slot.kind, start, end);
    } else if (group.mask !== undefined) push('_slot_', 'redaction', start, end);
    else if (group.url !== undefined) {
      const url = written.replace(/[.,;:!?)\]]+$/, '');
      push('_url_', 'url', start, start + url.length);
      if (url.length < written.length && /[.!?]/.test(written.slice(url.length))) {
        endSentence(written.slice(url.length).includes('?') ? '?' : '.', start + url.length, end);
      }
    } else if (group.email !== undefined) push('_email_', 'handle', start, end);
    else if (group.money !== undefined) push('_money_', 'money', start, end);
    else if (group.ordinal !== undefined) {
      // "1st" is no count: first-time buyers are not repeat callers.
      if (written.toLowerCase() === '1st') push('first', 'word', start, end);
      else push('_nth_', 'ordinal', start, end);
    } else if (group.number !== undefined) {
      push('_n_', 'number', start, end);
      // "24hrs" is a number of hours; other letters belong to the number: "2pm", "18x".
      const unit = UNIT.exec(written)?.[0];
      if (unit) {
        const form = formOf(unit.toLowerCase());
        pieces.push({ norm: form.written, kind: 'word', form, start, end, broken: false });
      }
    } else if (group.handle !== undefined) push('_handle_', 'handle', start, end);
    else if ((group.emoji ?? group.emoticon) !== undefined && HURT.test(written))
      push('_emo_', 'emoji', start, end);
  }
  return pieces;
}

/**
 * The end of a word of plain letters, with or without apostrophes, that begins at `at` and that a space, a comma or
 * the end of a sentence follows; or `at`. Most words are such; they need no look at the other alternatives.
 */
function plainWordEnd(units: Uint16Array, length: number, at: number): number {
  if (at > 0 && !mayStandBefore(units[at - 1]!)) return at;
  let end = at;
  let onlyX = true;
  for (; end < length; end++) {
    const code = units[end]!;
    const letter = code | LOWER;
    if (letter < A || letter > Z) {
      // An apostrophe belongs to the word only between letters.
      if ((code !== QUOTE && code !== CURLY) || end === at) break;
      if (end + 1 === length || !isLetter(units[end + 1]!)) break;
    }
    if (letter !== X) onlyX = false;
  }
  if (end === at || onlyX) return at;
  const next = end < length ? units[end]! : SPACE;
  if (next === SPACE || next === COMMA) return end;
  // A full stop may belong to an address: it ends the sentence where nothing stands right behind it.
  if (next !== STOP && next !== BANG && next !== QUESTION) return at;
  const after = end + 1 < length ? units[end + 1]! : SPACE;
  return after === SPACE || after === LINE ? end : at;
}

/**
 * The end of the stops and marks that begin at `at` and that a space, a line or the text ends; or `at`. Most of those
 * that end a sentence are such, and none of them belongs to anything else.
 */
function plainEnd(units: Uint16Array, length: number, at: number): number {
  let end = at;
  while (end < length && isStop(units[end]!)) end++;
  return end === length || units[end] === SPACE || units[end] === LINE ? end : at;
}

const isStop = (code: number): boolean =>
  code === STOP || code === BANG || code === QUESTION || code === ELLIPSIS;

/** Whether a plain word may begin behind this, as it is no part of one. */
const mayStandBefore = (code: number): boolean =>
  code === SPACE || code === COMMA || code === LINE || code === BRACKET || code === DOUBLE_QUOTE;

const isLetter = (code: number): boolean => (code | LOWER) >= A && (code | LOWER) <= Z;

/** Whether a single full stop ends a sentence: not after "Mr", an initial, or inside "U.S". */
function endsSentence(text: string, before: Piece | undefined, at: number): boolean {
  const next = text[at + 1];
  if (before?.kind !== 'word' || before.end !== at) return next === undefined || !/\d/.test(next);
  if (ABBREVIATIONS.has(before.norm)) return false;
  const initial = before.end - before.start === 1 && before.norm !== 'i';
  return !(initial && next !== undefined && /[\sA-Za-z]/.test(next) && /[A-Z]/.test(text[before.start]!));
}
