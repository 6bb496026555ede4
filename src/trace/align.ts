/** Sets the words of a turn against those of a template: what was kept, what is new, and what filled a slot. */

import { type Element, SLOT } from './words.ts';

export interface Alignment {
  /** Literal words of the template, and those of them that the turn has in their place. */
  readonly literal: number;
  readonly kept: number;
  /** Words of the turn that neither the template nor a slot accounts for. */
  readonly added: readonly string[];
}

/** Runs of this many words tell a template from others; shorter ones are everybody's. */
export const RUN = 3;
/** Words that a slot between changed words is thought to hold; what goes beyond them is new. */
const FILL = 6;

/** A run of words that stands in both, from `turn` and from `element` on. */
interface Block {
  readonly turn: number;
  readonly element: number;
  readonly length: number;
}

/** A template that turns are set against. */
export interface Pattern {
  readonly elements: readonly Element[];
  /** Where each run of words begins, in order. */
  readonly runs: ReadonlyMap<string, readonly number[]>;
  readonly literal: number;
}

export const runAt = (words: readonly string[], at: number): string => words.slice(at, at + RUN).join(' ');

/** The template with its runs; none crosses a slot. */
export function patternOf(elements: readonly Element[]): Pattern {
  const runs = new Map<string, number[]>();
  for (let at = 0; at + RUN <= elements.length; at++) {
    const run = elements.slice(at, at + RUN);
    if (run.includes(SLOT)) continue;
    const key = run.join(' ');
    const known = runs.get(key);
    if (known) known.push(at);
    else runs.set(key, [at]);
  }
  return { elements, runs, literal: elements.filter((one) => one !== SLOT).length };
}

/** Whether the words are the template with nothing but its slots filled, by any words or none. */
export function isFilled(words: readonly string[], elements: readonly Element[]): boolean {
  const parts: string[][] = [[]];
  for (const element of elements) {
    if (element === SLOT) parts.push([]);
    else parts.at(-1)!.push(element);
  }
  const isAt = (part: readonly string[], at: number) => part.every((word, i) => words[at + i] === word);
  const first = parts[0]!;
  if (parts.length === 1) return words.length === first.length && isAt(first, 0);
  const last = parts.at(-1)!;
  const end = words.length - last.length;
  if (end < first.length || !isAt(first, 0) || !isAt(last, end)) return false;
  let at = first.length;
  // Between slots the first place that fits is as good as any: it leaves the most room for the rest.
  for (const part of parts.slice(1, -1)) {
    while (at + part.length <= end && !isAt(part, at)) at++;
    if (at + part.length > end) return false;
    at += part.length;
  }
  return true;
}

/** Sets words against a template, from one run that stands in both to the next. Time grows with their sum. */
export function align(words: readonly string[], pattern: Pattern): Alignment {
  const { elements, literal } = pattern;
  const added: string[] = [];
  let kept = 0;
  let turn = 0;
  let element = 0;
  const gap = (to: Block): void => {
    const between = compare(words.slice(turn, to.turn), elements.slice(element, to.element));
    kept += between.kept + to.length;
    added.push(...between.added);
    turn = to.turn + to.length;
    element = to.element + to.length;
  };
  for (const block of blocks(words, pattern)) gap(block);
  gap({ turn: words.length, element: elements.length, length: 0 });
  return { literal, kept, added };
}

/** The runs that stand in both, each as long as it goes on, in the order of both. */
function* blocks(words: readonly string[], { elements, runs }: Pattern): Generator<Block> {
  let from = 0;
  for (let turn = 0; turn + RUN <= words.length; ) {
    const element = runs.get(runAt(words, turn))?.find((at) => at >= from);
    if (element === undefined) {
      turn++;
      continue;
    }
    let length = RUN;
    while (turn + length < words.length && words[turn + length] === elements[element + length]) length++;
    yield { turn, element, length };
    turn += length;
    from = element + length;
  }
}

/** What stands between two runs: no three words in a row are the same there. */
function compare(words: readonly string[], elements: readonly Element[]): Omit<Alignment, 'literal'> {
  const literal = elements.length - elements.filter((one) => one === SLOT).length;
  const slots = elements.length - literal;
  if (slots > 0 && isFilled(words, elements)) return { kept: literal, added: [] };
  let kept = 0;
  let element = 0;
  const rest: string[] = [];
  const places = placesOf(elements);
  for (const word of words) {
    const at = places.get(word)?.find((place) => place >= element);
    if (at === undefined) rest.push(word);
    else {
      kept++;
      element = at + 1;
    }
  }
  return { kept, added: rest.slice(slots * FILL) };
}

function placesOf(elements: readonly Element[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [at, element] of elements.entries()) {
    if (element === SLOT) continue;
    const known = places.get(element);
    if (known) known.push(at);
    else places.set(element, [at]);
  }
  return places;
}
