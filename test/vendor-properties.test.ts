/** What must hold for any conversation in any vendor's format, and for any damage to one. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../src/errors.ts';
import { type Outcome, readAll } from './helpers/reading.ts';
import { accounted } from './helpers/vendors.ts';
import { type Story, WRITERS } from './helpers/writers.ts';

const DIR = path.join(import.meta.dirname, '../fixtures/vendors');

/** Words that meet the traps: markup, entities, quotes, other scripts, and the beginnings of quoted history. */
const word = fc.constantFrom(
  ..."the kettle leaks & hums 3 < 5 naïve 日本 🙂 “quoted” a<b <NAME> On wrote: From: {x} I'm no-one __proto__ constructor".split(
    ' ',
  ),
);
const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => `So ${words.join(' ')} indeed.`);

const stories: fc.Arbitrary<Story> = fc.record({
  id: fc.string({ unit: fc.constantFrom(...'abcxyz09-'), minLength: 1, maxLength: 8 }),
  lines: fc.array(text, { minLength: 2, maxLength: 6 }).map((texts) =>
    texts.map((said, index) => ({
      role: index % 2 === 0 ? ('agent' as const) : ('customer' as const),
      text: said,
    })),
  ),
});

/** Who is who, for formats that only number their speakers. */
const ROLES = Object.fromEntries(
  ['0', 'a', 'speaker_00', 'spk_0', 'ch_1'].map((label): [string, 'agent'] => [label, 'agent']),
);
const AZURE = { '1': 'agent', '2': 'customer' } as const;
const CUSTOMERS = Object.fromEntries(
  ['1', 'b', 'speaker_01', 'spk_1', 'ch_2'].map((label): [string, 'customer'] => [label, 'customer']),
);

describe('any conversation', () => {
  it.each(Object.entries(WRITERS))('comes back from %s as it was written', async (name, writer) => {
    const roles = name === 'azure-stt' ? AZURE : { ...ROLES, ...CUSTOMERS };
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const outcome = await readAll(JSON.stringify(writer.write(story)), {
          path: 'file.json',
          roles,
          infer: false,
        });
        expect(outcome.formats).toEqual([name]);
        expect(outcome.conversations).toHaveLength(1);
        const [conversation] = outcome.conversations;
        expect(conversation!.turns.map((turn) => ({ role: turn.role, text: turn.text }))).toEqual(
          story.lines,
        );
        if (writer.id) expect(conversation!.id).toBe(story.id);
      }),
      { numRuns: 50 },
    );
  });

  it('comes back in the order of its times, however the list is shuffled', async () => {
    const names = Object.keys(WRITERS).filter(
      (name) => WRITERS[name]!.times === 'absolute' && name !== 'intercom',
    );
    await fc.assert(
      fc.asyncProperty(stories, fc.constantFrom(...names), fc.integer(), async (story, name, seed) => {
        const document = shuffled(WRITERS[name]!.write(story), seed);
        const outcome = await readAll(JSON.stringify(document), { path: 'file.json' });
        expect(outcome.conversations[0]!.turns.map(({ text: said }) => said)).toEqual(
          story.lines.map((line) => line.text),
        );
      }),
      { numRuns: 200 },
    );
  });
});

/** The document with each of its lists of objects with times in another order. */
function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) {
    const list = value.map((item) => shuffled(item, seed));
    return list
      .map((item, index) => ({ item, key: (Math.imul(index + 1, seed | 1) >>> 0) % 97 }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shuffled(inner, seed)]));
}

const files = readdirSync(DIR).map((file): [string, Buffer] => [file, readFileSync(path.join(DIR, file))]);

/** Reads what may be anything; a refusal has to be one that a user can read. */
async function survives(bytes: Uint8Array, file: string): Promise<Outcome | undefined> {
  try {
    return await readAll(bytes, { path: file });
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Every way to a value in a document. */
function paths(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [
    at,
    ...keys.flatMap((key) => paths((value as Record<string | number, unknown>)[key], [...at, key])),
  ];
}

/** The document with another value at one place. */
function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? replaced(item, rest, by) : item));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, item]) => [
      name,
      name === key ? replaced(item, rest, by) : item,
    ]),
  );
}

const ODD: readonly unknown[] = [
  null,
  7,
  -1e308,
  '',
  'x',
  true,
  [],
  {},
  [[]],
  [null],
  { id: {} },
  ['x', 'y'],
  '<div>',
  { toString: 1 },
  '2024-13-45T99:99:99Z',
];

describe('any damage', () => {
  it.each(files)('to %s: cut at any byte', async (file, bytes) => {
    for (let end = 0; end < bytes.length; end += Math.max(1, Math.floor(bytes.length / 150)))
      await survives(bytes.subarray(0, end), file);
  });

  it.each(files)('to %s: one byte changed', async (file, bytes) => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, mask) => {
          const changed = Buffer.from(bytes);
          changed[at]! ^= mask;
          const outcome = await survives(changed, file);
          if (outcome) expect(accounted(outcome)).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(files.filter(([file]) => file.endsWith('.json')))(
    'to %s: every value of another type, with a place for what is set aside',
    async (file, bytes) => {
      const document: unknown = JSON.parse(bytes.toString());
      for (const [index, place] of paths(document).entries()) {
        for (const odd of [ODD[index % ODD.length], ODD[(index * 7 + 3) % ODD.length]]) {
          const outcome = await survives(Buffer.from(JSON.stringify(replaced(document, place, odd))), file);
          for (const { kind, place: found } of outcome?.diagnostics ?? [])
            if (kind === 'quarantined') expect(found.pointer).toMatch(/^\//);
        }
      }
    },
  );

  it.each(files.filter(([file]) => file.endsWith('.json')))(
    'to %s: a key taken away',
    async (file, bytes) => {
      const document: unknown = JSON.parse(bytes.toString());
      for (const place of paths(document)) {
        if (place.length > 0)
          await survives(Buffer.from(JSON.stringify(replaced(document, place, undefined))), file);
      }
    },
  );
});
