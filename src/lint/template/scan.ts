/** Finds everything in a macro that looks like a placeholder, in whatever notation, and braces that match nothing. */
import type { Span } from '../../model.ts';
import type { Dialect } from '../macro.ts';

/** The dialects of macros, and two notations that no help desk fills in. */
export type Notation = Exclude<Dialect, 'none'> | 'handlebars' | 'script';

/** Something written as a placeholder or a template tag. */
export interface Construct extends Span {
  readonly notation: Notation;
  /** `tag` steers the template and prints nothing itself. */
  readonly kind: 'slot' | 'tag';
  /** What stands between the delimiters, trimmed. */
  readonly inner: string;
}

// One alternation, scanned once; the order is the order of precedence.
const CONSTRUCT = new RegExp(
  [
    String.raw`(?<lightning>\{\{\{[^{}\n]{0,200}\}\}\})`,
    String.raw`(?<handlebars>\{\{[#/^>&][^{}\n]{0,200}\}\}|\{\{\s*else\s*\}\})`,
    String.raw`(?<double>\{\{[^{}]{0,500}\}\})`,
    String.raw`(?<helpscout>\{%\s*[A-Za-z]\w*\.[^%{}\n]{1,200}%\})`,
    String.raw`(?<tag>\{%[^%{}]{0,500}%\})`,
    String.raw`(?<classic>\{![^{}\n]{1,200}\})`,
    String.raw`(?<osticket>%\{[A-Za-z][^{}\n]{0,120}\})`,
    String.raw`(?<zammad>#\{[A-Za-z][^{}\n]{0,120}\})`,
    String.raw`(?<script>\$\{[A-Za-z][^{}\n]{0,120}\})`,
    '(?<percent>%[A-Z][A-Z_]{2,40}%)',
    String.raw`(?<brace>(?<!\{)\{[A-Za-z][^{}\n]{0,80}\}(?!\}))`,
    String.raw`(?<bracket>\[[^[\]\n]{1,80}\](?![(:[]))`,
    String.raw`(?<angle><[#@]?[A-Za-z][^<>\n]{0,80}>)`,
  ].join('|'),
  'g',
);

