/** Transcripts as texts: plain, in table cells, as captions (FORMATS §2.2, §2.3, §5). */

import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScripts } from '../src/read/blob.ts';
import { fixture, messages, readAll, refusal, script } from './helpers/reading.ts';

describe('plain text', () => {
  it('reads labels with names and times, a header, and events', async () => {
    const outcome = await readAll(fixture('agent-customer.txt'));
    const [conversation] = outcome.conversations;
    expect(outcome.formats).toEqual(['text']);
    expect(conversation).toMatchObject({
      id: '55210',
      agent: 'Lena',
      startedAt: '2025-06-03',
      meta: { Team: 'north' },
    });
    expect(script(conversation)).toEqual([
      'agent Lena: Brightwater Heating, Lena speaking. How can I help?',
      'customer: Hello. My boiler went off in the night and\n   the flat is freezing.',
      "agent Lena: That is a rough way to wake up, I'm sorry. Note: please keep the red valve shut for now.",
      'customer: It is shut. My account is [ACCOUNT_NUMBER].',
      'system: [Call transferred]',
      'agent Marek: Marek from the engineers here. Lena told me about the cold flat.',
      'customer: Thank you. Call duration: far too long, honestly.',
      'system: Recording stopped.',
    ]);
    expect(conversation?.turns[5]).toMatchObject({ startMs: 100_000, rows: [{ place: { line: 11 } }] });
    expect(outcome.rows).toBe(8);
  });

  it('begins a new conversation at a separator', async () => {
    const outcome = await readAll(fixture('two-calls.txt'));
    expect(outcome.conversations.map(({ id, channel, turns }) => [id, channel, turns.length])).toEqual([
      ['A-1', 'phone', 2],
      ['A-2', 'phone', 2],
    ]);
  });

  it('reads names on lines of their own, and says whom it takes for the agent', async () => {
    const outcome = await readAll(fixture('otter.txt'));
    expect(script(outcome.conversations[0])).toEqual([
      'agent Nora Whitfield: Good morning, Alder Street Library, how may I help you?',
      'customer: Morning. I have a problem with my card, the gate will not\nlet me through any more.',
      "agent Nora Whitfield: That must be annoying with a pram in your arms. I'm resetting it now.",
    ]);
    expect(messages(outcome)).toEqual([expect.stringContaining('roles inferred')]);
    expect(await refusal(fixture('otter.txt'), { infer: false })).toContain(
      '"Nora Whitfield", "Piet Jansen"',
    );
    const told = await readAll(fixture('otter.txt'), {
      roles: { 'nora whitfield': 'customer', 'piet jansen': 'agent' },
    });
    expect(told.conversations[0]?.turns[0]?.role).toBe('customer');
  });

  it.each([
    ['bold labels', '**Agent:** Hi\n**Customer:** Ho', ['agent: Hi', 'customer: Ho']],
    ['no space after the colon', 'Agent:Hi\nCustomer:Ho', ['agent: Hi', 'customer: Ho']],
    ['labels in brackets', '[Agent]: Hi\n[Visitor]: Ho', ['agent: Hi', 'visitor: Ho']],
    [
      'times in brackets',
      '(12:00:01) Visitor: Hi\n(12:00:09) Support Agent: Ho',
      ['visitor: Hi', 'support agent: Ho'],
    ],
    ['role and name', 'Agent Ada: Hi\nCustomer Bo: Ho', ['agent ada: Hi', 'customer bo: Ho']],
    [
      'names that come again',
      'Ada: Hi\nBo: Ho\nAda: So?\nBo: No',
      ['ada: Hi', 'bo: Ho', 'ada: So?', 'bo: No'],
    ],
    ['names behind times', '[00:01] Ada: Hi\n[00:02] Bo: Ho', ['ada: Hi', 'bo: Ho']],
    ['times of day', '9:05 AM - Agent: Hi\n9:06 AM - Customer: Ho', ['agent: Hi', 'customer: Ho']],
    [
      'words with colons',
      'Agent: Hi\nWarning: hot\nhttps://a.example\nAt 10:30: tea\nCustomer: Ho',
      ['agent: Hi\nWarning: hot\nhttps://a.example\nAt 10:30: tea', 'customer: Ho'],
    ],
    [
      'a redaction on its own line',
      'Agent: Your name?\nCustomer: It is\n[NAME]',
      ['agent: Your name?', 'customer: It is\n[NAME]'],
    ],
    [
      'one line',
      'Customer: It broke. Agent: Oh no! Note: wait. Customer: Why?',
      ['customer: It broke.', 'agent: Oh no! Note: wait.', 'customer: Why?'],
    ],
    [
      'a word inside a line',
      'Customer: They said Order: late. Agent: Oh.',
      ['customer: They said Order: late.', 'agent: Oh.'],
    ],
  ])('understands %s', (_, text, expected) => {
    const said = parseScripts(text).flatMap((one) => one.said);
    const shown = said.map(({ label, speaker, text: words }) => {
      const name = speaker === undefined || speaker === label ? '' : ` ${speaker}`;
      return `${`${label}${name}`.toLowerCase()}: ${words}`;
    });
    expect(shown).toEqual(expected);
  });

  it('refuses prose', async () => {
    expect(await refusal('Dear all,\nthe heating is off.\nBest: us\n', { from: 'text' })).toContain(
      'nobody is named',
    );
    expect(await refusal('Dear all\nthe heating is off.\n')).toContain('not recognised');
  });

  // In more than linear time these would run into the time limit of the suite.
  it('gets through very long lines', () => {
    for (const line of [
      ' '.repeat(2e6),
      'Agent'.repeat(4e5),
      `Agent: ${'a: '.repeat(5e5)}`,
      '[00:0'.repeat(4e5),
      '-\n'.repeat(5e5),
      'A1: x\n'.repeat(2e5),
    ]) {
      expect(parseScripts(line)).toBeDefined();
    }
  });
});

