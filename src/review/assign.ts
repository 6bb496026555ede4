/** Who rates what: every conversation has a rater, and a share of them two, the same for the same seed. */

import { createHash } from 'node:crypto';
import { compareKeys } from '../keys.ts';
import type { Item } from './data.ts';

export interface AssignOptions {
  readonly raters: readonly string[];
  /** Share of the items that two people rate (0–1). */
  readonly double: number;
  readonly seed: string;
}

/**
 * Rater → ids of their items. A conversation goes to one person as a whole, so that nobody reads it for one turn.
 * Raters take turns along an order of chance by seed and id, so that each gets about as many conversations; those
 * that two rate are the first of another such order until they hold the share of items, and the second rater is as
 * often each of the others.
 */
export function assign(
  items: readonly Item[],
  { raters, double, seed }: AssignOptions,
): ReadonlyMap<string, ReadonlySet<string>> {
  const lists = new Map(raters.map((rater) => [rater, new Set<string>()]));
  const names = [...lists.keys()];
  const conversations = new Map<string, string[]>();
  for (const { id, conversation_id } of items)
    conversations.set(conversation_id, [...(conversations.get(conversation_id) ?? []), id]);
  const give = (place: number, ids: readonly string[]): void => {
    for (const id of ids) lists.get(names[place % names.length]!)!.add(id);
  };
  const first = new Map(inOrder(conversations.keys(), seed, 'first').map((id, place) => [id, place]));
  for (const [id, place] of first) give(place, conversations.get(id)!);
  if (names.length < 2) return lists;
  let left = Math.round(double * items.length);
  for (const [place, id] of inOrder(conversations.keys(), seed, 'second').entries()) {
    if (left <= 0) break;
    const ids = conversations.get(id)!;
    give(first.get(id)! + 1 + (place % (names.length - 1)), ids);
    left -= ids.length;
  }
  return lists;
}

function inOrder(ids: Iterable<string>, seed: string, what: string): readonly string[] {
  const keyed = [...ids].map((id) => ({
    id,
    chance: createHash('sha256')
      .update(JSON.stringify([seed, what, id]))
      .digest('hex'),
  }));
  return keyed.sort((a, b) => compareKeys(a.chance, b.chance)).map(({ id }) => id);
}
