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
/** Of the texts that hold a triple, so many are compared with later ones; more of them are copies of one another. */
const COMMON = 50;

/** What a token is when promises are left out: figures and names are alike. */
function plain({ kind, norm }: Token): string {
  if (kind === 'number' || kind === 'money' || kind === 'ordinal') return '#';
  return kind === 'placeholder' || kind === 'name' ? '§' : norm;
}

const isWord = ({ kind }: Token): boolean => kind !== 'punct' && kind !== 'mark' && kind !== 'emoji';

function triplesOf(words: readonly string[]): Set<string> {
  if (words.length < LEAST_TOKENS) return new Set([words.join(' ')]);
  return new Set(words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`));
}

/** All pairs that share at least this much; linear in the triples that few macros share. */
export function pairsOf(macros: readonly ReadMacro[], least: number): Pair[] {
  const triples = macros.map(({ renderings }) => triplesOf(renderings[0]!.tokens.filter(isWord).map(plain)));
  return alike(triples, least).map(([i, j, shared]) => ({ a: macros[i]!, b: macros[j]!, shared }));
}

/** Positions of sets that are alike, with their Jaccard similarity. */
function alike(sets: readonly ReadonlySet<string>[], least: number): [number, number, number][] {
  const holders = new Map<string, number[]>();
  const held = sets.map((set, i) =>
    Array.from(set, (member) => {
      let list = holders.get(member);
      if (list === undefined) {
        list = [];
        holders.set(member, list);
      }
      list.push(i);
      return list;
    }),
  );
  return sets.flatMap((set, j) => {
    // Two sets that share so much share that part of either, so one of the members that may be missing, and one more,
    // must lead there; those that few sets hold are the quickest.
    const leads = held[j]!.sort((a, b) => a.length - b.length).slice(
      0,
      Math.floor((1 - least) * set.size + 1e-9) + 1,
    );
    const together = new Set<number>();
    for (const holding of leads) {
      // What nobody else holds leads nowhere.
      if (holding.length === 1) continue;
      for (let k = 0; k < Math.min(COMMON, holding.length) && holding[k]! < j; k++) {
        if (mayShare(sets[holding[k]!]!.size, set.size, least)) together.add(holding[k]!);
      }
    }
    return [...together]
      .sort((a, b) => a - b)
      .map((i): [number, number, number] => [i, j, jaccard(sets[i]!, set, least)])
      .filter(([, , shared]) => shared >= least);
  });
}

/** Sets of too different sizes can't have that much in common. */
const mayShare = (a: number, b: number, least: number): boolean => Math.min(a, b) >= least * Math.max(a, b);

/** The similarity of two sets that share at least so much; of others something below that, as soon as it is certain. */
function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>, least: number): number {
  const sum = a.size + b.size;
  let missing = a.size - (least * sum) / (1 + least);
  let both = 0;
  for (const member of a) {
    if (b.has(member)) both += 1;
    else if (--missing < -1e-9) return 0;
  }
  return both / (sum - both);
}

/** A sentence of a macro, as tokens of its plainest rendering, with what it is compared by. */
interface Sentence {
  readonly macro: ReadMacro;
  readonly tokens: readonly Token[];
  readonly text: string;
  readonly triples: ReadonlySet<string>;
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
    .map((group) => {
      const triples = triplesOf(group.filter(({ norm }) => !NOT.has(norm)).map(plain));
      return { macro, tokens: group, text, triples, figures: figures(group, text) };
    });
  known.set(macro, found);
  return found;
}

/** Sentences of different macros that are alike and promise different things. */
export function sentencesOf(
  macros: readonly ReadMacro[],
): (Pick<Pair, 'a' | 'b'> & { readonly clash: Clash })[] {
  const all = macros.flatMap(sentences);
  const triples = all.map((sentence) => sentence.triples);
  return alike(triples, ALIKE).flatMap(([i, j]) => {
    const a = all[i]!;
    const b = all[j]!;
    const clash = a.macro === b.macro ? undefined : clashBetween(a, b);
    return clash ? [{ a: a.macro, b: b.macro, clash }] : [];
  });
}

/** What two whole macros promise differently. */
export function clashesOf(a: ReadMacro, b: ReadMacro): Clash[] {
  const others = sentences(b);
  return sentences(a).flatMap((one) =>
    others.flatMap((other) => {
      const near =
        mayShare(one.triples.size, other.triples.size, ALIKE) &&
        jaccard(one.triples, other.triples, ALIKE) >= ALIKE;
      return (near && clashBetween(one, other)) || [];
    }),
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

function clashBetween(a: Sentence, b: Sentence): Clash | undefined {
  const [first, second] = [a.figures, b.figures];
  const quote = ({ text }: Sentence, { start, end }: Span): string =>
    text
      .slice(start, Math.min(text.length, end + 24))
      .replace(/\s+/g, ' ')
      .replace(/\s\S*$/, '')
      .trim();
  if (first.length === second.length) {
    const other = second.findIndex(({ written }, i) => written !== first[i]!.written);
    if (other >= 0) {
      const at = second[other]!.at;
      return { here: quote(b, at), there: quote(a, first[other]!.at), at: { start: at.start, end: at.end } };
    }
  }
  const negations = [a, b].map(({ tokens }) => tokens.filter(({ norm }) => NOT.has(norm)));
  if (negations[0]!.length % 2 === negations[1]!.length % 2) return undefined;
  const whole = ({ tokens, text }: Sentence): string => text.slice(tokens[0]!.start, tokens.at(-1)!.end);
  return { here: whole(b), there: whole(a), at: { start: b.tokens[0]!.start, end: b.tokens.at(-1)!.end } };
}
