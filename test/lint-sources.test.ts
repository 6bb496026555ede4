/** Every source of macros reads its invented fixture to these texts, and leaves out the rest with a reason. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Macro, MacroFile, SkipReason } from '../src/lint/macro.ts';
import { readMacros, SOURCES, type SourceName } from '../src/lint/sources/index.ts';
import { expectSound } from './helpers/macros.ts';

const ROOT = path.join(import.meta.dirname, '../fixtures/macros');

function readFixture(file: string, from?: SourceName): MacroFile {
  const bytesOf = (name: string) => readFileSync(path.join(ROOT, name));
  const sibling = (name: string) => (existsSync(path.join(ROOT, name)) ? bytesOf(name) : undefined);
  return readMacros(file, bytesOf(file), { sibling, from });
}

function read(file: string, content: string, from?: SourceName): MacroFile {
  const found = readMacros(file, Buffer.from(content), { from });
  expectSound(found);
  return found;
}

function lineAndColumn(content: string, offset: number): string {
  const before = content.slice(0, offset).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1}`;
}

/** What a macro declares besides its text. */
type Declared = Partial<Omit<Macro, 'id' | 'title' | 'body' | 'path' | 'source' | 'start' | 'comments'>>;
type Row = readonly [id: string, title: string, text: string, declared?: Declared];

interface Expected {
  readonly file: string;
  readonly source: SourceName;
  readonly macros: readonly Row[];
  readonly skipped?: Readonly<Record<string, SkipReason>>;
  readonly problems?: readonly string[];
}

const liquid = { dialect: 'liquid' } as const;
const osticket = { dialect: 'osticket' } as const;
const salesforce = { dialect: 'salesforce-classic' } as const;

