/** Patterns parted into several automata where one would have to remember too many combinations of open gaps. */
import type { Token } from '../model.ts';
import { type Automaton, buildAutomaton, type Situation } from './automaton.ts';
import { gapsOf, type Node, sizeOf } from './parse.ts';

/** Runs like one automaton; of each pattern the ends come in no order. */
export interface Automata {
  /** Turns to a text: the one that `run` goes through from now on. */
  load(tokens: readonly Token[]): void;
  run(
    places: Int32Array,
    situations: readonly Situation[],
    from: number,
    found: (pattern: number, end: number) => void,
  ): void;
  forget(): void;
}

/**
 * Tokens that the gaps of one automaton may span together. A gap that stands open keeps its pattern alive whatever
 * word comes, so each word of another pattern makes a combination that was never seen before; apart, they can't
 * multiply. The shipped rubric, with 1,200, is one automaton.
 */
const MAX_GAPS = 2000;
/**
 * Numbers that the deterministic parts may keep together, then they are dropped and built anew: for each place of the
 * patterns, and at least; the shipped rubric's come to some 25 MB.
 */
const HELD_PER_PLACE = 100;
const LEAST_HELD = 4_000_000;

/** `buildAutomaton` for any number of patterns: those without a gap in one automaton, the others in as many as needed. */
export function buildAutomata(
  patterns: readonly { readonly node: Node; readonly id: number }[],
  assertionOf: (node: Node) => number,
): Automata {
  const parts: { patterns: { node: Node; id: number }[]; gaps: number }[] = [{ patterns: [], gaps: 0 }];
  for (const pattern of patterns) {
    const gaps = gapsOf(pattern.node);
    let part = gaps === 0 ? parts[0]! : parts.at(-1)!;
    if (gaps > 0 && part.gaps > 0 && part.gaps + gaps > MAX_GAPS) {
      part = { patterns: [], gaps: 0 };
      parts.push(part);
    }
    part.patterns.push(pattern);
    part.gaps += gaps;
  }
  const memory = { held: 0 };
  const size = patterns.reduce((sum, { node }) => sum + sizeOf(node), 0);
  const most = Math.max(LEAST_HELD, HELD_PER_PLACE * size);
  const automata: Automaton[] = parts.map((part) => buildAutomaton(part.patterns, assertionOf, memory));
  const forget = (): void => {
    memory.held = 0;
    for (const automaton of automata) automaton.forget();
  };
  return {
    load(tokens) {
      for (const automaton of automata) automaton.load(tokens);
    },
    forget,
    run(places, situations, from, found) {
      if (memory.held > most) forget();
      for (let i = 0; i < automata.length; i++) automata[i]!.run(places, situations, from, found);
    },
  };
}
