/** Every trap of the input formats, with invented conversations. */

import { describe, expect, it } from 'vitest';
import { UserError } from '../src/errors.ts';
import type { Conversation, Diagnostic } from '../src/model.ts';
import { FORMATS, type ReadOptions, read } from '../src/read/index.ts';
import { roleOf } from '../src/read/roles.ts';
import { readTimes } from '../src/read/times.ts';
import { toTurns } from '../src/read/turns.ts';

interface Outcome {
  conversations: Conversation[];
  diagnostics: Diagnostic[];
  format: string;
  note: string;
  rows: number;
}

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(
  input: string | Uint8Array,
  options: Partial<ReadOptions> = {},
  chunkSize = 1 << 16,
): Promise<Outcome> {
  const outcome: Outcome = { conversations: [], diagnostics: [], format: '', note: '', rows: 0 };
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  for await (const item of read(chunked(bytes, chunkSize), { path: 'calls.csv', ...options })) {
    if (item.kind === 'conversation') {
      outcome.conversations.push(item.conversation);
      outcome.rows += item.rows;
    } else if (item.kind === 'diagnostic') outcome.diagnostics.push(item.diagnostic);
    else Object.assign(outcome, { format: item.format, note: item.note });
  }
  return outcome;
}

async function refusal(input: string | Uint8Array, options: Partial<ReadOptions> = {}): Promise<string> {
  const error = await readAll(input, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

/** `role: text` of each turn, which is what most of these tests are about. */
const script = (conversation: Conversation | undefined): string[] =>
  (conversation?.turns ?? []).map((turn) => `${turn.role}: ${turn.text}`);

const kinds = (outcome: Outcome, kind: Diagnostic['kind']): Diagnostic[] =>
  outcome.diagnostics.filter((diagnostic) => diagnostic.kind === kind);

const accounted = (outcome: Outcome): number =>
  outcome.rows + outcome.diagnostics.reduce((sum, { records }) => sum + records, 0);

const BASIC = 'conversation_id,role,text\nk1,customer,The lamp flickers\nk1,agent,Let me look into that.\n';

describe('CSV', () => {
  it('reads a row per turn and says how', async () => {
    const outcome = await readAll(BASIC);
    expect(outcome.format).toBe('csv');
    expect(outcome.note).toBe('delimiter ","; conversation=conversation_id, text=text, role=role');
    expect(outcome.conversations).toEqual([
      {
        id: 'k1',
        meta: {},
        source: { path: 'calls.csv', line: 2 },
        turns: [
          {
            index: 0,
            role: 'customer',
            visibility: 'public',
            text: 'The lamp flickers',
            rows: [{ start: 0, place: { path: 'calls.csv', line: 2 } }],
          },
          {
            index: 1,
            role: 'agent',
            visibility: 'public',
            text: 'Let me look into that.',
            rows: [{ start: 0, place: { path: 'calls.csv', line: 3 } }],
          },
        ],
      },
    ]);
  });

  it.each([
    ['semicolons', BASIC.replaceAll(',', ';')],
    ['tabs', BASIC.replaceAll(',', '\t')],
    ['bars', BASIC.replaceAll(',', '|')],
    ['a byte order mark', `\uFEFF${BASIC}`],
    ['Windows line ends', BASIC.replaceAll('\n', '\r\n')],
    ['old Mac line ends', BASIC.replaceAll('\n', '\r')],
    ['a sep= line', `sep=;\n${BASIC.replaceAll(',', ';')}`],
    ['a comment before the header', `# exported on a Monday, by hand\n${BASIC}`],
    ['no line end at the end', BASIC.trimEnd()],
    ['blank lines', BASIC.replaceAll('\n', '\n\n')],
    ['odd header spelling', BASIC.replace('conversation_id', '"Conversation ID"').replace('role', ' Role ')],
    ['surplus empty cells', BASIC.replace('flickers\n', 'flickers,,\n')],
    [
      'a pandas index',
      ',conversation_id,role,text\n0,k1,customer,The lamp flickers\n1,k1,agent,Let me look into that.\n',
    ],
  ])('reads %s', async (_, text) => {
    const outcome = await readAll(text);
    expect(script(outcome.conversations[0])).toEqual([
      'customer: The lamp flickers',
      'agent: Let me look into that.',
    ]);
    expect(outcome.conversations[0]?.meta).toEqual({});
    expect(accounted(outcome)).toBe(2);
  });

  it('reads UTF-16 with a byte order mark', async () => {
    const outcome = await readAll(Buffer.from(`\uFEFF${BASIC.replaceAll(',', '\t')}`, 'utf16le'), {}, 3);
    expect(outcome.conversations[0]?.turns).toHaveLength(2);
  });

  it('keeps characters whole when they straddle chunks, and quoted cells when they span lines', async () => {
    const text = 'id,role,text\r\nk,user,"Ça\r\nné 🙂, ""oui"""\r\nk,agent,Fine.\r\nk,agent,"""A""\nB"\r\n';
    const outcome = await readAll(text, {}, 1);
    expect(script(outcome.conversations[0])).toEqual([
      'customer: Ça\r\nné 🙂, "oui"',
      'agent: Fine.\n"A"\nB',
    ]);
    expect(outcome.conversations[0]?.turns[1]?.rows).toEqual([
      { start: 0, place: { path: 'calls.csv', line: 4 } },
      { start: 6, place: { path: 'calls.csv', line: 5 } },
    ]);
    expect(outcome.diagnostics).toEqual([]);
  });

  it('counts lines from the top of the file, past comments and blank lines', async () => {
    const outcome = await readAll(`# one\n# two\nid,role,text\nk,agent,"a\nb"\n\nk,user,x\nk,agent\n`);
    const lines = outcome.conversations[0]?.turns.map((turn) => turn.rows[0]?.place.line);
    expect(lines).toEqual([4, 7]);
    expect(kinds(outcome, 'quarantined')[0]?.place.line).toBe(8);
  });

  it('quarantines ragged rows by line', async () => {
    const outcome = await readAll(`${BASIC}k1,agent\nk1,agent,a,b\nk1,agent,fine\n`);
    expect(kinds(outcome, 'quarantined')).toEqual([
      {
        severity: 'warning',
        kind: 'quarantined',
        message: 'the row has 2 cells, the header has 3',
        place: { path: 'calls.csv', line: 4 },
        records: 1,
      },
      expect.objectContaining({ message: 'the row has 4 cells, the header has 3' }),
    ]);
    expect(accounted(outcome)).toBe(5);
  });

  it('quarantines the rest after a quote that is never closed', async () => {
    const outcome = await readAll(`${BASIC}k2,agent,"open\nk2,user,b\nk2,user,c\n`);
    expect(kinds(outcome, 'quarantined')).toEqual([
      expect.objectContaining({ place: { path: 'calls.csv', line: 4 }, records: 3 }),
    ]);
    expect(outcome.conversations).toHaveLength(1);
  });

  it('refuses a header whose quote is never closed', async () => {
    expect(await refusal('id,"role\nk,agent\n', { from: 'csv' })).toContain('calls.csv:1: a quote is opened');
  });

  it('quarantines lines that a stray quote swallowed', async () => {
    const outcome = await readAll(`${BASIC}k2,agent,"open\nk2,user,"b" c\nk1,agent,Done.\n`);
    expect(kinds(outcome, 'quarantined')).toEqual([
      expect.objectContaining({ place: { path: 'calls.csv', line: 4 }, records: 2 }),
    ]);
    expect(script(outcome.conversations[0]).at(-1)).toBe('agent: Let me look into that.\nDone.');
  });

  it('reads a quote inside an unquoted cell as text', async () => {
    const outcome = await readAll(`${BASIC}k1,user,my 5" screen\n`);
    expect(script(outcome.conversations[0]).at(-1)).toBe('customer: my 5" screen');
  });

  it('quarantines a row with a NUL and reads bytes that are not UTF-8 as Windows-1252', async () => {
    const nul = await readAll(`${BASIC}k1,agent,a\0b\n`);
    expect(kinds(nul, 'quarantined')[0]?.message).toBe('contains a NUL byte');
    const latin = await readAll(Buffer.from(`${BASIC}k1,agent,caf\u00e9\nk1,agent,t\u00e9\n`, 'latin1'));
    expect(kinds(latin, 'notice')).toEqual([
      expect.objectContaining({ severity: 'note', place: { path: 'calls.csv', line: 4 } }),
    ]);
    expect(script(latin.conversations[0]).at(-1)).toContain('caf\u00e9');
  });

  it('accounts for rows without text, once a conversation', async () => {
    const outcome = await readAll(`${BASIC}k1,agent,\nk1,agent,  \n,,\n`);
    expect(kinds(outcome, 'skipped').map(({ records }) => records)).toEqual([1, 2]);
    expect(accounted(outcome)).toBe(5);
  });

  it('quarantines a row that belongs to no conversation', async () => {
    const outcome = await readAll(`${BASIC},agent,Hello\n`);
    expect(kinds(outcome, 'quarantined')[0]?.message).toBe('the row has no conversation_id');
  });

  it('takes the conversation id that repeats', async () => {
    const outcome = await readAll(
      'chat_id,incident_id,role,text\nm1,i1,user,A\nm2,i1,agent,B\nm3,i2,user,C\nm4,i2,agent,D\n',
    );
    expect(outcome.conversations.map(({ id }) => id)).toEqual(['i1', 'i2']);
  });

  it.each([
    ['repeats', 'id,role,text\nk,user,A\nk,agent,B\n', ['k']],
    ['is unique', 'id,role,text\n1,user,A\n2,agent,B\n', ['calls']],
  ])('reads `id` where it %s', async (_, text, ids) => {
    expect((await readAll(text)).conversations.map(({ id }) => id)).toEqual(ids);
  });

  it('reads the whole file as one conversation, with a notice, where no column tells them apart', async () => {
    const outcome = await readAll('role,text\nuser,A\nagent,B\n', { path: 'in/chat.csv' });
    expect(outcome.conversations.map(({ id }) => id)).toEqual(['chat']);
    expect(kinds(outcome, 'notice')[0]?.message).toContain('--map conversation=COLUMN');
  });

  it('reads up to two turns from a row with a question and an answer', async () => {
    const outcome = await readAll(
      'incident_id,customer_message,agent_response,agent_name\ni1,Where is it?,On its way.,Ines\ni1,,Anything else?,Ines\ni1,No.,,Ines\ni1,,,Ines\n',
    );
    expect(script(outcome.conversations[0])).toEqual([
      'customer: Where is it?',
      'agent: On its way.\nAnything else?',
      'customer: No.',
    ]);
    expect(outcome.rows).toBe(3);
    expect(kinds(outcome, 'skipped')[0]?.records).toBe(1);
  });

  it('keeps what holds for the conversation: agent, customer, channel, meta', async () => {
    const outcome = await readAll(
      'conversation_id,role,text,agent_name,customer_name,channel,team,mood,__proto__\n' +
        'k,user,A,,Bo,Phone,north,cross,x\nk,agent,B,Ines,Bo,Phone,north,fine,x\nk,agent,C,Omar,Bo,Phone,north,fine,x\n',
    );
    const conversation = outcome.conversations[0]!;
    expect(conversation).toMatchObject({ agent: 'Ines', customerName: 'Bo', channel: 'phone' });
    expect(Object.entries(conversation.meta)).toEqual([
      ['team', 'north'],
      ['__proto__', 'x'],
    ]);
    expect(conversation.turns.map(({ speaker }) => speaker)).toEqual([undefined, 'Ines', 'Omar']);
  });

  it('prefers the column in which somebody is an agent', async () => {
    const outcome = await readAll('id,sender,sender_type,text\nk,Bo,customer,A\nk,Ines,agent,B\n');
    expect(script(outcome.conversations[0])).toEqual(['customer: A', 'agent: B']);
  });

  it('obeys --map and says what it does not find', async () => {
    const text = 'who,words,ref\nuser,A,k\nagent,B,k\n';
    const map = { role: 'who', text: 'Words', conversation: 'ref' };
    const outcome = await readAll(text, { map });
    expect(script(outcome.conversations[0])).toEqual(['customer: A', 'agent: B']);
    expect(outcome.conversations[0]?.id).toBe('k');
    expect(await refusal(text, { map: { text: 'speech' } })).toContain(
      'the columns are "who", "words", "ref"',
    );
    expect(await refusal(text, { map: { txt: 'words' } })).toContain('--map knows no field "txt"');
  });

  it('keeps internal notes apart', async () => {
    const outcome = await readAll('id,role,text,private\nk,agent,A,false\nk,agent,B,true\n');
    expect(outcome.conversations[0]?.turns.map(({ visibility }) => visibility)).toEqual([
      'public',
      'internal',
    ]);
  });

  it.each([
    ['an order column', 'id,role,text,seq\nk,agent,B,10\nk,user,A,9\n'],
    ['the time', 'id,role,text,timestamp\nk,agent,B,2026-01-05T09:00:10Z\nk,user,A,2026-01-05 09:00:02Z\n'],
  ])('sorts by %s', async (_, text) => {
    expect(script((await readAll(text)).conversations[0])).toEqual(['customer: A', 'agent: B']);
  });

  it.each([
    ['all times are equal', '1', '1'],
    ['a time is missing', '2026-01-05T09:00:10Z', ''],
  ])('keeps the order of the file where %s', async (_, one, two) => {
    const outcome = await readAll(`id,role,text,timestamp\nk,agent,B,${one}\nk,user,A,${two}\n`);
    expect(script(outcome.conversations[0])).toEqual(['agent: B', 'customer: A']);
  });

  it('threads tweets by their replies', async () => {
    const outcome = await readAll(
      'tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n' +
        '12,LampHelp,False,Mon Jan 05 10:00:05 +0000 2026,We are on it,,11\n' +
        '20,77,True,Mon Jan 05 11:00:00 +0000 2026,Another matter,,\n' +
        '11,55,True,Mon Jan 05 10:00:01 +0000 2026,It broke,"12,13",\n' +
        '13,LampHelp,False,Mon Jan 05 10:00:09 +0000 2026,Done,,11\n',
    );
    expect(outcome.conversations.map(({ id }) => id)).toEqual(['11', '20']);
    expect(script(outcome.conversations[0])).toEqual(['customer: It broke', 'agent: We are on it\nDone']);
    expect(outcome.conversations[0]).toMatchObject({
      agent: 'LampHelp',
      startedAt: '2026-01-05T10:00:01.000Z',
    });
  });

  it.each([
    ['no text column', 'conversation_id,outcome\nk,good\n', 'the columns are "conversation_id", "outcome"'],
    ['no role column', 'conversation_id,text\nk,hello\nk,bye\n', '--map role=COLUMN'],
    [
      'no header',
      'ten past nine,agent,Hello there. How may I help you today?\nx,y,z\n',
      'does not look like a header',
    ],
    ['nobody known', 'id,role,text\nk,spk_0,A\nk,spk_1,B\n', '"spk_0", "spk_1". Say who they are: --roles'],
    ['nobody but customers and strangers', 'id,role,text\nk,user,A\nk,Ines,B\n', '--roles agent='],
    ['only systems', 'id,role,text\nk,event,A\nk,note,B\n', 'nobody is known to be an agent'],
    ['a header that never ends', 'id,"role\nk,agent,A\n', 'format is not recognised'],
  ])('refuses a file with %s', async (_, text, message) => {
    expect(await refusal(text)).toContain(message);
  });

  it('keeps rows of unknown speakers beside a known agent, with one notice', async () => {
    const outcome = await readAll(`${BASIC}k1,Zed,Hm\nk1,Zed,Hm\n`);
    expect(script(outcome.conversations[0]).at(-1)).toBe('unknown: Hm\nHm');
    expect(kinds(outcome, 'notice').map(({ message }) => message)).toEqual([
      expect.stringContaining('no role is known for "Zed" (2 rows'),
    ]);
  });
});

describe('roles', () => {
  it.each([
    ['Agent', 'agent'],
    ['human_agent', 'agent'],
    ['Support-Agent 2', 'agent'],
    ['Claims Review Team', 'agent'],
    ['PA Agent', 'agent'],
    ['agent_1', 'agent'],
    ['OUTBOUND', 'agent'],
    ['assistant', 'agent'],
    ['end-user', 'customer'],
    ['CLIENT', 'customer'],
    ['Caller', 'customer'],
    ['AI Agent', 'bot'],
    ['virtual_agent', 'bot'],
    ['IVR', 'bot'],
    ['-', 'system'],
    ['', 'system'],
    ['notes', 'system'],
    ['spk_0', undefined],
    ['SPEAKER_00', undefined],
    ['A', undefined],
    ['0', undefined],
    ['constructor', undefined],
  ])('reads %j as %s', (label, role) => {
    expect(roleOf(label)).toBe(role);
  });

  it('is overridden by --roles and --assistant-is', () => {
    expect(roleOf(' Rep ', { roles: { rep: 'customer' } })).toBe('customer');
    expect(roleOf('assistant', { assistantIs: 'bot' })).toBe('bot');
    expect(roleOf('__proto__', { roles: {} })).toBeUndefined();
  });
});

describe('times', () => {
  it.each([
    ['2026-01-05T09:00:00+01:00', '2026-01-05T08:00:00.000Z'],
    ['2026-01-05 09:00:00 UTC', '2026-01-05T09:00:00.000Z'],
    ['2026-01-05 09:00:00.250', '2026-01-05T09:00:00.250'],
    ['2026-01-05', '2026-01-05'],
    ['Mon Jan 05 09:00:00 +0000 2026', '2026-01-05T09:00:00.000Z'],
    ['1767603600', '2026-01-05T09:00:00.000Z'],
    ['1767603600000', '2026-01-05T09:00:00.000Z'],
    ['1767603600000000', '2026-01-05T09:00:00.000Z'],
    ['1767603600000000000', '2026-01-05T09:00:00.000Z'],
  ])('reads %s', (text, at) => {
    expect(readTimes([text], 'timestamp')[0]?.at).toBe(at);
  });

  it.each([
    ['seconds by a fraction', ['0.5', '4.25'], 'start', [500, 4250]],
    ['milliseconds by size', ['0', '4200'], 'start', [0, 4200]],
    ['seconds by size', ['0', '42'], 'start', [0, 42000]],
    ['the unit of the name', ['0', '42'], 'start_ms', [0, 42]],
    ['a clock', ['00:05', '1:00:05'], 'offset', [5000, 3605000]],
    ['a duration', ['1.6s', '2s'], 'offset', [1600, 2000]],
  ])('reads offsets: %s', (_, values, name, expected) => {
    expect(readTimes(values, name).map((stamp) => stamp?.startMs)).toEqual(expected);
  });

  it.each(['yesterday', '2026-13-45', '1e300', '', '99/99/2026'])(
    'does not make up a time for %j',
    (text) => {
      expect(readTimes([text], 'timestamp')[0]?.at).toBeUndefined();
    },
  );
});

describe('turns', () => {
  const row = (role: 'agent' | 'customer', text: string, speaker?: string) => ({
    role,
    text,
    speaker,
    visibility: 'public' as const,
    place: { path: 'x' },
  });
  const said = (rows: ReturnType<typeof row>[], channel?: string) =>
    toTurns(rows, channel).map((turn) => `${turn.role}: ${turn.text}`);

  it('joins a sentence that runs on with a space, on a voice channel only', () => {
    const rows = [row('agent', 'I will look'), row('agent', 'into it.'), row('agent', 'one moment')];
    expect(said(rows, 'voice')).toEqual(['agent: I will look into it.\none moment']);
    expect(said(rows, 'chat')).toEqual(['agent: I will look\ninto it.\none moment']);
    expect(toTurns(rows, 'voice')[0]?.rows.map(({ start }) => start)).toEqual([0, 12, 21]);
  });

  it('moves a back-channel behind the turn it interrupts', () => {
    const rows = [
      row('agent', 'First I'),
      row('customer', 'Mm, yeah.'),
      row('agent', 'restart it.'),
      row('customer', 'Thanks'),
    ];
    expect(said(rows, 'call')).toEqual(['agent: First I restart it.', 'customer: Mm, yeah.\nThanks']);
    expect(said(rows)).toHaveLength(4);
  });

  it.each([
    ['an answer to a question', [row('agent', 'Is it on?'), row('customer', 'yeah'), row('agent', 'Good.')]],
    ['more than a back-channel', [row('agent', 'So'), row('customer', 'yeah but no'), row('agent', 'Good.')]],
    ['another agent after it', [row('agent', 'So', 'a'), row('customer', 'yeah'), row('agent', 'Hi.', 'b')]],
  ])('leaves %s where it is', (_, rows) => {
    expect(said(rows, 'phone')).toHaveLength(3);
  });

  it('does not merge different agents', () => {
    expect(said([row('agent', 'A', 'ines'), row('agent', 'B', 'omar')])).toHaveLength(2);
  });
});

describe('JSON', () => {
  const turns = [
    { role: 'user', content: 'It leaks' },
    { role: 'assistant', content: 'Oh no.' },
  ];
  const expected = ['customer: It leaks', 'agent: Oh no.'];

  it.each([
    ['one conversation', { messages: turns }],
    ['a list of conversations', [{ id: 1, turns }]],
    ['a wrapper', { note: 'x', conversations: [{ turns }] }],
    ['a list of messages', turns],
    ['a wrapped list of messages', { data: turns }],
    ['pairs', [{ convo_id: 1, original: turns.map(({ role, content }) => [role, content]), delexed: [] }]],
    [
      'parts',
      { messages: turns.map(({ role, content }) => ({ role, content: [{ type: 'text', text: content }] })) },
    ],
    [
      'authors as objects',
      { comments: turns.map(({ role, content }) => ({ author: { type: role, name: 'N' }, body: content })) },
    ],
    [
      'segments beside a blob',
      {
        transcript: 'User: …',
        segments: turns.map(({ role, content }) => ({ speaker: role, text: content })),
      },
    ],
    [
      'a direction',
      { messages: turns.map(({ role, content }) => ({ inbound: role === 'user', body: content })) },
    ],
  ])('reads %s', async (_, document) => {
    for (const indent of [0, 2]) {
      const outcome = await readAll(JSON.stringify(document, null, indent), { path: 'a.json' });
      expect(outcome.format).toBe('json');
      expect(script(outcome.conversations[0])).toEqual(expected);
      expect(outcome.rows).toBe(2);
    }
  });

  it('groups a list of messages by conversation and sorts it by time', async () => {
    const outcome = await readAll(
      JSON.stringify([
        { call_id: 'b', speaker: 'agent', text: '2', start: 9 },
        { call_id: 'a', speaker: 'agent', text: '3', start: 1 },
        { call_id: 'b', speaker: 'caller', text: '1', start: 4, channel: 'voice' },
      ]),
    );
    expect(outcome.conversations.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(script(outcome.conversations[0])).toEqual(['customer: 1', 'agent: 2']);
    expect(outcome.conversations[0]?.turns[0]?.startMs).toBe(4000);
  });

  it('keeps the particulars of a conversation', async () => {
    const outcome = await readAll(
      `{"conversation_id": 7, "customerName": "Bo", "summary": "x", "nested": {"a": 1},
        "meta": {"channel": "Chat", "agent_name": "Ines", "score": 4, "ok": true, "none": null, "tags": ["a"], "__proto__": "p"},
        "turns": [{"speaker": "agent", "text": "Hi", "at": "2026-01-05T09:00:00Z"}]}`,
    );
    const conversation = outcome.conversations[0]!;
    expect(conversation).toMatchObject({
      id: '7',
      customerName: 'Bo',
      channel: 'chat',
      agent: 'Ines',
      startedAt: '2026-01-05T09:00:00.000Z',
    });
    expect(Object.entries(conversation.meta)).toEqual([
      ['summary', 'x'],
      ['score', '4'],
      ['ok', 'true'],
      ['tags', '["a"]'],
      ['__proto__', 'p'],
    ]);
  });

  it('skips messages without text and quarantines what is no message, by pointer', async () => {
    const outcome = await readAll(
      JSON.stringify([
        {
          id: 'a/b',
          messages: [
            { role: 'agent', content: 'Hi' },
            { role: 'agent', content: null },
            { role: 'agent', content: 5 },
            'loose',
            { role: 'agent', content: 'a\0b' },
            { role: 'tool', content: 'done' },
          ],
        },
        { id: 'c', turns: 'none' },
        7,
        { id: 'd', turns: [] },
      ]),
    );
    expect(kinds(outcome, 'quarantined').map(({ place }) => place.pointer)).toEqual([
      '/0/messages/2/content',
      '/0/messages/3',
      '/0/messages/4/content',
      '/1/turns',
      '/2',
    ]);
    expect(kinds(outcome, 'skipped').map(({ records }) => records)).toEqual([1, 1]);
    expect(script(outcome.conversations[0])).toEqual(['agent: Hi', 'system: done']);
    expect(accounted(outcome)).toBe(9);
  });

  it.each([
    ['{"turns": [{"role": "agent",, "text": "secret"}]}', 'a.json:1:29: not JSON: a key in quotes expected'],
    ['{"turns": [\n  {"role": "agent" "text": "secret"}]}', 'a.json:2:20: not JSON: a comma or } expected'],
    ['[{"text": "sec\tret"}]', 'a.json:1:15: not JSON: the end of a string'],
    ['{"turns": [', 'a.json:1:12: not JSON: the text ends where a value should follow'],
    ['[1] x', 'a.json:1:5: not JSON: the end of the text expected'],
    ['{"a": 1}', 'no list of messages found'],
    ['[]', 'no list of messages found'],
  ])('refuses %s without quoting what was said', async (text, message) => {
    const refused = await refusal(text, { path: 'a.json' });
    expect(refused).toContain(message);
    expect(refused).not.toContain('secret');
  });

  it('does not take a call with its direction for a message', async () => {
    const transcript = 'Agent: Good day to you.\nCaller: The kettle leaks again.\n'.repeat(5);
    const outcome = await readAll(JSON.stringify([{ id: 1, direction: 'outbound', transcript }]));
    expect(script(outcome.conversations[0]).slice(0, 2)).toEqual([
      'agent: Good day to you.',
      'customer: The kettle leaks again.',
    ]);
  });

  it('mends lone surrogates and leaves pairs and escaped backslashes alone', async () => {
    const outcome = await readAll(
      '{"turns":[{"role":"agent","text":"a\\ud800b \\ud83d\\ude42 \\\\ud800 \\udc00"}]}',
    );
    expect(script(outcome.conversations[0])).toEqual(['agent: a\uFFFDb 🙂 \\ud800 \uFFFD']);
  });

  it('obeys --map', async () => {
    const document = { ref: 'r', messages: [{ by: 'agent', says: 'Hi', text: 'no' }] };
    const outcome = await readAll(JSON.stringify(document), {
      map: { text: 'says', role: 'by', conversation: 'ref' },
    });
    expect(outcome.conversations[0]?.id).toBe('r');
    expect(script(outcome.conversations[0])).toEqual(['agent: Hi']);
  });

  it('reads every message by its own keys, whatever the one before has', async () => {
    const messages = [
      { role: 'customer', text: 'It leaks' },
      { role: 'agent', text: null, content: 'Oh no.' },
      { role: 'agent', text: 'Third leak.', private: true },
      { role: 'agent', text: 'When did it begin?', private: false },
      { content: 'On Monday', speaker: 'customer' },
      { role: null, sender: 'agent', text: 'I am sending somebody.' },
    ];
    const { conversations } = await readAll(JSON.stringify({ messages }), { path: 'a.json' });
    expect(conversations[0]?.turns.map(({ role, visibility, text }) => [role, visibility, text])).toEqual([
      ['customer', 'public', 'It leaks'],
      ['agent', 'public', 'Oh no.'],
      ['agent', 'internal', 'Third leak.'],
      ['agent', 'public', 'When did it begin?'],
      ['customer', 'public', 'On Monday'],
      ['agent', 'public', 'I am sending somebody.'],
    ]);
  });
});

describe('NDJSON', () => {
  const line = (id: string, text = 'Hi') =>
    JSON.stringify({ conversation_id: id, turns: [{ speaker: 'agent', text }] });
  const path = 'in/calls.ndjson';

  it('reads a conversation a line and quarantines bad lines', async () => {
    const text = `${line('a')}\n\n{"turns": [}\n${line('b')}\r\n[1]\n${line('c')}`;
    const outcome = await readAll(text, { path }, 5);
    expect(outcome.format).toBe('ndjson');
    expect(outcome.conversations.map(({ id, source }) => [id, source.line])).toEqual([
      ['a', 1],
      ['b', 4],
      ['c', 6],
    ]);
    expect(kinds(outcome, 'quarantined').map(({ place, message }) => [place.line, message])).toEqual([
      [3, 'not JSON: column 12: a value expected'],
      [5, 'a conversation is a list, not an object'],
    ]);
    expect(accounted(outcome)).toBe(5);
  });

  it('names a conversation without an id by file and line', async () => {
    const outcome = await readAll(
      '{"turns":[{"role":"agent","text":"A"}]}\n{"turns":[{"role":"agent","text":"B"}]}',
      { path },
    );
    expect(outcome.conversations.map(({ id }) => id)).toEqual(['calls-1', 'calls-2']);
  });

  it('gathers messages that stand one a line', async () => {
    const text = [
      '{"call_id":"x","speaker":"user","text":"A"}',
      '{"call_id":"x","speaker":"agent","text":"B"}',
    ];
    const outcome = await readAll(text.join('\n'), { path });
    expect(outcome.note).toBe('one message a line; text=text, role=speaker');
    expect(script(outcome.conversations[0])).toEqual(['customer: A', 'agent: B']);
  });

  it('passes over a line that is too long, and reads on', async () => {
    const text = `${line('a')}\n${line('b', 'x'.repeat(17 * 1024 * 1024))}\n${line('c')}\n`;
    const outcome = await readAll(text, { path });
    expect(outcome.conversations.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(kinds(outcome, 'quarantined')[0]).toMatchObject({ place: { path, line: 2 }, records: 1 });
  });

  it('recognises long first lines', async () => {
    const outcome = await readAll(`${line('a', 'x'.repeat(200_000))}\n${line('b')}`, { path: 'stream' });
    expect(outcome.format).toBe('ndjson');
  });

  it('warns once of bytes that are not UTF-8', async () => {
    const outcome = await readAll(
      Buffer.from(`${line('a')}\n${line('b', 'caf\u00e9')}\n${line('c', '\u00e9')}`, 'latin1'),
      { path },
    );
    expect(kinds(outcome, 'notice').map(({ place }) => place.line)).toEqual([2]);
    expect(outcome.conversations).toHaveLength(3);
  });

  it('survives hostile depth', async () => {
    const deep = `{"turns":[{"role":"agent","text":"A"}],"meta":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
    const outcome = await readAll(`${deep}\n${'['.repeat(100_000)}\n`, { path, from: 'ndjson' });
    expect(outcome.conversations).toHaveLength(1);
    expect(kinds(outcome, 'quarantined')).toHaveLength(1);
  });
});

describe('a conversation that is too large', () => {
  const row = (id: string, i: number, text: string) => `${id},${i % 2 ? 'agent' : 'customer'},${text}\n`;
  it.each([
    ['messages', Array.from({ length: 100_001 }, (_, i) => row('all', i, `I say ${i}`)).join(''), 100_001],
    ['characters', row('all', 0, 'x'.repeat(3e6)) + row('all', 1, 'x'.repeat(3e6)), 2],
  ])('by its %s is set aside with all of its rows, and the others go on', async (what, rows, count) => {
    const outcome = await readAll(
      `id,role,text\n${row('a', 0, 'Hi')}${row('a', 1, 'Hello')}${rows}${row('b', 0, 'Hi')}${row('b', 1, 'Hello')}`,
    );
    expect(outcome.conversations.map(({ id }) => id)).toEqual(['a', 'b']);
    const [diagnostic, ...others] = kinds(outcome, 'quarantined');
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({ place: { path: 'calls.csv', line: 4 }, records: count });
    expect(diagnostic!.message).toMatch(
      new RegExp(`^the conversation has \\d+ ${what}, more than the \\d+ that are scored as one; split it`),
    );
  });
});

describe('files as a whole', () => {
  it.each([
    ['', 'calls.csv: the file is empty'],
    ['\uFEFF', 'calls.csv: the file is empty'],
    [' \n\n', 'calls.csv: the file is empty'],
    ['Dear reader\nthis is a letter\n', '--from vtt|srt|text|csv|json|ndjson'],
    ['PK\u0003\u0004....', 'the zip archive is damaged'],
  ])('refuses %j', async (text, message) => {
    expect(await refusal(text)).toContain(message);
  });

  it('goes by content, not by name', async () => {
    expect((await readAll(BASIC, { path: 'x.json' })).format).toBe('csv');
    expect((await readAll('[{"role":"agent","text":"A"}]', { path: 'x.csv' })).format).toBe('json');
  });

  it('describes each format', () => {
    for (const format of Object.values(FORMATS)) expect(format.description && format.recognised).toBeTruthy();
  });
});
