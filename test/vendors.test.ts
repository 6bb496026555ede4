/** The vendors' formats, by invented twins of their exports and the traps in them. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadHtml, looksLikeHtml } from '../src/read/html.ts';
import { FORMATS } from '../src/read/index.ts';
import { cutQuoted } from '../src/read/quoted.ts';
import { readTimes } from '../src/read/times.ts';
import { VENDOR_NAMES, vendorOf } from '../src/read/vendors/index.ts';
import { readAll, refusal } from './helpers/reading.ts';
import { accounted, timed } from './helpers/vendors.ts';
import { WRITERS } from './helpers/writers.ts';
import { VENDOR_ROWS } from './vendors.table.ts';

const DIR = path.join(import.meta.dirname, '../fixtures/vendors');
const fixture = (file: string): string => readFileSync(path.join(DIR, file), 'utf8');
const json = (value: unknown): string => JSON.stringify(value);

describe('fixtures', () => {
  it('has a row for every file, and a file for every vendor', () => {
    expect(readdirSync(DIR).sort()).toEqual(VENDOR_ROWS.map(({ file }) => file).sort());
    expect([...new Set(VENDOR_ROWS.map(({ reader }) => reader))].sort()).toEqual([...VENDOR_NAMES].sort());
  });

  it.each(VENDOR_ROWS.map((row) => [row.file, row] as const))('reads %s', async (file, row) => {
    const outcome = await readAll(fixture(file), { path: file });
    expect(outcome.formats).toEqual([row.reader]);
    expect(outcome.rows).toBe(row.rows);
    expect(accounted(outcome)).toBe(row.rows + row.left);
    expect(
      outcome.diagnostics
        .filter(({ kind }) => kind === 'notice')
        .map(({ message }) => message.replace(/; refuse this.*|; say who.*/, '')),
    ).toEqual(row.notices);
    expect(
      outcome.conversations.map((conversation) => ({
        id: conversation.id,
        ...(conversation.channel && { channel: conversation.channel }),
        ...(conversation.agent && { agent: conversation.agent }),
        ...(conversation.customerName && { customer: conversation.customerName }),
        meta: conversation.meta,
        script: timed(conversation),
      })),
    ).toEqual(row.conversations);
  });

  it.each(VENDOR_ROWS.map((row) => [row.file, row] as const))(
    'reads %s with --from, and as one line',
    async (file, row) => {
      const told = { path: file, from: row.reader as keyof typeof FORMATS };
      expect((await readAll(fixture(file), told)).conversations.map(timed)).toEqual(
        row.conversations.map((each) => each.script),
      );
      if (!file.endsWith('.json') || fixture(file).startsWith('[')) return;
      const line = `${json(JSON.parse(fixture(file)))}\n${json(JSON.parse(fixture(file)))}\n`;
      const outcome = await readAll(line, { path: 'a.ndjson' });
      expect(outcome.formats).toEqual([row.reader]);
      expect(outcome.conversations).toHaveLength(2 * row.conversations.length);
      expect(accounted(outcome)).toBe(2 * (row.rows + row.left));
    },
  );

  it.each(VENDOR_ROWS.map(({ file, reader }) => [file, reader]))(
    '%s is of %s and of nobody else',
    (file, reader) => {
      const documents = file.endsWith('.jsonl')
        ? fixture(file)
            .trim()
            .split('\n')
            .map((line): unknown => JSON.parse(line))
        : [JSON.parse(fixture(file)) as unknown];
      for (const document of documents.flat()) {
        const matching = VENDOR_NAMES.filter(
          (name) => vendorOf(name).matches(document) || vendorOf(name).isMessage?.(document),
        );
        expect(matching).toEqual([reader]);
      }
    },
  );

  it('lists each vendor as a format', () => {
    for (const name of VENDOR_NAMES) {
      expect(FORMATS[name].description).toBeTruthy();
      expect(FORMATS[name].recognised).toBeTruthy();
    }
  });
});

