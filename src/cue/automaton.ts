/** Many patterns as one automaton over tokens: compiled once, determinised as texts need it. */
import type { Token } from '../model.ts';
import { stemOf, wordOf } from '../text/index.ts';
import { createPairs, UNKNOWN } from './pairs.ts';
import type { Node } from './parse.ts';

/** What an edge asks of the position it stands at, before it may be passed. */
type Condition = { readonly kind: 'start' | 'end' } | { readonly kind: 'not'; readonly assertion: number };

interface State {
  /** Symbol → next state; a token satisfies a set of symbols. */
  readonly steps: { symbol: number; to: number }[];
  readonly free: { condition: Condition | null; to: number }[];
  /** Pattern that is complete here, or -1. */
  accepts: number;
}

/**
 * A state of the lazily built deterministic automaton: a set of `State`s that have just been reached. Only some
 * conditions matter to it; situations that agree on those are one kind to it, and share a `Node` of the automaton.
 */
interface Subset {
  readonly number: number;
  readonly kernel: readonly number[];
  readonly relevant: readonly Condition[];
  /** Symbols that any edge from here asks for, one bit each; words alike in these take the same way. */
  readonly asked: Uint32Array;
  /** By kind of situation: which of `relevant` are open, one digit each. */
  readonly kinds: Map<string, Kind>;
}

/** A subset in one kind of situation. */
interface Kind {
  readonly number: number;
  readonly subset: Subset;
  /** Each asked symbol in turn, so that most new words find their way without a closure. */
  readonly ways: Way;
  /** Patterns that are complete here. */
  readonly accepts: readonly number[];
  /** Symbol → states. */
  readonly steps: ReadonlyMap<number, readonly number[]>;
}

/** A step in the tree of ways out of a subset. */
interface Way {
  /** Number of the next subset, `DEAD`, or `UNKNOWN`. */
  next: number;
  by: Map<number, Way> | undefined;
}

/** Facts about a position between tokens, shared by all positions that look alike. */
export interface Situation {
  readonly id: number;
  readonly start: boolean;
  readonly end: boolean;
  /** Assertions whose words stand here (so a "not" edge is closed). */
  readonly assertions: ReadonlySet<number>;
}

export interface Automaton {
  /**
   * Runs from token `from`, calling `found(pattern, end)` for every pattern that is complete at every end,
   * shortest first. `places[i]` is the id of the situation before token i, `situations` has them by id.
   */
  run(
    symbols: Int32Array,
    places: Int32Array,
    situations: readonly Situation[],
    from: number,
    found: (pattern: number, end: number) => void,
  ): void;
  /** The symbol set of every token. */
  symbols(tokens: readonly Token[]): Int32Array;
  /** Drops the deterministic part, as when situations are numbered anew; it comes back as texts need it. */
  forget(): void;
}

const ANY = 0;
/** Where no pattern goes on. */
const DEAD = -1;
/** Instead of the number of its one kind, for a subset whose kind depends on the situation. */
const DEPENDS = -1;
const NOTHING: readonly number[] = [];
/** For subsets that ask nothing of a situation. */
const NOWHERE: Situation = { id: -1, start: false, end: false, assertions: new Set() };

/**
 * Compiles patterns. `assertionOf` numbers the bodies of `!( )` and `-( )`; the caller finds where they match and
 * says so in the situations. `memory.held` counts the numbers that the deterministic part keeps.
 */
