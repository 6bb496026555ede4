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
  sizeOf,
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

  it.each([
    [
      'messages',
      { messages: 3, chars: 1e9, size: 1e9 },
      /^the conversation has \d+ messages, more than the 3 /,
    ],
    [
      'characters',
      { messages: 1e9, chars: 30, size: 1e9 },
      /^the conversation has \d+ characters, more than the 30 /,
    ],
    [
      'the size of its rows',
      { messages: 1e9, chars: 1e9, size: 100 },
      /^the rows of the conversation have \d+ characters, more than the 100 /,
    ],
  ])(
    'holds no row of a group that is too large by %s, whichever way, and counts them all',
    async (_, limits, reason) => {
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(interleaved, runs),
          fc.integer({ min: 1, max: 400 }),
          fc.boolean(),
          fc.boolean(),
          async (ids, bucketChars, twice, scratch) => {
            const rows = rowsOf(ids);
            const options = { weigh, limits, bucketChars };
            const table: LargeTable = {
              rows: () => each(rows),
              again: twice ? () => each(rows) : undefined,
              scratch: scratch ? openScratch : undefined,
            };
            const groups = await gather(groupLarge(table, idOf, options));
            expect(groups).toEqual(groupInMemory(rows, idOf, options));
            for (const { id, rows: held, excess } of groups) {
              const own = rows.filter((row) => idOf(row) === id);
              const total = own.reduce(
                (sum, row) => ({
                  messages: sum.messages + 1,
                  chars: sum.chars + weigh(row).chars,
                  size: sum.size + sizeOf(row),
                }),
                { messages: 0, chars: 0, size: 0 },
              );
              const within =
                total.messages <= limits.messages && total.chars <= limits.chars && total.size <= limits.size;
              expect(excess === undefined).toBe(within);
              expect(held).toEqual(within ? own : []);
              if (excess) {
                expect(excess).toMatchObject({ line: own[0]!.line, rows: own.length });
                expect(excess.reason).toMatch(reason);
              }
            }
          },
        ),
        { numRuns: 60 },
      );
    },
  );

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

/** Reads a file of a thousand conversations of 20 messages each, and one record that is broken, and finds them all. */
async function readThousand(bytes: Buffer, twice: boolean) {
  const reopen = twice ? { reopen: () => chunked(bytes, 1 << 16) } : {};
  const outcome = await readAll(bytes, { ...reopen, scratch: openScratch });
  expect(outcome.conversations.map(({ id }) => id)).toEqual(
    Array.from({ length: 1000 }, (_, at) => `c${at}`),
  );
  expect(outcome.conversations.every(({ turns }) => turns.length === 20)).toBe(true);
  expect([outcome.rows, outcome.quarantined]).toEqual([20_000, 1]);
  return outcome;
}

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
    const outcome = await readThousand(Buffer.from(table(stride)), twice);
    const lines = outcome.conversations[999]!.turns.map(({ rows }) => rows[0]!.place.line!);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
    expect(table(stride).split('\n')[lines[3]! - 1]).toContain('c999,3,agent');
  });
});

describe('messages one a line that are too many to be held', () => {
  /** Conversations of 20 messages, more than 2 MB of them: `stride` of them take turns. */
  const written = (stride: number, message: (id: string, turn: number) => object): string => {
    const lines: string[] = [];
    for (let from = 0; from < 1000; from += stride)
      for (let turn = 0; turn < 20; turn++)
        for (let id = from; id < from + stride; id++) lines.push(JSON.stringify(message(`c${id}`, turn)));
    lines.splice(5000, 0, '{"broken": ');
    return `${lines.join('\n')}\n`;
  };
  const said = (turn: number): string => `Line ${turn}, ${'and more of it '.repeat(6)}`;
  const plain = (id: string, turn: number) => ({
    conversation_id: id,
    role: turn % 2 ? 'agent' : 'customer',
    text: said(turn),
  });
  const ofVendor = (id: string, turn: number) => ({
    // One that does not say goes with the one before it.
    ...(turn !== 3 && { interaction_id: id }),
    message_participant: turn % 2 ? 'agent' : 'customer',
    message_text: said(turn),
    interaction_started: '2026-01-05 10:00:00',
  });

  it.each([
    ['in runs', 1, true, plain],
    ['in turn', 50, true, plain],
    ['in turn, from a pipe', 50, false, plain],
  ])('are read %s', async (_, stride, twice, message) => {
    const bytes = Buffer.from(written(stride, message));
    const outcome = await readThousand(bytes, twice);
    const first = outcome.conversations[999]!.turns[3]!.rows[0]!.place.line!;
    expect(bytes.toString().split('\n')[first - 1]).toBe(JSON.stringify(message('c999', 3)));
  });

  it('of a vendor are read as the small file is', async () => {
    const lines = written(1, ofVendor).split('\n');
    const large = Buffer.from(lines.join('\n'));
    const all = await readAll(large, { reopen: () => chunked(large, 1 << 16), scratch: openScratch });
    const few = await readAll(lines.slice(0, 100).join('\n'));
    expect(all.formats).toEqual(few.formats);
    expect(few.conversations).toHaveLength(5);
    expect(all.conversations.slice(0, 5)).toEqual(few.conversations);
    expect([all.conversations.length, all.rows, all.quarantined]).toEqual([1000, 20_000, 1]);
  });

  it('of one conversation set it aside with all of its lines', async () => {
    const lines = Array.from({ length: 100_001 }, (_, turn) =>
      JSON.stringify({ ...plain('all', turn), text: `I say ${turn}` }),
    );
    lines.splice(0, 0, JSON.stringify(plain('a', 0)), JSON.stringify(plain('a', 1)));
    const bytes = Buffer.from(lines.join('\n'));
    const outcome = await readAll(bytes, { reopen: () => chunked(bytes, 1 << 16), scratch: openScratch });
    expect(outcome.conversations.map(({ id }) => id)).toEqual(['a']);
    expect([outcome.rows, outcome.quarantined]).toEqual([2, 100_001]);
    expect(outcome.diagnostics.at(-1)).toMatchObject({
      place: { path: 'calls', line: 3 },
      records: 100_001,
      message: expect.stringMatching(
        /^the conversation has 100001 messages, more than the 100000 .*--map conversation=/,
      ),
    });
  });
});
