/** Markdown by its blocks, and the text of a Markdown body that customers read, each character with its place. */
import type { Span } from '../model.ts';
import { htmlText, isBlock, isElement } from './html.ts';
import { createWriter, cut } from './located.ts';
import type { Located } from './macro.ts';

/** A block; `start` and `end` are offsets of whole lines, without the line end of the last. */
export type Block = Span &
  (
    | { readonly kind: 'heading'; readonly depth: number; readonly title: Span }
    /** `---- TITLE`, as home-made collections separate their macros. */
    | { readonly kind: 'separator'; readonly title: Span }
    /** Code between fences; `inside` are its lines, and `indent` what the fence is indented by. */
    | { readonly kind: 'fence'; readonly info: string; readonly inside: Span; readonly indent: number }
    | { readonly kind: 'quote' }
    | { readonly kind: 'rule' }
    /** Anything else up to a blank line. */
    | { readonly kind: 'text' }
  );

const FENCE = /^([ \t]*)(`{3,}|~{3,})([^`]*)$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(?=\S)|$)/;
const SEPARATOR = /^(?:-{4,}|={3,}|-{3}(?=[^-]*\s-{3,}\s*$))[ \t]+(?=[^\s=-])/;
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const UNDERLINE = /^ {0,3}(?:(=)=*|--+)[ \t]*$/;

/**
 * Cuts Markdown into blocks line by line, in linear time, which full Markdown parsers do not keep to. Lists and
 * tables are text; fences count wherever they stand, as macros inside list items are fenced too.
 */
export function blocksOf(text: string, from = 0): Block[] {
  const blocks: Block[] = [];
  /** Whether the next line may go on the block before it. */
  let open = false;
  const lines = linesOf(text, from);
  for (let number = 0; number < lines.length; number++) {
    const line = lines[number]!;
    const written = text.slice(line.start, line.end);
    const before = open ? blocks.at(-1) : undefined;
    const fence = FENCE.exec(written);
    const heading = HEADING.exec(written);
    const separator = SEPARATOR.exec(written);
    const underline = UNDERLINE.exec(written);
    if (written.trim() === '') open = false;
    else if (fence) {
      const closing = new RegExp(`^[ \\t]*${fence[2]![0]}{${fence[2]!.length},}[ \\t]*$`);
      let last = number + 1;
      while (last < lines.length && !closing.test(text.slice(lines[last]!.start, lines[last]!.end))) last++;
      const first = lines[number + 1];
      const inside =
        first && last > number + 1
          ? { start: first.start, end: lines[last - 1]!.end }
          : { start: line.end, end: line.end };
      const end = (lines[last] ?? lines.at(-1)!).end;
      blocks.push({
        kind: 'fence',
        start: line.start,
        end,
        info: fence[3]!.trim(),
        inside,
        indent: fence[1]!.length,
      });
      number = last;
      open = false;
    } else if (heading) {
      const title = trimmedSpan(text, line.start + heading[0].length, line.end, /[ \t]+#+[ \t]*$/);
      blocks.push({ kind: 'heading', ...line, depth: heading[1]!.length, title });
      open = false;
    } else if (separator) {
      const title = trimmedSpan(text, line.start + separator[0].length, line.end, /[ \t]*[-=]{3,}[ \t]*$/);
      blocks.push({ kind: 'separator', ...line, title });
      open = false;
    } else if (underline && before?.kind === 'text' && isOneLine(text, before)) {
      const title = trimmedSpan(text, before.start, before.end);
      blocks[blocks.length - 1] = {
        kind: 'heading',
        start: before.start,
        end: line.end,
        depth: underline[1] ? 1 : 2,
        title,
      };
      open = false;
    } else if (RULE.test(written)) {
      blocks.push({ kind: 'rule', ...line });
      open = false;
    } else {
      const kind = /^ {0,3}>/.test(written) ? 'quote' : 'text';
      // A line without its mark still belongs to the quote that it follows.
      const goesOn = before && (before.kind === kind || (before.kind === 'quote' && kind === 'text'));
      if (goesOn) blocks[blocks.length - 1] = { ...before, end: line.end };
      else blocks.push({ kind, ...line });
      open = true;
    }
  }
  return blocks;
}

function linesOf(text: string, from = 0): Span[] {
  const lines: Span[] = [];
  for (let start = from; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    lines.push({ start, end: text[end - 1] === '\r' && end > start ? end - 1 : end });
    start = next < 0 ? text.length : next + 1;
  }
  return lines;
}

function isOneLine(text: string, { start, end }: Span): boolean {
  return !text.slice(start, end).includes('\n') && !/^\s*(?:[-*+>|]|\d+[.)])\s/.test(text.slice(start, end));
}

