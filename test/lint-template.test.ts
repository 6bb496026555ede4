import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dialect } from '../src/lint/macro.ts';
import { bodySpan, MOST_RENDERINGS, readTemplate } from '../src/lint/template/index.ts';

const read = (text: string, dialect?: Dialect, source = 'text') =>
  readTemplate({
    body: { text, offsets: [...Array(text.length + 1).keys()] },
    source,
    ...(dialect && { dialect }),
  });
const texts = (text: string, dialect?: Dialect, source?: string) =>
  read(text, dialect, source).renderings.map((rendering) => rendering.text);

const LONG = 'Maximiliana-Alexandra';

describe('a name there, missing and long', () => {
  test.each<[Dialect | undefined, string, string, readonly string[]]>([
    ['liquid', 'zendesk', 'Hi {{ticket.requester.first_name}},', ['Hi Alex,', 'Hi ,', `Hi ${LONG},`]],
    [
      'liquid',
      'zendesk',
      'Hi {{ ticket.requester.first_name | default: "there" }},',
      ['Hi Alex,', 'Hi there,', `Hi ${LONG},`],
    ],
    [
      'intercom',
      'intercom',
      'Hi {{user.first_name|fallback:"there"}},',
      ['Hi Alex,', 'Hi there,', `Hi ${LONG},`],
    ],
    [
      'helpscout',
      'helpscout',
      'Hi {%customer.firstName,fallback=there%}, {%user.firstName%}',
      ['Hi Alex, Sam', 'Hi there, Sam', `Hi ${LONG}, Sam`],
    ],
    ['osticket', 'osticket', 'Hi %{ticket.name.first},', ['Hi Alex,', 'Hi ,', `Hi ${LONG},`]],
    [
      'zammad',
      'zammad',
      'Hi #{ticket.customer.firstname}, #{user.firstname}',
      ['Hi Alex, Sam', 'Hi , Sam', `Hi ${LONG}, Sam`],
    ],
    [
      'salesforce-classic',
      'salesforce-email',
      'Hi {!BLANKVALUE(Contact.FirstName, "there")},',
      ['Hi Alex,', 'Hi there,', `Hi ${LONG},`],
    ],
    [
      'salesforce-lightning',
      'salesforce-email',
      'Hi {{{Recipient.FirstName}}},',
      ['Hi Alex,', 'Hi ,', `Hi ${LONG},`],
    ],
    ['braces', 'csv', 'Hi {first_name},', ['Hi Alex,', 'Hi ,', `Hi ${LONG},`]],
    [undefined, 'markdown', 'Hi {{first_name}},', ['Hi Alex,', 'Hi ,', `Hi ${LONG},`]],
    // What a person has to write is not left out.
    ['brackets', 'markdown', 'Hi [First Name],', ['Hi Alex,']],
  ])('%s of %s: %s', (dialect, source, body, expected) => {
    expect(texts(body, dialect, source)).toEqual(expected);
  });
});

