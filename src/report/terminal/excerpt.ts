/** What somebody said, cut around the words that were evidence, with those words marked and labelled. */

import type { Evidence, ScoredTurn, Span } from '../../model.ts';
import { sanitise } from '../sanitise.ts';
import { cut, type Piece, words } from './layout.ts';
import type { Theme } from './theme.ts';

/** Longer words are no words; cut here, so that the closing bracket stays. */
const MAX_WORD = 40;
/** A turn with more passages than this is no prose; a reader has seen enough. */
const MAX_PASSAGES = 12;

/** Words of evidence, whole, with every label that rests on them. */
interface Passage extends Span {
  readonly evidence: readonly Evidence[];
}

/**
 * A turn as pieces. With `full` all of it is shown, else about `budget` characters around the evidence. A
 * turn whose text was not kept shows the quotes alone.
 */
export function excerpt(turn: ScoredTurn, budget: number, full: boolean, theme: Theme): Piece[] {
  const { text } = turn;
  if (text === undefined) return quotes(turn.evidence, budget, theme);
  const found = passages(turn.evidence, text.length).slice(0, full ? Infinity : MAX_PASSAGES);
  const space = full ? Infinity : budget;
  const marked = found.reduce((sum, p) => sum + p.end - p.start, 0);
  const room = found.length === 0 ? space : Math.max(16, Math.floor((space - marked) / (found.length + 1)));
  const joins = (at: number) => at > 0 && /^\S\S/.test(text.slice(at - 1, at + 1));
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, evidence } of found) {
    pieces.push(...plain(text.slice(at, start), room, at > 0, true, joins(at)));
    pieces.push(...mark(text.slice(start, end), evidence, space, joins(start), theme));
    at = end;
  }
  pieces.push(...plain(text.slice(at), room, true, false, joins(at)));
  return pieces;
}

/** `empathy 2 empathy.perspective-shift`: every label of a turn with the cue that gave it. */
export function reasons(turn: ScoredTurn, theme: Theme): Piece[] {
  const seen = new Map(turn.evidence.map((e) => [`${e.label} ${e.level} ${e.cue}`, e]));
  return [...seen.values()].flatMap((e, i) => [
    ...(i > 0 ? [{ text: '·', style: theme.dim }] : []),
    { text: `${sanitise(e.label)} ${e.level}`, style: theme.label },
    { text: sanitise(e.cue), style: theme.dim },
  ]);
}

/** Text between passages: the words next to the evidence stay, what lies further away is left out. */
function plain(text: string, room: number, keepHead: boolean, keepTail: boolean, glue: boolean): Piece[] {
  const all = words(text);
  const size = all.reduce((sum, word) => sum + word.text.length + 1, 0);
  if (size <= room) return glueFirst(all, glue);
  const share = keepHead && keepTail ? room / 2 : room;
  const head = keepHead ? take(all, share) : [];
  const tail = keepTail ? take(all.toReversed(), share).reverse() : [];
  return glueFirst([...head, { text: '…' }, ...tail], glue && keepHead);
}

/** As many words as fit into a number of characters; a first word that is too long is cut. */
function take(list: readonly Piece[], room: number): Piece[] {
  const taken: Piece[] = [];
  let used = 0;
  for (const word of list) {
    used += word.text.length + 1;
    if (used > room && taken.length > 0) break;
    taken.push({ text: cut(word.text, Math.max(8, room)) });
    if (used > room) break;
  }
  return taken;
}

/** The words of a passage and, right behind them, their labels: `[I'd be cross too]{empathy 2}`. */
function mark(
  text: string,
  evidence: readonly Evidence[],
  room: number,
  glue: boolean,
  theme: Theme,
): Piece[] {
  const all = words(cut(sanitise(text).trim(), room)).map((word) => cut(word.text, MAX_WORD));
  const labels = [...new Set(evidence.map((e) => `${sanitise(e.label)} ${e.level}`))].join(', ');
  const last = all.length - 1;
  const inside = all.map((word, i) => ({
    text: theme.color ? word : `${i === 0 ? '[' : ''}${word}${i === last ? ']' : ''}`,
    style: theme.evidence,
  }));
  return [...glueFirst(inside, glue), { text: `{${labels}}`, style: theme.label, glue: true }];
}

function quotes(evidence: readonly Evidence[], budget: number, theme: Theme): Piece[] {
  return passages(evidence, Infinity)
    .slice(0, MAX_PASSAGES)
    .flatMap((passage) => {
      const longest = passage.evidence.reduce((a, b) => (b.quote.length > a.quote.length ? b : a));
      return [
        { text: '…' },
        ...mark(longest.quote, passage.evidence, budget, false, theme),
        { text: '…', glue: true },
      ];
    });
}

/** Evidence in order of place, spans that share words made one. */
function passages(evidence: readonly Evidence[], length: number): Passage[] {
  const list: { start: number; end: number; evidence: Evidence[] }[] = [];
  for (const e of evidence.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const [start, end] = [Math.max(0, e.start), Math.min(length, e.end)];
    const last = list.at(-1);
    if (end <= start) continue;
    if (last && start < last.end) {
      last.end = Math.max(last.end, end);
      last.evidence.push(e);
    } else list.push({ start, end, evidence: [e] });
  }
  return list;
}

function glueFirst(pieces: readonly Piece[], glue: boolean): Piece[] {
  return pieces.map((piece, i) => (i === 0 && glue ? { ...piece, glue } : piece));
}
