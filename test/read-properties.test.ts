/** What must hold for any conversation and any bytes. */

import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../src/errors.ts';
import { type ReadItem, type ReadOptions, read } from '../src/read/index.ts';

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function items(bytes: Uint8Array, options: ReadOptions, chunkSize: number): Promise<ReadItem[]> {
  const found: ReadItem[] = [];
  for await (const item of read(chunked(bytes, chunkSize), options)) found.push(item);
  return found;
}

interface Said {
  id: string;
  role: string;
  text: string;
}

/** What was read, turns joined as the reader joins rows, in order. */
function saidIn(found: ReadItem[]): Said[] {
  return found.flatMap((item) =>
    item.kind === 'conversation'
      ? item.conversation.turns.map(({ role, text }) => ({ id: item.conversation.id, role, text }))
      : [],
  );
}

function recordsIn(found: ReadItem[]): number {
  return found.reduce((sum, item) => {
    if (item.kind === 'conversation') return sum + item.rows;
    return item.kind === 'diagnostic' ? sum + item.diagnostic.records : sum;
  }, 0);
}

const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 30 })
  .map((written) => written.replaceAll('\0', ''))
  .filter((written) => written.trim() !== '');

const conversations = fc.uniqueArray(
  fc.record({
    id: fc.string({ unit: fc.constantFrom(...'abcdxyz09-'), minLength: 1, maxLength: 6 }),
    // An agent opens, so that each file has one; then turns alternate and nothing merges.
    texts: fc.array(text, { minLength: 2, maxLength: 6 }),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 4 },
);

type Conversations = { id: string; texts: string[] }[];
const turnsOf = (all: Conversations): Said[] =>
  all.flatMap(({ id, texts }) =>
    texts.map((said, at) => ({ id, role: at % 2 ? 'customer' : 'agent', text: said })),
  );

const asCsv = (all: Conversations, delimiter: string): string =>
  stringify(
    turnsOf(all).map((turn) => [turn.id, turn.role, turn.text]),
    { header: true, columns: ['conversation_id', 'role', 'text'], delimiter, quoted: true },
  );

const asNdjson = (all: Conversations): string =>
  all
    .map(({ id, texts }) =>
      JSON.stringify({
        conversation_id: id,
        turns: texts.map((said, at) => ({ speaker: at % 2 ? 'customer' : 'agent', text: said })),
      }),
    )
    .join('\n');

const chunkSize = fc.integer({ min: 1, max: 64 });

describe('reading', () => {
  it('gives back what was written as CSV', async () => {
    await fc.assert(
      fc.asyncProperty(
        conversations,
        fc.constantFrom(',', ';', '\t', '|'),
        chunkSize,
        async (all, delimiter, size) => {
          const found = await items(Buffer.from(asCsv(all, delimiter)), { path: 'a.csv' }, size);
          expect(saidIn(found)).toEqual(turnsOf(all));
          expect(recordsIn(found)).toBe(turnsOf(all).length);
        },
      ),
    );
  });

  it('gives back what was written as NDJSON and as JSON', async () => {
    await fc.assert(
      fc.asyncProperty(conversations, chunkSize, async (all, size) => {
        const lines = asNdjson(all);
        const found = await items(Buffer.from(lines), { path: 'a.ndjson' }, size);
        expect(saidIn(found)).toEqual(turnsOf(all));
        const document = await items(
          Buffer.from(`[${lines.replaceAll('\n', ',')}]`),
          { path: 'a.json' },
          size,
        );
        expect(saidIn(document)).toEqual(turnsOf(all));
      }),
    );
  });

  const damage = fc.record({
    keep: fc.double({ min: 0, max: 1, noNaN: true }),
    flips: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { maxLength: 8 }),
  });

  it.each([
    ['csv', (all: Conversations) => asCsv(all, ',')],
    ['ndjson', asNdjson],
    ['json', (all: Conversations) => `[${asNdjson(all).replaceAll('\n', ',')}]`],
  ])('never throws anything but a UserError for damaged %s', async (_, write) => {
    await fc.assert(
      fc.asyncProperty(
        conversations,
        damage,
        chunkSize,
        fc.boolean(),
        async (all, { keep, flips }, size, cut) => {
          const whole = Buffer.from(write(all));
          const bytes = cut ? whole.subarray(0, Math.floor(whole.length * keep)) : whole;
          for (const [at, mask] of flips) if (bytes.length > 0) bytes[at % bytes.length]! ^= mask;
          try {
            const found = await items(bytes, { path: 'a' }, size);
            // A single damaged line may pass for the header of a table, which is told and holds no record.
            const told = found.some(({ kind }) => kind === 'diagnostic');
            expect(told || recordsIn(found) > 0).toBe(true);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('accounts for every line of NDJSON, whole or broken', async () => {
    const broken = fc.constantFrom('{', '[]', '7', '{"turns": 1}', '{"turns": []}', '"x"', '{"a": 1}');
    await fc.assert(
      fc.asyncProperty(
        conversations,
        fc.array(broken, { maxLength: 5 }),
        chunkSize,
        async (all, bad, size) => {
          const bytes = Buffer.from([asNdjson(all), ...bad].join('\n'));
          const found = await items(bytes, { path: 'a', from: 'ndjson' }, size);
          expect(recordsIn(found)).toBe(turnsOf(all).length + bad.length);
        },
      ),
    );
  });

  it('accounts for every row of CSV, however many cells it has', async () => {
    const row = fc.array(fc.constantFrom('k', 'agent', 'Hi', 'x'), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), chunkSize, async (rows, size) => {
        const all = [['id', 'role', 'text'], ['k', 'agent', 'Hi'], ['k', 'user', 'Ho'], ...rows];
        const bytes = Buffer.from(all.map((cells) => cells.join(',')).join('\n'));
        const found = await items(bytes, { path: 'a', from: 'csv' }, size);
        expect(recordsIn(found)).toBe(all.length - 1);
      }),
    );
  });
});
