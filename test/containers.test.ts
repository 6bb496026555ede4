/** Encodings, gzip, zip, workbooks, Parquet and the CSV dialects of FORMATS §0.8 and §2.1. */

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { UserError } from '../src/errors.ts';
import { duplicates } from '../src/read/dedup.ts';
import { fromWindows1252, toUtf8, toWindows1252 } from '../src/read/encodings.ts';
import { isMojibake, mend } from '../src/read/mojibake.ts';
import { chunked, fixture, messages, readAll, refusal, script } from './helpers/reading.ts';

const CSV = 'conversation_id,role,text\nk1,customer,The lamp flickers\nk1,agent,Let me look into that.\n';
const SAID = ['customer: The lamp flickers', 'agent: Let me look into that.'];

/** One good line, and then one of nothing. */
const BOMB = Buffer.concat([
  Buffer.from('{"turns":[{"role":"agent","text":"A"}]}\n{"turns":[]}\n'),
  Buffer.alloc(80 * 1024 * 1024, ' '),
]);

describe('encodings', () => {
  it.each([
    ['windows-1252.csv', '“Hello”, the café is shut – again… it cost me £5 and €3'],
    ['excel-unicode.txt', 'The café’s door is stuck'],
    ['utf16be-no-mark.csv', 'My shed leaks'],
    ['bulk-sep.csv', "The café's heater is broken; again"],
  ])('reads %s', async (name, text) => {
    for (const size of [1, 7, 1 << 16]) {
      const outcome = await readAll(fixture(name), {}, size);
      expect(outcome.conversations[0]?.turns[0]?.text).toBe(text);
      expect(outcome.conversations[0]?.turns).toHaveLength(2);
    }
  });

  it('says from which line on a file is Windows-1252', async () => {
    const outcome = await readAll(fixture('windows-1252.csv'));
    expect(outcome.diagnostics).toEqual([
      expect.objectContaining({
        place: { path: 'calls', line: 2 },
        message: expect.stringContaining('Windows-1252'),
      }),
    ]);
  });

  it('keeps a file that has shown itself to be UTF-8, damage and all', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${CSV}k1,agent,café à Zoë\nk1,agent,b`),
      Buffer.from([0xe9]),
      Buffer.from('d\n'),
    ]);
    const outcome = await readAll(bytes);
    expect(outcome.conversations[0]?.turns.at(-1)?.text).toContain('café à Zoë\nb\ufffdd');
    expect(messages(outcome)[0]).toContain('not UTF-8');
  });

  it('gives every byte of Windows-1252 back', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect(toWindows1252(fromWindows1252(all))).toEqual(Buffer.from(all));
    expect(toWindows1252('Ω')).toBeUndefined();
  });

  it('does not depend on how the bytes arrive', async () => {
    const decoded = async (bytes: Uint8Array, size: number): Promise<string> => {
      const parts: Buffer[] = [];
      for await (const part of toUtf8(chunked(bytes, size))) parts.push(part);
      return Buffer.concat(parts).toString('latin1');
    };
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 50 }),
        async (bytes, size) => {
          expect(await decoded(bytes, size)).toBe(await decoded(bytes, 1000));
        },
      ),
    );
  });

  it('warns of mojibake, and mends it only when asked', async () => {
    const told = await readAll(fixture('mojibake.csv'));
    expect(messages(told)).toEqual([
      expect.stringMatching(/^2 texts were decoded wrongly.*--repair-encoding$/),
    ]);
    expect(told.conversations[0]?.turns[0]?.text).toContain('cafÃ©');
    const mended = await readAll(fixture('mojibake.csv'), { repair: true });
    expect(script(mended.conversations[0])).toEqual([
      'customer: I can’t find the café voucher.',
      'agent: I’m sorry, let’s look for it.',
    ]);
  });

  it('mends what it breaks, and leaves good text alone', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '’', 'é', 'ß', '€', '😀', '…'), maxLength: 20 }),
        (text) => {
          expect(mend(fromWindows1252(Buffer.from(text)))).toBe(text);
          expect(isMojibake(text)).toBe(false);
        },
      ),
    );
  });
});

describe('gzip and zip', () => {
  it('reads gzip by its first bytes, and gzip in zip', async () => {
    expect(script((await readAll(gzipSync(CSV), { path: 'x.csv' }, 5)).conversations[0])).toEqual(SAID);
    const nested = zipSync({ 'a.csv.gz': gzipSync(CSV) });
    const [conversation] = (await readAll(nested, { path: 'x.zip' })).conversations;
    expect(script(conversation)).toEqual(SAID);
    expect(conversation?.source.path).toBe('x.zip/a.csv.gz');
  });

  it('reads the members of a zip archive as files of their own', async () => {
    const outcome = await readAll(fixture('export.zip'), { path: 'export.zip' });
    expect(outcome.formats).toEqual(['text', 'csv', 'vtt']);
    expect(outcome.conversations.map(({ source }) => source.path)).toEqual([
      'export.zip/calls/otter.txt',
      'export.zip/calls/talkdesk.csv',
      'export.zip/calls/teams.vtt',
    ]);
    expect(outcome.diagnostics.find(({ place }) => place.path === 'export.zip/README.md')?.message).toContain(
      'left out',
    );
  });

  it('stops at a bomb in a zip', async () => {
    const outcome = await readAll(zipSync({ a: BOMB }));
    expect(messages(outcome).at(-1)).toContain('unpacks to more than 200 times its size');
  });

  it('goes on after a member that cannot be read, and says so', async () => {
    const zip = zipSync({ 'a.csv': strToU8('conversation_id,outcome\n1,2\n'), 'b.csv': strToU8(CSV) });
    const outcome = await readAll(zip);
    expect(outcome.conversations).toHaveLength(1);
    expect(outcome.quarantined).toBe(1);
    expect(
      await refusal(zipSync({ 'a.csv': strToU8('conversation_id,outcome\n1,2\n') }), { path: 'x.zip' }),
    ).toContain('x.zip/a.csv: no column holds the text');
  });

  it.each([
    ['a bomb', gzipSync(BOMB), 'unpacks to more than 200 times its size'],
    ['gzip that is cut off', gzipSync(CSV).subarray(0, 30), 'the gzip data is damaged or cut off'],
    [
      'zip in zip in zip',
      zipSync({ a: zipSync({ b: zipSync({ 'c.csv': strToU8(CSV) }) }) }),
      'an archive in an archive',
    ],
    ['an empty zip', zipSync({}), 'nothing in the archive'],
    ['a PDF', Buffer.from('%PDF-1.7 ...'), 'this is a PDF'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'save it as .xlsx'],
    ['Zstandard', Buffer.from('28b52ffd0000', 'hex'), 'Zstandard'],
  ])('refuses %s', async (_, bytes, message) => {
    expect(await refusal(bytes, { path: 'x' })).toContain(message);
  });
});

describe('workbooks and Parquet', () => {
  it('reads the sheets that hold texts, with typed cells', async () => {
    const outcome = await readAll(fixture('workbook.xlsx'));
    expect(outcome.formats).toEqual(['xlsx']);
    expect(outcome.notes[0]).toContain(
      'sheet "Turns"; conversation=Conversation ID, text=Message, role=Sender, time=Sent At',
    );
    expect(outcome.conversations.map(({ id }) => id)).toEqual(['t1', 't2']);
    expect(outcome.conversations[0]?.turns[1]).toMatchObject({
      at: '2025-02-02T10:00:30.000Z',
      rows: [{ place: { line: 3 } }],
    });
    expect(outcome.conversations[0]?.meta).toEqual({ Read: 'true' });
    expect(messages(outcome)).toEqual([expect.stringContaining('"Totals"')]);
  });

  it('reads Parquet with a row per turn, a transcript per row, or a list of messages per row', async () => {
    expect((await readAll(fixture('turns.parquet'))).conversations.map(({ turns }) => turns.length)).toEqual([
      2, 2,
    ]);
    const blobs = await readAll(fixture('blobs.parquet'));
    expect([blobs.rows, blobs.quarantined]).toEqual([1, 1]);
    const chat = [
      { role: 'user', content: 'My bell is broken' },
      { role: 'assistant', content: 'Oh no.' },
    ];
    const schema = {
      columnData: [
        { name: 'id', data: ['a'] },
        { name: 'messages', data: [chat], type: 'JSON' as const },
      ],
    };
    const nested = await readAll(Buffer.from(parquetWriteBuffer(schema)));
    expect(script(nested.conversations[0])).toEqual(['customer: My bell is broken', 'agent: Oh no.']);
  });

  it('says so where a file is not what --from says', async () => {
    expect(await refusal(CSV, { from: 'xlsx' })).toContain('not an Excel workbook');
    expect(await refusal(CSV, { from: 'parquet' })).toContain('not a Parquet file');
  });
});

describe('CSV as it comes', () => {
  it('reads a file without a header', async () => {
    const outcome = await readAll(fixture('headerless.csv'), { path: 'bike.csv' });
    expect(outcome.notes[0]).toContain('no header');
    expect(outcome.rows).toBe(4);
    expect(outcome.conversations[0]).toMatchObject({
      id: 'bike',
      turns: [{ role: 'agent', at: '2025-03-01T09:00:00.000Z' }, {}, {}, {}],
    });
  });

  it('keeps file order and no turn times where every row has the same one', async () => {
    const [conversation] = (await readAll(fixture('talkdesk.csv'))).conversations;
    expect(conversation?.startedAt).toBe('2025-01-09T11:00:00.000Z');
    expect(conversation?.turns.map(({ role, at }) => [role, at])).toEqual([
      ['agent', undefined],
      ['customer', undefined],
      ['agent', undefined],
    ]);
  });

  it('reads comments, a pandas index, booleans, guarded formulas, and warns of shortened ids', async () => {
    const outcome = await readAll(fixture('pandas.csv'));
    expect(outcome.notes[0]).toContain('conversation=incident_id');
    expect(outcome.conversations[0]?.turns.map(({ visibility, text }) => [visibility, text])).toEqual([
      ['public', '=2+2 is what your bill says?'],
      ['public', 'I see why that looks odd.'],
      ['internal', 'bill run 12 is broken again'],
      ['public', 'I have corrected it for you.'],
    ]);
    expect(messages(outcome)).toEqual([
      expect.stringMatching(/^4 rows have an id that a spreadsheet has shortened/),
    ]);
  });

  it('reads history tables: the current version of a row, notes as notes, HTML as text', async () => {
    const outcome = await readAll(fixture('fivetran-parts.csv'));
    const turns = outcome.conversations[0]?.turns ?? [];
    expect(turns.map(({ role, visibility, text }) => [role, visibility, text.replace(/\n+/, '\n')])).toEqual([
      ['customer', 'public', 'My boots fell apart in a week.'],
      ['agent', 'internal', 'check the batch'],
      ['agent', 'public', "In a week? I'm sorry.\nNew ones ship today."],
    ]);
    expect(outcome.skipped).toBe(2);
  });

  it('drops repeated pages with a count, and keeps what a customer says twice', async () => {
    const outcome = await readAll(fixture('repeated-page.csv'));
    expect([outcome.rows, outcome.skipped]).toEqual([8, 3]);
    expect(outcome.conversations[1]?.turns[0]?.text).toBe('Hello?\nHello?\nHello?');
  });

  it('tells repetition of the export from repetition of people', () => {
    const said = (text: string, time?: string, turnId?: string) => ({ label: 'c', text, time, turnId });
    expect(duplicates([said('Hi'), said('Hi'), said('Hi')]).size).toBe(0);
    expect(duplicates([said('Hi', '1'), said('Hi', '1'), said('Ho', '2')]).size).toBe(0);
    expect([...duplicates([said('Hi', '1'), said('Hi', '1'), said('Ho', '2'), said('Ho', '2')])]).toEqual([
      1, 3,
    ]);
    expect([...duplicates([said('Hi', '1', 'a'), said('Hi', '1', 'a'), said('Hi', '1', 'b')])]).toEqual([1]);
    expect(duplicates([said('Hi', '1', 'a'), said('Hi again', '1', 'a')]).size).toBe(0);
  });

  it('sets aside a record that is too long, and reads on', async () => {
    const open = `${CSV}k1,agent,"never closed\n${'k1,customer,filler text of this row\n'.repeat(500_000)}k2,customer,Still here?\nk2,agent,Yes.\n`;
    const outcome = await readAll(open);
    expect(messages(outcome).some((message) => message.includes('longer than 16 MiB'))).toBe(true);
    expect(script(outcome.conversations.at(-1))).toEqual(['customer: Still here?', 'agent: Yes.']);
    expect(outcome.rows + outcome.quarantined + outcome.skipped).toBe(open.split('\n').length - 2);
  });
});

describe('damage', () => {
  const names = readdirSync(path.resolve(import.meta.dirname, '../fixtures/formats'));

  it.each(names)(
    'never throws anything but a UserError for %s cut off or changed',
    async (name) => {
      const whole = fixture(name);
      const change = fc.tuple(
        fc.nat({ max: whole.length }),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { maxLength: 4 }),
        fc.boolean(),
      );
      await fc.assert(
        fc.asyncProperty(change, fc.constantFrom(13, 4096), async ([keep, flips, cut], size) => {
          const bytes = Buffer.from(cut ? whole.subarray(0, keep) : whole);
          for (const [at, mask] of flips) if (bytes.length > 0) bytes[at % bytes.length]! ^= mask;
          try {
            const outcome = await readAll(bytes, { path: name, reopen: () => chunked(bytes, size) }, size);
            for (const { turns } of outcome.conversations) expect(turns.length).toBeGreaterThan(0);
            expect(outcome.rows + outcome.skipped + outcome.quarantined).toBeGreaterThanOrEqual(0);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
          }
        }),
        // Damaged pages can stop the decoder, which takes its time-out to notice.
        { numRuns: name.endsWith('.parquet') ? 15 : 60 },
      );
    },
    90_000,
  );
});
