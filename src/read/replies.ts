/** Tweets and their like: a conversation is what hangs together by replies (FORMATS §6, twcs). */

import { compareKeys } from '../keys.ts';
import type { Columns } from './columns.ts';
import type { Group, TableRow } from './grouping.ts';

/** Connected components of the replies, named by their lowest id and ordered by id where times do not differ. */
export function groupByReplies(rows: readonly TableRow[], reply: NonNullable<Columns['reply']>): Group[] {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    // Path compression keeps long threads linear.
    for (let at = id; at !== root; ) {
      const next = parents.get(at)!;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { cells } of rows) {
    const to = cells[reply.to]!.trim();
    const [a, b] = [rootOf(cells[reply.id]!.trim()), rootOf(to)];
    if (to !== '' && a !== b) parents.set(a, b);
  }
  const components = new Map<string, TableRow[]>();
  for (const row of rows) {
    const root = rootOf(row.cells[reply.id]!.trim());
    const component = components.get(root);
    if (component) component.push(row);
    else components.set(root, [row]);
  }
  const idOf = (row: TableRow): string => row.cells[reply.id]!.trim();
  const byId = (a: TableRow, b: TableRow): number =>
    idOf(a).length - idOf(b).length || compareKeys(idOf(a), idOf(b));
  return [...components.values()].map((component) => {
    const rows = component.sort(byId);
    return { kind: 'group', id: idOf(rows[0]!), rows };
  });
}
