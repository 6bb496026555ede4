/** The cue engine: patterns in, matches out; all patterns run together, leftmost-longest, in time linear in the tokens. */
import type { Token } from '../model.ts';
import { createScratch } from '../text/index.ts';
import { type Automata, buildAutomata } from './automata.ts';
import type { Situation } from './automaton.ts';
import { createPairs, UNKNOWN } from './pairs.ts';
import { type Classes, type Node, parsePattern } from './parse.ts';

export {
  type Classes,
  gapsOf,
  type KnownPatterns,
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
  // Only whether they look back is asked from here on.
  const looksBack = bodies.map(({ behind }) => behind);
  bodies.length = 0;
  numberOf.clear();
  let sets = createConditionSets();
  /** Situations by id, and their ids by set of conditions and by the borders that the position is at. */
  const situations: Situation[] = [];
  const ids: (number | undefined)[] = [];
  const situation = (at: number, set: number): number => {
    const key = set * 4 + at;
    let id = ids[key];
    if (id === undefined) {
      id = situations.length;
      situations.push({
        id,
        start: (at & START) !== 0,
        end: (at & END) !== 0,
        assertions: sets.members(set),
      });
      ids[key] = id;
    }
    return id;
  };
  /** Drops what was learned from texts so far, which a rubric of many conditions lets grow with every text. */
  const forget = (): void => {
    sets = createConditionSets();
    situations.length = 0;
    ids.length = 0;
    main.forget();
    conditions.forget();
  };

  const numbers = (length: number) => new Int32Array(length);
  const bordersFor = createScratch(numbers);
  const placesFor = createScratch(numbers);
  const heldFor = createScratch(numbers);
  /** The id of the situation at every position; good until the next text. */
  const describe = (tokens: readonly Token[]): Int32Array => {
    const positions = tokens.length + 1;
    const borders = bordersOf(tokens, bordersFor(positions));
    const places = placesFor(positions);
    for (let i = 0; i < positions; i++) places[i] = situation(borders[i]!, NO_CONDITION);
    if (looksBack.length === 0) return places;
    const held = heldFor(positions).fill(NO_CONDITION, 0, positions);
    findConditions(conditions, looksBack, tokens, places, situations, sets, held);
    for (let i = 0; i < positions; i++) {
      if (held[i] !== NO_CONDITION) places[i] = situation(borders[i]!, held[i]!);
    }
    return places;
  };

  /** By pattern: the round in which `last` was written, so that nothing has to be wiped. */
  const rounds = new Int32Array(groups.length);
  /** Where its last match stands in the list. */
  const last = new Int32Array(groups.length);
  let round = 0;

  return {
    match(tokens) {
      if (tokens.length === 0) return [];
      if (situations.length > MAX_SITUATIONS) forget();
      const where = describe(tokens);
      main.load(tokens);
      const matches: { pattern: number; start: number; end: number }[] = [];
      round = (round + 1) | 0;
      let start = 0;
      const found = (pattern: number, end: number): void => {
        if (rounds[pattern] === round) {
          const before = matches[last[pattern]!]!;
          if (before.start === start) {
            before.end = Math.max(before.end, end);
            return;
          }
          // Matches of one pattern do not overlap.
          if (before.end > start) return;
        }
        rounds[pattern] = round;
        last[pattern] = matches.push({ pattern, start, end }) - 1;
      };
      for (; start < tokens.length; start++) main.run(where, situations, start, found);
      return sorted(matches);
    },
  };
}

/** Places that a match is moved one by one; few are ever so far from their own. */
const FAR = 32;

/** Sorts matches by start and pattern, in place. They come by start, so that each has but a short way to go. */
function sorted(matches: Match[]): Match[] {
  const order = (a: Match, b: Match): number => a.start - b.start || a.pattern - b.pattern;
  for (let i = 1; i < matches.length; i++) {
    const match = matches[i]!;
    let at = i;
    for (; at > 0 && order(matches[at - 1]!, match) > 0; at--) matches[at] = matches[at - 1]!;
    matches[at] = match;
    if (i - at > FAR) return matches.sort(order);
  }
  return matches;
}

/** The set of conditions where none holds. */
const NO_CONDITION = 0;

/** Sets of conditions that hold together, numbered as texts show them, so that the same set is built but once. */
interface ConditionSets {
  /** The set with one condition more. */
  plus(set: number, condition: number): number;
  members(set: number): ReadonlySet<number>;
}

function createConditionSets(): ConditionSets {
  const sets: ReadonlySet<number>[] = [];
  const numbers = new Map<string, number>();
  const larger = createPairs();
  const numberOf = (members: ReadonlySet<number>): number => {
    const key = [...members].sort((a, b) => a - b).join();
    let number = numbers.get(key);
    if (number === undefined) {
      number = sets.push(members) - 1;
      numbers.set(key, number);
    }
    return number;
  };
  numberOf(new Set());
  return {
    plus(set, condition) {
      let sum = larger.get(set, condition);
      if (sum === UNKNOWN) {
        const members = sets[set]!;
        sum = members.has(condition) ? set : numberOf(new Set([...members, condition]));
        larger.add(set, condition, sum);
      }
      return sum;
    },
    members: (set) => sets[set]!,
  };
}

/** Adds to `held` what holds before which token: `!( )` where its words begin, `-( )` up to three tokens after they end. */
function findConditions(
  automata: Automata,
  looksBack: readonly boolean[],
  tokens: readonly Token[],
  places: Int32Array,
  situations: readonly Situation[],
  sets: ConditionSets,
  held: Int32Array,
): void {
  automata.load(tokens);
  let start = 0;
  const found = (id: number, end: number): void => {
    if (!looksBack[id]) {
      held[start] = sets.plus(held[start]!, id);
      return;
    }
    for (let at = end; at < end + VETO_REACH && at <= tokens.length; at++) {
      if (tokens[at - 1]!.kind === 'punct') break;
      held[at] = sets.plus(held[at]!, id);
    }
  };
  for (; start < tokens.length; start++) automata.run(places, situations, start, found);
}

/** Bits of a position that counts as the beginning or the end of a sentence. */
export const START = 1;
export const END = 2;

/**
 * What each position between tokens counts as, in `borders`: as the beginning of a sentence before its first token or
 * after up to three openers, as its end before its full stop or with nothing but a name or a link between.
 */
export function bordersOf(tokens: readonly Token[], borders: Int32Array): Int32Array {
  const { length } = tokens;
  let openers = 0;
  for (let i = 0; i < length; i++) {
    const before = i === 0 ? undefined : tokens[i - 1];
    if (before === undefined || before.kind === 'punct') openers = 0;
    else if (openers >= 0) openers = OPENERS.has(before.norm) || before.kind === 'name' ? openers + 1 : -1;
    borders[i] = openers >= 0 && openers <= MAX_OPENERS ? START : 0;
  }
  borders[length] = END;
  let open = true;
  for (let i = length - 1; i >= 0; i--) {
    const token = tokens[i]!;
    if (token.kind === 'punct') open = true;
    else open = open && (TRAILERS.has(token.kind) || TRAILING_WORDS.has(token.norm));
    if (open) borders[i]! |= END;
  }
  return borders;
}
