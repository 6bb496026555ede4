/** What can be taken out of a pattern, or loosened in it: edits of its text that leave a pattern. */
import { MAX_GAP } from './parse.ts';
import { fillers } from './sentences.ts';

export interface Edit {
  readonly kind: 'alternative' | 'condition' | 'border' | 'gap';
  /** The edited piece, as offsets into the pattern. */
  readonly start: number;
  readonly end: number;
  /** The pattern without the piece, or with a looser one. */
  readonly pattern: string;
  /** A pattern of sentences that are likely to tell the edited pattern from the original. */
  readonly probe: string;
}

/**
 * Every single edit of a pattern that can be read: each alternative of the whole dropped, each `!( )` or `-( )`
 * dropped, each `^` or `$` dropped, each gap of n tokens widened to 2n + 1.
 */
export function editsOf(pattern: string): Edit[] {
  const edits = alternativesOf(pattern);
  const replace = (start: number, end: number, kind: Edit['kind'], looser: string, probe: string): void => {
    const put = (text: string): string => `${pattern.slice(0, start)} ${text} ${pattern.slice(end)}`;
    edits.push({ kind, start, end, pattern: put(looser), probe: put(probe) });
  };
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    if ((char === '!' || char === '-') && pattern[i + 1] === '(') {
      const end = closing(pattern, i + 1) + 1;
      replace(i, end, 'condition', '', pattern.slice(i + 1, end));
    } else if (char === '^' || char === '$') {
      replace(i, i + 1, 'border', '', fillers(1));
    } else if (char === '.' && pattern[i + 1] === '.') {
      const digits = /^\d+/.exec(pattern.slice(i + 2))![0];
      const n = Number(digits);
      const end = i + 2 + digits.length;
      if (n < MAX_GAP) replace(i, end, 'gap', `..${Math.min(MAX_GAP, 2 * n + 1)}`, fillers(n + 1));
      i = end - 1;
    }
  }
  return edits;
}

/** The alternatives of the whole pattern, also where brackets stand around all of it. */
function alternativesOf(pattern: string): Edit[] {
  let from = pattern.search(/\S/);
  let to = pattern.trimEnd().length;
  while (pattern[from] === '(' && closing(pattern, from) === to - 1) {
    from++;
    to--;
  }
  const bars: number[] = [];
  for (let i = from; i < to; i++) {
    if (pattern[i] === '(' || pattern[i] === '[') i = closing(pattern, i);
    else if (pattern[i] === '|') bars.push(i);
  }
  if (bars.length === 0) return [];
  const starts = [from, ...bars.map((bar) => bar + 1)];
  const ends = [...bars, to];
  const texts = starts.map((start, k) => pattern.slice(start, ends[k]));
  const around = (text: string): string => pattern.slice(0, from) + text + pattern.slice(to);
  return texts.map((text, k) => ({
    kind: 'alternative',
    start: starts[k]! + text.search(/\S/),
    end: starts[k]! + text.trimEnd().length,
    pattern: around(texts.filter((_, other) => other !== k).join('|')),
    probe: around(text),
  }));
}

/** Where the bracket that opens at `open` closes. */
function closing(pattern: string, open: number): number {
  let depth = 0;
  for (let i = open; i < pattern.length; i++) {
    if (pattern[i] === '(' || pattern[i] === '[') depth++;
    else if ((pattern[i] === ')' || pattern[i] === ']') && --depth === 0) return i;
  }
  return pattern.length;
}