/** A span without white space around it and without a closing sequence. */
function trimmedSpan(text: string, start: number, end: number, closing = /$/): Span {
  const written = text.slice(start, end).replace(closing, '');
  const from = start + written.length - written.trimStart().length;
  return { start: from, end: Math.max(from, start + written.trimEnd().length) };
}

/** The lines of a fence without its indentation, or of a quote without its marks. */
export function insideOf(whole: Located, block: Block): Located {
  const writer = createWriter();
  const { start, end } = block.kind === 'fence' ? block.inside : block;
  const part = cut(whole, start, end);
  const mark = block.kind === 'fence' ? new RegExp(`^[ \\t]{0,${block.indent}}`) : /^ {0,3}> ?/;
  const lines = linesOf(part.text);
  lines.forEach(({ start, end }, index) => {
    const skipped = mark.exec(part.text.slice(start, end))?.[0].length ?? 0;
    writer.copy(part, start + skipped, lines[index + 1]?.start ?? part.text.length);
  });
  return writer.done(part.offsets.at(-1)!);
}

/** Longest parts of links and tags that are looked for; it keeps the search linear. */
const INLINE = new RegExp(
  [
    '(?<code>`[^`\\n]{1,1000}`)',
    '(?<image>!\\[[^\\[\\]\\n]{0,500}\\]\\([^()\\n]{0,2000}\\))',
    '(?<link>\\[(?<label>[^\\[\\]\\n]{1,500})\\]\\((?:[^()\\n]|\\([^()\\n]{0,200}\\)){0,2000}\\))',
    '<(?<auto>(?:https?:|mailto:)[^<>\\s]{1,2000})>',
    '(?<tag></?(?<name>[a-zA-Z][\\w:-]{0,40})(?=[\\s/>])[^<>]{0,2000}>)',
    '(?<entity>&(?:#\\d{1,7}|#[xX][\\da-fA-F]{1,6}|[a-zA-Z]{2,8});)',
    '\\\\(?<escaped>[!-/:-@[-`{-~]|\\r?\\n)',
  ].join('|'),
  'g',
);

/**
 * What customers read of a Markdown body: no fenced code, no comments and tags, of links only the words; escapes
 * and entities resolved. Emphasis, lists and quotes stay as written.
 */
export function markdownText(body: Located): Located {
  const whole = without(body, [...fencesIn(body.text), ...commentsIn(body.text)]);
  const { text, offsets } = whole;
  const writer = createWriter();
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    const { code, image, link, label, auto, name, entity, escaped } = match.groups!;
    const start = match.index;
    const end = start + match[0].length;
    if (code !== undefined || (name !== undefined && !isElement(name))) continue;
    writer.copy(whole, at, start);
    at = end;
    const copy = (from: number, words: string): void => writer.copy(whole, from, from + words.length);
    if (link !== undefined) copy(start + 1, label!);
    else if (auto !== undefined) copy(start + 1, auto);
    else if (escaped !== undefined) copy(start + 1, escaped);
    else if (entity !== undefined) writer.put(htmlText(cut(whole, start, end)).text, offsets[start]!);
    else if (image === undefined && isBlock(name!) && writer.last() !== '\n' && text[end] !== '\n')
      writer.put('\n', offsets[start]!);
  }
  writer.copy(whole, at, text.length);
  return writer.done(offsets[text.length]!);
}

/** Fenced code, with the blank lines below it. */
function fencesIn(text: string): Span[] {
  if (!/```|~~~/.test(text)) return [];
  const fences = blocksOf(text).filter(({ kind }) => kind === 'fence');
  return fences.map(({ start, end }) => ({
    start,
    end: end + /^(?:[ \t]*\r?\n)*/.exec(text.slice(end))![0].length,
  }));
}

/** A text with spaces for its comments, so that all the rest keeps its place. */
export function uncommented(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of commentsIn(text)) {
    parts.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** HTML comments that are closed. */
export function commentsIn(text: string): Span[] {
  const found: Span[] = [];
  for (let start = text.indexOf('<!--'); start >= 0; ) {
    const close = text.indexOf('-->', start + 4);
    if (close < 0) break;
    found.push({ start, end: close + 3 });
    start = text.indexOf('<!--', close + 3);
  }
  return found;
}

function without(whole: Located, spans: readonly Span[]): Located {
  if (spans.length === 0) return whole;
  const writer = createWriter();
  let at = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    writer.copy(whole, at, start);
    at = Math.max(at, end);
  }
  writer.copy(whole, at, whole.text.length);
  return writer.done(whole.offsets.at(-1)!);
}
