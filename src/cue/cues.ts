/** All cues of a rubric as one matcher: which cue matched which tokens, with `unless` already applied. */
import type { Cue, Rubric, Token } from '../model.ts';
import { tokenise } from '../text/index.ts';
import {
  type Classes,
  compileNodes,
  type Node,
  PatternError,
  parseClassEntry,
  parsePattern,
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

/** Compiles the cues of a rubric, or says what is wrong with every pattern that can't be read. */
export function compileCues(rubric: Pick<Rubric, 'classes' | 'cues'>): CueIndex | PatternProblem[] {
  const problems: PatternProblem[] = [];
  const classes = resolveClasses(rubric.classes, problems);
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
  const index: CueIndex = {
    matchText: (text) => index.match(tokenise(text, { whole: true })),
    match(tokens) {
      const found: CueMatch[] = [];
      const vetoes: CueMatch[] = [];
      for (const { pattern, start, end } of matcher.match(tokens)) {
        const { cue, unless } = owners[pattern]!;
        (unless ? vetoes : found).push({ cue, start, end });
      }
      if (vetoes.length === 0) return found;
      return found.filter((m) => !vetoes.some((v) => v.cue === m.cue && v.start < m.end && m.start < v.end));
    },
  };
  return index;
}

/** Classes may name one another, but not in a circle. */
function resolveClasses(raw: Rubric['classes'], problems: PatternProblem[]): Classes {
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
  return lookup;
}