describe('one conversation in every format', () => {
  const story = {
    id: 's-1',
    lines: [
      { role: 'agent', text: 'Thank you for calling, how can I help?' },
      { role: 'customer', text: 'My order is a < b & late.' },
      { role: 'agent', text: 'Late again, I am sorry.' },
    ],
  } as const;

  it.each(Object.entries(WRITERS))('reads equal from %s', async (name, writer) => {
    const outcome = await readAll(json(writer.write(story)), { path: 'file.json' });
    expect(outcome.formats).toEqual([name]);
    const [conversation] = outcome.conversations;
    expect(conversation!.turns.map(({ role, text }) => ({ role, text }))).toEqual(story.lines);
    expect(conversation!.id).toBe(writer.id ? 's-1' : 'file');
    expect(conversation!.turns[0]!.speaker).toBe(writer.agent);
    if (writer.times === 'offset')
      expect(conversation!.turns.map(({ startMs, endMs }) => [startMs, endMs])).toMatchObject(
        [
          [0, expect.anything()],
          [10_000, expect.anything()],
          [20_000, expect.anything()],
        ].map(([start]) => [start, name === 'ccai' ? undefined : (start as number) + 5000]),
      );
    if (writer.times === 'absolute')
      expect(conversation!.turns.map(({ at }) => at)).toEqual([
        '2024-03-04T09:00:00.000Z',
        '2024-03-04T09:00:10.000Z',
        '2024-03-04T09:00:20.000Z',
      ]);
  });
});

describe('roles that the format does not tell', () => {
  const whisper = (...said: [string, string][]): string =>
    json({
      language: 'en',
      segments: said.map(([speaker, text], index) => ({
        speaker,
        text,
        start: index * 3,
        end: index * 3 + 2.5,
      })),
    });
  const plain = whisper(['SPEAKER_00', 'Good day.'], ['SPEAKER_01', 'And to you.']);
  const greeted = whisper(['SPEAKER_00', 'Hi.'], ['SPEAKER_01', 'How may I help you?']);

  it('are refused, with the labels and the flag', async () => {
    const message = await refusal(plain, { path: 'a.json' });
    expect(message).toContain('"SPEAKER_00", "SPEAKER_01"');
    expect(message).toContain('--roles agent=');
  });

  it('are taken from --roles', async () => {
    const roles = { speaker_00: 'agent', speaker_01: 'customer' } as const;
    const outcome = await readAll(plain, { path: 'a.json', roles });
    expect(outcome.conversations[0]!.turns.map(({ role }) => role)).toEqual(['agent', 'customer']);
    expect(outcome.diagnostics).toEqual([]);
  });

  it('are inferred with a notice, and not where that is refused', async () => {
    const outcome = await readAll(greeted, { path: 'a.json' });
    expect(outcome.conversations[0]!.turns.map(({ role }) => role)).toEqual(['customer', 'agent']);
    expect(outcome.diagnostics.map(({ message }) => message)).toEqual([
      expect.stringMatching(/"SPEAKER_01" asks how they can help.*--no-infer/),
    ]);
    expect(await refusal(greeted, { path: 'a.json', infer: false })).toContain('SPEAKER_01');
  });

  it('are inferred for the other one, where one is told', async () => {
    const outcome = await readAll(plain, { path: 'a.json', roles: { speaker_01: 'agent' } });
    expect(outcome.conversations[0]!.turns.map(({ role }) => role)).toEqual(['customer', 'agent']);
    expect(outcome.diagnostics[0]!.message).toContain('the only other speaker');
  });

  it('are a bot where it says so', async () => {
    const call = whisper(['A', 'I am a virtual assistant, how can I help you?'], ['B', 'I want to cancel.']);
    expect((await readAll(call, { path: 'a.json' })).conversations[0]!.turns.map(({ role }) => role)).toEqual(
      ['bot', 'customer'],
    );
  });

  it('are never inferred where both could be meant', async () => {
    const both = whisper(['A', 'How can I help you?'], ['B', 'How can I help you?']);
    expect(await refusal(both, { path: 'a.json' })).toContain('"A", "B"');
  });

  it('do not matter where nobody is told apart at all', async () => {
    const none = json({ language: 'en', segments: [{ start: 0, end: 1, text: ' Hello' }] });
    expect(await refusal(none, { path: 'a.json' })).toContain('diarisation');
  });
});

