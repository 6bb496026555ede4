/** Messages one a line → conversations, in the order of their first lines, however large the file (FORMATS §2.4). */

import type { Placed } from './conversation.ts';
import { type Group, type GroupOptions, groupInMemory, groupLarge, type TableRow } from './grouping.ts';
import { quarantined, type ReadContext, type ReadItem } from './reader.ts';
import { chain, gather } from './sample.ts';

/** A line with one message. */
export interface LooseLine extends Placed {
  readonly text: string;
}

export interface LooseLines {
  readonly lines: AsyncGenerator<LooseLine | ReadItem>;
  /** The same lines once more. */
  readonly again?: (() => AsyncIterable<LooseLine | ReadItem>) | undefined;
  /**
   * Judges the first messages and gives what tells, of one message after the other from the first on, which
   * conversation it belongs to.
   */
  readonly threads: (sample: readonly unknown[]) => () => (value: unknown) => string;
  readonly conversation: (id: string, messages: readonly Placed[]) => ReadItem[] | Promise<ReadItem[]>;
  /** Notices about the whole file. Throws a UserError if no agent was found in it. */
  readonly close: () => ReadItem[];
}

/** What a message says is known when it is read, so that until then only the sizes of lines count. */
const OPTIONS: GroupOptions = { weigh: () => ({ messages: 1, chars: 0 }) };

/** Reads messages: those of a small file together, so that whether anybody is an agent is known first. */
export async function* readLoose(
  { lines, again, threads, conversation, close }: LooseLines,
  { path, scratch }: ReadContext,
): AsyncGenerator<ReadItem> {
  const { sample, items, ended } = await gather(lines, ({ text }) => text.length);
  yield* items;
  const openIds = threads(sample.map(({ value }) => value));

  async function read({ id, rows, excess }: Group): Promise<ReadItem[]> {
    if (excess) return [quarantined({ path, line: excess.line }, excess.reason, excess.rows)];
    const messages = rows.map(({ cells, line }) => ({ value: JSON.parse(cells[1]!), place: { path, line } }));
    return conversation(id, messages);
  }

  if (ended) {
    const rows = sample.map(rowsBy(openIds()));
    const results: ReadItem[] = [];
    for (const group of groupInMemory(rows, idOf, OPTIONS))
      for (const item of await read(group)) results.push(item);
    const notices = close();
    yield* results;
    yield* notices;
    return;
  }
  const rows = () => chain(sample, lines, rowsBy(openIds()));
  const repeat = async function* (): AsyncGenerator<TableRow> {
    const rowOf = rowsBy(openIds());
    for await (const line of again!()) if (!('kind' in line)) yield rowOf(line);
  };
  for await (const item of groupLarge({ rows, again: again && repeat, scratch }, idOf, OPTIONS)) {
    if (item.kind === 'group') yield* await read(item);
    else yield item;
  }
  yield* close();
}

/** Lines as rows of a table: the conversation, and the message as it is written. */
function rowsBy(idOf: (value: unknown) => string): (line: LooseLine) => TableRow {
  return ({ value, text, place }) => ({ cells: [idOf(value), text], line: place.line! });
}

const idOf = ({ cells }: TableRow): string => cells[0]!;
