/** Many patterns as one automaton over tokens: compiled once, determinised as texts need it. */
import type { Token } from '../model.ts';
import { stemOf, wordOf } from '../text/index.ts';
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
 * conditions matter to it; situations that agree on those share their transitions.
 */
interface Subset {
  readonly kernel: readonly number[];
  readonly relevant: readonly Condition[];
  /** Situation id → number of its kind, as far as this subset can tell situations apart. */
  readonly kinds: number[];
  readonly kindOf: Map<string, number>;
  /** Symbols that any edge from here asks for, one bit each; words alike in these take the same way. */
  readonly asked: Uint32Array;
  /** By kind: symbol set → next subset, or null where nothing matches. */
  readonly next: Map<number, Subset | null>[];
  /** By kind and then by each asked symbol in turn, so that most new words find their way without a closure. */
  readonly ways: Way;
  readonly accepts: (readonly number[] | undefined)[];
  /** By kind: symbol → states, made when first asked for. */
  readonly steps: (ReadonlyMap<number, readonly number[]> | undefined)[];
}

/** A step in the tree of ways out of a subset. */
interface Way {
  next: Subset | null | undefined;
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
   * shortest first. `situations[i]` describes the position before token i.
   */
  run(
    symbols: Int32Array,
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

  const subsets = new Map<string, Subset>();
  const subset = (kernel: readonly number[]): Subset => {
    const key = kernel.join();
    let found = subsets.get(key);
    if (!found) {
      found = {
        kernel,
        ...asksOf(kernel),
        kinds: [],
        kindOf: new Map(),
        next: [],
        ways: { next: undefined, by: undefined },
        accepts: [],
        steps: [],
      };
      if (found.relevant.length === 0) addKind(found, '');
      subsets.set(key, found);
      memory.held += 2 * kernel.length + found.asked.length + 32;
    }
    return found;
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
  /** The states that each symbol leads to from a subset in one kind of situation; the closure is walked once. */
  const stepsOf = (from: Subset, at: Situation, kind: number): ReadonlyMap<number, readonly number[]> => {
    const known = from.steps[kind];
    if (known !== undefined) return known;
    const steps = new Map<number, number[]>();
    for (const state of closure(from.kernel, at)) {
      for (const { symbol: id, to } of states[state]!.steps) {
        const targets = steps.get(id);
        if (targets) targets.push(to);
        else steps.set(id, [to]);
        memory.held += 4;
      }
    }
    from.steps[kind] = steps;
    return steps;
  };
  const advance = (from: Subset, at: Situation, kind: number, set: number): Subset | null => {
    const steps = stepsOf(from, at, kind);
    const kernel = new Set<number>();
    for (const id of sets[set]!) for (const to of steps.get(id) ?? []) kernel.add(to);
    return kernel.size === 0 ? null : subset([...kernel].sort((a, b) => a - b));
  };
  const acceptsAt = (from: Subset, at: Situation): readonly number[] => {
    const ids = new Set<number>();
    for (const state of closure(from.kernel, at))
      if (states[state]!.accepts >= 0) ids.add(states[state]!.accepts);
    return [...ids].sort((a, b) => a - b);
  };
  const addKind = (from: Subset, key: string): number => {
    const kind = from.kindOf.size;
    from.kindOf.set(key, kind);
    from.next.push(new Map());
    from.accepts.push(undefined);
    return kind;
  };
  /** The kind of a situation as `from` sees it, numbered as they come. */
  const kindIn = (from: Subset, at: Situation): number => {
    // Most subsets have no condition to ask about, and their one kind is there from the start.
    if (from.relevant.length === 0) return 0;
    let kind = from.kinds[at.id];
    if (kind !== undefined) return kind;
    const key = from.relevant.map((condition) => (open(condition, at) ? '1' : '0')).join('');
    kind = from.kindOf.get(key);
    kind ??= addKind(from, key);
    from.kinds[at.id] = kind;
    return kind;
  };
  /** The next subset for a word of symbol set `set`, by way of the few symbols that matter here. */
  const follow = (from: Subset, at: Situation, kind: number, set: number): Subset | null => {
    let way = branch(from.ways, kind);
    for (const id of sets[set]!) if ((from.asked[id >>> 5]! >>> (id & 31)) & 1) way = branch(way, id);
    if (way.next === undefined) way.next = advance(from, at, kind, set);
    return way.next;
  };
  let entry = subset([root]);
  // Every token tries the entry, so its transitions are arrays.
  const first: (Subset | null | undefined)[][] = [];
  /** All subsets hang together, so they go together; nobody holds one between two runs. */
  const forget = (): void => {
    subsets.clear();
    first.length = 0;
    entry = subset([root]);
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
    run(symbols, situations, from, found) {
      if (from >= symbols.length) return;
      const set = symbols[from]!;
      const situation = situations[from]!;
      const entryKind = kindIn(entry, situation);
      let table = first[entryKind];
      if (table === undefined) {
        table = [];
        first[entryKind] = table;
      }
      let at = table[set];
      if (at === undefined) {
        at = follow(entry, situation, entryKind, set);
        table[set] = at;
      }
      for (let i = from + 1; at !== null; i++) {
        const here = situations[i]!;
        const kind = kindIn(at, here);
        let ids = at.accepts[kind];
        if (ids === undefined) {
          ids = acceptsAt(at, here);
          at.accepts[kind] = ids;
        }
        for (const id of ids) found(id, i);
        if (i === symbols.length) return;
        const edges: Map<number, Subset | null> = at.next[kind]!;
        let next: Subset | null | undefined = edges.get(symbols[i]!);
        if (next === undefined) {
          next = follow(at, here, kind, symbols[i]!);
          edges.set(symbols[i]!, next);
          memory.held += 8;
        }
        at = next;
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
    next = { next: undefined, by: undefined };
    table.set(key, next);
  }
  return next;
}