describe('loose messages', () => {
  const message = (thread: string, minute: number, direction: string): object => ({
    id: `${thread}-${minute}`,
    conversationsThreadId: thread,
    createdAt: `2024-03-04T09:0${minute}:00Z`,
    type: 'MESSAGE',
    direction,
    senders: [{ actorId: direction === 'INCOMING' ? 'V-1' : 'A-1' }],
    text: `said at ${minute}`,
  });
  const messages = [
    message('7', 0, 'INCOMING'),
    message('8', 1, 'INCOMING'),
    message('7', 2, 'OUTGOING'),
    message('8', 3, 'OUTGOING'),
  ];

  it.each([
    ['a list', json(messages), '/0'],
    ['lines', messages.map(json).join('\n'), 1],
  ])('are gathered from %s', async (_, text, place) => {
    const outcome = await readAll(text, { path: 'a.ndjson' });
    expect(outcome.formats).toEqual(['hubspot']);
    expect(outcome.conversations.map(({ id, turns }) => [id, turns.map(({ role }) => role)])).toEqual([
      ['7', ['customer', 'agent']],
      ['8', ['customer', 'agent']],
    ]);
    expect(outcome.conversations[0]!.source).toEqual({
      path: 'a.ndjson',
      ...(typeof place === 'number' ? { line: place } : { pointer: place }),
    });
    expect(accounted(outcome)).toBe(4);
  });

  it('gather streamed utterances, without the partial ones', async () => {
    const frames = [
      {
        UtteranceEvent: {
          UtteranceId: '1',
          ParticipantRole: 'CUSTOMER',
          IsPartial: true,
          Transcript: 'My',
          BeginOffsetMillis: 0,
        },
      },
      {
        UtteranceEvent: {
          UtteranceId: '1',
          ParticipantRole: 'CUSTOMER',
          IsPartial: false,
          Transcript: 'My line is dead.',
          BeginOffsetMillis: 0,
        },
      },
      {
        UtteranceEvent: {
          UtteranceId: '2',
          ParticipantRole: 'AGENT',
          IsPartial: false,
          Transcript: 'All day?',
          BeginOffsetMillis: 2000,
        },
      },
    ];
    const outcome = await readAll(frames.map(json).join('\n'), { path: 'a.ndjson' });
    expect(outcome.formats).toEqual(['call-analytics']);
    expect(outcome.conversations.map(timed)).toEqual([['customer 0: My line is dead.', 'agent 2: All day?']]);
    expect(accounted(outcome)).toBe(3);
  });
});

describe('long calls', () => {
  it('take linear time', async () => {
    const items = Array.from({ length: 60_000 }, (_, index) => ({
      type: 'pronunciation',
      channel_label: index % 3 === 0 ? 'ch_0' : 'ch_1',
      start_time: String(index / 10),
      end_time: String(index / 10 + 0.09),
      alternatives: [{ content: 'word' }],
    }));
    const call = { results: { transcripts: [], channel_labels: { channels: [{}] }, items } };
    const outcome = await readAll(json(call), { path: 'a.json', roles: { ch_0: 'agent', ch_1: 'customer' } });
    expect(outcome.rows).toBe(60_000);
  });
});

describe('what cannot be read', () => {
  it.each([
    [
      {
        type: 'conversation.list',
        conversations: [{ type: 'conversation', id: '1', source: { body: 'x' } }],
      },
      'fetch each conversation',
    ],
    [{ tickets: [{ id: 1, requester_id: 2, subject: 's', status: 'open' }] }, 'without their comments'],
    [[{ id: 1, requester_id: 2, subject: 's', status: 2 }], 'without their comments'],
    [{ sid: 'TR1', transcription_text: 'x', recording_sid: 'R' }, 'does not tell its speakers apart'],
    [{ sid: 'GT1', links: { sentences: 'https://x.example' } }, 'links.sentences'],
    [
      { id: 'e', type: 'message', author_id: 'a', recipients: 'all', created_at: '2024-01-01', text: 'x' },
      'export whole chats',
    ],
  ])('is refused with what to export instead: %j', async (document, message) => {
    expect(await refusal(json(document), { path: 'a.json' })).toContain(message);
  });

  it('is refused where it is not of the vendor that was named', async () => {
    expect(
      await refusal(json({ messages: [{ role: 'agent', text: 'Hi' }] }), { path: 'a.json', from: 'zendesk' }),
    ).toContain('is recognised by comments');
  });

  it('sets aside messages of the wrong type, each with its place', async () => {
    const document = {
      transcription: {
        call_id: 1,
        content: {
          utterances: [
            { participant_type: 'internal', text: 7 },
            'x',
            { participant_type: 'internal', text: 'Hi' },
          ],
        },
      },
    };
    const outcome = await readAll(json(document), { path: 'a.json' });
    expect(outcome.diagnostics.map(({ kind, place }) => [kind, place.pointer])).toEqual([
      ['quarantined', '/transcription/content/utterances/0/text'],
      ['quarantined', '/transcription/content/utterances/1'],
    ]);
    expect(accounted(outcome)).toBe(3);
  });
});

