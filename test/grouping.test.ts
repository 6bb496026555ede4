/** Large tables give the same conversations as small ones, whatever the order of their rows. */

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Group,
  groupInMemory,
  groupLarge,
  type LargeTable,
  type TableRow,
} from '../src/read/grouping.ts';
import type { ReadItem } from '../src/read/index.ts';
import { openScratch } from '../src/run/inputs.ts';
import { chunked, readAll } from './helpers/reading.ts';

const idOf = ({ cells }: TableRow): string => cells[0]!;

const rowsOf = (ids: readonly string[]): TableRow[] =>
  ids.map((id, at) => ({ cells: [id, `said ${at}\n"x"`], line: at + 2 }));

async function* each(rows: readonly TableRow[]): AsyncGenerator<TableRow> {
  yield* rows;
}

const weigh = ({ cells }: TableRow) => ({ messages: 1, chars: cells[1]!.length });

async function gather(groups: AsyncIterable<Group | ReadItem>): Promise<Group[]> {
  const found: Group[] = [];
  for await (const group of groups) if (group.kind === 'group') found.push(group);
  return found;
}

describe('grouping', () => {
  const interleaved = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '', 'long id'), { maxLength: 40 });
  const runs = fc
    .uniqueArray(fc.string({ maxLength: 5 }), { maxLength: 8 })
    .chain((ids) =>
      fc.tuple(...ids.map((id) => fc.integer({ min: 1, max: 4 }).map((n) => Array<string>(n).fill(id)))),
    )
    .map((parts) => parts.flat());

  it.each([
    ['read twice, with scratch files', true, true],
    ['read twice, in memory', true, false],
    ['read once, with scratch files', false, true],
    ['read once, in memory', false, false],
  ])('gives the groups of memory when %s', async (_, twice, scratch) => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(interleaved, runs),
        fc.integer({ min: 1, max: 400 }),
        async (ids, bucketChars) => {
          const rows = rowsOf(ids);
          const table: LargeTable = {
            rows: () => each(rows),
            again: twice ? () => each(rows) : undefined,
            scratch: scratch ? openScratch : undefined,
          };
          const options = { weigh, bucketChars };
          expect(await gather(groupLarge(table, idOf, options))).toEqual(groupInMemory(rows, idOf, options));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves no file behind, not even when nobody reads on', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'attune-test-'));
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    try {
      const rows = rowsOf(['a', 'b', 'a', 'c']);
      const table = { rows: () => each(rows), scratch: openScratch };
      for await (const _ of groupLarge(table, idOf, { weigh, bucketChars: 1 })) break;
      expect(await readdir(folder)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      await rm(folder, { recursive: true });
    }
  });
});

describe('a table that is too large to be held', () => {
  /** Conversations of 20 rows, 2.5 MB of them: `stride` of them take turns. */
  const table = (stride: number): string => {
    const lines = ['conversation_id,turn,role,text'];
    for (let from = 0; from < 1000; from += stride) {
      for (let turn = 0; turn < 20; turn++) {
        for (let id = from; id < from + stride; id++) {
          const role = turn % 2 ? 'agent' : 'customer';
          lines.push(`c${id},${turn},${role},"Line ${turn} of ${id}, ${'and more of it '.repeat(6)}"`);
        }
      }
    }
    lines.splice(5000, 0, 'c1,ragged');
    return `${lines.join('\n')}\n`;
  };

  it.each([
    ['in runs', 1, true],
    ['in turn', 50, true],
    ['in turn, from a pipe', 50, false],
  ])('is read %s', async (_, stride, twice) => {
    const bytes = Buffer.from(table(stride));
    const reopen = twice ? { reopen: () => chunked(bytes, 1 << 16) } : {};
    const outcome = await readAll(bytes, { ...reopen, scratch: openScratch });
    expect(outcome.conversations.map(({ id }) => id)).toEqual(
      Array.from({ length: 1000 }, (_, at) => `c${at}`),
    );
    expect(outcome.conversations.every(({ turns }) => turns.length === 20)).toBe(true);
    expect([outcome.rows, outcome.quarantined]).toEqual([20_000, 1]);
    const lines = outcome.conversations[999]!.turns.map(({ rows }) => rows[0]!.place.line!);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
    expect(table(stride).split('\n')[lines[3]! - 1]).toContain('c999,3,agent');
  });
});
