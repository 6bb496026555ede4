/** Reads the pattern language of DESIGN §4 into a tree; every complaint carries its offset in the pattern. */
import { normaliseWord, stem } from '../text/index.ts';

export type Node =
  | { readonly type: 'word'; readonly norm: string }
  | { readonly type: 'prefix'; readonly norm: string }
  | { readonly type: 'inflection'; readonly norm: string }
  | { readonly type: 'sequence' | 'choice'; readonly items: readonly Node[] }
  | { readonly type: 'optional' | 'ahead' | 'behind'; readonly item: Node }
  | { readonly type: 'gap'; readonly max: number }
  | { readonly type: 'start' | 'end' };

/** A pattern that can't be read; `offset` counts UTF-16 units from the start of the pattern. */
export class PatternError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Looks a class up by name. */
export interface Classes {
  get(name: string): Node | undefined;
}

export const MAX_GAP = 20;
/** Longest stretch of tokens that one pattern may cover; with it matching stays linear in the text. */
export const MAX_LENGTH = 48;
/** Most places that one pattern may unfold to, its classes written out; the largest of the shipped rubric has 324. */
const MAX_SIZE = 5000;
/** Deepest nesting of brackets in a pattern, and of classes in one another. */
export const MAX_DEPTH = 20;
const WORD = /[\p{L}\p{N}_'’&]+/uy;
const TYPES = new Set(
  '_n_ _nth_ _money_ _name_ _issue_ _slot_ _link_ _url_ _handle_ _email_ _emo_ _bang_ _caps_'.split(' '),
);

/** The pattern behind a source that was parsed before, with the classes of now; or nothing. */
export type KnownPatterns = (source: string, classes: Classes) => Node | undefined;

/**
 * Parses one pattern, unless it is known.
 * @throws PatternError for bad syntax, an unknown class or typed token, a pattern that can match nothing,
 * reaches further than `MAX_LENGTH` tokens or unfolds to more than `MAX_SIZE` places.
 */
export function parsePattern(source: string, classes: Classes, known?: KnownPatterns): Node {
  const node = known?.(source, classes) ?? new Parser(source, classes).pattern();
  const { min, max, size } = measure(node);
  if (size > MAX_SIZE)
    throw new PatternError(
      `this pattern unfolds to ${size} places with its classes; at most ${MAX_SIZE} are allowed, so split it or name fewer classes`,
      0,
    );
  if (min === 0) throw new PatternError('this pattern matches without any word; make one part obligatory', 0);
  if (max > MAX_LENGTH)
    throw new PatternError(`this pattern spans up to ${max} tokens; at most ${MAX_LENGTH} are allowed`, 0);
  return node;
}

/** Fewest and most tokens that a node can cover. */
export const lengthsOf = (node: Node): { readonly min: number; readonly max: number } => measure(node);

/** States that an automaton needs for a pattern that has been parsed. */
export const sizeOf = (node: Node): number => measure(node).size;

/** Tokens that the gaps of a pattern may span together, those of its conditions included. */
export const gapsOf = (node: Node): number => measure(node).gaps;

/** Parses one entry of a class: a phrase that may use words, stems, choices and other classes. */
export function parseClassEntry(source: string, classes: Classes, known?: KnownPatterns): Node {
  const node = parsePattern(source, classes, known);
  if (measure(node).asserts !== 'nothing')
    throw new PatternError("a class entry can't use ^, $, !( ) or -( )", 0);
  return node;
}

/** What is known of a node without matching it. */
interface Measure {
  /** Fewest and most tokens that it can cover. */
  readonly min: number;
  readonly max: number;
  /** States that the automaton needs for it. */
  readonly size: number;
  /** Tokens that its gaps may span together, those of its conditions included. */
  readonly gaps: number;
  /** Whether it asks for more than words: for a border of the sentence, or for what stands around it. */
  readonly asserts: 'nothing' | 'border' | 'around';
}

/** Classes are shared by the patterns that name them, and measured once: written out they may be without measure. */
const measures = new WeakMap<Node, Measure>();

const ONE_WORD: Measure = { min: 1, max: 1, size: 1, gaps: 0, asserts: 'nothing' };
const BORDER: Measure = { min: 0, max: 0, size: 1, gaps: 0, asserts: 'border' };

/** Measures a node; linear in what it holds beyond classes that have been measured before. */
function measure(node: Node): Measure {
  switch (node.type) {
    case 'word':
    case 'prefix':
    case 'inflection':
      return ONE_WORD;
    case 'gap':
      return { min: 0, max: node.max, size: node.max + 1, gaps: node.max, asserts: 'nothing' };
    case 'optional':
      return { ...measure(node.item), min: 0 };
    case 'sequence':
    case 'choice': {
      let known = measures.get(node);
      if (known === undefined) {
        known = measureAll(node.items, node.type === 'choice');
        measures.set(node, known);
      }
      return known;
    }
    case 'start':
    case 'end':
      return BORDER;
    case 'ahead':
    case 'behind': {
      const { size, gaps } = measure(node.item);
      return { min: 0, max: 0, size: 1 + size, gaps, asserts: 'around' };
    }
  }
}

function measureAll(items: readonly Node[], choice: boolean): Measure {
  // A class whose entries all are in error has nothing left to measure.
  if (items.length === 0) return ONE_WORD;
  let { min, max, size, gaps, asserts } = measure(items[0]!);
  for (let i = 1; i < items.length; i++) {
    const next = measure(items[i]!);
    min = choice ? Math.min(min, next.min) : min + next.min;
    max = choice ? Math.max(max, next.max) : max + next.max;
    size += next.size;
    gaps += next.gaps;
    if (asserts === 'nothing' || next.asserts === 'around') asserts = next.asserts;
  }
  return { min, max, size: choice ? size + 1 : size, gaps, asserts };
}

const sequence = (items: readonly Node[]): Node =>
  items.length === 1 ? items[0]! : { type: 'sequence', items };

// A class only because a recursive descent shares its position; nobody outside this file sees it.
class Parser {
  private at = 0;
  private depth = 0;
  private readonly source: string;
  private readonly classes: Classes;

  constructor(source: string, classes: Classes) {
    this.source = source;
    this.classes = classes;
  }

  pattern(): Node {
    const node = this.choice();
    if (this.at < this.source.length) this.fail(`unexpected "${this.source[this.at]}"`);
    return node;
  }

  private fail(message: string, at = this.at): never {
    throw new PatternError(message, at);
  }

  private choice(): Node {
    const options: Node[] = [this.sequence()];
    while (this.source[this.at] === '|') {
      this.at++;
      options.push(this.sequence());
    }
    return options.length === 1 ? options[0]! : { type: 'choice', items: options };
  }

  private sequence(): Node {
    const items: Node[] = [];
    for (;;) {
      this.spaces();
      const char = this.source[this.at];
      if (char === undefined || char === '|' || char === ')' || char === ']') break;
      items.push(...this.item(char, items));
    }
    if (items.length === 0) this.fail('something is missing here: an alternative is empty');
    return sequence(items);
  }

  private spaces(): void {
    while (this.source[this.at] === ' ' || /\s/.test(this.source[this.at] ?? '')) this.at++;
  }

  private item(char: string, before: readonly Node[]): Node[] {
    const start = this.at;
    const next = this.source[this.at + 1];
    if (char === '(') return [this.group('(', ')')];
    if (char === '[') return [{ type: 'optional', item: this.group('[', ']') }];
    if (char === '<') return [this.classReference()];
    if (char === '^' || char === '$') {
      this.at++;
      return [{ type: char === '^' ? 'start' : 'end' }];
    }
    if (char === '.' && next === '.') return [this.gap()];
    if (char === '.' || char === '?') {
      this.at++;
      return [{ type: 'word', norm: char }];
    }
    if ((char === '!' || char === '-') && next === '(') {
      if (char === '-' && before.length > 0) this.fail('-( ) stands only at the beginning of a pattern');
      this.at++;
      const item = this.group('(', ')');
      if (measure(item).asserts === 'around')
        this.fail("!( ) and -( ) can't stand inside one another", start);
      if (measure(item).min === 0) this.fail('this condition matches without any word', start);
      return [{ type: char === '!' ? 'ahead' : 'behind', item }];
    }
    if (char === '~') {
      this.at++;
      return [{ type: 'inflection', norm: stem(this.word()) }];
    }
    return this.literal();
  }

  private group(open: string, close: string): Node {
    const start = this.at++;
    if (++this.depth > MAX_DEPTH) this.fail('too many nested brackets', start);
    const node = this.choice();
    if (this.source[this.at] !== close) this.fail(`"${open}" is never closed`, start);
    this.at++;
    this.depth--;
    return node;
  }

  private classReference(): Node {
    const start = this.at;
    const end = this.source.indexOf('>', start);
    if (end < 0) this.fail('"<" is never closed');
    const name = this.source.slice(start + 1, end);
    const node = this.classes.get(name);
    if (!node) this.fail(`unknown class <${name}>`, start);
    this.at = end + 1;
    return node;
  }

  private gap(): Node {
    const start = this.at;
    const digits = /^\d{1,4}/.exec(this.source.slice(start + 2))?.[0];
    if (!digits) this.fail('".." needs a number: "..4" is up to four tokens');
    this.at += 2 + digits.length;
    const max = Number(digits);
    if (max < 1 || max > MAX_GAP) this.fail(`a gap spans 1 to ${MAX_GAP} tokens`, start);
    return { type: 'gap', max };
  }

  private word(): string {
    WORD.lastIndex = this.at;
    const word = WORD.exec(this.source)?.[0];
    if (!word) this.fail(`unexpected "${this.source[this.at] ?? 'end of the pattern'}"`);
    this.at += word.length;
    return word.toLowerCase().replace(/’/g, "'");
  }

  private literal(): Node[] {
    const start = this.at;
    const word = this.word();
    if (this.source[this.at] === '*') {
      this.at++;
      if (word.length < 2) this.fail('a stem needs at least two letters before "*"', start);
      return [{ type: 'prefix', norm: word }];
    }
    if (/^_.*_$/.test(word)) {
      if (!TYPES.has(word))
        this.fail(`unknown typed token ${word}; there are ${[...TYPES].join(' ')}`, start);
      return [{ type: 'word', norm: word }];
    }
    return normaliseWord(word).map((norm) => ({ type: 'word', norm }));
  }
}
