/** The cue engine: patterns in, matches out; all patterns run together, leftmost-longest, in time linear in the tokens. */
import type { Token } from '../model.ts';
import { type Automata, buildAutomata } from './automata.ts';
import type { Situation } from './automaton.ts';
import { type Classes, type Node, parsePattern } from './parse.ts';

export {
  type Classes,
  gapsOf,
  MAX_DEPTH,
  MAX_LENGTH,
  type Node,
  PatternError,
  parseClassEntry,
  parsePattern,
  sizeOf,
} from './parse.ts';

/** Pattern number `pattern` matched the tokens from `start` up to, not including, `end`. */
export interface Match {
  readonly pattern: number;
  readonly start: number;
  readonly end: number;
}

export interface Matcher {
  /** All matches, by start and then pattern; matches of one pattern do not overlap. */
  match(tokens: readonly Token[]): Match[];
}

/** Words that may stand between the beginning of a sentence and `^` (CUES §1): at most three of them. */
const OPENERS = new Set(
  `oh so okay yes yeah yep no well hi hello hey and but ah thanks thank you sure right now again please honestly alright all
   absolutely great perfect hmm _name_ _handle_ there sir maam madam mr mrs ms miss dr wow see look actually aw gosh also then then
   good morning afternoon evening`.split(/\s+/),
);
const MAX_OPENERS = 3;
/** Tokens that may stand between the last word and `$`. */
const TRAILERS = new Set(['mark', 'emoji', 'url', 'name']);
const TRAILING_WORDS = new Set(['sir', 'maam', 'madam', '_name_']);
/** Kinds of places between words to keep in mind; the shipped rubric meets a few hundred. */
const MAX_SITUATIONS = 20_000;
/** A veto reaches three tokens back. */
const VETO_REACH = 3;

/**
 * Compiles a group of patterns per number: `groups[i]` are the alternatives of pattern number i.
 * Each pattern has a bounded length, so the automaton takes at most `MAX_LENGTH` steps from any token.
 * @throws PatternError when a pattern can't be read.
 */
export function compile(groups: readonly (readonly string[])[], classes: Classes): Matcher {
  return compileNodes(groups.map((patterns) => patterns.map((source) => parsePattern(source, classes))));
}

