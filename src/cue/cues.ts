/** All cues of a rubric as one matcher: which cue matched which tokens, with `unless` already applied. */
import type { Cue, Rubric, Token } from '../model.ts';
import { tokenise } from '../text/index.ts';
import {
  type Classes,
  compileNodes,
  gapsOf,
  MAX_DEPTH,
  type Node,
  PatternError,
  parseClassEntry,
  parsePattern,
  sizeOf,
} from './index.ts';

export interface CueMatch {
  readonly cue: Cue;
  /** Token positions, half-open. */
  readonly start: number;
  readonly end: number;
}

export interface CueIndex {
  match(tokens: readonly Token[]): CueMatch[];
  /** Matches in a bare sentence, as examples and lint need them; no signature or quotation is cut. */
  matchText(text: string): CueMatch[];
}

/** A pattern that can't be read, with what it belongs to: `owner` is a cue id or a class name. */
export interface PatternProblem {
  readonly kind: 'cue' | 'class';
  readonly owner: string;
  readonly field: 'pattern' | 'unless' | 'entry';
  readonly index: number;
  readonly offset: number;
  readonly message: string;
}

/** What all patterns of a rubric may add up to, so that none can fill the memory or make a turn take minutes. */
const LIMITS = [
  // The shipped rubric has 24,000 and 1,200.
  { of: sizeOf, most: 500_000, message: 'the patterns unfold to more than 500,000 places' },
  { of: gapsOf, most: 25_000, message: 'the gaps span more than 25,000 tokens in all' },
];

/** Compiles the cues of a rubric, or says what is wrong with every pattern that can't be read. */
export function compileCues(rubric: Pick<Rubric, 'classes' | 'cues'>): CueIndex | PatternProblem[] {
  const problems: PatternProblem[] = [];
  const classes = parseClasses(rubric.classes, problems);
  const groups = parseCues(rubric.cues, classes, problems);
  return problems.length > 0 ? problems : indexOf(groups);
}

/** Compiles one cue by itself, with the classes of its rubric; the same, or what is wrong with it. */
export function compileCue(cue: Cue, classes: Classes): CueIndex | PatternProblem[] {
  const problems: PatternProblem[] = [];
  const groups = parseCues([cue], classes, problems);
  return problems.length > 0 ? problems : indexOf(groups);
}

/** The alternatives of a cue, or of what vetoes it. */
interface Group {
  readonly cue: Cue;
  readonly unless: boolean;
  readonly nodes: readonly Node[];
}

function parseCues(cues: readonly Cue[], classes: Classes, problems: PatternProblem[]): Group[] {
  const groups: Group[] = [];
  const totals = LIMITS.map(() => 0);
  for (const cue of cues) {
    for (const field of ['pattern', 'unless'] as const) {
      if (cue[field].length === 0) continue;
      const nodes = cue[field].flatMap((source, index) => {
        try {
          const node = parsePattern(source, classes);
          LIMITS.forEach(({ of, most, message }, i) => {
            const within = totals[i]! <= most;
            totals[i]! += of(node);
            // Said once, where it happens.
            if (within && totals[i]! > most)
              throw new PatternError(`with this pattern ${message}; shorten some, or make two rubrics`, 0);
          });
          return [node];
        } catch (error) {
          if (!(error instanceof PatternError)) throw error;
          const { offset, message } = error;
          problems.push({ kind: 'cue', owner: cue.id, field, index, offset, message });
          return [];
        }
      });
      groups.push({ cue, unless: field === 'unless', nodes });
    }
  }
  return groups;
}

function indexOf(groups: readonly Group[]): CueIndex {
  const matcher = compileNodes(groups.map(({ nodes }) => nodes));
  const index: CueIndex = {
    matchText: (text) => index.match(tokenise(text, { whole: true })),
    match(tokens) {
      const found: CueMatch[] = [];
      const vetoes = new Map<Cue, CueMatch[]>();
      for (const { pattern, start, end } of matcher.match(tokens)) {
        const { cue, unless } = groups[pattern]!;
        if (!unless) found.push({ cue, start, end });
        else {
          const known = vetoes.get(cue);
          if (known) known.push({ cue, start, end });
          else vetoes.set(cue, [{ cue, start, end }]);
        }
      }
      return vetoes.size === 0 ? found : found.filter((m) => !isVetoed(m, vetoes.get(m.cue)));
    },
  };
  return index;
}

/** Whether one of a cue's vetoes overlaps its match. They stand in order and apart, so the first that ends after it begins tells. */
function isVetoed({ start, end }: CueMatch, vetoes: readonly CueMatch[] = []): boolean {
  let low = 0;
  let high = vetoes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (vetoes[middle]!.end > start) high = middle;
    else low = middle + 1;
  }
  return low < vetoes.length && vetoes[low]!.start < end;
}

/** Parses the classes of a rubric. They may name one another, but not in a circle. */
export function parseClasses(raw: Rubric['classes'], problems: PatternProblem[] = []): Classes {
  const done = new Map<string, Node>();
  const open = new Set<string>();
  const resolve = (name: string): Node | undefined => {
    const entries = raw[name];
    if (done.has(name) || !entries || !Object.hasOwn(raw, name)) return done.get(name);
    if (open.has(name)) throw new PatternError(`class <${name}> contains itself`, 0);
    if (open.size >= MAX_DEPTH)
      throw new PatternError(`classes stand more than ${MAX_DEPTH} deep in one another here`, 0);
    open.add(name);
    const items: Node[] = [];
    entries.forEach((entry, index) => {
      try {
        items.push(parseClassEntry(entry, lookup));
      } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        problems.push({
          kind: 'class',
          owner: name,
          field: 'entry',
          index,
          offset: error.offset,
          message: error.message,
        });
      }
    });
    open.delete(name);
    const node: Node = { type: 'choice', items };
    done.set(name, node);
    return node;
  };
  const lookup: Classes = { get: resolve };
  for (const name of Object.keys(raw)) resolve(name);
  return lookup;
}
