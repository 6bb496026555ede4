/** Sentences that a pattern is made for: its language written out, or an even choice of it where it is large. */
import type { Node } from './parse.ts';

/** What stands for a word that no pattern asks for; `readable` shows it as "…". */
const FILLERS = [...'bdfgklmnprstvz'].flatMap((letter) => [`zi${letter}o`, `zu${letter}a`]);

/** Written so that the tokeniser reads the typed token back. */
const TYPED: Readonly<Record<string, string>> = {
  _n_: '7',
  _nth_: '4th',
  _money_: '$5',
  _name_: '[PERSON_NAME]',
  _issue_: '{{issue}}',
  _slot_: '{{slot}}',
  _link_: '{{link}}',
  _url_: 'https://a.example/b',
  _handle_: '@anybody',
  _email_: 'a@b.example',
  _emo_: '😡',
  _bang_: '!!',
};

/** `n` words that no pattern asks for, no two alike, so that none is taken for a slip of the tongue. */
export const fillers = (n: number): string => FILLERS.slice(0, n).join(' ');

const isFiller = (word: string): boolean => FILLERS.includes(word);

/** A sentence for people: words that are there only to fill a gap become "…". */
export const readable = (sentence: string): string =>
  sentence
    .split(' ')
    .map((word) => (isFiller(word) ? '…' : word))
    .filter((word, i, words) => word !== '…' || words[i - 1] !== '…')
    .join(' ');

/**
 * Up to `limit` sentences that the words of a pattern allow, all of them where there are no more. Conditions and
 * borders are left out: whether a sentence meets them is for a matcher to say. Always the same ones, spread evenly.
 */
export function sentences(node: Node, limit: number): string[] {
  const total = count(node);
  if (total <= limit) return Array.from({ length: Number(total) }, (_, i) => write(node, BigInt(i)));
  // A golden-ratio stride visits every part of the numbers from 0 to total, and no sentence twice.
  let stride = (total * 618_034n) / 1_000_000n;
  while (gcd(stride, total) > 1n) stride++;
  return Array.from({ length: limit }, (_, i) => write(node, (BigInt(i) * stride) % total));
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

const counts = new WeakMap<Node, bigint>();

/** How many sentences `write` tells apart. */
function count(node: Node): bigint {
  let known = counts.get(node);
  if (known === undefined) {
    known = countAnew(node);
    counts.set(node, known);
  }
  return known;
}

function countAnew(node: Node): bigint {
  switch (node.type) {
    case 'sequence':
      return node.items.reduce((product, item) => product * count(item), 1n);
    case 'choice':
      return node.items.reduce((sum, item) => sum + count(item), 0n);
    case 'optional':
      return 1n + count(node.item);
    case 'gap':
      return BigInt(node.max + 1);
    case 'prefix':
    case 'inflection':
      return 2n;
    default:
      return 1n;
  }
}

/** Sentence number `n` of a node. */
function write(node: Node, n: bigint): string {
  switch (node.type) {
    case 'word':
      return TYPED[node.norm] ?? node.norm;
    case 'prefix':
      return n === 0n ? node.norm : `${node.norm}zo`;
    case 'inflection':
      return n === 0n ? node.norm : `${node.norm}ing`;
    case 'optional':
      return n === 0n ? '' : write(node.item, n - 1n);
    case 'gap':
      return fillers(Number(n));
    case 'choice': {
      let rest = n;
      for (const item of node.items) {
        if (rest < count(item)) return write(item, rest);
        rest -= count(item);
      }
      return '';
    }
    case 'sequence': {
      let rest = n;
      const parts: string[] = [];
      for (const item of node.items) {
        parts.push(write(item, rest % count(item)));
        rest /= count(item);
      }
      return parts.filter((part) => part !== '').join(' ');
    }
    default:
      return '';
  }
}

/** Sentences that hold both, laid over one another in every way in which words meet the same words, or a gap's. */
export function overlaid(one: string, other: string): string[] {
  const [a, b] = [one.split(' '), other.split(' ')];
  const joined: string[] = [];
  for (let shift = 1 - a.length; shift < b.length; shift++) {
    const words: string[] = [];
    for (let i = Math.min(0, shift); i < Math.max(b.length, a.length + shift); i++) {
      const [x, y] = [a[i - shift], b[i]];
      if (x === undefined || y === undefined || x === y) words.push((x ?? y)!);
      else if (isFiller(x)) words.push(y);
      else if (isFiller(y)) words.push(x);
      else break;
    }
    if (words.length === Math.max(b.length, a.length + shift) - Math.min(0, shift))
      joined.push(words.join(' '));
  }
  return joined;
}