const FIXTURES: readonly Expected[] = [
  {
    file: 'zendesk.json',
    source: 'zendesk',
    macros: [
      [
        '9001',
        'Delivery::Late::First word',
        'Hi {{ticket.requester.first_name | default: "there"}},\n\nYour parcel should have been with you by now & it isn\'t.\nI’m asking the depot today.',
        {
          ...liquid,
          category: 'Delivery::Late',
          context: 'The parcel is late and nobody has answered yet',
          tags: ['late_parcel', 'first_word'],
        },
      ],
      [
        '9002',
        'Refund::Done',
        'We have sent back "{{ticket.ticket_field_77}}".\nIt can take 3 days to show.',
        { ...liquid, category: 'Refund' },
      ],
      ['9002#chat', 'Refund::Done', 'Refund sent 👍', { ...liquid, category: 'Refund', channel: 'chat' }],
    ],
    skipped: { 9003: 'internal', 9004: 'inactive', 9005: 'action_only', 9006: 'empty' },
  },
  {
    file: 'zendesk-import.csv',
    source: 'zendesk-csv',
    macros: [
      [
        'parcel-lost',
        'Parcel lost',
        'Hi {{ticket.requester.first_name}},\nYour parcel is lost, and that is on us.\n"Gone" is the word the depot used.',
        liquid,
      ],
    ],
    skipped: { retired: 'inactive', 'set-to-open': 'action_only', 'team-only': 'internal' },
    problems: ['malformed-json at 4:67'],
  },
  {
    file: 'zendesk-dynamic-content.json',
    source: 'zendesk-dynamic-content',
    macros: [
      ['31#1', 'Closing words', 'Write back whenever you like.\n{{agent.signature}}', liquid],
      ['31#2', 'Closing words', 'Escríbenos cuando quieras.', liquid],
    ],
    skipped: { '31#8': 'inactive' },
  },
  {
    file: 'zendesk-chat.json',
    source: 'zendesk-chat',
    macros: [
      [
        'wait',
        'wait',
        "Give me two minutes, I'm reading your order.",
        { dialect: 'none', tags: ['holding'] },
      ],
    ],
    skipped: { bye: 'empty' },
  },
  {
    file: 'intercom.json',
    source: 'intercom',
    macros: [
      [
        '501',
        'Seat change',
        'Hi {{user.name|fallback:"there"}}, seat {{seat.number}} is yours.\n\nAnything else?',
        { dialect: 'intercom' },
      ],
      [
        '502',
        'Only HTML',
        'Hi {{user.name|fallback:"there"}}, your train <IC 7> is late.\n\nWe know that is tiring.',
        { dialect: 'intercom' },
      ],
    ],
    skipped: { 503: 'empty' },
  },
  {
    file: 'front.json',
    source: 'front',
    macros: [
      [
        'rsp_7a1',
        'Damaged box',
        'Hi {{recipient.first_name}},\n\nA wet box is a rotten start. Keep it, a new one leaves today.',
        liquid,
      ],
    ],
  },
  {
    file: 'freshdesk.json',
    source: 'freshdesk',
    macros: [
      ['71', 'Password', 'Hi {{ticket.requester.firstname}},\nuse the link below.', liquid],
      ['72', 'Plain', 'Your ticket is open.', liquid],
    ],
  },
  {
    file: 'gorgias.json',
    source: 'gorgias',
    macros: [
      [
        '81',
        'Order on its way',
        'Hey {{ticket.customer.firstname}},\nit left this morning.',
        { ...liquid, locale: 'en', tags: ['shipping'] },
      ],
      ['82', 'HTML', 'It is back in stock 🎉', liquid],
    ],
    skipped: { 83: 'internal', 84: 'action_only', 85: 'inactive' },
  },
  {
    file: 'helpscout.json',
    source: 'helpscout',
    macros: [
      [
        '91#email',
        'Warranty',
        'Hi {%customer.firstName,fallback=there%},\n\nthe lamp is covered.',
        { dialect: 'helpscout', channel: 'email' },
      ],
      ['91#chat', 'Warranty', 'The lamp is covered 💡', { dialect: 'helpscout', channel: 'chat' }],
      ['92#email', 'Hours', 'We open at nine.', { dialect: 'helpscout', channel: 'email' }],
    ],
  },
  {
    file: 'Case_Received.email',
    source: 'salesforce-email',
    macros: [
      [
        'Case_Received',
        'Case & contact: received',
        'Dear {!Contact.FirstName},\n\nWe have your question about "{!Case.Subject}" & are on it.',
        { ...salesforce, context: 'First answer to a case' },
      ],
    ],
  },
  {
    file: 'Case_Closed.email',
    source: 'salesforce-email',
    macros: [
      [
        'Case_Closed',
        'Case closed',
        'Hi {{{Recipient.FirstName}}},\n\nCase closed – write if it comes back.',
        { dialect: 'salesforce-lightning' },
      ],
    ],
  },
  {
    file: 'Case_Retired.email',
    source: 'salesforce-email',
    macros: [],
    skipped: { Case_Retired: 'inactive' },
  },
  { file: 'Case_Received.email-meta.xml', source: 'salesforce-email', macros: [] },
  { file: 'Case_Closed.email-meta.xml', source: 'salesforce-email', macros: [] },
  { file: 'Case_Retired.email-meta.xml', source: 'salesforce-email', macros: [] },
  {
    file: 'salesforce-quick-text.csv',
    source: 'salesforce-quick-text',
    macros: [
      [
        'hold-on',
        'Hold on',
        'Thanks for waiting, {!Contact.FirstName}.\nI\'m still looking at "gate 4".',
        { ...salesforce, channel: 'Chat', category: 'Greetings' },
      ],
    ],
    skipped: { old: 'inactive' },
  },
  {
    file: 'osticket.yaml',
    source: 'osticket',
    macros: [
      [
        'spoke-broken',
        'Spoke broken',
        'Hi %{ticket.name.first},\n\na broken spoke two days in is not on. Bring it in & we mend it today.',
        osticket,
      ],
    ],
    skipped: { 'old-opening-hours': 'inactive' },
  },
  {
    file: 'ticket.reply.yaml',
    source: 'osticket-email',
    macros: [
      [
        'ticket-reply',
        'ticket.reply',
        'Dear %{recipient.name},\n\n%{response}\nWe hope this answers your question.',
        osticket,
      ],
    ],
  },
  {
    file: 'chatwoot.json',
    source: 'chatwoot',
    macros: [['1', 'size', 'Hi {{contact.name}} 👋\n\nOur size guide says **medium**.', liquid]],
    skipped: { 2: 'empty' },
  },
  {
    file: 'zammad.json',
    source: 'zammad',
    macros: [
      [
        '11',
        'Printer offline',
        'Hello #{ticket.customer.firstname},\nplease switch it off and on.',
        { dialect: 'zammad', tags: ['printer', 'offline'] },
      ],
    ],
    skipped: { 12: 'inactive' },
  },
  {
    file: 'wordpress/es.json',
    source: 'wordpress',
    macros: [
      [
        'shop-1',
        'Pedido perdido',
        'Mira tus pedidos y dinos el número.\n\nUsa `#1234` si lo tienes.',
        { dialect: 'none', locale: 'es' },
      ],
      ['shop-2', 'Lista', 'Prueba:\napagar\nencender', { dialect: 'none', locale: 'es' }],
    ],
  },
  {
    file: 'replies.yml',
    source: 'github',
    macros: [
      [
        'needs-a-sample',
        'Needs a sample',
        '👋 Hi @{{ author }}, thanks!\nCould you add `a sample`?\n\nThen we can look.',
        liquid,
      ],
      ['not-planned', 'Not planned', "We won't build this, and that may sting.", liquid],
      ['fixed', 'Fixed', 'Fixed in <#number> — see the notes.', liquid],
    ],
  },
  {
    file: 'twilio-flex.json',
    source: 'twilio-flex',
    macros: [
      ['card', 'Card', 'Your card was declined, not you.', { dialect: 'none', category: 'Billing' }],
      ['hi', 'Hi', 'Hi, what happened?', { dialect: 'none', category: 'Hello' }],
    ],
    skipped: { later: 'empty' },
  },
  {
    file: 'shop.json',
    source: 'json',
    macros: [
      [
        'late',
        'Late parcel',
        'Hi {name},\n\nit is late & we are sorry.',
        { locale: 'en', category: 'Delivery', tags: ['delivery', 'late'] },
      ],
      [
        'do-you-ship-abroad',
        'Do you ship abroad?',
        'We do.\n\nIt takes [Days] days.',
        { category: 'SHIPPING' },
      ],
    ],
    skipped: { team: 'internal' },
  },
  {
    file: 'shop.ndjson',
    source: 'json',
    macros: [
      ['1', 'Where is it?', 'On the van – honestly.'],
      ['3', 'Is it lost?', "We think so, and we'll send another."],
    ],
    problems: ['malformed-json at 2:52'],
  },
  {
    file: 'shop.yaml',
    source: 'yaml',
    macros: [
      ['greeting', 'greeting', 'Hello there, and thanks for coming back to us.'],
      ['late_parcel', 'late_parcel', 'Hi {name},\n\nyour parcel is late: "two days" is what # they said.'],
      ['lost', 'lost', "We've lost it, and that's on us."],
    ],
  },
  {
    file: 'shop.csv',
    source: 'csv',
    macros: [
      ['late', 'Late', 'Hi [Customer Name],\r\nit is "late".', { locale: 'en', category: 'Delivery' }],
    ],
    skipped: { empty: 'empty' },
    problems: ['malformed-csv at 4:1'],
  },
  {
    file: 'one.md',
    source: 'markdown',
    macros: [
      [
        'refund-not-this-time',
        'Refund: not this time',
        "Hi {{customer.first_name}},\n\nI know you hoped for your money back. The 30 days are over, so we *can't* send it.\n\n## What we can do\n\n- a voucher of 20 % & free post\n- see our terms\n\nWrite back *any time*.\nAna",
        {
          category: 'complaint',
          context: 'The return window has closed',
          doNotUseWhen: 'The item is faulty',
          channel: 'email',
          locale: 'en',
          tags: ['refund', 'wall'],
        },
      ],
    ],
  },
  {
    file: 'fences.md',
    source: 'markdown',
    macros: [
      [
        'wind',
        '1. Cancelled by wind',
        "Hi {{contact.name}},\n\nthe 9 o'clock ferry can't sail.\n\nWe'll hold your car's place.",
        { category: 'Sailings', context: 'the port is closed' },
      ],
      [
        '2-sold-out',
        '2. Sold out',
        'The boat is full.',
        { category: 'Sailings', context: 'When the day is full.' },
      ],
      ['2-sold-out-2', '2. Sold out', "The boat is full, the next one isn't.", { category: 'Sailings' }],
    ],
  },
  {
    file: 'quotes.md',
    source: 'markdown',
    macros: [
      [
        '1-room-not-ready',
        '🛎️ 1. Room not ready',
        "Hi {guest_name},\n\nyour room isn't ready, and you've been travelling all day.\n- leave the bags\n- have a coffee",
      ],
      ['2-upgrades-warm', '2. Upgrades (Warm)', "We've moved you up a floor!"],
      ['2-upgrades-plain', '2. Upgrades (Plain)', 'You have a larger room.'],
    ],
    skipped: { '3-internal-note-noise': 'internal', '4-handover': 'internal' },
  },
  {
    file: 'sections.md',
    source: 'markdown',
    macros: [
      [
        'asking-for-details',
        'Asking for details',
        'Thanks for the report. Which lamp is it,\nand since when?',
      ],
      [
        'duplicate',
        'Duplicate',
        "That lamp flickers for others too.\n\n### In short\n\nWe're on it.",
        { context: 'we know the fault already' },
      ],
    ],
    skipped: { 'escalation-to-the-workshop': 'internal', 'nothing-here': 'empty' },
  },
  {
    file: 'separators.md',
    source: 'markdown',
    macros: [
      ['not-ours', 'NOT OURS', "Thanks for the report, but that plug-in isn't ours."],
      ['needs-a-file', 'NEEDS A FILE', "Could you attach a file?\n\nThen we'll look."],
    ],
  },
  {
    file: 'page.html',
    source: 'html',
    macros: [['page', 'page', 'Your parcel is "with us".\n\nReply to <insert name>.']],
  },
  {
    file: 'greeting.liquid',
    source: 'liquid',
    macros: [
      [
        'greeting',
        'greeting',
        'Hi {{ customer.name | default: "there" }},\n{% if late %}it is late.{% endif %}',
        liquid,
      ],
    ],
  },
  {
    file: 'plain.txt',
    source: 'text',
    macros: [['plain', 'plain', 'Hi [Name],\r\n\r\nwe <b>heard</b> you & will call.']],
  },
  {
    file: 'broken.json',
    source: 'json',
    macros: [
      ['good', 'Good', 'This one is whole.'],
      ['good-too', 'Good too', 'So is this one.'],
    ],
    problems: ['malformed-json at 3:20'],
  },
  {
    file: 'broken.yaml',
    source: 'yaml',
    macros: [
      ['good', 'Good', 'This one is whole.'],
      ['good-too', 'Good too', 'So is this one.'],
    ],
    problems: ['malformed-yaml at 4:18'],
  },
  {
    file: 'broken.csv',
    source: 'csv',
    macros: [
      ['good', 'Good', 'This one is whole.'],
      ['good-too', 'Good too', 'So is this one.'],
    ],
    problems: ['malformed-csv at 3:1', 'malformed-csv at 5:1'],
  },
];

