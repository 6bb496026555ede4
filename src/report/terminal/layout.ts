/** Laying out text in columns: widths, cutting, wrapping, aligned tables and bars. */

import { sanitise } from '../sanitise.ts';

/** A piece of a line that is never broken; `glue` sets it against the piece before it, without a space. */
export interface Piece {
  readonly text: string;
  readonly style?: Style;
  readonly glue?: boolean;
}

export type Style = (text: string) => string;

const NARROW = /^[\u0020-\u02ff]*$/;
const COMBINING = /\p{Mark}|\p{Variation_Selector}|\p{Join_Control}/u;
const WIDE = /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/u;

/** How many columns a text takes: marks none, emoji and CJK two. */
export function columns(text: string): number {
  if (NARROW.test(text)) return text.length;
  let sum = 0;
  for (const c of text) sum += columnsOf(c);
  return sum;
}

/** The text cut to a width, with an ellipsis where something is lost. */
export function cut(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const c of text) {
    used += columnsOf(c);
    if (used > width - 1) break;
    kept += c;
  }
  return `${kept.trimEnd()}…`;
}

/** The text cut or filled up to exactly a width. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const short = cut(text, width);
  const fill = ' '.repeat(Math.max(0, width - columns(short)));
  return align === 'left' ? short + fill : fill + short;
}

/** A plain text as pieces, one a word. */
export function words(text: string, style?: Style): Piece[] {
  const list = sanitise(text).split(' ').filter(Boolean);
  return list.map((word) => (style ? { text: word, style } : { text: word }));
}

/** Breaks pieces into lines no wider than `width`; pieces that stand together stay together if they fit. */
export function wrap(pieces: readonly Piece[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const breakBefore = (wanted: number) => {
    if (used === 0 || used + wanted <= width) return;
    lines.push(line);
    line = '';
    used = 0;
  };
  for (const cluster of clusters(pieces)) {
    breakBefore(1 + cluster.reduce((sum, piece) => sum + columns(piece.text), 0));
    if (used > 0) {
      line += ' ';
      used += 1;
    }
    for (const { text, style } of cluster) {
      const short = cut(text, width);
      breakBefore(columns(short));
      line += style ? style(short) : short;
      used += columns(short);
    }
  }
  if (used > 0) lines.push(line);
  return lines;
}

/** Wraps pieces behind a heading: the first line carries it, the others are indented under it. */
export function block(
  heading: string,
  pieces: readonly Piece[],
  width: number,
  indent: number,
  style?: Style,
) {
  const head = pad(heading, indent - 1);
  return wrap(pieces, width - indent).map((line, i) =>
    i === 0 ? `${style ? style(head) : head} ${line}` : ' '.repeat(indent) + line,
  );
}

/** A bar of up to `width` columns for a share between 0 and 1; what is not nothing shows. */
export function bar(share: number, width: number): string {
  const length = Math.round(Math.min(1, Math.max(0, share)) * width);
  return '█'.repeat(share > 0 ? Math.max(1, length) : 0);
}

function clusters(pieces: readonly Piece[]): Piece[][] {
  const list: Piece[][] = [];
  for (const piece of pieces) {
    const last = list.at(-1);
    if (piece.glue && last) last.push(piece);
    else list.push([piece]);
  }
  return list;
}

function columnsOf(c: string): number {
  return COMBINING.test(c) ? 0 : WIDE.test(c) ? 2 : 1;
}
