/** Redaction: what is found, who is who, that spans stay true, and that redacted words score as the original ones. */
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collect, createRedactor, createScorer, loadRubric, rubricFinder, summarise } from '../src/index.ts';
import type { Conversation, Report, ScoredConversation } from '../src/model.ts';
import { cardOf, createExplainer, receiptOf } from '../src/pipeline.ts';
import { explain, explainJson } from '../src/report/explain.ts';
import { REPORTERS, type ReporterName } from '../src/report/index.ts';
import { scoreFiles, scoringEach } from '../src/run/score-files.ts';
import { talk } from './helpers/house.ts';
import { rendered } from './helpers/report.ts';
import { run } from './helpers/run.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const CORPUS = path.resolve(ROOT, '../shared/corpus');
const compiled = loadRubric('empathy', rubricFinder(ROOT));
const { score } = createScorer(compiled);
const redactor = createRedactor();

const textsOf = (conversation: Conversation): string[] =>
  redactor.conversation(conversation).turns.map(({ text }) => text);
const one = (text: string, more: Partial<Conversation> = {}): string =>
  textsOf(talk([`C: ${text}`], more))[0]!;

describe('what is found by its form', () => {
  test.each([
    ['write to norlene.okafor@mailbox.example please', 'write to [EMAIL_1] please'],
    ['call 212-555-0143 or +44 7911 123456', 'call [PHONE_1] or [PHONE_2]'],
    ['my cell is (305) 555 0188', 'my cell is [PHONE_1]'],
    ['card 4111 1111 1111 1111 and 4111-1111-1111-1111', 'card [CARD_1] and [CARD_1]'],
    ['the card ending in 4821', 'the card ending in [CARD_1]'],
    ['pay GB29 NWBK 6016 1331 9268 19 now', 'pay [IBAN_1] now'],
    ['from 192.168.10.4 and 2001:db8::8a2e:370:7334', 'from [IP_1] and [IP_2]'],
    ['order BW-778201 and again BW-778201', 'order [ID_1] and again [ID_1]'],
    ['account 90817263', 'account [ID_1]'],
    ['it is four one seven double two nine eight three', 'it is [ID_1]'],
    ['I live at 12 Elm Street, Apt 4, Dunmore, PA 18512', 'I live at [ADDRESS_1]'],
    ['at 9 harbour road', 'at [ADDRESS_1]'],
    ['postcode SW1A 1AA', 'postcode [ADDRESS_1]'],
    ['see https://shop.example/orders?mail=a%40b.example', 'see [URL_1]'],
    ['thanks @norlene_ok and @brightwater', 'thanks [HANDLE_1] and [HANDLE_2]'],
  ])('%s', (text, redacted) => {
    expect(one(text)).toBe(redacted);
  });

  test.each([
    'I paid $1,250.00 on 12/11/2024 and 300000 dollars in 2019',
    'it took 45 minutes, from 10:30 to 11:15',
    'version 14.2.1 of the app, 1080p, 5000mah',
    'I waited 2 hours on the way home',
    'Will you help? May I ask? I hope so. Mark it as done in June.',
    'This is Frustrating and I need it ASAP, I AM SO ANGRY',
    'thank you so much for your patience, have a great Sunday',
    'see www.brightwater.example for details',
  ])('%s: nothing is personal', (text) => {
    expect(one(text)).toBe(text);
  });
});

