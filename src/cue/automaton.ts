/** Many patterns as one automaton over tokens: compiled once, determinised as texts need it. */
import type { Token } from '../model.ts';
import { createScratch, stemOf, wordOf, wordTable } from '../text/index.ts';
import {
  addList,
  clearLists,
  clearUniqueLists,
  createLists,
  createUniqueLists,
  numberOfList,
} from './lists.ts';
import { createPairs, UNKNOWN } from './pairs.ts';
import type { Node } from './parse.ts';

/**
 * What an edge asks of the position it stands at, before it may be passed: nothing, a border of the sentence, or, as
 * `FIRST_NOT` plus its number, that the words of an assertion do not stand there.
 */
type Condition = number;
const NO_CONDITION: Condition = -1;
const AT_START: Condition = 0;
const AT_END: Condition = 1;
const FIRST_NOT: Condition = 2;

/** Pairs of numbers in rows: row r has the pairs from `begins[r]` up to, not including, `begins[r + 1]`. */
interface Rows {
  readonly begins: Int32Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
}

/** Puts the pairs (first[i], second[i]) into the rows row[i]. */
function rowsOf(
  count: number,
  row: readonly number[],
  first: readonly number[],
  second: readonly number[],
): Rows {
  const begins = new Int32Array(count + 1);
  for (let i = 0; i < row.length; i++) begins[row[i]! + 1]!++;
  for (let r = 0; r < count; r++) begins[r + 1]! += begins[r]!;
  const next = begins.slice();
  const rows = { begins, first: new Int32Array(row.length), second: new Int32Array(row.length) };
  for (let i = 0; i < row.length; i++) {
    const at = next[row[i]!]!++;
    rows.first[at] = first[i]!;
    rows.second[at] = second[i]!;
  }
  return rows;
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
  /** Turns to a text: the one that `run` goes through from now on. */
  load(tokens: readonly Token[]): void;
  /**
   * Runs from token `from`, calling `found(pattern, end)` for every pattern that is complete at every end,
   * shortest first. `places[i]` is the id of the situation before token i, `situations` has them by id.
   */
  run(
    places: Int32Array,
    situations: readonly Situation[],
    from: number,
    found: (pattern: number, end: number) => void,
  ): void;
  /** Drops the deterministic part, as when situations are numbered anew; it comes back as texts need it. */
  forget(): void;
}

/** The entry in a situation: its kind, and by symbol set the subset that a word leads to, or `UNKNOWN`. */
interface Entry {
  readonly kind: number;
  next: Int32Array;
}