describe('the table of sources', () => {
  test('has a fixture for each source, and a row for each fixture', () => {
    expect([...new Set(FIXTURES.map(({ source }) => source))].sort()).toEqual(Object.keys(SOURCES).sort());
    const files = readdirSync(ROOT, { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile()
        ? [path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/')]
        : [],
    );
    expect(FIXTURES.map(({ file }) => file).sort()).toEqual(files.sort());
  });

  test.each(FIXTURES)('reads $file as $source', ({ file, source, macros, skipped = {}, problems = [] }) => {
    const found = readFixture(file);
    expectSound(found);
    expect(found.source).toBe(source);
    const rows = found.macros.map(
      ({ id, title, body, path: _, source: __, start: ___, comments: ____, ...declared }) => {
        return [id, title, body.text, declared];
      },
    );
    expect(rows).toEqual(macros.map(([id, title, text, declared = {}]) => [id, title, text, declared]));
    expect(Object.fromEntries(found.skipped.map(({ id, reason }) => [id, reason]))).toEqual(skipped);
    expect(
      found.problems.map(({ rule, offset }) => `${rule} at ${lineAndColumn(found.content, offset)}`),
    ).toEqual(problems);
  });

  test.each(FIXTURES.filter(({ macros }) => macros.length > 0))(
    'reads $file the same with --from $source',
    ({ file, source }) => {
      expect(readFixture(file, source)).toEqual(readFixture(file));
    },
  );

  test('says what each source is and what it is recognised by', () => {
    for (const { description, recognised } of Object.values(SOURCES)) {
      expect(description).toMatch(/^\S.{5,}/);
      expect(recognised).toMatch(/^\S.{5,}/);
    }
  });
});

describe('recognition', () => {
  test.each([
    ['README.md', '# Macros\n\nHi there.\n'],
    ['package.json', '{"name": "shop", "scripts": {"test": "vitest run --all"}}'],
    ['docker-compose.yml', 'services:\n  web:\n    image: nginx\n'],
    ['numbers.csv', 'a,b\n1,2\n'],
    ['list.json', '[1, 2, 3]'],
    ['macros.constructor', 'Hi'],
    ['photo.png', '\u0089PNG'],
  ])('takes %s for no file of macros', (file, content) => {
    const { source, problems, macros } = read(file, content);
    expect({ macros, problems: problems.map(({ rule }) => rule) }).toEqual({
      macros: [],
      problems: ['unknown-source'],
    });
    expect(Object.keys(SOURCES)).not.toContain(
      source === 'json' || source === 'yaml' || source === 'csv' ? '' : source,
    );
  });

  test.each([
    ['empty.json', '{"macros": [], "count": 0}'],
    ['empty.json', '{"type": "list", "data": []}'],
    ['empty.json', '[]'],
  ])('has nothing to say about an export without macros: %s %s', (file, content) => {
    expect(read(file, content)).toMatchObject({ macros: [], skipped: [], problems: [] });
  });

  test('says what a source that was named did not find', () => {
    const { problems } = read('shop.json', '[{"title": "A", "body": "B"}]', 'zendesk');
    expect(problems).toEqual([
      {
        path: 'shop.json',
        offset: 0,
        rule: 'unknown-source',
        message: 'there are no macros as zendesk has them in this file: macros with actions',
      },
    ]);
  });

  test('reads data without an ending, and files in UTF-16 and Windows-1252', () => {
    expect(read('macros', '[{"title": "A", "body": "Hello"}]').macros).toHaveLength(1);
    expect(read('export.txt', '[{"title": "A", "body": "Hello"}]', 'json').macros).toHaveLength(1);
    expect(read('export.txt', 'title;body\nA;Hello\n', 'csv').macros).toHaveLength(1);
    expect(read('export.txt', '- title: A\n  body: Hello\n', 'yaml').macros).toHaveLength(1);
    expect(read('reply.txt', '[Name], it is late.').macros[0]!.body.text).toBe('[Name], it is late.');
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('title,body\nA,Grüße\n', 'utf16le')]);
    expect(readMacros('a.csv', wide).macros.map(({ body }) => body.text)).toEqual(['Grüße']);
    const old = readMacros('a.txt', Buffer.from('Sch\xf6n, \x93ja\x94', 'latin1'));
    expect(old.macros.map(({ body }) => body.text)).toEqual(['Schön, “ja”']);
  });

  test('keeps keys such as __proto__ as data', () => {
    const { macros } = read(
      'a.json',
      '{"__proto__": {"title": "A", "body": "B"}, "constructor": {"title": "C", "body": "D"}}',
    );
    expect(macros.map(({ id }) => id)).toEqual(['__proto__', 'constructor']);
  });

  test('tells macros with one title apart', () => {
    const { macros } = read('a.csv', 'title,body\nHi,a\nHi,b\nhi-2,c\nHi!,d\n');
    expect(macros.map(({ id }) => id)).toEqual(['hi', 'hi-2', 'hi-2-2', 'hi-3']);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['a.json', '[{"title": "A", "body": "B"}, {"title": "C", "body": "D', 1, '1:56'],
    ['a.json', '', 0, '1:1'],
    ['a.json', `${'['.repeat(200_000)}`, 0, '1:1'],
    ['a.json', '[{"title": "A", "body": "B"},]', 1, '1:30'],
    ['a.yaml', 'replies:\n  - name: A\n    body: "open\n  - name: B\n    body: Fine\n', 1, '4:1'],
    ['a.yaml', 'title: A\nbody: {{x}} y\n', 0, '2:13'],
    ['a.csv', 'title,body\nA,B\nC,"D\n', 1, '3:1'],
    ['a.md', '---\ntitle: [\n---\nHello\n', 1, '2:9'],
  ])('%s: %s', (file, content, whole, place) => {
    const { macros, problems, content: decoded } = read(file, content);
    expect(macros).toHaveLength(whole);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.rule).toMatch(/^malformed-(?:json|yaml|csv)$/);
    expect(lineAndColumn(decoded, problems[0]!.offset)).toBe(place);
  });

  test('YAML aliases stand for texts, and never for lists of lists', () => {
    const bombs = ['a', 'b', 'c', 'd', 'e', 'f'].map(
      (name, i, all) => `${name}: &${name} [${`*${all[i - 1] ?? name}, `.repeat(9)}]`,
    );
    expect(read('a.yaml', `${bombs.slice(1).join('\n')}\n`).macros).toEqual([]);
    const shared = read('a.yaml', '- title: A\n  body: &same Hello there\n- title: B\n  body: *same\n');
    expect(shared.macros.map(({ body }) => [body.text, body.offsets[0]])).toEqual([
      ['Hello there', 25],
      ['Hello there', 25],
    ]);
  });
});