describe('a transcript per row', () => {
  it('reads Zendesk tickets: the requester is the customer, internal notes are no answers', async () => {
    const outcome = await readAll(fixture('zendesk-blob.csv'));
    expect(outcome.notes[0]).toContain('a whole transcript per row=Full Transcript');
    expect(outcome.conversations.map(({ id, channel, meta }) => [id, channel, meta.Subject])).toEqual([
      ['70011', 'email', 'Kettle'],
      ['70012', 'email', 'Lid'],
    ]);
    const turns = outcome.conversations[0]?.turns ?? [];
    expect(turns.map(({ role, visibility, at }) => [role, visibility, at])).toEqual([
      ['customer', 'public', '2025-05-02T08:00:00.000Z'],
      ['agent', 'public', '2025-05-02T08:20:10.000Z'],
      ['agent', 'internal', '2025-05-02T08:25:00.000Z'],
    ]);
    expect(turns.map(({ rows }) => rows[0]?.place.line)).toEqual([2, 5, 8]);
    expect(outcome.rows).toBe(2);
  });

  it('reads the HTML bodies of Salesforce', async () => {
    const outcome = await readAll(fixture('salesforce-body.csv'));
    expect(script(outcome.conversations[0])).toEqual([
      "agent Tamsin: Hello, you're through to Tamsin. What can I do?",
      'customer: the wardrobe came without its door',
      "agent Tamsin: A wardrobe with no door, I'm sorry. I'll send one today.",
    ]);
    expect(outcome.conversations[0]?.turns.map(({ startMs }) => startMs)).toEqual([9000, 31_000, 64_000]);
    expect(outcome.conversations[0]).toMatchObject({ agent: 'Tamsin O', startedAt: '2026-04-23T10:01:00' });
  });

  it('splits transcripts on one line, and sets summaries aside', async () => {
    const outcome = await readAll(fixture('one-line-blob.csv'));
    expect(outcome.conversations[0]?.turns.map(({ role }) => role)).toEqual([
      'customer',
      'agent',
      'customer',
      'agent',
    ]);
    expect(messages(outcome)).toEqual(['fewer than two speaker labels: a summary, not a transcript']);
    const summaries = await readAll(fixture('summaries.csv'));
    expect([summaries.rows, summaries.quarantined]).toEqual([0, 2]);
  });

  it('takes the column that names most speakers', async () => {
    const cell =
      'Member: My card is lost again and I am abroad.\nAgent: Abroad and without a card, how worrying.\n'.repeat(
        3,
      );
    const half = cell.replaceAll(/Agent: .*\n/g, '');
    const csv = stringify([
      ['id', 'member_context', 'context', 'processed'],
      ['1', half.repeat(2), cell, half.repeat(2).toLowerCase()],
    ]);
    const outcome = await readAll(csv);
    expect(outcome.notes[0]).toContain('per row=context');
    expect(outcome.conversations[0]?.turns).toHaveLength(6);
  });
});

