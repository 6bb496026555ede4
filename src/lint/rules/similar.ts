/** Which macros are alike, by the word triples they share, and where texts that are alike differ in what they promise. */
import type { Span, Token } from '../../model.ts';
import type { ReadMacro } from '../read.ts';

/** Two macros, in the order of the library, and the share of word triples that they have in common. */
export interface Pair {
  readonly a: ReadMacro;
  readonly b: ReadMacro;
  readonly shared: number;
}

/** A promise that two texts make differently: what one says, what the other says, and where in the later one. */
export interface Clash {
  readonly here: string;
  readonly there: string;
  readonly at: Span;
}

/** A macro of fewer words than this is alike only where it is the same. */
const LEAST_TOKENS = 8;
/** Of the texts that hold a triple, so many are compared with later ones by it; more are copies of one another. */
const COMMON = 500;
/** So many that are alike are enough of one text. */
const MOST_ALIKE = 50;

/** What a token is when promises are left out: figures and names are alike. */
function plain({ kind, norm }: Token): string {
  if (kind === 'number' || kind === 'money' || kind === 'ordinal') return '#';
  return kind === 'placeholder' || kind === 'name' ? '§' : norm;
}

const isWord = ({ kind }: Token): boolean => kind !== 'punct' && kind !== 'mark' && kind !== 'emoji';

/** What a text is compared by: the numbers of its word triples, each once. */
type Triples = Int32Array;

/** Gives equal things the same number, from 0 on. */
function createNumbering<T>(): (thing: T) => number {
  const numbers = new Map<T, number>();
  return (thing) => {
    let number = numbers.get(thing);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(thing, number);
    }
    return number;
  };
}

/** More than there are different words in a library, so that the numbers of three words make one that is exact. */
const MOST_WORDS = 1 << 17;

/** Turns texts into triples; what is compared has to come from the same one. */
function createTriples(): (words: readonly string[]) => Triples {
  const wordOf = createNumbering<string>();
  const tripleOf = createNumbering<number | string>();
  return (words) => {
    if (words.length < LEAST_TOKENS) return Int32Array.of(tripleOf(words.join(' ')));
    const ids = words.map((word) => wordOf(word) % MOST_WORDS);
    const found = new Set<number>();
    for (let i = 2; i < ids.length; i++)
      found.add(tripleOf((ids[i - 2]! * MOST_WORDS + ids[i - 1]!) * MOST_WORDS + ids[i]!));
    return Int32Array.from(found);
  };
}

/** All pairs that share at least this much; linear in the triples that few macros share. */
export function pairsOf(macros: readonly ReadMacro[], least: number): Pair[] {
  const triplesOf = createTriples();
  const triples = macros.map(({ renderings }) => triplesOf(renderings[0]!.tokens.filter(isWord).map(plain)));
  return alike(triples, least).map(([i, j, shared]) => ({ a: macros[i]!, b: macros[j]!, shared }));
}

/**
 * Positions of sets that are alike, with their Jaccard similarity; only of pairs that are `wanted`. Each set is held
 * against those before it that share a triple with it, of each triple the first `COMMON`.
 */
function alike(
  sets: readonly Triples[],
  least: number,
  wanted: (i: number, j: number) => boolean = () => true,
): [number, number, number][] {
  /** By triple: the positions of the first sets that hold it. */
  const holders: number[][] = [];
  /** By set: how many triples it shares with the one at hand. */
  const shared = new Int32Array(sets.length);
  const found: [number, number, number][] = [];
  sets.forEach((set, j) => {
    const met: number[] = [];
    /** Triples with more holders than are listed, which some of the others may hold too. */
    let common = 0;
    for (const triple of set) {
      const holding = holders[triple];
      if (holding === undefined) {
        holders[triple] = [j];
        continue;
      }
      for (let k = 0; k < holding.length; k++) if (shared[holding[k]!]!++ === 0) met.push(holding[k]!);
      if (holding.length < COMMON) holding.push(j);
      else common++;
    }
    let few = MOST_ALIKE;
    for (const i of met.sort((a, b) => a - b)) {
      const both = shared[i]!;
      shared[i] = 0;
      if (few === 0) continue;
      const all = set.length + sets[i]!.length;
      if (similarity(both + common, all) < least || !wanted(i, j)) continue;
      const exact = common === 0 ? similarity(both, all) : jaccard(set, sets[i]!);
      if (exact < least) continue;
      found.push([i, j, exact]);
      few--;
    }
  });
  return found;
}

/** Jaccard similarity of two sets of `all` members together that have `both` in common. */
const similarity = (both: number, all: number): number => both / (all - both);

function jaccard(a: Triples, b: Triples): number {
  const members = new Set(a);
  let both = 0;
  for (const triple of b) if (members.has(triple)) both++;
  return similarity(both, a.length + b.length);
}