export function buildAutomaton(
  patterns: readonly { readonly node: Node; readonly id: number }[],
  assertionOf: (node: Node) => number,
  memory: { held: number },
): Automaton {
  const states: State[] = [];
  const symbolIds = new Map<string, number>();
  const prefixes = new Set<number>();
  let hasStems = false;

  const newState = (): number => states.push({ steps: [], free: [], accepts: -1 }) - 1;
  const symbol = (key: string): number => {
    let id = symbolIds.get(key);
    if (id === undefined) {
      id = symbolIds.size + 1;
      symbolIds.set(key, id);
    }
    return id;
  };
  const free = (from: number, to: number, condition: Condition | null = null): void => {
    states[from]!.free.push({ condition, to });
  };
  const step = (from: number, id: number, to: number): number => {
    states[from]!.steps.push({ symbol: id, to });
    return to;
  };

  /** Adds `node` between state `from` and the state after it, which it returns: `into` where that is given. */
  const add = (node: Node, from: number, into?: number): number => {
    const to = (): number => into ?? newState();
    switch (node.type) {
      case 'word':
        return step(from, symbol(`=${node.norm}`), to());
      case 'prefix':
        prefixes.add(node.norm.length);
        return step(from, symbol(`*${node.norm}`), to());
      case 'inflection':
        hasStems = true;
        return step(from, symbol(`~${node.norm}`), to());
      case 'sequence': {
        const last = node.items.length - 1;
        return node.items.reduce((at, item, i) => add(item, at, i === last ? into : undefined), from);
      }
      case 'choice': {
        const end = to();
        for (const item of node.items) add(item, from, end);
        return end;
      }
      case 'optional': {
        const end = add(node.item, from, into);
        free(from, end);
        return end;
      }
      case 'gap': {
        const end = to();
        let at = from;
        free(at, end);
        for (let i = 0; i < node.max; i++) {
          at = step(at, ANY, newState());
          free(at, end);
        }
        return end;
      }
      default: {
        const end = to();
        const condition: Condition =
          node.type === 'start' || node.type === 'end'
            ? { kind: node.type }
            : { kind: 'not', assertion: assertionOf(node) };
        free(from, end, condition);
        return end;
      }
    }
  };

  const root = newState();
  for (const { node, id } of patterns) {
    // Each pattern gets its own entry, so that an optional first part can't leak into its neighbours.
    const entry = newState();
    free(root, entry);
    states[add(node, entry)]!.accepts = id;
  }

  // Symbol sets of words, by vocabulary number.
  const setOfWord: number[] = [];
  const sets: (readonly number[])[] = [];
  const setIds = new Map<string, number>();
  const setOf = (word: number): number => {
    const { norm, kind } = wordOf(word);
    const found = new Set<number>(kind === 'punct' ? [] : [ANY]);
    const test = (key: string): void => {
      const id = symbolIds.get(key);
      if (id !== undefined) found.add(id);
    };
    test(`=${norm}`);
    if (kind === 'number') test('=_n_');
    if (kind === 'ordinal') test('=_nth_');
    if (kind === 'name') test('=_name_');
    if (kind !== 'punct') {
      for (const length of prefixes) if (norm.length >= length) test(`*${norm.slice(0, length)}`);
      if (hasStems) test(`~${stemOf(word)}`);
    }
    const list = [...found].sort((a, b) => a - b);
    const key = list.join();
    let id = setIds.get(key);
    if (id === undefined) {
      id = sets.length;
      setIds.set(key, id);
      sets.push(list);
    }
    return id;
  };

  const subsets: Subset[] = [];
  const subsetOf = new Map<string, number>();
  /** By subset: the number of its one kind, or `DEPENDS`. */
  const onlyKind: number[] = [];
  const kinds: Kind[] = [];
  /** By kind: `Kind.accepts`. */
  const accepts: (readonly number[])[] = [];
  /** Subset and situation → kind. */
  const kindAt = createPairs();
  /** Kind and symbol set → next subset. */
  const transitions = createPairs();
  /** The same for the entry, which every token tries: by kind and then by set. */
  const first: (number | undefined)[][] = [];

  const subset = (kernel: readonly number[]): number => {
    const key = kernel.join();
    const known = subsetOf.get(key);
    if (known !== undefined) return known;
    const number = subsets.length;
    const found: Subset = { number, kernel, ...asksOf(kernel), kinds: new Map() };
    subsets.push(found);
    subsetOf.set(key, number);
    onlyKind.push(found.relevant.length === 0 ? addKind(found, '', NOWHERE) : DEPENDS);
    memory.held += 2 * kernel.length + found.asked.length + 32;
    return number;
  };

  /** What any edge reachable from `kernel` asks for: conditions of the place, symbols of the next word. */
  const asksOf = (kernel: readonly number[]): Pick<Subset, 'relevant' | 'asked'> => {
    const conditions = new Map<string, Condition>();
    const asked = new Uint32Array((symbolIds.size >>> 5) + 1);
    const reached = new Set(kernel);
    for (const state of reached) {
      for (const { symbol: id } of states[state]!.steps) asked[id >>> 5]! |= 1 << (id & 31);
      for (const { condition, to } of states[state]!.free) {
        if (condition !== null) {
          conditions.set(condition.kind === 'not' ? `${condition.assertion}` : condition.kind, condition);
        }
        reached.add(to);
      }
    }
    return { relevant: [...conditions.values()], asked };
  };
  const open = (condition: Condition | null, at: Situation): boolean => {
    if (condition === null) return true;
    if (condition.kind === 'not') return !at.assertions.has(condition.assertion);
    return condition.kind === 'start' ? at.start : at.end;
  };
  const closure = (kernel: readonly number[], at: Situation): Set<number> => {
    const reached = new Set(kernel);
    for (const state of reached) {
      for (const edge of states[state]!.free) if (open(edge.condition, at)) reached.add(edge.to);
    }
    return reached;
  };
  const addKind = (of: Subset, key: string, at: Situation): number => {
    const reached = closure(of.kernel, at);
    const steps = new Map<number, number[]>();
    const complete = new Set<number>();
    for (const state of reached) {
      if (states[state]!.accepts >= 0) complete.add(states[state]!.accepts);
      for (const { symbol: id, to } of states[state]!.steps) {
        const targets = steps.get(id);
        if (targets) targets.push(to);
        else steps.set(id, [to]);
        memory.held += 4;
      }
    }
    const number = kinds.length;
    const ids = complete.size === 0 ? NOTHING : [...complete].sort((a, b) => a - b);
    const ways: Way = { next: UNKNOWN, by: undefined };
    const kind: Kind = { number, subset: of, ways, accepts: ids, steps };
    kinds.push(kind);
    accepts.push(ids);
    of.kinds.set(key, kind);
    return number;
  };
  /** The kind of a situation as a subset with conditions sees it. */
  const kindIn = (number: number, at: Situation): number => {
    let kind = kindAt.get(number, at.id);
    if (kind !== UNKNOWN) return kind;
    const from = subsets[number]!;
    const key = from.relevant.map((condition) => (open(condition, at) ? '1' : '0')).join('');
    kind = from.kinds.get(key)?.number ?? addKind(from, key, at);
    kindAt.add(number, at.id, kind);
    memory.held += 8;
    return kind;
  };
  /** The next subset for a word of symbol set `set`, by way of the few symbols that matter here. */
  const follow = (number: number, set: number): number => {
    const { subset: from, ways, steps } = kinds[number]!;
    let way = ways;
    for (const id of sets[set]!) if ((from.asked[id >>> 5]! >>> (id & 31)) & 1) way = branch(way, id);
    if (way.next === UNKNOWN) {
      const kernel = new Set<number>();
      for (const id of sets[set]!) for (const to of steps.get(id) ?? NOTHING) kernel.add(to);
      way.next = kernel.size === 0 ? DEAD : subset([...kernel].sort((a, b) => a - b));
    }
    memory.held += 8;
    return way.next;
  };
  // The first subset is the entry, where every token begins.
  subset([root]);
  /** All of this hangs together, so it goes together; nobody holds a number between two runs. */
  const forget = (): void => {
    for (const list of [subsets, onlyKind, kinds, accepts, first]) list.length = 0;
    for (const table of [subsetOf, kindAt, transitions]) table.clear();
    subset([root]);
  };

  return {
    forget,
    symbols(tokens) {
      const symbols = new Int32Array(tokens.length);
      for (let i = 0; i < tokens.length; i++) {
        const word = tokens[i]!.word;
        symbols[i] = setOfWord[word] ??= setOf(word);
      }
      return symbols;
    },
    run(symbols, places, situations, from, found) {
      const { length } = symbols;
      if (from >= length) return;
      let kind = onlyKind[0]!;
      if (kind === DEPENDS) kind = kindIn(0, situations[places[from]!]!);
      let table = first[kind];
      if (table === undefined) {
        table = [];
        first[kind] = table;
      }
      let at = table[symbols[from]!];
      if (at === undefined) {
        at = follow(kind, symbols[from]!);
        table[symbols[from]!] = at;
      }
      for (let i = from + 1; at !== DEAD; i++) {
        kind = onlyKind[at]!;
        if (kind === DEPENDS) kind = kindIn(at, situations[places[i]!]!);
        const ids = accepts[kind]!;
        for (let k = 0; k < ids.length; k++) found(ids[k]!, i);
        if (i === length) return;
        const set = symbols[i]!;
        at = transitions.get(kind, set);
        if (at === UNKNOWN) {
          at = follow(kind, set);
          transitions.add(kind, set, at);
        }
      }
    },
  };
}

function branch(way: Way, key: number): Way {
  // Most ways end where they begin; a table is made for those that fork.
  const table = way.by ?? new Map<number, Way>();
  way.by = table;
  let next = table.get(key);
  if (next === undefined) {
    next = { next: UNKNOWN, by: undefined };
    table.set(key, next);
  }
  return next;
}