describe('branches of Liquid', () => {
  const zendesk = (body: string) => texts(body, 'liquid', 'zendesk');

  test('every arm is reached, and equal questions have equal answers', () => {
    const body =
      '{% if ticket.via.channel == "chat" %}A{% elsif ticket.via.channel == "mail" %}B{% else %}C{% endif %}' +
      '{% if ticket.via.channel == "chat" %}a{% endif %}';
    expect(zendesk(body)).toEqual(['C', 'Aa', 'B']);
  });

  test('a guard keeps an empty name out', () => {
    for (const guard of [
      'ticket.requester.first_name',
      'ticket.requester.first_name != blank',
      'ticket.requester.first_name != ""',
      'ticket.requester.first_name.size > 0',
    ]) {
      const body = `{% if ${guard} %}Hi {{ticket.requester.first_name}}{% else %}Hello{% endif %}!`;
      expect(zendesk(body)).toEqual(['Hi Alex!', 'Hello!', `Hi ${LONG}!`]);
    }
  });

  test.each([
    [
      '{% case ticket.priority %}{% when "high", "urgent" %}Soon{% when "low" %}Late{% endcase %}.',
      ['.', 'Soon.', 'Late.'],
    ],
    ['{% unless ticket.organization.name %}Hello{% endunless %}.', ['.', 'Hello.']],
    ['{% for c in ticket.comments %}x{% else %}none{% endfor %}', ['xx', 'none']],
    ['{% if ticket.tags contains "vip" %}V{% endif %}.', ['.', 'V.']],
    ['{% if ticket.days > 3 %}late{% else %}soon{% endif %}', ['soon', 'late']],
    ['{% assign n = ticket.requester.first_name %}{{ n | upcase }}', ['ALEX', '', LONG.toUpperCase()]],
    ['{% capture x %}end{% endcapture %}the {{x}}', ['the end']],
    ['a {%- if true -%} b {%- endif -%} c', ['abc']],
    ['{% comment %}{{x}} {name}{% endcomment %}{% raw %}{{kept}}{% endraw %}', ['{{kept}}']],
    // Neither the clock nor a file is asked.
    ['{{ "now" | date: "%s" }}', ['Friday']],
  ])('%s', (body, expected) => {
    expect(zendesk(body)).toEqual(expected);
  });

  test('the values that make a text are told', () => {
    const { renderings } = read(
      '{% if ticket.via == "chat" %}Hi {{ticket.requester.first_name}}{% endif %}',
      'liquid',
      'zendesk',
    );
    expect(renderings.map(({ text, values }) => [text, values])).toEqual([
      ['', { 'ticket.requester.first_name': 'Alex', 'ticket.via': 'other' }],
      ['Hi Alex', { 'ticket.requester.first_name': 'Alex', 'ticket.via': 'chat' }],
      ['Hi ', { 'ticket.requester.first_name': '', 'ticket.via': 'chat' }],
      [`Hi ${LONG}`, { 'ticket.requester.first_name': LONG, 'ticket.via': 'chat' }],
    ]);
  });

  test('too many combinations are represented, always by the same ones', () => {
    const parts = Array.from({ length: 10 }, (_, i) => `{% if ticket.f${i} %}[${i}]{% endif %}`).join('');
    const body = `Hi {{ticket.requester.first_name}} ${parts}`;
    const first = read(body, 'liquid', 'zendesk');
    expect(first.combinations).toBe(3 * 2 ** 10);
    expect(first.renderings).toHaveLength(MOST_RENDERINGS);
    // Each condition is seen both ways, and each name.
    for (let i = 0; i < 10; i++) {
      expect(first.renderings.some(({ text }) => text.includes(`[${i}]`))).toBe(true);
      expect(first.renderings.some(({ text }) => !text.includes(`[${i}]`))).toBe(true);
    }
    expect(read(body, 'liquid', 'zendesk')).toEqual(first);
  });
});

describe('what is no template', () => {
  test.each([
    ['{% if a %}x', 0, '{% if a %} has no end tag'],
    ['ab {% endif %}', 3, 'tag "endif" not found'],
    ['{% include "a" %}', 0, 'tag "include" not found'],
    ['{% render "a" %}', 0, 'tag "render" not found'],
    ['Hi {{ ticket.id # }}', 3, 'expected "|" before filter'],
    ['{% if a == %}x{% endif %}{% elsif %}', 25, 'tag "elsif" not found'],
  ])('%s', (body, start, message) => {
    expect(read(body, 'liquid', 'zendesk').broken).toMatchObject({ start, message });
  });

  test('double braces of a program that nobody names may be no Liquid', () => {
    expect(read('Hi {{ name || "there" }}.').broken).toBeUndefined();
    expect(
      read('Paid on {{ticket.refunds[0].at|datetime_format("MMM")}}.', 'liquid', 'gorgias').broken,
    ).toBeUndefined();
  });

  test.each([
    ['Hi {{name}, you', ['{{']],
    ['Hi name}}, you', ['}}']],
    ['Hi {% if x, you', ['{%']],
    ['Hi #{ticket.name, you', ['#{']],
    ['Hi {!Contact.Name, you', ['{!']],
    ['Hi {customer_name,\nyou', ['{']],
    ['Hi customer_name}, you', ['}']],
    ['Smile :} and {this} and {"a": {"b": 1}}', []],
    ['In code: `{{name` and\n```\n}} {{ {%\n```\n', []],
  ])('halves of braces in %s', (body, expected) => {
    expect(read(body).unmatched.map(({ written }) => written)).toEqual(expected);
  });
});