/** A sentence of a macro, as tokens of its plainest rendering, with what it promises. */
interface Sentence {
  readonly macro: ReadMacro;
  readonly tokens: readonly Token[];
  readonly text: string;
  /** What it is compared by: its words without what turns it into its contrary. */
  readonly words: readonly string[];
  /** Whether it says no, on balance. */
  readonly negative: boolean;
  readonly figures: readonly Figure[];
}

/** A figure that measures something. */
interface Figure {
  readonly written: string;
  readonly at: Span;
}

/** Sentences of fewer words than this are alike by chance. */
const LEAST_WORDS = 6;
const ALIKE = 0.8;
/** Words that turn a sentence into its contrary. */
const NOT = new Set(['not', 'no', 'never', 'without', 'unable', 'can not']);

/** The sentences of macros that were asked for before: pairs of macros ask again and again. */
const known = new WeakMap<ReadMacro, readonly Sentence[]>();

function sentences(macro: ReadMacro): readonly Sentence[] {
  const before = known.get(macro);
  if (before) return before;
  const { tokens, text } = macro.renderings[0]!;
  const groups = new Map<number, Token[]>();
  for (const token of tokens.filter(isWord)) {
    const group = groups.get(token.sentence);
    if (group) group.push(token);
    else groups.set(token.sentence, [token]);
  }
  const found = [...groups.values()]
    .filter((group) => group.length >= LEAST_WORDS)
    .map((group): Sentence => {
      const plainly = group.filter(({ norm }) => !NOT.has(norm));
      const negative = (group.length - plainly.length) % 2 === 1;
      return {
        macro,
        tokens: group,
        text,
        words: plainly.map(plain),
        negative,
        figures: figures(group, text),
      };
    });
  known.set(macro, found);
  return found;
}

/** Sentences of different macros that are alike and promise different things. */
export function sentencesOf(
  macros: readonly ReadMacro[],
): (Pick<Pair, 'a' | 'b'> & { readonly clash: Clash })[] {
  const all = macros.flatMap(sentences);
  const triplesOf = createTriples();
  const clashing = (i: number, j: number): boolean =>
    all[i]!.macro !== all[j]!.macro && differ(all[i]!, all[j]!);
  return alike(
    all.map(({ words }) => triplesOf(words)),
    ALIKE,
    clashing,
  ).map(([i, j]) => ({ a: all[i]!.macro, b: all[j]!.macro, clash: clashBetween(all[i]!, all[j]!) }));
}

/** Tells whether two whole macros promise something differently; made for many questions about the same macros. */
export function createClashTest(): (a: ReadMacro, b: ReadMacro) => boolean {
  const triplesOf = createTriples();
  const known = new Map<Sentence, Triples>();
  const triples = (sentence: Sentence): Triples => {
    const own = known.get(sentence) ?? triplesOf(sentence.words);
    known.set(sentence, own);
    return own;
  };
  return (a, b) =>
    sentences(a).some((one) =>
      sentences(b).some((other) => differ(one, other) && jaccard(triples(one), triples(other)) >= ALIKE),
    );
}

const UNIT = /^(?:day|hour|minute|week|month|year|business|working|percent|time)s?$|^(?:hr|min)s?$/;

const isFigure = ({ kind }: Token): boolean => kind === 'number' || kind === 'money';

/** Figures that measure something: money, or a number with its unit. */
function figures(tokens: readonly Token[], text: string): Figure[] {
  return tokens.flatMap((token, i) => {
    if (!isFigure(token)) return [];
    const next = tokens[i + 1];
    const after = next && tokens[i + 2];
    const measured =
      token.kind === 'money' ||
      [next, after].some((t) => t && UNIT.test(t.norm)) ||
      text[token.end - 1] === '%';
    return measured ? [{ written: text.slice(token.start, token.end).toLowerCase(), at: token }] : [];
  });
}

/** The first of as many figures that is another one. */
function otherFigure({ figures: first }: Sentence, { figures: second }: Sentence): number {
  if (first.length === 0 || first.length !== second.length) return -1;
  return second.findIndex(({ written }, i) => written !== first[i]!.written);
}

/** Whether two sentences, if they are alike, promise different things. */
function differ(a: Sentence, b: Sentence): boolean {
  return a.negative !== b.negative || otherFigure(a, b) >= 0;
}

/** What two sentences that differ promise differently. */
function clashBetween(a: Sentence, b: Sentence): Clash {
  const quote = ({ text }: Sentence, { start, end }: Span): string =>
    text
      .slice(start, Math.min(text.length, end + 24))
      .replace(/\s+/g, ' ')
      .replace(/\s\S*$/, '')
      .trim();
  const other = otherFigure(a, b);
  if (other >= 0) {
    const { start, end } = b.figures[other]!.at;
    return { here: quote(b, { start, end }), there: quote(a, a.figures[other]!.at), at: { start, end } };
  }
  const whole = ({ tokens, text }: Sentence): string => text.slice(tokens[0]!.start, tokens.at(-1)!.end);
  return { here: whole(b), there: whole(a), at: { start: b.tokens[0]!.start, end: b.tokens.at(-1)!.end } };
}
