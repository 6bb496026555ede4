/** All cues of a rubric as one matcher: which cue matched which tokens, with `unless` already applied. */
import type { Cue, Rubric, Token } from '../model.ts';
import { tokenise } from '../text/index.ts';
import {
  type Classes,
  compileNodes,
  type Match,
  type Node,
  PatternError,
  parseClassEntry,
  parsePattern,
} from './index.ts';
import { type ClassNames, notationOf } from './notation.ts';
import { endsFrom, type Miss, tracePattern } from './trace.ts';

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
  /** What became of one of the rubric's cues in a text, step by step; slow, for explanations only. */
  trace(cue: Cue, tokens: readonly Token[]): CueTrace;
}

/** A part of a pattern in its notation, and the tokens that it took (`trace.ts`, `Step`). */
export interface CueStep {
  readonly part: string;
  readonly start: number;
  readonly end: number;
  readonly miss?: Miss;
}

/** How a cue and a text meet. Where it matches, `nearest` is absent. */
export interface CueTrace {
  readonly matches: readonly CueMatch[];
  /** Matches that were silenced, with the pattern of `unless` that overlaps them and the tokens it matched. */
  readonly vetoed: readonly { readonly match: CueMatch; readonly unless: string; readonly by: TokenRange }[];
  readonly nearest?: NearCue;
}

/** The attempt that came nearest (`Near` of trace.ts), with its pattern as the rubric writes it. */
export interface NearCue {
  readonly pattern: string;
  readonly whole: boolean;
  readonly words: number;
  readonly steps: readonly CueStep[];
}

/** Token positions, half-open. */
export type TokenRange = Pick<CueMatch, 'start' | 'end'>;

/** A pattern that can't be read, with what it belongs to: `owner` is a cue id or a class name. */
export interface PatternProblem {
  readonly kind: 'cue' | 'class';
  readonly owner: string;
  readonly field: 'pattern' | 'unless' | 'entry';
  readonly index: number;
  readonly offset: number;
  readonly message: string;
}

/** Compiles the cues of a rubric, or says what is wrong with every pattern that can't be read. */
export function compileCues(rubric: Pick<Rubric, 'classes' | 'cues'>): CueIndex | PatternProblem[] {
  const problems: PatternProblem[] = [];
  const { classes, names } = resolveClasses(rubric.classes, problems);
  const groups: Node[][] = [];
  const owners: { cue: Cue; unless: boolean }[] = [];
  for (const cue of rubric.cues) {
    for (const field of ['pattern', 'unless'] as const) {
      if (cue[field].length === 0) continue;
      const nodes = cue[field].flatMap((source, index) => {
        try {
          return [parsePattern(source, classes)];
        } catch (error) {
          if (!(error instanceof PatternError)) throw error;
          problems.push({
            kind: 'cue',
            owner: cue.id,
            field,
            index,
            offset: error.offset,
            message: error.message,
          });
          return [];
        }
      });
      owners.push({ cue, unless: field === 'unless' });
      groups.push(nodes);
    }
  }
  if (problems.length > 0) return problems;
  const matcher = compileNodes(groups);
  const kept = (found: readonly Match[]): CueMatch[] => {
    const matches: CueMatch[] = [];
    const vetoes: CueMatch[] = [];
    for (const { pattern, start, end } of found) {
      const { cue, unless } = owners[pattern]!;
      (unless ? vetoes : matches).push({ cue, start, end });
    }
    if (vetoes.length === 0) return matches;
    return matches.filter((m) => !vetoes.some((v) => v.cue === m.cue && overlap(v, m)));
  };
  const index: CueIndex = {
    match: (tokens) => kept(matcher.match(tokens)),
    matchText: (text) => index.match(tokenise(text, { whole: true })),
    trace(cue, tokens) {
      const found = matcher.match(tokens).filter(({ pattern }) => owners[pattern]!.cue === cue);
      const matches = kept(found);
      const vetoes = found.filter(({ pattern }) => owners[pattern]!.unless);
      const vetoed = found
        .filter((m) => !vetoes.includes(m) && !matches.some(({ start }) => start === m.start))
        .map(({ start, end }) => {
          const by = vetoes.find((veto) => overlap(veto, { start, end }))!;
          const unless = cue.unless.find((source) =>
            endsFrom(parsePattern(source, classes), tokens, by.start).includes(by.end),
          )!;
          return { match: { cue, start, end }, unless, by: { start: by.start, end: by.end } };
        });
      if (matches.length + vetoed.length > 0) return { matches, vetoed };
      const nodes = cue.pattern.map((source) => parsePattern(source, classes));
      const { nearest } = tracePattern(nodes, tokens);
      if (nearest === undefined) return { matches, vetoed };
      const { alternative, whole, words } = nearest;
      const steps = nearest.steps.map(({ node, ...step }) => ({ part: notationOf(node, names), ...step }));
      return { matches, vetoed, nearest: { pattern: cue.pattern[alternative]!, whole, words, steps } };
    },
  };
  return index;
}

const overlap = (a: TokenRange, b: TokenRange): boolean => a.start < b.end && b.start < a.end;

/** The classes, and what each is called; they may name one another, but not in a circle. */
function resolveClasses(
  raw: Rubric['classes'],
  problems: PatternProblem[],
): { classes: Classes; names: ClassNames } {
  const done = new Map<string, Node>();
  const open = new Set<string>();
  const resolve = (name: string): Node | undefined => {
    const entries = raw[name];
    if (done.has(name) || !entries || !Object.hasOwn(raw, name)) return done.get(name);
    if (open.has(name)) throw new PatternError(`class <${name}> contains itself`, 0);
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
  return { classes: lookup, names: new Map([...done].map(([name, node]) => [node, name])) };
}
