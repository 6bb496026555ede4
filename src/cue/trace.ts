/** Follows a pattern over the tokens part by part, to say how far it came: slow, literal, and only for explanations. */
import type { Token } from '../model.ts';
import type { Node } from './parse.ts';
import { type Candidate, isNearer, type Step, stepsOf, walkOver } from './walk.ts';

export type { Miss, Step } from './walk.ts';

/** The attempt that had most words in common with a pattern. */
export interface Near {
  /** Which of the alternatives. */
  readonly alternative: number;
  /** In order; exactly one of them was missed. */
  readonly steps: readonly Step[];
  /** Whether that one part is all that was missed; otherwise it is the last step. */
  readonly whole: boolean;
  /** How many words of the pattern stand in the text. */
  readonly words: number;
}

export interface Trace {
  /** Leftmost-longest matches without overlap, as the automaton finds them. */
  readonly matches: readonly { readonly start: number; readonly end: number }[];
  /** Only where nothing matches, and some word of a pattern stands in the text. */
  readonly nearest?: Near;
}

/** Traces the alternatives of one pattern. The work grows with the tokens times the size of the pattern. */
export function tracePattern(alternatives: readonly Node[], tokens: readonly Token[]): Trace {
  const walk = walkOver(tokens);
  const matches: { start: number; end: number }[] = [];
  for (let start = 0; start < tokens.length; start++) {
    if (start < (matches.at(-1)?.end ?? 0)) continue;
    const ends = alternatives.flatMap((node) => walk.matchesFrom(node, start)).filter((end) => end > start);
    if (ends.length > 0) matches.push({ start, end: Math.max(...ends) });
  }
  if (matches.length > 0) return { matches };
  let best: (Candidate & { alternative: number }) | undefined;
  alternatives.forEach((node, alternative) => {
    for (let start = 0; start < tokens.length; start++) {
      if (walk.inReach(node, start) < (best?.path.words ?? 1)) continue;
      const candidate = walk.nearestFrom(node, start);
      if (candidate && (best === undefined || isNearer(candidate, best)))
        best = { ...candidate, alternative };
    }
  });
  if (best === undefined) return { matches };
  const { alternative, whole, path } = best;
  return { matches, nearest: { alternative, whole, words: path.words, steps: stepsOf(path.last) } };
}

/** Where the matches of a pattern end that begin at token `start`. */
export function endsFrom(node: Node, tokens: readonly Token[], start: number): readonly number[] {
  return walkOver(tokens).matchesFrom(node, start);
}
