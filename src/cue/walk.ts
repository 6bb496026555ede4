/** The ways through a pattern tree over tokens: strictly, or with one part of it missed. */
import type { Token } from '../model.ts';
import { stemOf } from '../text/index.ts';
import { bordersOf, END, START } from './index.ts';
import { lengthsOf, MAX_LENGTH, type Node } from './parse.ts';

/**
 * How a part was not there: nothing stands for it, another word stands in its place, a word too many stands before
 * it, or a condition of the place does not hold.
 */
export type Miss = 'missing' | 'other' | 'extra' | 'condition';

/**
 * A part of a pattern and the tokens that it took, half-open. Where it is the part that was missed, they are what
 * stands in the way: the other word, the word too many, or the words that break a condition.
 */
export interface Step {
  readonly node: Node;
  readonly start: number;
  readonly end: number;
  readonly miss?: Miss;
}

type Leaf = Node & { readonly norm: string };

/** One way through a pattern so far. */
interface Path {
  readonly at: number;
  /** Tokens that were taken by words, not by gaps. */
  readonly words: number;
  readonly missed: boolean;
  readonly last: Link | undefined;
}

interface Link extends Step {
  readonly before: Link | undefined;
}

/** A way through with one part missed, or one that broke off at it. */
export interface Candidate {
  readonly path: Path;
  readonly whole: boolean;
}

/** A veto reaches three tokens back, as in the engine. */
const REACH = 3;
/** Among attempts with as many words in common: what is nearest to a match. */
const ORDER: readonly Miss[] = ['condition', 'missing', 'extra', 'other'];

/** Whether one attempt came nearer to a match than another. */
export function isNearer(a: Candidate, b: Candidate): boolean {
  if (a.path.words !== b.path.words) return a.path.words > b.path.words;
  if (a.whole !== b.whole) return a.whole;
  return a.whole && rankOf(a.path) < rankOf(b.path);
}

function rankOf({ last }: Path): number {
  // After the last part anything may follow, so a word that stands there stands in its place.
  if (last?.miss === 'missing') return ORDER.length;
  return ORDER.indexOf(stepsOf(last).find(({ miss }) => miss !== undefined)?.miss ?? 'other');
}

/** The parts of a way, in order. */
export function stepsOf(last: Link | undefined): Step[] {
  const steps: Step[] = [];
  for (let link = last; link !== undefined; link = link.before) {
    const { before: _, ...step } = link;
    steps.push(step);
  }
  return steps.reverse();
}

/** What can be asked of the ways over one list of tokens. */
export type Walker = Pick<Walk, 'matchesFrom' | 'nearestFrom' | 'inReach'>;

/** A walker over some tokens. */
export function walkOver(tokens: readonly Token[]): Walker {
  return new Walk(tokens);
}

