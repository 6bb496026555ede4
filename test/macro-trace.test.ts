/** `attune trace`: a macro with its slots filled is known again, and so is what agents make of it. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMacros } from '../src/lint/sources/index.ts';
import { readTemplate } from '../src/lint/template/index.ts';
import type { Conversation, ScoredConversation } from '../src/model.ts';
import { lineSchema } from '../src/report/schema.ts';
import { collect } from '../src/summarise/index.ts';
import { align, isFilled, patternOf } from '../src/trace/align.ts';
import { createTracer } from '../src/trace/index.ts';
import { type Element, elementsOf, SLOT, wordsOf } from '../src/trace/words.ts';
import { run } from './helpers/run.ts';

const REFUND = 'refund';
const LIBRARY = {
  [REFUND]:
    'Hi {{customer_name}}, thank you for reaching out to us. I have refunded {{amount}} to your card, and you will see it within three working days. Let me know if anything else comes up.',
  delay:
    'Hello {{customer_name}}, we are sorry that your order is late. Our carrier has told us that it will arrive on {{date}}. You can follow it with the link in your confirmation.',
  password:
    'To set a new password, open the sign-in page, choose "Forgot password", and follow the link that we send you.',
  short: 'Thanks {{customer_name}}!',
};
const FILE = JSON.stringify({
  macros: Object.entries(LIBRARY).map(([id, body]) => ({ id, title: id, body })),
});
const macros = readMacros('macros.json', Buffer.from(FILE)).macros;
const { tracer, ids, untraceable } = createTracer(macros);

const CUSTOMER =
  'My espresso grinder arrived with a cracked hopper on Tuesday and my daughter had saved up for it. Order 88213.';
function talk(reply: string, more: Partial<Conversation> = {}): Conversation {
  return {
    id: 'x',
    meta: {},
    source: { path: 'x' },
    turns: [CUSTOMER, reply].map((text, index) => {
      return { index, role: index === 0 ? 'customer' : 'agent', visibility: 'public', text, rows: [] };
    }),
    ...more,
  };
}
const use = (reply: string, more?: Partial<Conversation>) => tracer(talk(reply, more)).get(1);

test('the library tells what it can know again', () => {
  expect(ids).toEqual(['refund', 'delay', 'password']);
  expect(untraceable).toEqual(['short']);
});

describe('a reply', () => {
  const filled = LIBRARY.refund.replace('{{customer_name}}', 'Dana').replace('{{amount}}', '$20');
  test.each([
    ['with its slots filled', filled],
    ['in other capitals, quotes and spaces', filled.toUpperCase().replaceAll(' ', '\n ')],
    ['with slots that nobody has filled', LIBRARY.refund],
    ['with slots that came out empty', LIBRARY.refund.replaceAll(/\{\{\w+\}\}/g, '')],
  ])('%s is verbatim', (_, reply) => {
    expect(use(reply)).toEqual({ id: REFUND, how: 'verbatim', share: 0 });
  });

  test('with a sentence of anybody is edited, by the share of its words', () => {
    const found = use(`${filled} Have a lovely weekend.`)!;
    expect(found).toMatchObject({ id: REFUND, how: 'edited' });
    // Four new words beside the macro's own.
    const { literal } = patternOf(elementsOf(readTemplate(macros[0]!).renderings[0]!));
    expect(found.share).toBeCloseTo(4 / (literal + 4), 3);
  });

  test('with words left out is edited', () => {
    const found = use(filled.replace('Let me know if anything else comes up.', ''))!;
    expect(found.how).toBe('edited');
    expect(found.share).toBeGreaterThan(0.15);
    expect(found.share).toBeLessThan(0.4);
  });

  test('with what this customer has told is personalised', () => {
    const personal = `${filled} A cracked hopper on a grinder that your daughter had saved up for is a sad thing to unpack.`;
    expect(use(personal)).toMatchObject({ id: REFUND, how: 'personalised' });
    // To another customer the same words are nobody's.
    const other = talk(personal);
    const turns = other.turns.map((turn) =>
      turn.index === 0 ? { ...turn, text: 'Where is my money?' } : turn,
    );
    expect(tracer({ ...other, turns }).get(1)).toMatchObject({ how: 'edited' });
  });

  test('with only the name of the customer is a greeting, not personal', () => {
    const named = LIBRARY.password.replace('To set', 'Hi Dana, to set');
    expect(use(named, { customerName: 'Dana Brown' })).toMatchObject({ id: 'password', how: 'edited' });
  });

  test.each([
    'I will look into the grinder myself and ring you before noon.',
    'Thank you for reaching out to us.',
    'Thanks Dana!',
    'ok',
  ])('%j is the agent’s own', (reply) => {
    expect(use(reply)).toEqual({ how: 'own' });
  });

  test('is traced to the macro it shares most with', () => {
    expect(use(`${LIBRARY.password} Thank you for reaching out to us.`)).toMatchObject({ id: 'password' });
  });

  test('that only fills a slot with a letter of its own is its own', () => {
    const { tracer } = createTracer(
      readMacros(
        'm.json',
        Buffer.from(
          '{"macros":[{"id":"a","title":"a","body":"Dear customer, here is our answer: {{answer}}"}]}',
        ),
      ).macros,
    );
    const letter = Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ');
    expect(tracer(talk(`Dear customer, here is our answer: ${letter}`)).get(1)!.how).not.toBe('verbatim');
  });

  test('of nobody but agents is traced, and no internal note', () => {
    const turns = talk(filled).turns.map((turn) => ({ ...turn, visibility: 'internal' as const }));
    expect(tracer({ ...talk(filled), turns }).size).toBe(0);
    expect([...tracer(talk(filled)).keys()]).toEqual([1]);
  });
});

const word = fc.constantFrom(
  ...'we are sorry that your order is late and will arrive soon today thank you'.split(' '),
);
const template = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: word as fc.Arbitrary<Element> },
    { weight: 1, arbitrary: fc.constant<Element>(SLOT) },
  ),
  {
    maxLength: 40,
  },
);
const fills = fc.infiniteStream(fc.array(word, { maxLength: 5 }));

describe('properties', () => {
  test('a template with any filling is filled, and nothing of it is lost or new', () => {
    fc.assert(
      fc.property(template, fills, (elements, filling) => {
        const words = elements.flatMap((one) => (one === SLOT ? filling.next().value : [one]));
        expect(isFilled(words, elements)).toBe(true);
      }),
    );
  });

  test('alignment never counts a word twice', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), template, (words, elements) => {
        const { literal, kept, added } = align(words, patternOf(elements));
        expect(kept).toBeGreaterThanOrEqual(0);
        expect(kept).toBeLessThanOrEqual(Math.min(literal, words.length));
        expect(kept + added.length).toBeLessThanOrEqual(words.length);
      }),
    );
  });

  test('every rendering of a macro is traced to it as verbatim', () => {
    const slots = fc.constantFrom('{{customer.name}}', '{{order.id}}', '{{ticket.subject}}');
    const sentence = fc.array(word, { minLength: 4, maxLength: 9 }).map((words) => `${words.join(' ')}.`);
    const body = fc
      .tuple(
        fc.array(fc.tuple(sentence, slots), { maxLength: 3 }),
        sentence,
        fc.constantFrom('', '{% if vip %}As a valued member you come first.{% endif %} '),
      )
      .map(
        ([parts, last, branch]) =>
          `${branch}${parts.flat().join(' ')} ${last} Kind regards from all of us here.`,
      );
    fc.assert(
      fc.property(fc.uniqueArray(body, { minLength: 1, maxLength: 4 }), (bodies) => {
        const library = readMacros(
          'm.json',
          Buffer.from(
            JSON.stringify({
              macros: bodies.map((text, i) => ({ id: `m${i}`, title: `m${i}`, body: text })),
            }),
          ),
        ).macros;
        const trace = createTracer(library).tracer;
        for (const macro of library) {
          for (const { text } of readTemplate(macro).renderings) {
            expect(trace(talk(text)).get(1)).toMatchObject({ how: 'verbatim', share: 0 });
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    [
      "{{customer.name}}'s order has been sent out to the new address.",
      "Dana's order has been sent out to the new address.",
    ],
    [
      'Follow it on https://example.com/t/{{order.id}}/map until it is there.',
      'Follow it on https://example.com/t/A17/map until it is there.',
    ],
    ['{{customer.name}}, your order has been sent out now', 'Your order has been sent out now'],
    ['Your order has been sent out to {{customer.name}}', 'your order has been sent out to Dana Brown.'],
    [
      'We have sent {{order.id}}{{customer.name}} out to you this morning.',
      'We have sent A17Dana out to you this morning.',
    ],
  ])('%j is known in %j', (body, reply) => {
    const library = readMacros(
      'm.json',
      Buffer.from(JSON.stringify({ macros: [{ id: 'm', title: 'm', body }] })),
    ).macros;
    expect(createTracer(library).tracer(talk(reply)).get(1)).toEqual({ id: 'm', how: 'verbatim', share: 0 });
  });

  test('words are the same whatever stands between them', () => {
    expect(wordsOf('Don’t  worry — it’s FINE, order #88-13!')).toEqual([
      "don't",
      'worry',
      "it's",
      'fine',
      'order',
      '88',
      '13',
    ]);
  });
});

test('a very long turn against a long macro of one word ends', () => {
  const body = `${'la '.repeat(2000)}{{x}} ${'la '.repeat(2000)}`;
  const { tracer } = createTracer(
    readMacros('m.json', Buffer.from(JSON.stringify({ macros: [{ id: 'a', title: 'a', body }] }))).macros,
  );
  expect(tracer(talk('la '.repeat(200_000))).get(1)).toBeDefined();
});

describe('attune trace', () => {
  let cwd: string;
  beforeAll(async () => {
    cwd = await mkdtemp(path.join(tmpdir(), 'attune-trace-'));
    await writeFile(path.join(cwd, 'macros.json'), FILE);
    const replies = [
      ['Ann', LIBRARY.refund.replace('{{customer_name}}', 'Dana').replace('{{amount}}', '$20')],
      [
        'Ann',
        `${LIBRARY.delay} A cracked hopper, and your daughter had saved up for that grinder: I am so sorry.`,
      ],
      ['Bob', 'What is the order number?'],
    ];
    const lines = replies.map(([agent, text], i) =>
      JSON.stringify({
        id: `c-${i}`,
        agent,
        turns: [
          { role: 'customer', text: CUSTOMER },
          { role: 'agent', text },
        ],
      }),
    );
    await writeFile(path.join(cwd, 'chats.ndjson'), lines.join('\n'));
  });
  afterAll(() => rm(cwd, { recursive: true }));
  const trace = (...words: string[]) =>
    run(['trace', 'chats.ndjson', '--macros', 'macros.json', ...words], { cwd });

  test('writes a row a turn as CSV', async () => {
    const { code, out, err } = await trace('--format', 'csv');
    expect(code).toBe(0);
    expect(err).toContain('3 agent rows');
    const [header, ...rows] = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    expect(header).toEqual(['conversation', 'turn', 'agent', 'how', 'macro', 'share', 'score', 'empathy']);
    expect(rows.map((row) => row.slice(0, 5))).toEqual([
      ['c-0', '1', 'Ann', 'verbatim', 'refund'],
      ['c-1', '1', 'Ann', 'personalised', 'delay'],
      ['c-2', '1', 'Bob', 'own', ''],
    ]);
  });

  test('writes the same and the totals as NDJSON and JSON', async () => {
    const lines = (await trace('--format', 'ndjson')).out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ kind }) => kind)).toEqual(['turn', 'turn', 'turn', 'trace']);
    const totals = JSON.parse((await trace('--format', 'json')).out);
    expect(lines[3]).toEqual(totals);
    expect(totals.library).toEqual({ macros: 4, untraceable: ['short'], unused: 1 });
    expect(totals.overall.turns).toBe(3);
    expect(totals.agents.map(({ key, turns }: { key: string; turns: number }) => [key, turns])).toEqual([
      ['Ann', 2],
      ['Bob', 1],
    ]);
    const { verbatim, personalised } = totals.overall.uses;
    expect([verbatim.turns, personalised.turns]).toEqual([1, 1]);
    expect(personalised.mean).toBeGreaterThan(verbatim.mean);
  });

  test('shows how, by agent and by macro', async () => {
    const { out } = await trace();
    expect(out).toMatch(/^3 agent turns, set against 3 macros; 1 of them were never met\n/);
    expect(out).toMatch(/^ {2}verbatim +1 +33 % /m);
    expect(out).toMatch(/^ {2}Ann +2 +50 % +0 % +50 % +0 %/m);
    expect(out).toMatch(/^ {2}refund +1 +100 % /m);
  });

  test('score --macros says it of every turn, and every report shows it', async () => {
    const words = ['score', 'chats.ndjson', '--macros', 'macros.json', '--quiet', '--format'];
    const lines = (await run([...words, 'ndjson'], { cwd })).out
      .trimEnd()
      .split('\n')
      .map((line) => lineSchema.parse(JSON.parse(line)));
    const uses = lines.flatMap((line) =>
      line.kind === 'conversation' ? line.turns.map(({ macro }) => macro) : [],
    );
    expect(uses.filter(Boolean)).toEqual([
      { id: 'refund', how: 'verbatim', share: 0 },
      { id: 'delay', how: 'personalised', share: expect.any(Number) },
      { how: 'own' },
    ]);
    const totals = JSON.parse((await trace('--format', 'json')).out);
    expect(lines.at(-1)).toMatchObject({ kind: 'summary', macros: totals.overall });
    await writeFile(path.join(cwd, 'scored.ndjson'), lines.map((line) => JSON.stringify(line)).join('\n'));
    for (const [format, shown] of [
      ['terminal', /^Macros\n.*\n {2}verbatim +1 +33 %/m],
      ['markdown', /^### Macros\n\n[\s\S]*\| verbatim \| 1 \| 33 % \|/m],
      ['html', /<h3 id="h-macros">Macros<\/h3>[\s\S]*<th scope="row">verbatim<\/th><td>1<\/td>/],
    ] as const) {
      const again = await run(['report', 'scored.ndjson', '--quiet', '--format', format], { cwd });
      expect(again.out).toMatch(shown);
    }
    const plain = await run(['score', 'chats.ndjson', '--quiet', '--format', 'json'], { cwd });
    expect(plain.out).not.toContain('"macro');
  });

  test('parts merge to the whole', async () => {
    const { out } = await run(['score', 'chats.ndjson', '--macros', 'macros.json', '-q', '-f', 'json'], {
      cwd,
    });
    const { conversations } = JSON.parse(out) as { conversations: ScoredConversation[] };
    const whole = collect();
    const merged = collect();
    for (const one of conversations) {
      whole.add(one);
      const part = collect();
      part.add(one);
      merged.merge(part.tallies());
    }
    expect(merged.tallies().uses).toEqual(whole.tallies().uses);
    expect(whole.tallies().uses!.verbatim.turns).toBe(1);
  });

  test.each([
    [['trace', 'chats.ndjson'], '--macros: name the macros'],
    [['trace', 'chats.ndjson', '--macros', 'nowhere'], 'nowhere: no such file'],
    [['trace', 'chats.ndjson', '--macros', 'macros.json', '--format', 'html'], 'there is no such format'],
  ])('%j is refused', async (words, message) => {
    const { code, out, err } = await run(words, { cwd });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