describe('who is who', () => {
  test('one person has one pseudonym, in the order of first mention', () => {
    const lines = [
      'A: Hi Norlene, this is Teresa with Brightwater.',
      'C: My husband Mark Lindqvist called. Tell Mark, or Norlene Okafor, please.',
      'A: Mrs. Okafor, I will tell Mr. Lindqvist. Regards, Teresa Quill',
    ];
    expect(textsOf(talk(lines, { agent: 'Teresa Quill', customerName: 'Norlene Okafor' }))).toEqual([
      expect.stringMatching(/^Hi \[NAME_1\], this is (\[AGENT_[0-9a-f]{8}\]) with Brightwater\.$/),
      'My husband [NAME_2] called. Tell [NAME_2], or [NAME_1], please.',
      expect.stringMatching(
        /^Mrs\. \[NAME_1\], I will tell Mr\. \[NAME_2\]\. Regards, \[AGENT_[0-9a-f]{8}\]$/,
      ),
    ]);
  });

  test('names told in small letters, and given as an answer, stay in small letters', () => {
    const lines = [
      'A: can i have your name please',
      'C: norlene okafor',
      'A: thank you norlene my name is zubin',
      'C: hi zubin',
    ];
    expect(textsOf(talk(lines))).toEqual([
      'can i have your name please',
      '[name_1]',
      'thank you [name_1] my name is [agent_1]',
      'hi [agent_1]',
    ]);
  });

  test('an agent has the same pseudonym in every conversation, and another with another key', () => {
    const agentOf = (id: string, key?: string) =>
      createRedactor(key === undefined ? {} : { key }).conversation(
        talk(['A: Hello'], { id, agent: 'Teresa Quill' }),
      ).agent;
    expect(agentOf('a')).toMatch(/^\[AGENT_[0-9a-f]{8}\]$/);
    expect(agentOf('b')).toBe(agentOf('a'));
    expect(agentOf('a', 'secret')).not.toBe(agentOf('a'));
  });

  test('labels of a role stay, and so do ids and columns that are not personal', () => {
    const { id, agent, meta } = redactor.conversation(
      talk(['A: Hello'], {
        id: 'LE-5001',
        agent: 'Agent 2',
        meta: { team: 'north', customer_email: 'n@mailbox.example', note: 'rang 212-555-0143' },
      }),
    );
    expect({ id, agent, meta }).toEqual({
      id: 'LE-5001',
      agent: 'Agent 2',
      meta: {
        team: 'north',
        customer_email: expect.stringMatching(/^\[EMAIL_[0-9a-f]{8}\]$/),
        note: expect.stringMatching(/^rang \[PHONE_[0-9a-f]{8}\]$/),
      },
    });
  });

  test('phone numbers without a country code are those of the country', () => {
    const text = 'ring 020 7946 0958 today';
    const [british] = createRedactor({ country: 'GB' }).conversation(talk([`C: ${text}`])).turns;
    expect(british!.text).toBe('ring [PHONE_1] today');
  });

  test('what is redacted already stays as it is', () => {
    const lines = ['A: Hi [NAME_1], I wrote to [EMAIL_1].', "C: It's [NAME_1]'s card [CARD_1] XXXX"];
    expect(textsOf(talk(lines, { agent: '[AGENT_3f9a51c0]' }))).toEqual(lines.map((line) => line.slice(3)));
  });
});

/** Invented people, and everything of them that must not be printed. */
const SECRETS = [
  'Norlene',
  'Okafor',
  'Teresa',
  'Quill',
  'Lindqvist',
  'norlene.okafor',
  '4111',
  '555-0143',
  '2125550143',
  'Elm',
  'NWBK',
  '778201',
  '192.168',
  '90817263',
  '@norlene_ok',
  'mailbox.example',
];
const LIVES: readonly Conversation[] = [
  talk(
    [
      'A/Teresa: Hi Norlene, this is Teresa Quill with Brightwater. How can I help?',
      "C: My card 4111 1111 1111 1111 was charged twice and I'm furious! Write to norlene.okafor@mailbox.example or ring 212-555-0143.",
      "A/Teresa: I'm so sorry, Norlene, being charged twice on the card 4111 1111 1111 1111 is maddening, Mrs. Okafor. I'll refund order BW-778201 today.",
      'C: The parcel never came to 12 Elm Street, and my husband Anders Lindqvist waited all day for nothing. This is the third time!',
      "A/Teresa: I'm sorry that nothing came to 12 Elm Street and that Anders Lindqvist lost a whole day, I'd be cross too. I have opened case 90817263 and written to @norlene_ok.",
      'C: Pay it to GB29 NWBK 6016 1331 9268 19, my router is 192.168.10.4.',
      "A/Teresa: I'm so sorry, Norlene. I'll do that now. Best wishes, Teresa Quill",
    ],
    {
      id: 'call for norlene.okafor@mailbox.example',
      agent: 'Teresa Quill',
      customerName: 'Norlene Okafor',
      meta: { customer_name: 'Norlene Okafor', phone: '2125550143', team: 'north' },
    },
  ),
  talk(
    [
      'A: thank you for calling can i get your name',
      'C: yes my name is norlene and i am so upset my internet has been down for two weeks',
      'A: i am sorry to hear that norlene i understand how frustrating two weeks without internet must be i will send an engineer tomorrow',
      'C: my number is two one two five five five zero one four three',
      'A: thank you norlene',
    ],
    { id: 'asr-1', channel: 'voice' },
  ),
];

