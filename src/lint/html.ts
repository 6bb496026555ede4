/** HTML → the text that customers see, each character with its place; and the fields of a small XML file. */
import { Parser, Tokenizer } from 'htmlparser2';
import { BLOCKS, INLINE } from '../read/html.ts';
import { createWriter } from './located.ts';
import type { Located } from './macro.ts';

/** Elements whose content nobody sees. */
const SILENT: ReadonlySet<string> = new Set(['style', 'script', 'title', 'head', 'template']);
/** Elements with a blank line around them, where browsers show one. */
const APART: ReadonlySet<string> = new Set('p ul ol dl table blockquote pre h1 h2 h3 h4 h5 h6'.split(' '));

/** Elements that transcripts have no use for. */
const FURTHER: ReadonlySet<string> = new Set(
  'summary picture source video audio iframe map area caption ruby rt legend fieldset label select option textarea noscript'.split(
    ' ',
  ),
);

/** Whether HTML knows the element; `<insert issue>` is text that somebody forgot to replace. */
export function isElement(name: string): boolean {
  const known = name.toLowerCase();
  return [BLOCKS, INLINE, SILENT, FURTHER].some((some) => some.has(known)) || /[:-]/.test(known);
}

/** Whether a text is laid out by HTML, so that its own line breaks mean nothing. */
export function isLaidOut(text: string): boolean {
  if (/<(?:p|div|table|html|body)(?:\s[^<>]{0,500})?>/i.test(text)) return true;
  return /<br\s?\/?>/i.test(text) && !/\n[ \t\r]*\n/.test(text.trim());
}

/** Whether an element begins a line of its own. */
export function isBlock(name: string): boolean {
  return BLOCKS.has(name.toLowerCase());
}

/**
 * The text of an HTML body: blocks begin lines, white space collapses, entities are characters. Elements that
 * HTML does not know stay as written; Intercom's `<attribute key="…" default="…"/>` becomes its placeholder.
 */
export function htmlText(html: Located): Located {
  const { text, offsets } = html;
  const writer = createWriter();
  let element = '';
  let opened = 0;
  let attribute = '';
  let attributes: Record<string, string> = {};
  /** Name and depth of the element that is left out. */
  let silent: { name: string; depth: number } | undefined;
  /** Line breaks, or a space, that the next word will be set apart by, and where they are. */
  let breaks = 0;
  let space = false;
  let gap = 0;

  const apart = (lines: number, at: number): void => {
    if (breaks === 0) gap = at;
    breaks = Math.max(breaks, lines);
  };
  const settle = (): void => {
    if (writer.length() > 0 && (breaks > 0 || space))
      writer.put(breaks > 0 ? '\n'.repeat(Math.min(breaks, 2)) : ' ', offsets[gap]!);
    breaks = 0;
    space = false;
  };
  const copy = (start: number, end: number): void => {
    settle();
    writer.copy(html, start, end);
  };
  const tag = (name: string, end: number, opens: boolean): void => {
    if (!isElement(name)) {
      if (!silent) copy(opened, end);
    } else if (silent) {
      if (silent.name === name) silent.depth += opens ? 1 : -1;
      if (silent.depth === 0) silent = undefined;
    } else if (opens && SILENT.has(name)) silent = { name, depth: 1 };
    else if (name === 'br') {
      if (breaks === 0) gap = opened;
      breaks++;
    } else if (name === 'attribute' && opens && attributes.key !== undefined) {
      settle();
      const { key, default: fallback } = attributes;
      writer.put(
        fallback === undefined ? `{{${key}}}` : `{{${key}|fallback:"${fallback}"}}`,
        offsets[opened]!,
      );
    } else if (BLOCKS.has(name)) apart(APART.has(name) ? 2 : 1, opened);
  };

  const tokenizer = new Tokenizer(
    { decodeEntities: true, xmlMode: false },
    {
      ontext(start, end) {
        // A tag that the file ends in comes as text from before the file.
        if (silent || start < 0) return;
        for (const { 0: piece, index } of text.slice(start, end).matchAll(/[ \t\r\n\f]+|[^ \t\r\n\f]+/g)) {
          const at = start + index;
          if (piece.trim() !== '') copy(at, at + piece.length);
          else if (!space && breaks === 0) [space, gap] = [true, at];
        }
      },
      ontextentity(code, end) {
        if (silent) return;
        settle();
        const from = text.lastIndexOf('&', end - 1);
        writer.put(code === 0xa0 ? ' ' : String.fromCodePoint(code), offsets[from]!);
      },
      onopentagname(start, end) {
        element = text.slice(start, end).toLowerCase();
        opened = start - 1;
        attributes = {};
      },
      onattribname(start, end) {
        attribute = text.slice(start, end).toLowerCase();
        attributes[attribute] = '';
      },
      onattribdata(start, end) {
        attributes[attribute] += text.slice(start, end);
      },
      onattribentity(code) {
        attributes[attribute] += String.fromCodePoint(code);
      },
      onattribend() {},
      onopentagend(end) {
        tag(element, end + 1, true);
      },
      onselfclosingtag(end) {
        tag(element, end + 1, true);
        if (silent?.name === element) tag(element, end + 1, false);
      },
      onclosetag(start, end) {
        opened = start - 2;
        tag(text.slice(start, end).toLowerCase(), text.indexOf('>', end) + 1 || text.length, false);
      },
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  );
  tokenizer.write(text);
  tokenizer.end();
  return writer.done(offsets[text.length]!);
}

/** The texts of the elements directly inside the root of an XML file; of equal names the first. */
export function xmlFields(xml: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let depth = 0;
  let field = '';
  let value = '';
  const parser = new Parser(
    {
      onopentag(name) {
        depth++;
        if (depth === 2) [field, value] = [name, ''];
      },
      ontext(text) {
        if (depth === 2) value += text;
      },
      onclosetag() {
        if (depth === 2 && !fields.has(field)) fields.set(field, value.trim());
        depth--;
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return fields;
}
