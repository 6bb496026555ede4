/** All cues of a rubric as one matcher: which cue matched which tokens, with `unless` already applied. */
import { lazily } from '../lazy.ts';
import type { Cue, Rubric, Token } from '../model.ts';
import { tokenise } from '../text/index.ts';
import {
  type Classes,
  compileNodes,
  gapsOf,
  type KnownPatterns,
  MAX_DEPTH,
  type Match,
  type Node,
  PatternError,
  parseClassEntry,
  parsePattern,
  sizeOf,
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

/** What all patterns of a rubric may add up to, so that none can fill the memory or make a turn take minutes. */
const LIMITS = [
  // The shipped rubric has 24,000 and 1,200.
  { of: sizeOf, most: 500_000, message: 'the patterns unfold to more than 500,000 places' },
  { of: gapsOf, most: 25_000, message: 'the gaps span more than 25,000 tokens in all' },
];

/**
 * Compiles the cues of a rubric, or says what is wrong with every pattern that can't be read. `known` holds patterns
 * that were parsed before (`packed.ts`); of a `sound` rubric it is known that all of them can be read.
 */
export function compileCues(
  { classes, cues }: Pick<Rubric, 'classes' | 'cues'>,
  known?: KnownPatterns,
  sound = false,
): CueIndex | PatternProblem[] {
  const problems: PatternProblem[] = [];
  const parse = (): Parsed => {
    const parsed = parseClasses(classes, problems, known);
    return { ...parsed, groups: parseCues(cues, parsed.classes, problems, known) };
  };
  // The thread that only hands out work to others has no texts to match.
  if (sound) return indexOf(parse);
  const parsed = parse();
  return problems.length > 0 ? problems : indexOf(() => parsed);
}

/** Compiles one cue by itself, with the classes of its rubric; the same, or what is wrong with it. */
export function compileCue(cue: Cue, parsed: ParsedClasses): CueIndex | PatternProblem[] {
  const problems: PatternProblem[] = [];
  const groups = parseCues([cue], parsed.classes, problems);
  return problems.length > 0 ? problems : indexOf(() => ({ ...parsed, groups }));
}

/** The alternatives of a cue, or of what vetoes it. */
interface Group {
  readonly cue: Cue;
  readonly unless: boolean;
  readonly nodes: readonly Node[];
}

function parseCues(
  cues: readonly Cue[],
  classes: Classes,
  problems: PatternProblem[],
  known?: KnownPatterns,
): Group[] {
  const groups: Group[] = [];
  const totals = LIMITS.map(() => 0);
  for (const cue of cues) {
    for (const field of ['pattern', 'unless'] as const) {
      if (cue[field].length === 0) continue;
      const nodes = cue[field].flatMap((source, index) => {
        try {
          const node = parsePattern(source, classes, known);
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

/** The patterns of a rubric, or of a part of it. */
interface Parsed extends ParsedClasses {
  readonly groups: readonly Group[];
}

function indexOf(parse: () => Parsed): CueIndex {
  const opened = lazily(() => {
    const { classes, names, groups } = parse();
    // The nodes of the patterns are many, and nobody needs them again.
    const owners = groups.map(({ cue, unless }) => ({ cue, unless }));
    return { classes, names, owners, matcher: compileNodes(groups.map(({ nodes }) => nodes)) };
  });
  const kept = (found: readonly Match[]): CueMatch[] => {
    const { owners } = opened();
    const matches: CueMatch[] = [];
    const vetoes = new Map<Cue, CueMatch[]>();
    for (const { pattern, start, end } of found) {
      const { cue, unless } = owners[pattern]!;
      if (!unless) matches.push({ cue, start, end });
      else {
        const known = vetoes.get(cue);
        if (known) known.push({ cue, start, end });
        else vetoes.set(cue, [{ cue, start, end }]);
      }
    }
    return vetoes.size === 0 ? matches : matches.filter((m) => !isVetoed(m, vetoes.get(m.cue)));
  };
  const index: CueIndex = {
    match: (tokens) => kept(opened().matcher.match(tokens)),
    matchText: (text) => index.match(tokenise(text, { whole: true })),
    trace(cue, tokens) {
      const { classes, names, owners, matcher } = opened();
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

const overlap = (a: TokenRange, b: TokenRange): boolean => a.start < b.end && b.start < a.end;

export interface ParsedClasses {
  readonly classes: Classes;
  /** What each is called. */
  readonly names: ClassNames;
}

/** Parses the classes of a rubric. They may name one another, but not in a circle. */
export function parseClasses(
  raw: Rubric['classes'],
  problems: PatternProblem[] = [],
  known?: KnownPatterns,
): ParsedClasses {
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
        items.push(parseClassEntry(entry, lookup, known));
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