describe('comments', () => {
  const commentsOf = (file: string, content: string): Record<string, string[]> => {
    const { macros } = read(file, content);
    return Object.fromEntries(macros.map(({ id, comments = [] }) => [id, comments.map(({ text }) => text)]));
  };

  test('are about the macro that they stand in or right above, and elsewhere about all', () => {
    const page = [
      '<!-- attune-disable everywhere -- a -->',
      '',
      '# Library',
      '',
      '<!-- attune-disable above -- b -->',
      '## One',
      '',
      'Hello. <!-- attune-disable inside -- c -->',
      '',
      '## Two',
      '',
      'Bye. <!-- a remark -->',
    ].join('\n');
    expect(commentsOf('a.md', page)).toEqual({
      one: ['attune-disable everywhere -- a', 'attune-disable above -- b', 'attune-disable inside -- c'],
      two: ['attune-disable everywhere -- a'],
    });
  });

  test('in YAML begin with #, unless they are text', () => {
    const list = [
      '# attune-disable everywhere -- a',
      '',
      '- title: One # attune-disable beside -- b',
      '  body: |',
      '    # attune-disable text -- c',
      '  # attune-disable end -- d',
      '# attune-disable above -- e',
      '- title: Two',
      '  body: "# attune-disable quoted -- f"',
    ].join('\n');
    expect(commentsOf('a.yaml', list)).toEqual({
      one: ['attune-disable everywhere -- a', 'attune-disable beside -- b', 'attune-disable end -- d'],
      two: ['attune-disable everywhere -- a', 'attune-disable above -- e'],
    });
  });

  test('in a plain text are text', () => {
    expect(commentsOf('a.txt', 'Hi <!-- attune-disable a -- b -->')).toEqual({ a: [] });
    expect(read('a.txt', 'Hi <!-- attune-disable a -- b -->').macros[0]!.body.text).toContain('<!--');
  });

  test('in a body of HTML inside JSON count', () => {
    const body = '<p>Hi</p><!-- attune-disable a -- b -->';
    const content = JSON.stringify({
      macros: [{ id: 1, title: 'A', actions: [{ field: 'comment_value_html', value: body }] }],
    });
    expect(commentsOf('a.json', content)).toEqual({ 1: ['attune-disable a -- b'] });
  });
});

