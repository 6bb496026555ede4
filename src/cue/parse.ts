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

const MAX_GAP = 20;
/** Longest stretch of tokens that one pattern may cover; with it matching stays linear in the text. */
export const MAX_LENGTH = 48;
const WORD = /[\p{L}\p{N}_'’&]+/uy;
const TYPES = new Set(
  '_n_ _nth_ _money_ _name_ _issue_ _slot_ _link_ _url_ _handle_ _email_ _emo_ _bang_ _caps_'.split(' '),
);

/**
 * Parses one pattern.
 * @throws PatternError for bad syntax, an unknown class or typed token, a pattern that can match nothing or
 * reaches further than `MAX_LENGTH` tokens.
 */
export function parsePattern(source: string, classes: Classes): Node {
  const node = new Parser(source, classes).pattern();
  const { min, max } = lengthsOf(node);
  if (min === 0) throw new PatternError('this pattern matches without any word; make one part obligatory', 0);
  if (max > MAX_LENGTH)
    throw new PatternError(`this pattern spans up to ${max} tokens; at most ${MAX_LENGTH} are allowed`, 0);
  return node;
}

/** Parses one entry of a class: a phrase that may use words, stems, choices and other classes. */
export function parseClassEntry(source: string, classes: Classes): Node {
  const node = parsePattern(source, classes);
  if (hasAssertion(node)) throw new PatternError("a class entry can't use ^, $, !( ) or -( )", 0);
  return node;
}

/** Fewest and most tokens that a node can cover. */
export function lengthsOf(node: Node): { min: number; max: number } {
  switch (node.type) {
    case 'word':
    case 'prefix':
    case 'inflection':
      return { min: 1, max: 1 };
    case 'gap':
      return { min: 0, max: node.max };
    case 'optional':
      return { min: 0, max: lengthsOf(node.item).max };
    case 'sequence': {
      const all = node.items.map(lengthsOf);
      return { min: all.reduce((n, l) => n + l.min, 0), max: all.reduce((n, l) => n + l.max, 0) };
    }
    case 'choice': {
      const all = node.items.map(lengthsOf);
      return { min: Math.min(...all.map((l) => l.min)), max: Math.max(...all.map((l) => l.max)) };
    }
    default:
      return { min: 0, max: 0 };
  }
}

function hasAssertion(node: Node): boolean {
  if ('items' in node) return node.items.some(hasAssertion);
  if (node.type === 'optional') return hasAssertion(node.item);
  return node.type === 'start' || node.type === 'end' || node.type === 'ahead' || node.type === 'behind';
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
    while (/\s/.test(this.source[this.at] ?? '')) this.at++;
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
      if (hasLookaround(item)) this.fail("!( ) and -( ) can't stand inside one another", start);
      if (lengthsOf(item).min === 0) this.fail('this condition matches without any word', start);
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
    if (++this.depth > 20) this.fail('too many nested brackets', start);
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

function hasLookaround(node: Node): boolean {
  if ('items' in node) return node.items.some(hasLookaround);
  if ('item' in node) return node.type !== 'optional' || hasLookaround(node.item);
  return false;
}