// A class only because its methods share the tokens and what broke off last; nobody outside this file sees it.
class Walk {
  private readonly tokens: readonly Token[];
  private readonly borders: Int32Array;
  /** Whether one part may be missed. */
  private lenient = false;
  /** The longest way that broke off. */
  private broken: Path | undefined;
  /** By node: how many tokens up to each one stand somewhere in it, and how far it can reach. */
  private readonly reaches = new Map<Node, { readonly sums: readonly number[]; readonly length: number }>();

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
    this.borders = bordersOf(tokens, new Int32Array(tokens.length + 1));
  }

  /** Where matches end that begin at a token. */
  matchesFrom(node: Node, start: number): number[] {
    this.lenient = false;
    return this.walk(node, begin(start)).map(({ at }) => at);
  }

  /** The attempt from a token on that has most words in common; nothing where it has none. */
  nearestFrom(node: Node, start: number): Candidate | undefined {
    this.lenient = true;
    this.broken = undefined;
    const whole = this.walk(node, begin(start)).map((path) => ({ path, whole: true }));
    const all: Candidate[] =
      this.broken === undefined ? whole : [...whole, { path: this.broken, whole: false }];
    return all
      .filter(({ path }) => path.missed && path.words > 0)
      .reduce<Candidate | undefined>((a, b) => (a === undefined || isNearer(b, a) ? b : a), undefined);
  }

  /** At most so many words a node can have in common with the text from a token on, one part of it missed. */
  inReach(node: Node, start: number): number {
    let reach = this.reaches.get(node);
    if (reach === undefined) {
      const leaves = leavesOf(node);
      const known = new Map<number, boolean>();
      const sums = [0];
      this.tokens.forEach(({ word }, at) => {
        const fits = known.get(word) ?? leaves.some((leaf) => this.fits(leaf, at));
        known.set(word, fits);
        sums.push(sums[at]! + (fits ? 1 : 0));
      });
      // A word too many may stand among them.
      reach = { sums, length: lengthsOf(node).max + 1 };
      this.reaches.set(node, reach);
    }
    const { sums, length } = reach;
    return sums[Math.min(sums.length - 1, start + length)]! - sums[start]!;
  }

  /** Every way through a node, the best of those that end at the same token. */
  private walk(node: Node, path: Path): readonly Path[] {
    switch (node.type) {
      case 'word':
      case 'prefix':
      case 'inflection':
        return this.fits(node, path.at) ? [take(path, node)] : this.miss(node, path);
      case 'sequence':
        return node.items.reduce<readonly Path[]>(
          (paths, item) => distinct(paths.flatMap((p) => this.walk(item, p))),
          [path],
        );
      case 'choice':
        return this.choose(node, node.items, path);
      case 'optional': {
        // To leave it out is no miss; to break off inside it is one only after some of its words.
        const inside = this.walk(node.item, path).filter(
          (p) => p.missed === path.missed || p.words > path.words,
        );
        return distinct([path, ...inside]);
      }
      case 'gap':
        return this.gaps(node, node.max, path);
      default: {
        const breach = this.breach(node, path.at);
        if (breach === undefined) return [path];
        return this.allows(path) ? [this.breakOff(path, { node, ...breach, miss: 'condition' })] : [];
      }
    }
  }

  private choose(node: Node, items: readonly Node[], path: Path): readonly Path[] {
    const paths: Path[] = [];
    for (const item of items) {
      // Words are many: one that does not fit is no miss of its own, the choice is.
      if (item.type === 'word' || item.type === 'prefix' || item.type === 'inflection') {
        if (this.fits(item, path.at)) paths.push(take(path, item));
      } else if (!this.allows(path) || this.inReach(item, path.at) > 0 || lengthsOf(item).min === 0) {
        paths.push(...this.walk(item, path));
      }
    }
    if (path.missed || paths.some(({ missed }) => !missed)) return distinct(paths);
    return distinct([...paths.filter(({ words }) => words > path.words), ...this.miss(node, path)]);
  }

  private gaps(node: Node, max: number, path: Path): readonly Path[] {
    const paths = [path];
    const { at, words, missed } = path;
    for (let end = at + 1; end <= at + max && this.isWord(end - 1); end++) {
      paths.push({ at: end, words, missed, last: { node, start: at, end, before: path.last } });
    }
    return paths;
  }

  /** The ways on from a part that is not there, as if it were. */
  private miss(node: Node, path: Path): readonly Path[] {
    if (!this.allows(path)) return [];
    const { at, words } = path;
    const missing = this.breakOff(path, { node, start: at, end: at, miss: 'missing' });
    // At the beginning, another word or one too many is no part of the attempt: it begins one later.
    if (!this.isWord(at) || path.last === undefined) return [missing];
    const step = { node, start: at, end: at + 1 };
    const skip = (miss: Miss): Path => ({
      at: at + 1,
      words,
      missed: true,
      last: { ...step, miss, before: path.last },
    });
    return [missing, ...this.walk(node, skip('extra')), skip('other')];
  }

  private allows(path: Path): boolean {
    return this.lenient && !path.missed;
  }

  /** The path with a part missed, remembered as the place where the attempt ended if nothing else goes further. */
  private breakOff(path: Path, step: Step): Path {
    const missed = { at: path.at, words: path.words, missed: true, last: { ...step, before: path.last } };
    // Of equals the later one counts: a choice comes after its alternatives.
    if (this.broken === undefined || path.words >= this.broken.words) this.broken = missed;
    return missed;
  }

  private isWord(at: number): boolean {
    const token = this.tokens[at];
    return token !== undefined && token.kind !== 'punct';
  }

  private fits(node: Leaf, at: number): boolean {
    const token = this.tokens[at];
    if (token === undefined) return false;
    if (token.kind === 'punct') return node.type === 'word' && token.norm === node.norm;
    if (node.type === 'prefix') return token.norm.startsWith(node.norm);
    if (node.type === 'inflection') return stemOf(token.word) === node.norm;
    return token.norm === node.norm || TYPED[token.kind] === node.norm;
  }

  /** The words that break a condition before token `at`; nothing where it holds. */
  private breach(node: Node, at: number): { start: number; end: number } | undefined {
    const { tokens } = this;
    switch (node.type) {
      case 'start':
        return this.borders[at]! & START ? undefined : { start: at - 1, end: at };
      case 'end':
        return this.borders[at]! & END ? undefined : { start: at, end: at + 1 };
      case 'ahead': {
        const ends = this.strictly(node.item, at);
        return ends.length > 0 ? { start: at, end: Math.max(...ends) } : undefined;
      }
      case 'behind':
        for (let from = at - 1; from >= Math.max(0, at - REACH - MAX_LENGTH); from--) {
          const near = this.strictly(node.item, from).filter(
            (end) =>
              end <= at &&
              at - end < REACH &&
              tokens.slice(end - 1, at).every(({ kind }) => kind !== 'punct'),
          );
          if (near.length > 0) return { start: from, end: Math.max(...near) };
        }
        return undefined;
      default:
        return undefined;
    }
  }

  private strictly(node: Node, at: number): number[] {
    const { lenient } = this;
    const ends = this.matchesFrom(node, at);
    this.lenient = lenient;
    return ends;
  }
}

/** The words of a pattern; those of its conditions take no token. */
function leavesOf(node: Node): readonly Leaf[] {
  if ('norm' in node) return [node];
  if ('items' in node) return node.items.flatMap(leavesOf);
  return node.type === 'optional' ? leavesOf(node.item) : [];
}

const TYPED: Readonly<Record<string, string>> = { number: '_n_', ordinal: '_nth_', name: '_name_' };

function begin(at: number): Path {
  return { at, words: 0, missed: false, last: undefined };
}

function take({ at, words, missed, last }: Path, node: Node): Path {
  return { at: at + 1, words: words + 1, missed, last: { node, start: at, end: at + 1, before: last } };
}

/** Of the ways that end at the same token, missed and not, the one with most words in common; of equals the first. */
function distinct(paths: readonly Path[]): readonly Path[] {
  const best = new Map<number, Path>();
  for (const path of paths) {
    const key = 2 * path.at + (path.missed ? 1 : 0);
    const known = best.get(key);
    if (known === undefined || path.words > known.words) best.set(key, path);
  }
  return [...best.values()];
}