/** `compile` for patterns that have been parsed already. */
export function compileNodes(groups: readonly (readonly Node[])[]): Matcher {
  const bodies: { node: Node; behind: boolean }[] = [];
  const numberOf = new Map<string, number>();
  const assertionOf = (node: Node): number => {
    const key = JSON.stringify(node);
    let number = numberOf.get(key);
    if (number === undefined) {
      number = bodies.length;
      numberOf.set(key, number);
      bodies.push({ node: (node as { item: Node }).item, behind: node.type === 'behind' });
    }
    return number;
  };
  const main = buildAutomata(
    groups.flatMap((nodes, id) => nodes.map((node) => ({ node, id }))),
    assertionOf,
  );
  // The conditions' own words are found first; they hold no further conditions but ^ and $.
  const conditions = buildAutomata(
    bodies.map(({ node }, id) => ({ node, id })),
    () => -1,
  );
  const situations = new Map<string, Situation>();
  const bare: (Situation | undefined)[] = [];
  /** The situation of a position where no condition's words stand; there are four. */
  const plainSituation = (start: boolean, end: boolean): Situation => {
    const at = (start ? 2 : 0) + (end ? 1 : 0);
    const known = bare[at] ?? situation(start, end, []);
    bare[at] = known;
    return known;
  };
  /** Drops what was learned from texts so far, which a rubric of many conditions lets grow with every text. */
  const forget = (): void => {
    situations.clear();
    bare.length = 0;
    main.forget();
    conditions.forget();
  };
  const situation = (start: boolean, end: boolean, assertions: readonly number[]): Situation => {
    const key = `${start ? 1 : 0}${end ? 1 : 0}${assertions.join()}`;
    let found = situations.get(key);
    if (!found) {
      found = { id: situations.size, start, end, assertions: new Set(assertions) };
      situations.set(key, found);
    }
    return found;
  };

  const describe = (tokens: readonly Token[]): Situation[] => {
    const starts = startPositions(tokens);
    const ends = endPositions(tokens);
    const plain = starts.map((start, i) => plainSituation(start, ends[i]!));
    const held = findConditions(conditions, bodies, tokens, plain);
    return plain.map((at, i) =>
      held[i]
        ? situation(
            at.start,
            at.end,
            [...held[i]].sort((a, b) => a - b),
          )
        : at,
    );
  };

  return {
    match(tokens) {
      if (tokens.length === 0) return [];
      if (situations.size > MAX_SITUATIONS) forget();
      const where = describe(tokens);
      const symbols = main.symbols(tokens);
      const matches: Match[] = [];
      const freeFrom = new Map<number, number>();
      /** The matches that begin at the current token: pattern → where it stands in `matches`. */
      const here = new Map<number, number>();
      for (let start = 0; start < tokens.length; start++) {
        main.run(symbols, where, start, (pattern, end) => {
          if ((freeFrom.get(pattern) ?? 0) > start) return;
          const known = here.get(pattern) ?? matches.length;
          here.set(pattern, known);
          if (matches.length === known || matches[known]!.end < end) matches[known] = { pattern, start, end };
        });
        for (const [pattern, i] of here) freeFrom.set(pattern, matches[i]!.end);
        here.clear();
      }
      return matches.sort((a, b) => a.start - b.start || a.pattern - b.pattern);
    },
  };
}

/** Which conditions hold before which token: `!( )` where its words begin, `-( )` up to three tokens after they end. */
function findConditions(
  automata: Automata,
  bodies: readonly { behind: boolean }[],
  tokens: readonly Token[],
  plain: readonly Situation[],
): (Set<number> | undefined)[] {
  const held: (Set<number> | undefined)[] = new Array(tokens.length + 1);
  if (bodies.length === 0) return held;
  const hold = (at: number, id: number): void => {
    const ids = held[at] ?? new Set<number>();
    ids.add(id);
    held[at] = ids;
  };
  const symbols = automata.symbols(tokens);
  for (let start = 0; start < tokens.length; start++) {
    automata.run(symbols, plain, start, (id, end) => {
      if (!bodies[id]!.behind) {
        hold(start, id);
        return;
      }
      for (let at = end; at < end + VETO_REACH && at <= tokens.length; at++) {
        if (tokens[at - 1]!.kind === 'punct') break;
        hold(at, id);
      }
    });
  }
  return held;
}

/** Positions that count as the beginning of a sentence: its first token, or after up to three openers. */
export function startPositions(tokens: readonly Token[]): boolean[] {
  const starts: boolean[] = new Array(tokens.length + 1).fill(false);
  let openers = 0;
  for (let i = 0; i < tokens.length; i++) {
    const fresh = i === 0 || tokens[i - 1]!.kind === 'punct';
    if (fresh) openers = 0;
    else if (openers >= 0) {
      const before = tokens[i - 1]!;
      openers = OPENERS.has(before.norm) || before.kind === 'name' ? openers + 1 : -1;
    }
    starts[i] = openers >= 0 && openers <= MAX_OPENERS;
  }
  return starts;
}

/** Positions that count as the end of a sentence: before its full stop, or with nothing but a name or a link between. */
export function endPositions(tokens: readonly Token[]): boolean[] {
  const ends: boolean[] = new Array(tokens.length + 1).fill(false);
  let open = true;
  ends[tokens.length] = true;
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i]!;
    if (token.kind === 'punct') open = true;
    else open = open && (TRAILERS.has(token.kind) || TRAILING_WORDS.has(token.norm));
    ends[i] = open;
  }
  return ends;
}