describe('Markdown', () => {
  const texts = (content: string): (readonly [string, string])[] =>
    read('macro.md', content).macros.map(({ title, body }) => [title, body.text]);

  test.each<[string, string, (readonly [string, string])[]]>([
    ['a file is a macro', 'Just a line.\n', [['macro', 'Just a line.']]],
    ['its first heading is the title', '# Late\n\nHi there.\n', [['Late', 'Hi there.']]],
    ['or an underlined one', 'Late\n====\n\nHi there.\n', [['Late', 'Hi there.']]],
    [
      'a greeting below the title begins the macro',
      '# Late\n\nHi Ann,\n\n## Steps\n\nOne.\n',
      [['Late', 'Hi Ann,\n\n## Steps\n\nOne.']],
    ],
    [
      'headings name the parts of one macro',
      '# Late\n\n## When to use\n\nAfter two days\n\n## Response\n\nSorry, it is late.\n\n## Notes\n\nNone.\n',
      [['Late', 'Sorry, it is late.']],
    ],
    [
      'notes for colleagues are no part of it',
      '# Late\n\nIt is late.\n\n## Internal notes\n\nCall the depot.\n',
      [['Late', 'It is late.']],
    ],
    [
      'a fence among prose is code',
      '# Git\n\nPlease pull again, and tell us what it says.\n\n```\ngit pull\n```\n',
      [['Git', 'Please pull again, and tell us what it says.']],
    ],
    [
      'a fence that says so is the macro',
      '# Git\n\nSome long prose about the macro, much longer than it.\n\n```text\nHello.\n```\n',
      [['Git', 'Hello.']],
    ],
    ['a drawing is none', '## Tree\n\n```\na\n├── b\n```\n\n## A\n\n```\nHello.\n```\n', [['A', 'Hello.']]],
    [
      'longer fences hold shorter ones',
      '## A\n\n````md\nRun:\n\n```sh\nls\n```\n\nThanks.\n````\n',
      [['A', 'Run:\n\nThanks.']],
    ],
    [
      'a quote goes on without its mark',
      '## A\n\n> Hello there,\nand goodbye.\n\nProse.\n',
      [['A', 'Hello there,\nand goodbye.']],
    ],
    [
      'without a heading a quote is a part of the text',
      'You wrote:\n\n> it is late\n\nIt is.\n',
      [['macro', 'You wrote:\n\n> it is late\n\nIt is.']],
    ],
    ['Windows line ends', '## A\r\n\r\n> Hello,\r\n> you.\r\n', [['A', 'Hello,\r\nyou.']]],
    [
      'fences in lists',
      '## A\n\n- copy this:\n\n  ```\n  Hello,\n    you.\n  ```\n',
      [['A', 'Hello,\n  you.']],
    ],
    ['a fence that is never closed', '## A\n\n```\nHello.', [['A', 'Hello.']]],
    ['a comment hides what it holds', '## A\n\n<!--\n## B\n\n```\n-->\n\nHello.\n', [['A', 'Hello.']]],
    ['an empty file has none', '', []],
  ])('%s', (_, content, expected) => {
    expect(texts(content)).toEqual(expected);
  });

  test('a single macro takes its context from the sections about it', () => {
    const { macros } = read(
      'a.md',
      '# Late\n\n## When to use\n\nAfter two days\n\n## Do not use when\n\nIt is lost\n\n## Response\n\nIt is late.\n',
    );
    expect(macros).toMatchObject([{ title: 'Late', context: 'After two days', doNotUseWhen: 'It is lost' }]);
  });

  test.each([
    ['[the page](https://a.example/x_(y)) and ![shot](s.png)', 'the page and'],
    ['<https://a.example> &amp; \\*stars\\*', 'https://a.example & *stars*'],
    ['see <insert issue> and <b>bold</b><br>next', 'see <insert issue> and bold\nnext'],
    ['`<b>` stays code', '`<b>` stays code'],
    ['[Customer Name] and [LINK]', '[Customer Name] and [LINK]'],
    ['line one\\\nline two', 'line one\nline two'],
  ])('of %s customers read %s', (written, shown) => {
    expect(texts(`${written}\n`)).toEqual([['macro', shown]]);
  });
});
