/** A sample in which rare labels are as frequent as common ones, each conversation with what it stands for. */

import { compareKeys } from '../keys.ts';
import type { ScoredConversation } from '../model.ts';
import { type Kept, keepFirst } from './order.ts';
import type { Draw, Drawn } from './sample.ts';

/** Labels named in the reason for a conversation. */
const NAMED = 2;

interface Group {
  readonly kept: Kept<Drawn>;
  size: number;
}

/**
 * Of every level of every label the first `k` conversations that have it, in one order of chance for all, where k is
 * the largest for which all of them fit into the sample; the first of all conversations fill it up. A conversation is
 * in it when it is early enough for one of its groups, so it was drawn with the probability max over its groups of
 * k / size, and stands for as many as the inverse of that (bottom-k samples of several objectives: E. Cohen,
 * "Multi-objective weighted sampling", HotWeb 2015). Memory holds at most `size` conversations for each level.
 */
export function drawRare(size: number, compare: (a: Drawn, b: Drawn) => number): Draw {
  const groups = new Map<string, Group>();
  const everybody: Group = { kept: keepFirst(size, compare), size: 0 };
  const join = (group: Group, drawn: Drawn): void => {
    group.size++;
    group.kept.add(drawn);
  };
  return {
    add: (drawn) => {
      join(everybody, drawn);
      for (const key of levelsOf(drawn.scored)) {
        const group = groups.get(key) ?? { kept: keepFirst(size, compare), size: 0 };
        groups.set(key, group);
        join(group, drawn);
      }
    },
    result: (population) => {
      const firsts = (k: number) =>
        new Map(
          [...groups.values()].flatMap(({ kept }) => kept.items().slice(0, k)).map((d) => [d.chance, d]),
        );
      let k = 0;
      while (k < size && firsts(k + 1).size <= size) k++;
      const chosen = firsts(k);
      let first = 0;
      for (const drawn of everybody.kept.items()) {
        if (chosen.size === size) break;
        chosen.set(drawn.chance, drawn);
        first++;
      }
      const weightOf = (keys: readonly string[]) =>
        1 / Math.max(first / population, ...keys.map((key) => Math.min(1, k / groups.get(key)!.size)));
      return {
        sampled: [...chosen.values()].sort(compare).map(({ scored }) => {
          const keys = levelsOf(scored).toSorted(
            (a, b) => groups.get(a)!.size - groups.get(b)!.size || compareKeys(a, b),
          );
          const why = keys
            .slice(0, NAMED)
            .map((key) => `${key}: in ${groups.get(key)!.size} of ${population}`);
          return { scored, weight: weightOf(keys), why };
        }),
      };
    },
  };
}

/** The levels of labels that somebody's words have in a conversation: `empathy 2`. */
function levelsOf({ turns }: ScoredConversation): readonly string[] {
  const found = turns.flatMap(({ labels }) =>
    Object.entries(labels).flatMap(([label, level]) => (level > 0 ? [`${label} ${level}`] : [])),
  );
  return [...new Set(found)];
}
