/** Parsed patterns as short lists that JSON can hold, so that a build can parse shipped rubrics for everybody. */
import type { ParsedClasses } from './cues.ts';
import type { ClassNames } from './notation.ts';
import { type Classes, type KnownPatterns, type Node, parsePattern } from './parse.ts';

/** A word is its text; anything else a list that begins with what it is. */
export type Packed = string | readonly [Tag, ...(string | number | Packed)[]];

const TAGS = {
  prefix: '*',
  inflection: '~',
  sequence: '.',
  choice: '|',
  optional: '?',
  ahead: '!',
  behind: '-',
  gap: '#',
  start: '^',
  end: '$',
  class: '<',
} as const;
type Tag = (typeof TAGS)[keyof typeof TAGS];

/** `names` tells which nodes are classes; these are named and not written out. */
function packPattern(node: Node, names: ClassNames): Packed {
  const name = names.get(node);
  if (name !== undefined) return [TAGS.class, name];
  switch (node.type) {
    case 'word':
      return node.norm;
    case 'prefix':
    case 'inflection':
      return [TAGS[node.type], node.norm];
    case 'sequence':
    case 'choice':
      return [TAGS[node.type], ...node.items.map((item) => packPattern(item, names))];
    case 'optional':
    case 'ahead':
    case 'behind':
      return [TAGS[node.type], packPattern(node.item, names)];
    case 'gap':
      return [TAGS.gap, node.max];
    default:
      return [TAGS[node.type]];
  }
}

/** The pattern with the classes that a rubric has; nothing where it lacks one of them. */
function unpackPattern(packed: Packed, classes: Classes): Node | undefined {
  if (typeof packed === 'string') return { type: 'word', norm: packed };
  const [tag, first] = packed;
  switch (tag) {
    case TAGS.class:
      return classes.get(first as string);
    case TAGS.prefix:
      return { type: 'prefix', norm: first as string };
    case TAGS.inflection:
      return { type: 'inflection', norm: first as string };
    case TAGS.gap:
      return { type: 'gap', max: first as number };
    case TAGS.start:
      return { type: 'start' };
    case TAGS.end:
      return { type: 'end' };
    case TAGS.sequence:
    case TAGS.choice: {
      const items: Node[] = [];
      for (let i = 1; i < packed.length; i++) {
        const item = unpackPattern(packed[i] as Packed, classes);
        if (item === undefined) return undefined;
        items.push(item);
      }
      return { type: tag === TAGS.choice ? 'choice' : 'sequence', items };
    }
    default: {
      const item = unpackPattern(first as Packed, classes);
      if (item === undefined) return undefined;
      return { type: tag === TAGS.optional ? 'optional' : tag === TAGS.ahead ? 'ahead' : 'behind', item };
    }
  }
}

/** Packs the patterns of a rubric with its classes, in the order of `sources`. */
export function packPatterns(sources: readonly string[], { classes, names }: ParsedClasses): Packed[] {
  return sources.map((source) => packPattern(parsePattern(source, classes), names));
}

/** What `packPatterns` made of the same sources. */
export function knownPatterns(sources: readonly string[], packed: readonly Packed[]): KnownPatterns {
  const bySource = new Map(sources.map((source, i) => [source, packed[i]!]));
  return (source, classes) => {
    const known = bySource.get(source);
    return known === undefined ? undefined : unpackPattern(known, classes);
  };
}