describe('captions', () => {
  it('reads the voices of Teams, two in a cue, and goes on where none is named', async () => {
    const outcome = await readAll(fixture('teams.vtt'));
    expect(outcome.formats).toEqual(['vtt']);
    expect(script(outcome.conversations[0])).toEqual(
      [
        'agent Ines Calloway: Thank you for calling Pinecrest Water, how can I help?',
        'customer: Hi, I have a problem with my meter & nobody came.',
        'agent Ines Calloway: Oh no.',
        'customer: Twice. I took two mornings off work.',
        "agent Ines Calloway: Two mornings lost for nothing, I'm sorry.",
      ].map((line) => line.replace('Twice. I', 'Twice.\nI')),
    );
    expect(outcome.conversations[0]?.turns[3]).toMatchObject({ startMs: 10_300, endMs: 15_000 });
    expect(outcome.rows).toBe(5);
  });

  it('reads the names of Zoom and of SRT', async () => {
    expect(script((await readAll(fixture('zoom.vtt'))).conversations[0])).toEqual([
      'agent Dara Finch: Good afternoon, Larch Energy. How can I help you?',
      'customer: My bill: it has tripled.\nAnd I live alone.',
      'agent Dara Finch: Tripled, and on your own in the house: that is alarming. Let me check it.',
    ]);
    expect(script((await readAll(fixture('calls.srt'))).conversations[0])).toEqual([
      'agent: Good evening, Juniper Rail.',
      'customer: Finally. The last train\nleft without us.',
      'agent: Left on a cold platform at night, that is awful.',
      'customer: Yes.',
    ]);
  });

  it('refuses captions without names', async () => {
    const cue = '00:01.000 --> 00:02.000\n';
    expect(await refusal(`WEBVTT\n\n${cue}hello\n\n${cue}there\n`)).toContain('name no speakers');
    expect(await refusal('1\n00:00:01,000 --> 00:00:02,000\n- Hi\n- Ho\n')).toContain('name no speakers');
  });
});

describe('what was written', () => {
  const words = fc
    .array(
      fc.constantFrom('the', 'lamp', 'café', 'is', 'wet', '10:30', 'so', 'Mrs', "I'm", '😀', 'a-b', '&c'),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => parts.join(' '));
  const talk = fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 5 });
  type Talk = [string, string][];
  const expected = (all: Talk): string[] => all.flatMap(([a, b]) => [`agent: ${a}`, `customer: ${b}`]);
  const stamp = (at: number, mark: string): string => `00:${String(at).padStart(2, '0')}:00${mark}000`;
  const cues = (all: Talk, mark: string, show: (name: string, text: string) => string): string =>
    all
      .flatMap(([a, b]) => [show('Agent', a), show('Customer', b)])
      .map((text, at) => `${at + 1}\n${stamp(at, mark)} --> ${stamp(at + 1, mark)}\n${text}\n`)
      .join('\n');
  const escaped = (text: string): string => text.replaceAll('&', '&amp;');

  it.each([
    ['text', (all: Talk) => all.map(([a, b]) => `Agent: ${a}\nCustomer: ${b}\n`).join('\n')],
    [
      'text',
      (all: Talk) =>
        all.map(([a, b], at) => `[${at}:00] Agent: ${a}\r\n[${at}:30] Customer: ${b}`).join('\r\n'),
    ],
    [
      'text',
      (all: Talk) =>
        all.map(([a, b], at) => `Agent  ${at}:00\n${a}\n\nCustomer  ${at}:30\n${b}\n`).join('\n'),
    ],
    [
      'csv',
      (all: Talk) =>
        stringify([
          ['id', 'transcript'],
          ['1', all.map(([a, b]) => `Agent: ${a}\nCustomer: ${b}`).join('\n')],
        ]),
    ],
    ['vtt', (all: Talk) => `WEBVTT\n\n${cues(all, '.', (name, text) => `<v ${name}>${escaped(text)}</v>`)}`],
    ['vtt', (all: Talk) => `WEBVTT\n\n${cues(all, '.', (name, text) => `${name}: ${escaped(text)}`)}`],
    ['srt', (all: Talk) => cues(all, ',', (name, text) => `${name}: ${text}`)],
  ])('comes back from %s', async (format, write) => {
    await fc.assert(
      fc.asyncProperty(talk, fc.integer({ min: 1, max: 64 }), async (all, size) => {
        const outcome = await readAll(write(all), {}, size);
        expect(outcome.formats).toEqual([format]);
        expect(script(outcome.conversations[0])).toEqual(expected(all));
        expect(outcome.rows).toBe(format === 'csv' ? 1 : all.length * 2);
      }),
      { numRuns: 40 },
    );
  });
});
