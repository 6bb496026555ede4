/** Threads made small: evidence and verdicts recur from conversation to conversation, and stand once in a table. */

import type { PackedThread, PackedVerdict, PageThread, PageVerdict, Part } from './data.ts';

/** Parts in the table; a rubric gives some hundreds, and only a strange input more. */
const MOST = 20_000;

export interface Packer {
  readonly pack: (thread: PageThread) => PackedThread;
  readonly table: () => readonly Part[];
}

/** A packer with an empty table; `page/unpack.js` undoes what it does. */
export function createPacker(): Packer {
  const places = new Map<string, number>();
  const table: Part[] = [];
  const place = <T extends Part>(part: T): number | T => {
    const key = JSON.stringify(part);
    const known = places.get(key);
    if (known !== undefined) return known;
    if (table.length >= MOST) return part;
    places.set(key, table.length);
    return table.push(part) - 1;
  };
  const verdictOf = ({ turn, ...part }: PageVerdict): PackedVerdict =>
    turn === undefined ? [place(part)] : [place(part), turn];
  return {
    table: () => table,
    pack: (thread) => ({
      ...thread,
      turns: thread.turns.map(({ verdicts, ...turn }) => ({
        ...turn,
        evidence: turn.evidence.map(place),
        ...(verdicts && { verdicts: verdicts.map(verdictOf) }),
      })),
      opportunities: thread.opportunities.map((o) => ({ ...o, verdicts: o.verdicts.map(verdictOf) })),
      whole: thread.whole.map(verdictOf),
    }),
  };
}