const KINDS = Array.from(CONSTRUCT.source.matchAll(/\(\?<(\w+)>/g), ([, name]) => name!);

/** Words in double braces that are no path of any template language: "{{Order Number}}". */
const TITLE = /^[\p{L}\d][\p{L}\d'’/&#-]*(?: [\p{L}\d'’/&#-]+)+$/u;
/** Single braces hold an identifier or a few words; code holds signs that prose does not. */
const CODE = /[;=<>"`$\\|]|:\s|\(\)/;
/** A few words: "Customer Name", "CUSTOMER NAME", "order_number", "brief description of fix". */
const WORDS = /^[#@]?[\p{L}\d][\p{L}\d'’/&#+.,:–—_ -]*$/u;
/** In square brackets prose stands too ("[sic]", "[1]"); a placeholder names what goes there. */
const NAMES_SOMETHING =
  /(?:^|[\s_-])(?:name|names|date|time|link|url|number|no|id|amount|order|product|item|company|team|agent|customer|address|email|phone|issue|problem|reason|days?|hours?|x|insert|enter|your|price|code|title|details?|description|step|option|feature|plan|status|location|city)(?:$|[\s_-])/i;
const MARKDOWN_TASK = /^[xX ]$/;
const HTML =
  /^(?:a|abbr|article|aside|b|big|blockquote|body|br|button|caption|center|cite|code|col|colgroup|dd|del|details|div|dl|dt|em|figure|font|footer|form|h[1-6]|head|header|hr|html|i|img|input|ins|kbd|label|li|link|main|mark|meta|nav|ol|option|p|picture|pre|q|s|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|var|video|attribute)\b[^@]*$/i;
const LINK = /^(?:https?|mailto|ftp|tel):|^[\w.+-]+@[\w-]+\.|^www\./i;

/** Code in Markdown: fences and backticks. What stands in it is not read as prose, nor are its single braces slots. */
const CODE_SPANS = /^(?<fence>`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\k<fence>[^\n]*$|$(?![\s\S]))|`[^`\n]+`/gm;
/** What opens and closes parts of a template that are printed as they stand, or not at all. */
const VERBATIM = /<!--|-->|\{%-?\s*(?<end>end)?(?<block>raw|comment)\s*-?%\}/g;

/** Where such parts stand; what is never closed is none. */
function verbatimSpans(text: string): Span[] {
  const spans: Span[] = [];
  let open: { readonly start: number; readonly block: string } | undefined;
  for (const { 0: mark, index, groups } of text.matchAll(VERBATIM)) {
    const block = groups!.block ?? '<!--';
    const closes = mark === '-->' || groups!.end !== undefined;
    if (!open && !closes) open = { start: index, block };
    else if (open && closes && open.block === block) {
      spans.push({ start: open.start, end: index + mark.length });
      open = undefined;
    }
  }
  return spans;
}

/** Where code stands in a text. */
export function codeSpans(text: string): Span[] {
  if (!/[`~]/.test(text)) return [];
  return spansOf(text, CODE_SPANS);
}

/** Every construct of a text, in order, without overlap. */
export function scanConstructs(text: string): Construct[] {
  if (!/[{}[<%]/.test(text)) return [];
  const code = maskOf(text, codeSpans(text));
  const verbatim = maskOf(text, verbatimSpans(text));
  return [...text.matchAll(CONSTRUCT)].flatMap((match): Construct[] => {
    const start = match.index;
    const written = match[0];
    const span = { start, end: start + written.length };
    const groups = match.groups!;
    const kind = KINDS.find((name) => groups[name] !== undefined)!;
    if (verbatim[start] && kind !== 'tag') return [];
    const inCode = code[start] === 1;
    const cut = (by: number, end = by): string => written.slice(by, -end).trim();
    switch (kind) {
      case 'lightning':
        return [{ ...span, notation: 'salesforce-lightning', kind: 'slot', inner: cut(3) }];
      case 'handlebars':
        return [{ ...span, notation: 'handlebars', kind: 'tag', inner: cut(2) }];
      case 'double': {
        const inner = written.replace(/^\{\{-?|-?\}\}$/g, '').trim();
        const notation = TITLE.test(inner)
          ? 'braces'
          : /\|\s*fallback\s*:/.test(inner)
            ? 'intercom'
            : 'liquid';
        return [{ ...span, notation, kind: 'slot', inner }];
      }
      case 'helpscout':
        return [{ ...span, notation: 'helpscout', kind: 'slot', inner: cut(2) }];
      case 'tag':
        return [
          { ...span, notation: 'liquid', kind: 'tag', inner: written.replace(/^\{%-?|-?%\}$/g, '').trim() },
        ];
      case 'classic':
        return [{ ...span, notation: 'salesforce-classic', kind: 'slot', inner: cut(2, 1) }];
      case 'osticket':
        return [{ ...span, notation: 'osticket', kind: 'slot', inner: cut(2, 1) }];
      case 'zammad':
        return [{ ...span, notation: 'zammad', kind: 'slot', inner: cut(2, 1) }];
      case 'script':
        return inCode ? [] : [{ ...span, notation: 'script', kind: 'slot', inner: cut(2, 1) }];
      case 'percent':
        return [{ ...span, notation: 'braces', kind: 'slot', inner: cut(1) }];
      case 'brace': {
        const inner = cut(1);
        return inCode || CODE.test(inner) || !WORDS.test(inner)
          ? []
          : [{ ...span, notation: 'braces', kind: 'slot', inner }];
      }
      case 'bracket': {
        const inner = cut(1);
        return inCode || text[start - 1] === ']' || !isFillIn(inner)
          ? []
          : [{ ...span, notation: 'brackets', kind: 'slot', inner }];
      }
      default: {
        const inner = cut(1);
        return inCode || HTML.test(inner) || LINK.test(inner) || CODE.test(inner) || !WORDS.test(inner)
          ? []
          : [{ ...span, notation: 'brackets', kind: 'slot', inner }];
      }
    }
  });
}

/** Whether words in square brackets are to be filled in: they start with a capital, or name what goes there. */
function isFillIn(inner: string): boolean {
  if (MARKDOWN_TASK.test(inner) || /^\d+$/.test(inner) || !WORDS.test(inner)) return false;
  return NAMES_SOMETHING.test(inner) || /^\p{Lu}[\p{L}\d'’-]*(?: [\p{L}\d'’/&-]+){0,5}$/u.test(inner);
}

/** A delimiter without its other half: where it stands, and what it looks like. */
export interface Unmatched extends Span {
  readonly written: string;
}

const HALF =
  /\{\{+(?=\s*[\w|]|\s*$)|(?<=[A-Za-z_.]\s?)\}\}+|\{%|%\}|[#%]\{(?=\w)|\{!(?=\w)|\{(?=[a-z]\w{0,60}[ \t,.!?]{0,3}(?:\n|$))|(?<=\s[a-z]{1,30}_\w{1,30})\}/g;

/** Delimiters that belong to no construct. */
export function unmatchedBraces(text: string, constructs: readonly Construct[]): Unmatched[] {
  if (!/[{}]/.test(text)) return [];
  const taken = [...constructs, ...codeSpans(text), ...verbatimSpans(text)];
  const rest = blank(text, taken);
  return [...rest.matchAll(HALF)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    written: match[0],
  }));
}

/** The text with the given spans blanked out, line breaks kept; every offset stays. */
export function blank(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let result = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    result += text.slice(at, from) + text.slice(from, end).replace(/[^\n]/g, ' ');
    at = end;
  }
  return result + text.slice(at);
}

/** 1 where one of the spans stands. */
function maskOf(text: string, spans: readonly Span[]): Uint8Array {
  const mask = new Uint8Array(text.length);
  for (const { start, end } of spans) mask.fill(1, start, end);
  return mask;
}

function spansOf(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