describe('HTML', async () => {
  const html = await loadHtml();

  it.each([
    ['<p>One</p><p>Two<br>Three</p>', 'One\n\nTwo\nThree'],
    ['<div>a&nbsp;b &amp; c &#39;d&#39;</div>', "a b & c 'd'"],
    ['<style>p{}</style><script>x()</script><p>Hi<img alt="cat"></p>', 'Hi'],
    ['<p>New</p><blockquote>Old <blockquote>older</blockquote> old</blockquote><p>Below</p>', 'New\n\nBelow'],
    ['<p>New</p><div class="gmail_quote"><div>Old</div> old</div>', 'New'],
    ['<p>New</p><div id="divRplyFwdMsg">From: x</div><p>Old</p>', 'New'],
    ['<p>Dear <NAME>, 3 < 5</p>', 'Dear <NAME>, 3 < 5'],
    ['<ul><li>a</li><li>b</li></ul>', 'a\n\nb'],
    ['<p>Open <b>bold', 'Open bold'],
  ])('%s', (written, text) => {
    expect(html(written)).toBe(text);
  });

  it.each(['a < b', 'mail <ana@x.example> now', '<NAME> and <insert issue>', 'AT&T; R&D', 'x << y'])(
    'is not seen in %s',
    (text) => {
      expect(looksLikeHtml(text)).toBe(false);
    },
  );

  // In more than linear time these would run into the time limit of the suite.
  it('gets through hostile input', () => {
    expect(html(`${'<div class="gmail_quote">'.repeat(100_000)}x${'</b>'.repeat(100_000)}`)).toBe('');
    expect(html('<a '.repeat(300_000))).toBe('');
    expect(html('&'.repeat(300_000))).toHaveLength(300_000);
  });
});

describe('quoted history', () => {
  it.each([
    ['New.\n\nOn Mon, 4 Mar 2024 at 09:00, Ana <a@x.example> wrote:\n> Old', 'New.'],
    ['New.\n\nOn Mon, 4 Mar 2024 at 09:00, Ana Reyes\n<a@x.example> wrote:\n\n> Old', 'New.'],
    ['New.\n-----Original Message-----\nFrom: Ana', 'New.'],
    ['New.\nFrom: Ana\nSent: Monday\nTo: Ben\nSubject: x\n\nOld', 'New.'],
    ['New.\n________________________________\nFrom: Ana\nOld', 'New.'],
    ['> Old\nNew.', 'New.'],
    ['Neu.\n\nAm 04.03.2024 um 09:00 schrieb Ana:\n> Alt', 'Neu.'],
    ['New.\n##- Please type your reply above this line -##\nOld', 'New.'],
    ['From: here on it is my turn.\nNobody sent it.', 'From: here on it is my turn.\nNobody sent it.'],
    ['On Monday I wrote a letter.', 'On Monday I wrote a letter.'],
    ['> only old', ''],
  ])('%j', (written, text) => {
    expect(cutQuoted(written)).toBe(text);
  });

  it('gets through hostile input', () => {
    expect(cutQuoted(`On ${'a '.repeat(200_000)}\n`.repeat(5))).toContain('a a');
    expect(cutQuoted('On a 1\n'.repeat(200_000))).toContain('On a 1');
    expect(cutQuoted(`${'-'.repeat(300_000)}\n${'_ '.repeat(300_000)}x`)).toContain('x');
  });
});

describe('times', () => {
  it.each([
    ['BeginOffsetMillis', ['1500'], { startMs: 1500 }],
    ['offsetInTicks', ['5000000'], { startMs: 500 }],
    ['SegmentStartTime', ['2'], { startMs: 2000 }],
    ['start_timestamp_usec', ['100000'], { startMs: 100 }],
    ['start_timestamp_usec', ['1599245632'], { at: '2020-09-04T18:53:52.000Z' }],
    ['x', ['1.600s'], { startMs: 1600 }],
    ['x', ['22/04/2026, 09:43'], { at: '2026-04-22T09:43:00' }],
    ['x', ['03/04/2026', '22/04/2026'], { at: '2026-04-03' }],
    ['x', ['03/04/2026', '04/22/2026'], { at: '2026-03-04' }],
    ['x', ['04.03.2026 9:05'], { at: '2026-03-04T09:05:00' }],
    ['x', ['4/22/2026 9:05 PM'], { at: '2026-04-22T21:05:00' }],
    ['x', ['Wed, 10 Jun 2026 10:41:31 +0000'], { at: '2026-06-10T10:41:31.000Z' }],
    ['x', ['03/04/2026', '05/06/2026'], undefined],
    ['x', ['13/04/2026', '04/13/2026'], undefined],
  ] as const)('%s %j', (name, values, expected) => {
    const [first] = readTimes(values, name);
    if (expected === undefined) expect(first).toBeUndefined();
    else expect(first).toMatchObject(expected);
  });
});
