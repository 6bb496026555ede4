/** What somebody said as pieces, the words of evidence among them, so that a page has only to wrap them. */

import type { Evidence, ScoredTurn } from '../../model.ts';
import type { PageEvidence, Piece } from './data.ts';
import { clean } from './markup.ts';
import { labelName, toneOf } from './words.ts';

/** More evidence than this in one turn is no prose, and nobody reads it. */
const MOST = 200;

/** The pieces of a turn and the evidence that they refer to; `quotes` where the words around it were not kept. */
export function piecesOf({ text, evidence }: ScoredTurn): {
  readonly pieces: readonly Piece[];
  readonly evidence: readonly PageEvidence[];
  readonly quotes: boolean;
} {
  const found = distinct(evidence).slice(0, MOST);
  const pieces = text === undefined ? quotesOf(found) : markedText(text, found);
  const shown = found.map(({ label, level, cue, weight }) => ({
    name: clean(labelName(label, level)),
    tone: toneOf(label),
    label: clean(`${label} ${level}`),
    cue: clean(cue),
    ...(weight !== undefined && { vote: true as const }),
  }));
  return { pieces, evidence: shown, quotes: text === undefined };
}

/** About so many characters of a turn: the evidence and the words next to it. */
export function excerpt(pieces: readonly Piece[], room: number): readonly Piece[] {
  const marked = pieces.reduce((n, piece) => n + (typeof piece === 'string' ? 0 : piece[0].length), 0);
  const plain = pieces.filter((piece) => typeof piece === 'string').length;
  const each = Math.max(60, Math.floor((room - marked) / Math.max(1, plain)));
  return pieces.map((piece, i) => {
    if (typeof piece !== 'string') return [cut(piece[0], room), piece[1]] as const;
    if (piece.length <= each) return piece;
    const [head, tail] = [i > 0, i < pieces.length - 1];
    const share = head && tail ? each / 2 : each;
    const start = head || !tail ? whole(piece.slice(0, share), false) : '';
    const end = tail ? whole(piece.slice(-share), true) : '';
    return `${start} … ${end}`;
  });
}

/** A part of a text without the word, or half a character, at which it was cut. */
function whole(part: string, atStart: boolean): string {
  const trimmed = atStart ? part.replace(/^\S{0,30}\s/, '') : part.replace(/\s\S{0,30}$/, '');
  return trimmed.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${whole(text.slice(0, room), false)} …`;
}

function markedText(text: string, found: readonly Evidence[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, list } of passages(found, text.length)) {
    if (start > at) pieces.push(clean(text.slice(at, start)));
    pieces.push([clean(text.slice(start, end)), list]);
    at = end;
  }
  if (at < text.length) pieces.push(clean(text.slice(at)));
  return pieces;
}

function quotesOf(found: readonly Evidence[]): Piece[] {
  const pieces = passages(found, Infinity).flatMap(({ list }): Piece[] => {
    const longest = list.map((i) => found[i]!.quote).reduce((a, b) => (b.length > a.length ? b : a));
    return [[clean(longest), list], ' … '];
  });
  return pieces.length > 0 ? ['… ', ...pieces] : [];
}

/** Evidence in order of place, spans that share words made one. */
function passages(found: readonly Evidence[], length: number) {
  const all: { start: number; end: number; list: number[] }[] = [];
  const order = found.map((_, i) => i);
  order.sort((a, b) => found[a]!.start - found[b]!.start || found[a]!.end - found[b]!.end || a - b);
  for (const i of order) {
    const start = Math.max(0, found[i]!.start);
    const end = Math.min(length, found[i]!.end);
    const last = all.at(-1);
    if (end <= start) continue;
    if (last && start < last.end) {
      last.end = Math.max(last.end, end);
      last.list.push(i);
    } else all.push({ start, end, list: [i] });
  }
  return all;
}

/** Two that are the same to a reader are one. */
function distinct(evidence: readonly Evidence[]): Evidence[] {
  const byContent = new Map(
    evidence.map((e) => [JSON.stringify([e.label, e.level, e.cue, e.start, e.end]), e]),
  );
  return [...byContent.values()];
}
