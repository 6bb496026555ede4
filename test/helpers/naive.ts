/** A slow matcher that reads a pattern tree literally: the oracle for the automaton. */
import type { Node } from '../../src/cue/index.ts';
import type { Token } from '../../src/model.ts';
import { stemOf } from '../../src/text/index.ts';

export interface Positions {
  readonly start: readonly boolean[];
  readonly end: readonly boolean[];
}

/** All ends of matches of `node` that begin at token `at`. */
function ends(node: Node, tokens: readonly Token[], at: number, where: Positions): Set<number> {
  switch (node.type) {
    case 'word':
    case 'prefix':
    case 'inflection': {
      const token = tokens[at];
      return new Set(token && fits(node, token) ? [at + 1] : []);
    }
    case 'sequence': {
      let reached = new Set([at]);
      for (const item of node.items)
        reached = new Set([...reached].flatMap((p) => [...ends(item, tokens, p, where)]));
      return reached;
    }
    case 'choice':
      return new Set(node.items.flatMap((item) => [...ends(item, tokens, at, where)]));
    case 'optional':
      return new Set([at, ...ends(node.item, tokens, at, where)]);
    case 'gap': {
      const reached = new Set([at]);
      for (let i = at; i < at + node.max && i < tokens.length && tokens[i]!.kind !== 'punct'; i++)
        reached.add(i + 1);
      return reached;
    }
    case 'start':
      return new Set(where.start[at] ? [at] : []);
    case 'end':
      return new Set(where.end[at] ? [at] : []);
    case 'ahead':
      return new Set(ends(node.item, tokens, at, where).size > 0 ? [] : [at]);
    case 'behind': {
      for (let from = 0; from < at; from++) {
        for (const end of ends(node.item, tokens, from, where)) {
          const near = end <= at && at - end < 3;
          if (near && tokens.slice(end - 1, at).every((t) => t.kind !== 'punct')) return new Set();
        }
      }
      return new Set([at]);
    }
  }
}

function fits(node: { type: string; norm: string }, token: Token): boolean {
  if (token.kind === 'punct') return node.type === 'word' && token.norm === node.norm;
  if (node.type === 'prefix') return token.norm.startsWith(node.norm);
  if (node.type === 'inflection') return stemOf(token.word) === node.norm;
  const typed = { number: '_n_', ordinal: '_nth_', name: '_name_' } as Record<string, string>;
  return token.norm === node.norm || typed[token.kind] === node.norm;
}

/** Leftmost-longest matches without overlap. */
export function naiveMatch(
  nodes: readonly Node[],
  tokens: readonly Token[],
  where: Positions,
): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let start = 0; start < tokens.length; start++) {
    const last = found.at(-1);
    if (last && start < last.end) continue;
    const reached = nodes
      .flatMap((node) => [...ends(node, tokens, start, where)])
      .filter((end) => end > start);
    if (reached.length > 0) found.push({ start, end: Math.max(...reached) });
  }
  return found;
}