const ANY = 0;
/** Where no pattern goes on. */
const DEAD = -1;
/** A power of two; with 16, one line of a processor's cache. */
const HINTS = 16;
/** States from which on a kind is looked up by the word's symbols, and not gone through. */
const MANY = 200;
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
  /** By state: the pattern that is complete there, or -1. */
  const completes: number[] = [];
  // Edges that take a word, and edges that take none.
  const steps = { from: [] as number[], symbol: [] as number[], to: [] as number[] };
  const frees = { from: [] as number[], condition: [] as Condition[], to: [] as number[] };
  /** Symbols by what they ask for: a word, the beginning of one, or a stem. Number 0 is any word. */
  const symbolIds = {
    word: new Map<string, number>(),
    prefix: new Map<string, number>(),
    stem: new Map<string, number>(),
  };
  let symbolCount = 1;
  const prefixes = new Set<number>();

  const newState = (): number => completes.push(-1) - 1;
  const symbol = (ids: Map<string, number>, key: string): number => {
    let id = ids.get(key);
    if (id === undefined) {
      id = symbolCount++;
      ids.set(key, id);
    }
    return id;
  };
  const free = (from: number, to: number, condition = NO_CONDITION): void => {
    frees.from.push(from);
    frees.condition.push(condition);
    frees.to.push(to);
  };
  const step = (from: number, id: number, to: number): number => {
    steps.from.push(from);
    steps.symbol.push(id);
    steps.to.push(to);
    return to;
  };

  /** Adds `node` between state `from` and the state after it, which it returns: `into` where that is given. */
  const add = (node: Node, from: number, into?: number): number => {
    const to = (): number => into ?? newState();
    switch (node.type) {
      case 'word':
        return step(from, symbol(symbolIds.word, node.norm), to());
      case 'prefix':
        prefixes.add(node.norm.length);
        return step(from, symbol(symbolIds.prefix, node.norm), to());
      case 'inflection':
        return step(from, symbol(symbolIds.stem, node.norm), to());
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
        const border = node.type === 'start' ? AT_START : AT_END;
        const isBorder = node.type === 'start' || node.type === 'end';
        free(from, end, isBorder ? border : FIRST_NOT + assertionOf(node));
        return end;
      }
    }
  };

  const root = newState();
  for (const { node, id } of patterns) {
    // Each pattern gets its own entry, so that an optional first part can't leak into its neighbours.
    const entry = newState();
    free(root, entry);
    completes[add(node, entry)] = id;
  }

  // Symbol sets of words, by vocabulary number.
  const setOfWord = wordTable<number>();
  const uniqueSets = createUniqueLists();
  const sets = uniqueSets.lists;
  const setOf = (word: number): number => {
    const { norm, kind } = wordOf(word);
    const found: number[] = kind === 'punct' ? [] : [ANY];
    const test = (ids: ReadonlyMap<string, number>, key: string): void => {
      const id = ids.get(key);
      if (id !== undefined) found.push(id);
    };
    test(symbolIds.word, norm);
    if (kind === 'number') test(symbolIds.word, '_n_');
    if (kind === 'ordinal') test(symbolIds.word, '_nth_');
    if (kind === 'name') test(symbolIds.word, '_name_');
    if (kind !== 'punct') {
      for (const length of prefixes) if (norm.length >= length) test(symbolIds.prefix, norm.slice(0, length));
      if (symbolIds.stem.size > 0) test(symbolIds.stem, stemOf(word));
    }
    return numberOfList(uniqueSets, sortedOnce(found));
  };

  /** By state: symbol and next state of its steps; condition and next state of its other edges. */
  const stepsOf = rowsOf(completes.length, steps.from, steps.symbol, steps.to);
  const freesOf = rowsOf(completes.length, frees.from, frees.condition, frees.to);
  /** By symbol: the steps that ask for it, from state to state. */
  const edges = rowsOf(symbolCount, steps.symbol, steps.from, steps.to);
  // What they were built from would live as long as they do.
  for (const list of [...Object.values(steps), ...Object.values(frees)]) list.length = 0;

  /**
   * The states of the lazily built deterministic automaton: sets of states of the plain one that have just been
   * reached. Only some conditions matter to one; situations that agree on those are one kind to it. There are very many
   * of both, so that what belongs to one lies in lists by its number.
   */
  /** By subset, the states that were reached. */
  const uniqueKernels = createUniqueLists();
  const kernels = uniqueKernels.lists;
  const relevant: (readonly Condition[])[] = [];
  /** By subset: the number of its one kind, or `DEPENDS`. */
  const onlyKind: number[] = [];
  /** By subset, and by which of `relevant` are open, one digit each: the number of the kind. */
  const kindsOf: (Map<string, number> | undefined)[] = [];
  /** By kind: the states with steps that can be reached without a word. */
  const states = createLists();
  /** The same as a set, for kinds with too many to be gone through for each new word. */
  const members = new Map<number, ReadonlySet<number>>();
  /** By kind: patterns that are complete there. */
  const accepts = createLists();
  /** By kind: symbols that any step from there asks for, in order. */
  const asked = createLists();
  /** By kind, `HINTS` numbers each: a bit for each of these symbols, which others may share. Nearly all words fail here. */
  const hints = createLists();
  /** Subset and situation → kind. */
  const kindAt = createPairs();
  /** Kind and symbol set → next subset, for sets that hint at what the kind asks for. */
  const transitions = createPairs();
  /** The same for the entry, which every token tries, by kind; and by situation. */
  const entries: (Entry | undefined)[] = [];
  const entryAt: (Entry | undefined)[] = [];

  const subset = (kernel: readonly number[]): number => {
    const number = numberOfList(uniqueKernels, kernel);
    if (number < relevant.length) return number;
    const conditions = conditionsOf(kernel);
    relevant.push(conditions);
    kindsOf.push(conditions.length > 0 ? new Map() : undefined);
    onlyKind.push(conditions.length === 0 ? addKind(kernel, NOWHERE) : DEPENDS);
    memory.held += kernel.length + 16;
    return number;
  };

  /** The conditions of all edges that may be passed without a word from `kernel`. */
  const conditionsOf = (kernel: readonly number[]): readonly Condition[] => {
    const conditions = new Set<Condition>();
    const reached = new Set(kernel);
    for (const state of reached) {
      for (let i = freesOf.begins[state]!; i < freesOf.begins[state + 1]!; i++) {
        if (freesOf.first[i] !== NO_CONDITION) conditions.add(freesOf.first[i]!);
        reached.add(freesOf.second[i]!);
      }
    }
    return conditions.size === 0 ? NOTHING : [...conditions];
  };
  const open = (condition: Condition, at: Situation): boolean => {
    if (condition === NO_CONDITION) return true;
    if (condition >= FIRST_NOT) return !at.assertions.has(condition - FIRST_NOT);
    return condition === AT_START ? at.start : at.end;
  };
  const closure = (kernel: Iterable<number>, at: Situation): Set<number> => {
    const reached = new Set(kernel);
    for (const state of reached) {
      for (let i = freesOf.begins[state]!; i < freesOf.begins[state + 1]!; i++)
        if (open(freesOf.first[i]!, at)) reached.add(freesOf.second[i]!);
    }
    return reached;
  };
  const addKind = (kernel: Iterable<number>, at: Situation): number => {
    const symbols: number[] = [];
    const withSteps: number[] = [];
    const complete: number[] = [];
    for (const state of closure(kernel, at)) {
      const [begin, end] = [stepsOf.begins[state]!, stepsOf.begins[state + 1]!];
      if (completes[state]! >= 0) complete.push(completes[state]!);
      if (end > begin) withSteps.push(state);
      for (let i = begin; i < end; i++) symbols.push(stepsOf.first[i]!);
    }
    const number = addList(accepts, sortedOnce(complete));
    addList(asked, sortedOnce(symbols));
    const hinting = new Int32Array(HINTS);
    for (const id of symbols) hinting[(id >>> 5) & (HINTS - 1)]! |= 1 << (id & 31);
    addList(hints, hinting);
    addList(states, withSteps);
    if (withSteps.length > MANY) members.set(number, new Set(withSteps));
    memory.held += 2 * withSteps.length + symbols.length + 16;
    return number;
  };
  /** The kind of a situation as a subset with conditions sees it. */
  const kindIn = (number: number, at: Situation): number => {
    const found = kindAt.get(number, at.id);
    if (found !== UNKNOWN) return found;
    const known = kindsOf[number]!;
    const key = relevant[number]!.map((condition) => (open(condition, at) ? '1' : '0')).join('');
    let kind = known.get(key);
    if (kind === undefined) {
      kind = addKind(kernels.numbers.subarray(kernels.begins[number], kernels.begins[number + 1]), at);
      known.set(key, kind);
    }
    kindAt.add(number, at.id, kind);
    memory.held += 8;
    return kind;
  };
  const isAsked = (kind: number, id: number): boolean => {
    const { numbers, begins } = asked;
    const end = begins[kind + 1]!;
    let low = begins[kind]!;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (numbers[middle]! < id) low = middle + 1;
      else high = middle;
    }
    return low < end && numbers[low] === id;
  };
  /** Whether a word of symbol set `set` may lead on from a kind: without this it does not. */
  const mayAsk = (kind: number, set: number): boolean => {
    const { numbers, begins } = sets;
    const row = kind * HINTS;
    const hinted = hints.numbers;
    for (let i = begins[set]!; i < begins[set + 1]!; i++) {
      const id = numbers[i]!;
      if (((hinted[row + ((id >>> 5) & (HINTS - 1))]! >>> (id & 31)) & 1) === 1) return true;
    }
    return false;
  };
  /** Where words lead to from the entry in a situation, by symbol set. */
  const entryIn = (id: number, situations: readonly Situation[]): Entry => {
    const kind = onlyKind[0] === DEPENDS ? kindIn(0, situations[id]!) : onlyKind[0]!;
    const entry = entries[kind] ?? { kind, next: unknownOf(sets.size) };
    entries[kind] = entry;
    entryAt[id] = entry;
    return entry;
  };
  /** The subset that a word of symbol set `set` leads to from a kind: words that are alike in what it asks for go the same way. */
  const follow = (kind: number, set: number): number => {
    const telling: number[] = [];
    const [begin, end] = [sets.begins[set]!, sets.begins[set + 1]!];
    for (let i = begin; i < end; i++) if (isAsked(kind, sets.numbers[i]!)) telling.push(sets.numbers[i]!);
    if (telling.length === 0) return DEAD;
    if (telling.length === end - begin) return reach(kind, telling);
    const plainest = numberOfList(uniqueSets, telling);
    let at = transitions.get(kind, plainest);
    if (at === UNKNOWN) {
      at = reach(kind, telling);
      transitions.add(kind, plainest, at);
      memory.held += 8;
    }
    return at;
  };
  const reach = (kind: number, symbols: readonly number[]): number => {
    const reached: number[] = [];
    const many = members.get(kind);
    if (many !== undefined) {
      for (const id of symbols)
        for (let i = edges.begins[id]!; i < edges.begins[id + 1]!; i++)
          if (many.has(edges.first[i]!)) reached.push(edges.second[i]!);
    } else {
      for (let k = states.begins[kind]!; k < states.begins[kind + 1]!; k++) {
        const state = states.numbers[k]!;
        for (let i = stepsOf.begins[state]!; i < stepsOf.begins[state + 1]!; i++)
          if (symbols.includes(stepsOf.first[i]!)) reached.push(stepsOf.second[i]!);
      }
    }
    return subset(sortedOnce(reached));
  };
  // The first subset is the entry, where every token begins.
  subset([root]);
  /** All of this hangs together, so it goes together; nobody holds a number between two runs. */
  const forget = (): void => {
    for (const list of [relevant, onlyKind, kindsOf, entries, entryAt]) list.length = 0;
    clearUniqueLists(uniqueKernels);
    for (const lists of [states, accepts, asked, hints]) clearLists(lists);
    for (const table of [members, kindAt, transitions]) table.clear();
    subset([root]);
  };

  /** The symbol set of every token of the text at hand. */
  const symbolsFor = createScratch((length) => new Int32Array(length));
  let symbols = symbolsFor(0);
  let length = 0;

  return {
    forget,
    load(tokens) {
      length = tokens.length;
      symbols = symbolsFor(length);
      for (let i = 0; i < length; i++) {
        const word = tokens[i]!.word;
        symbols[i] = setOfWord.of[word] ??= setOf(word);
      }
    },
    run(places, situations, from, found) {
      if (from >= length) return;
      const place = places[from]!;
      const entry = entryAt[place] ?? entryIn(place, situations);
      const first = symbols[from]!;
      let at = first < entry.next.length ? entry.next[first]! : UNKNOWN;
      if (at === UNKNOWN) {
        at = follow(entry.kind, first);
        if (first >= entry.next.length) entry.next = unknownOf(2 * sets.size, entry.next);
        entry.next[first] = at;
      }
      for (let i = from + 1; at !== DEAD; i++) {
        let kind = onlyKind[at]!;
        if (kind === DEPENDS) kind = kindIn(at, situations[places[i]!]!);
        const { numbers, begins } = accepts;
        for (let k = begins[kind]!; k < begins[kind + 1]!; k++) found(numbers[k]!, i);
        if (i === length) return;
        const set = symbols[i]!;
        if (!mayAsk(kind, set)) return;
        at = transitions.get(kind, set);
        if (at === UNKNOWN) {
          at = follow(kind, set);
          transitions.add(kind, set, at);
          memory.held += 8;
        }
      }
    },
  };
}

/** So many entries of which nothing is known, but for those that are given. */
function unknownOf(count: number, known?: Int32Array): Int32Array {
  const numbers = new Int32Array(count).fill(UNKNOWN);
  if (known !== undefined) numbers.set(known);
  return numbers;
}

/** Numbers in order, each once; in place. */
function sortedOnce(numbers: number[]): number[] {
  if (numbers.length < 2) return numbers;
  numbers.sort((a, b) => a - b);
  let length = 1;
  for (let i = 1; i < numbers.length; i++) {
    if (numbers[i] !== numbers[i - 1]) numbers[length++] = numbers[i]!;
  }
  numbers.length = length;
  return numbers;
}