describe('placeholders', () => {
  test.each([
    ['{{ticket.requester.first_name}}', 'name'],
    ['{customer_name}', 'name'],
    ['[Customer Name]', 'name'],
    ['%FIRSTNAME%', 'name'],
    ['{{current_user.name}}', 'agent'],
    ['[Your Name]', 'agent'],
    ['{agent_name}', 'agent'],
    ['{specialist_name}', 'agent'],
    ['{{product_name}}', 'detail'],
    ['{issue_summary}', 'issue'],
    ['{{ticket.title}}', 'issue'],
    ['<reason>', 'issue'],
    ['{tracking_link}', 'link'],
    ['{{ticket.id}}', 'id'],
    ['[Order Number]', 'id'],
    ['{refund_amount}', 'money'],
    ['[Days]', 'count'],
    ['{timeframe}', 'time'],
    ['@{{ author }}', 'handle'],
    ['{item}', 'detail'],
  ])('%s is a %s', (body, meaning) => {
    expect(read(body).slots.map((slot) => slot.meaning)).toEqual([meaning]);
  });

  test.each([
    ['a list:\n- [ ] open\n- [x] done'],
    ['see [our guide](https://example.com) and [1] and [sic]'],
    ['<b>bold</b> <https://example.com> <a href="x">y</a> <ana@example.com>'],
    ['`{name}` and `[Name]` and\n```\n{name} <name> [Name]\n```'],
    ['function f() { return; } and { color: red; }'],
    ['<!-- [Name] {name} -->'],
    ['5 < 6 and 7 > 2'],
  ])('no placeholder in %s', (body) => {
    expect(read(body).slots).toEqual([]);
  });
});

describe('places', () => {
  const parts = [
    'Hi ',
    '{{name}}',
    '{{ name | default: "there" }}',
    '{% if x %}',
    '{% endif %}',
    '{% for a in b %}',
    '{% endfor %}',
    '{{#if x}}',
    '{name}',
    '[Name]',
    '{{{Recipient.Name}}}',
    '{%- assign y = 1 -%}',
    ' text\n',
    '`{{x}}`',
    '{{',
    '}}',
    '%{ticket.name}',
    '{% raw %}',
    '{% endraw %}',
    '🎉',
  ];
  const dialects = ['liquid', 'intercom', 'osticket', 'none', 'braces', undefined] as const;

  test('every part of every rendering comes from the macro, and literal parts from the very same words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...parts), { maxLength: 14 }),
        fc.constantFrom(...dialects),
        (chosen, dialect) => {
          const body = chosen.join('');
          for (const rendering of read(body, dialect).renderings) {
            let at = 0;
            rendering.pieces.forEach((piece, i) => {
              const end = rendering.pieces[i + 1]?.at ?? rendering.text.length;
              expect(piece.at).toBe(at);
              if (piece.literal)
                expect(rendering.text.slice(piece.at, end)).toBe(body.slice(piece.start, piece.end));
              const span = bodySpan(rendering, { start: piece.at, end });
              expect(span).toEqual({ start: piece.start, end: piece.end });
              expect(piece.end).toBeLessThanOrEqual(body.length);
              at = end;
            });
            expect(at).toBe(rendering.text.length);
          }
        },
      ),
      { seed: 7 },
    );
  });

  test('whatever stands there, reading ends without an error', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom(...dialects),
        (body, dialect) => {
          expect(read(body, dialect).renderings.length).toBeGreaterThan(0);
        },
      ),
      { seed: 11 },
    );
  });

  test.each([
    [
      'loops in loops',
      '{% for a in (1..900) %}{% for b in (1..900) %}{% for c in (1..900) %}x{% endfor %}{% endfor %}{% endfor %}',
    ],
    ['a long range', '{% for a in (1..999999999) %}x{% endfor %}'],
    ['deep nesting', `${'{% if a %}'.repeat(20_000)}x`],
    [
      'a long list of conditions',
      Array.from({ length: 1000 }, (_, i) => `{% if a${i} == "x" %}b{% endif %}`).join(''),
    ],
    ['open comments', '<!--'.repeat(50_000)],
    ['open raw blocks', '{% raw %}'.repeat(20_000)],
    ['open braces', '{{ '.repeat(50_000)],
    ['open brackets', '[Name '.repeat(50_000)],
    ['backticks', '`'.repeat(100_000)],
    ['long filters', `{{ "${'a'.repeat(1000)}" ${'| append: "b"'.repeat(2000)} }}`],
  ])('%s end', (_, body) => {
    expect(read(body, 'liquid', 'zendesk').renderings.length).toBeGreaterThan(0);
  });
});