describe('what was scored', () => {
  const scored = LIVES.map((conversation) => score(conversation));
  const redacted = scored.map((s, i) => redactor.scored(s, LIVES[i]!));

  test('keeps every score and label', () => {
    const numbers = (s: ScoredConversation) => ({
      score: s.score,
      opportunities: s.opportunities.map(({ unused: _, agent: __, ...o }) => o),
      turns: s.turns.map(({ labels, score, verdicts, flags }) => ({ labels, score, verdicts, flags })),
    });
    expect(redacted.map(numbers)).toEqual(scored.map(numbers));
    expect(scored.flatMap(({ turns }) => turns.flatMap(({ evidence }) => evidence)).length).toBeGreaterThan(
      20,
    );
  });

  test('spans slice the redacted words', () => {
    for (const { turns } of redacted)
      for (const { text, evidence } of turns)
        for (const { start, end, quote } of evidence) expect(text!.slice(start, end)).toBe(quote);
  });

  test('no reporter, and no explanation, prints what was found', async () => {
    const collector = collect(['agent', 'customer_name']);
    for (const s of redacted) collector.add(s);
    const accounts = {
      read: 12,
      scored: 12,
      skipped: 0,
      quarantined: 0,
      agentRows: 7,
      agentTurns: 7,
      files: 1,
      readers: {},
    };
    const summary = summarise(collector.tallies(), {
      accounts,
      receipt: receiptOf(compiled),
      scriptReliance: compiled.rubric.adjustments.scriptReliance,
    });
    const report: Report = {
      kind: 'report',
      schema: 1,
      summary,
      conversations: redacted,
      diagnostics: [],
      rubric: cardOf(compiled),
    };
    const names = Object.keys(REPORTERS) as ReporterName[];
    const outputs = await Promise.all(
      names.map(async (name) => [name, await rendered(name, report, { quote: 'full' })] as const),
    );
    const explainer = createExplainer(compiled);
    const explained = LIVES.map((conversation) => explainer(redactor.conversation(conversation)));
    const explanations = explained.flatMap((e) => [
      ['explain', explain(e, compiled.rubric, { color: false, width: 100, sentence: false })] as const,
      ['explain json', explainJson(e, compiled.rubric)] as const,
    ]);
    expect(outputs.length).toBeGreaterThan(3);
    const leaks = [...outputs, ...explanations].flatMap(([name, text]) =>
      SECRETS.filter((secret) => text.toLowerCase().includes(secret.toLowerCase())).map(
        (s) => `${name}: ${s}`,
      ),
    );
    expect(leaks).toEqual([]);
    // The secrets do stand in what is not redacted, so that the search above could have found them.
    const open = await rendered('ndjson', { ...report, conversations: scored }, { quote: 'full' });
    expect(SECRETS.filter((secret) => !open.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
  });

  test('spans stay true wherever personal data stands', () => {
    const data = [
      'a@b.example',
      'Norlene',
      '4111 1111 1111 1111',
      '212-555-0143',
      "I'm so sorry",
      'I understand how frustrating this is',
      '12 Elm Street',
      ', ',
      '. ',
      '😀',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...data), { minLength: 1, maxLength: 12 }), (parts) => {
        const conversation = talk(['C: I am so upset, my card was charged twice', `A: ${parts.join(' ')}`]);
        const before = score(conversation);
        const after = redactor.scored(before, conversation);
        const { text, evidence } = after.turns[1]!;
        expect(text).toBe(redactor.conversation(conversation).turns[1]!.text);
        expect(evidence.map(({ cue }) => cue)).toEqual(before.turns[1]!.evidence.map(({ cue }) => cue));
        for (const { start, end, quote } of evidence) {
          expect(text!.slice(start, end)).toBe(quote);
          expect(end).toBeGreaterThan(start);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the command line', () => {
  const stdin = JSON.stringify({
    id: 'c-1',
    agent: 'Teresa Quill',
    turns: [
      {
        role: 'customer',
        text: "I'm Norlene and I'm furious, my card 4111 1111 1111 1111 was charged twice!",
      },
      { role: 'agent', text: "I'm so sorry, Norlene. I'll refund it today." },
    ],
  });
  test.each(['score', 'explain'])('%s --redact', async (command) => {
    const { code, out } = await run([command, '-', '--redact', '-f', 'json'], { stdin });
    expect(code).toBe(0);
    expect(out).toContain('[NAME_1]');
    expect(out).not.toMatch(/Norlene|4111|Teresa|Quill/);
  });

  test.each([
    [['--redact-key', 'k'], 'attune: --redact-key says how to redact: add --redact'],
    [
      ['--redact', '--redact-country', 'ZZ'],
      'attune: --redact-country ZZ: write a country as two letters, such as US or GB',
    ],
  ])('%j is bad usage', async (flags, message) => {
    const { code, err } = await run(['score', '-', ...flags], { stdin });
    expect({ code, err: err.trim() }).toEqual({ code: 2, err: message });
  });
});

/** Turns that redacted words judge otherwise, though both say that they can be judged. */
function differences(conversation: Conversation): string[] {
  const before = score(conversation);
  const after = score(redactor.conversation(conversation));
  const notEvaluable = ({ flags, verdicts }: ScoredConversation['turns'][number]): boolean =>
    (flags?.includes('not_evaluable') ?? false) ||
    (verdicts?.some((v) => v.verdict === 'not_evaluable') ?? false);
  return before.turns.flatMap((turn, i) => {
    const other = after.turns[i]!;
    const same =
      JSON.stringify(turn.labels) === JSON.stringify(other.labels) &&
      turn.score?.normalized === other.score?.normalized;
    return same || notEvaluable(other) ? [] : [`${conversation.id} ${turn.index}`];
  });
}

/** Of ../shared/corpus: the turns that differ, each argued in docs/privacy.md. */
const DIFFERENT: Readonly<Record<string, readonly string[]>> = {
  'tweetsumm.ndjson': [
    'tweetsumm-11d64ad14007d0f26b628b3a2033d6ab 0',
    'tweetsumm-11d64ad14007d0f26b628b3a2033d6ab 1',
    'tweetsumm-0ef930d81651dc0c622809c293eb30ea 10',
    'tweetsumm-0ef930d81651dc0c622809c293eb30ea 11',
    'tweetsumm-305b530a88cbc17cc2a9e1cf1ea59579 7',
    'tweetsumm-1c776e8dddfd9a0a73c2337586a1d0fd 2',
  ],
  'ibm_twitter_cdp.ndjson': [],
};

describe('redacted words score as the original ones', () => {
  test('in conversations full of personal data', () => {
    expect(LIVES.flatMap(differences)).toEqual([]);
  });

  const corpus = existsSync(CORPUS) ? test : test.skip;
  if (!existsSync(CORPUS))
    process.stderr.write('redact.test.ts: ../shared/corpus is not there; its tests are skipped\n');
  corpus.each(Object.entries(DIFFERENT))(
    'in %s (skipped where it is absent)',
    { timeout: 120_000 },
    async (file, known) => {
      const found: string[] = [];
      let turns = 0;
      let n = 0;
      const isKnown = ({ id }: Conversation) => known.some((turn) => turn.startsWith(`${id} `));
      await scoreFiles(
        [{ path: file, open: () => createReadStream(path.join(CORPUS, file)) }],
        scoringEach((conversation) => {
          // One in five, for the sake of time, and those in which turns do differ.
          if (n++ % 5 !== 0 && !isKnown(conversation)) return;
          turns += conversation.turns.length;
          found.push(...differences(conversation));
        }, {}),
        { onScored: () => {}, onDiagnostic: () => {} },
      );
      expect(turns).toBeGreaterThan(400);
      expect(found).toEqual(known);
    },
  );
});
