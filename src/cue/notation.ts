/** Writes a pattern tree in the notation that it was read from, so that a reader can be shown a part of a pattern. */
import type { Node } from './parse.ts';

/** Names of the classes in a tree: a class is the same node wherever it is used. */
export type ClassNames = ReadonlyMap<Node, string>;

/** `(i|we) [<INT>] understand $`; parsed again it is the same tree. */
export function notationOf(node: Node, names: ClassNames): string {
  const name = names.get(node);
  if (name !== undefined) return `<${name}>`;
  switch (node.type) {
    case 'word':
      return node.norm;
    case 'prefix':
      return `${node.norm}*`;
    case 'inflection':
      return `~${node.norm}`;
    case 'sequence':
      return node.items.map((item) => bracketed(item, names)).join(' ');
    case 'choice':
      return `(${node.items.map((item) => notationOf(item, names)).join('|')})`;
    case 'optional':
      return `[${inside(node.item, names)}]`;
    case 'ahead':
      return `!(${inside(node.item, names)})`;
    case 'behind':
      return `-(${inside(node.item, names)})`;
    case 'gap':
      return `..${node.max}`;
    case 'start':
      return '^';
    case 'end':
      return '$';
  }
}

/** A sequence that stands in another one keeps its brackets. */
function bracketed(node: Node, names: ClassNames): string {
  const text = notationOf(node, names);
  return node.type === 'sequence' && !names.has(node) ? `(${text})` : text;
}

/** Brackets hold a choice without brackets of its own. */
function inside(node: Node, names: ClassNames): string {
  const text = notationOf(node, names);
  return node.type === 'choice' && !names.has(node) ? text.slice(1, -1) : text;
}
