import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { categorise } from '../src/lint/category.ts';
import { chosenRules, lintRules } from '../src/lint/config.ts';
import { lintMacros } from '../src/lint/lint.ts';
import type { Macro, MacroFile } from '../src/lint/macro.ts';
import type { ReadMacro } from '../src/lint/read.ts';
import { type Example, RULE_IDS, RULES } from '../src/lint/rules/index.ts';
import { gradeOf, syllablesOf } from '../src/lint/rules/readability.ts';
import { pairsOf } from '../src/lint/rules/similar.ts';
import { createJudge } from '../src/lint/score.ts';
import type { Token } from '../src/model.ts';
import { fileOf, lint, MACROS } from './helpers/lint-library.ts';

const LATE = { title: 'Delivery delayed', source: 'zendesk', dialect: 'liquid' } as const;

describe('what a macro answers', () => {
  test.each<[string, Partial<Omit<Macro, 'body'>>, string, string, boolean]>([
    ['Delivery delayed', {}, 'complaint', 'inferred', true],
    ['Billing::Refunds::Charged twice', {}, 'complaint', 'inferred', true],
    ['Refund policy', {}, 'complaint', 'inferred', false],
    ['Account hacked', {}, 'complaint_severe', 'inferred', false],
    ['Bereavement', {}, 'complaint_severe', 'inferred', false],
    ['Opening hours', {}, 'routine', 'inferred', false],
    ['How do I change my address?', {}, 'routine', 'inferred', false],
    ['Blue', {}, 'complaint', 'presumed', false],
    ['Blue', { tags: ['damaged'] }, 'complaint', 'inferred', true],
    ['Blue', { context: 'when a parcel was lost' }, 'complaint', 'inferred', true],
    ['Blue', { path: 'macros/complaints.md' }, 'complaint', 'inferred', true],
    ['Delivery delayed', { category: 'routine' }, 'routine', 'declared', true],
    ['Opening hours', { category: 'complaint_severe' }, 'complaint_severe', 'declared', false],
    ['Opening hours', { category: 'Damaged goods' }, 'routine', 'inferred', false],
  ])('%s %j', (title, more, category, from, fault) => {
    const [macro] = fileOf([{ body: 'Hello.', title, ...more }]).macros;
    expect(categorise(macro!, 'Hello.')).toEqual({ category, from, fault });
  });

  test('a reply that says sorry answers no routine question', () => {
    const [macro] = fileOf([{ body: 'x', title: 'Order status' }]).macros;
    expect(categorise(macro!, 'It ships today.').category).toBe('routine');
    expect(categorise(macro!, 'Sorry, it ships today.')).toMatchObject({
      category: 'complaint',
      from: 'inferred',
    });
  });
});

describe('the score', () => {
  const scoreOf = (example: Example): number | null => lint([example]).macros[0]!.score;
  const judge = createJudge(MACROS);

  test('the presumed customers show the distress of their category, and no more', () => {
    for (const [category, distress] of [
      ['complaint_severe', 2],
      ['complaint', 1],
      ['routine', 0],
    ] as const) {
      const { found } = judge.judge('Hello.', { category, fault: false }, () => false);
      expect(found.labels.distress).toBe(distress);
    }
  });

  // The rows of SCORING §3 that stand on their own, in its order.
  test('rises with what is said', () => {
    const severe = { category: 'complaint_severe', ...LATE } as const;
    const scores = [
      'Your parcel is being looked at.',
      'Oh no, so sorry to hear that.',
      'I understand how frustrating this is, and we apologise for any inconvenience.',
      'I will send you a replacement today and refund the delivery fee.',
      'I understand how frustrating it is to wait {{days}} days for {{item_name}}. I am sorry that we lost it. I will send you a replacement today and refund the delivery fee.',
    ].map((body) => scoreOf({ ...severe, body })!);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    expect(new Set(scores).size).toBe(scores.length);
  });

  test('routine macros are not asked for empathy; dismissive ones still lose', () => {
    expect(scoreOf({ body: 'We are open from 9 to 5.', category: 'routine' })).toBeNull();
    expect(scoreOf({ body: 'You should have read the terms.', category: 'routine' })).toBe(40);
  });

  test('only a slot that must be filled makes empathy specific', () => {
    const body = (slot: string) => `I understand how upsetting it is to find ${slot} damaged.`;
    const required = scoreOf({ ...LATE, body: body('{{ticket.title}}') })!;
    const byHand = scoreOf({ ...LATE, body: body('[describe the item]') })!;
    const optional = scoreOf({ ...LATE, body: body('{{ticket.title | default: "it"}}') })!;
    const inBranch = scoreOf({
      ...LATE,
      body: body('{% if ticket.title %}{{ticket.title}}{% else %}it{% endif %}'),
    })!;
    const none = scoreOf({ ...LATE, body: body('your item') })!;
    expect(byHand).toBe(required);
    expect(optional).toBe(none);
    expect(inBranch).toBeLessThan(required);
    expect(none).toBeLessThan(required);
  });

  test('it is that of the worst rendering', () => {
    const good = 'I am sorry that we lost your parcel. I will send a new one today.';
    const bad = 'You should have told us.';
    const both = scoreOf({
      ...LATE,
      body: `{% if ticket.via == "chat" %}${good}{% else %}${bad}{% endif %}`,
    });
    expect(both).toBe(scoreOf({ ...LATE, body: bad }));
    expect(both).toBeLessThan(scoreOf({ ...LATE, body: good })!);
  });

  test('a name that is missing or long is scored as a full judgement would', () => {
    const body =
      'Hi {{ticket.requester.first_name}}, sorry that we lost your parcel. I will send a new one today.';
    const [macro] = lint([{ ...LATE, body }]).macros;
    const without = judge.judge(
      body.replace('{{ticket.requester.first_name}}', ''),
      { category: 'complaint', fault: true },
      () => false,
    );
    expect(macro!.score).toBe(without.score);
  });
});

describe('accounts', () => {
  test('macros in other languages are skipped and counted, and everything adds up', () => {
    const file: MacroFile = {
      ...fileOf([
        'We will send a new one today, and you will hear from us by Friday.',
        'Lamentamos mucho que su pedido no haya llegado todavía; hoy mismo le enviamos otro.',
        { body: 'We will look at it today.', locale: 'es-MX' },
        { body: 'We will look at it today.', locale: 'en-GB' },
      ]),
      skipped: [{ id: 'n', title: 'Note', path: 'x', reason: 'internal' }],
    };
    const { accounts, macros } = lintMacros([file], MACROS);
    expect(accounts).toEqual({
      files: 1,
      macros: 5,
      linted: 2,
      skipped: { internal: 1, language: 2 },
      sources: { text: 1 },
    });
    expect(macros.map(({ id, locale }) => [id, locale])).toEqual([
      ['m1', undefined],
      ['m4', 'en-GB'],
    ]);
  });

  test('a broken template is one finding, and the others are linted', () => {
    const { findings, macros } = lint([
      { ...LATE, body: 'Hi {% if x %}, DO NOT REPLY HERE!! INSERT NAME HERE. Sorry to hear that.' },
      { ...LATE, body: 'DO NOT REPLY HERE.' },
    ]);
    expect(findings.map(({ rule, macro }) => [rule, macro])).toEqual([
      ['malformed-template', 'm1'],
      ['shouting', 'm2'],
    ]);
    expect(macros.map(({ score, renderings }) => [score === null, renderings])).toEqual([
      [true, 0],
      [false, 1],
    ]);
  });

  test('nothing in, nothing out', () => {
    expect(lintMacros([], MACROS)).toMatchObject({ macros: [], findings: [], mean: null });
  });
});

describe('findings', () => {
  const findings = (file: MacroFile, rules = {}) => lintMacros([file], MACROS, { rules }).findings;

  test('stand where the words do, in the file and not in the rendering', () => {
    const content = '{"name": "x",\n "text": "Hi\\n{{ticket.requester.first_name}}, d\\u00fcrfen!!"}';
    const text = 'Hi\n{{ticket.requester.first_name}}, dürfen!!';
    const offsets: number[] = [];
    let at = content.indexOf('Hi');
    for (const unit of text) {
      offsets.push(at);
      at += unit === '\n' ? 2 : unit === 'ü' ? 6 : 1;
    }
    offsets.push(at);
    const macro: Macro = { ...LATE, id: 'x', path: 'a.json', body: { text, offsets }, start: 9 };
    const file: MacroFile = {
      path: 'a.json',
      source: 'zendesk',
      content,
      macros: [macro],
      skipped: [],
      problems: [],
    };
    const [shouting] = findings(file).filter(({ rule }) => rule === 'shouting');
    expect(shouting).toMatchObject({
      quote: '!!',
      location: { path: 'a.json', line: 2, column: 59, endLine: 2, endColumn: 61 },
    });
    const { line, column, endColumn } = shouting!.location;
    expect(content.split('\n')[line - 1]!.slice(column - 1, endColumn - 1)).toBe('!!');
  });

  test('say which values bring them about, where the plain text does not show them', () => {
    const [hole] = findings(
      fileOf([
        {
          ...LATE,
          body: '{% if ticket.via == "chat" %}Hi {{ticket.requester.first_name}},{% endif %} fine.',
        },
      ]),
    );
    expect(hole).toMatchObject({
      rule: 'empty-name',
      message: 'reads "Hi ," when ticket.requester.first_name is empty',
      values: { 'ticket.requester.first_name': '', 'ticket.via': 'chat' },
    });
  });

  test.each([
    ['a.md', '', '', `{{ticket.requester.first_name | default: 'there'}}`],
    ['a.json', '"', '"', `{{ticket.requester.first_name | default: 'there'}}`],
    ['a.yml', "'", "'", `{{ticket.requester.first_name | default: ''there''}}`],
    ['a.csv', '"', '"', `{{ticket.requester.first_name | default: 'there'}}`],
  ])('a fix in %s can be read back', (path, open, close, text) => {
    const body = 'Hi {{ticket.requester.first_name}}, fine.';
    const file = fileOf([{ ...LATE, body, path }], path);
    const shifted: MacroFile = {
      ...file,
      content: `${open}${body}${close}`,
      macros: [
        {
          ...file.macros[0]!,
          body: { text: body, offsets: [...Array(body.length + 1).keys()].map((i) => i + open.length) },
        },
      ],
    };
    const [hole] = findings(shifted);
    expect(hole!.fix?.text).toBe(text);
    expect(shifted.content.slice(hole!.fix!.start, hole!.fix!.end)).toBe('{{ticket.requester.first_name}}');
  });

  test('quotes that a file would need escaped are escaped, or the fix is left out', () => {
    const body = 'Hi [Customer Name], fine.';
    const fixIn = (path: string) =>
      findings(fileOf([{ source: 'intercom', dialect: 'intercom', body, path }], path)).find(
        ({ rule }) => rule === 'wrong-dialect',
      )!.fix?.text;
    expect(fixIn('a.md')).toBe('{{user.first_name|fallback:"there"}}');
    expect(fixIn('a.json')).toBe('{{user.first_name|fallback:\\"there\\"}}');
    expect(fixIn('a.csv')).toBeUndefined();
  });
});

describe('fingerprints', () => {
  const library: readonly Example[] = [
    { title: 'A', body: 'Your call is important to us. We apologise for any trouble.' },
    { title: 'Billing::B', body: 'Your call is important to us. Rest assured, rest assured.' },
    { title: 'C', body: 'Hello,\nDO NOT REPLY HERE.' },
  ];
  const prints = (examples: readonly Example[], path?: string) =>
    lintMacros([fileOf(examples, path)], MACROS).findings.map(({ fingerprint }) => fingerprint);
  const before = prints(library);

  test('are the same wherever a macro moves', () => {
    expect(new Set(before).size).toBe(before.length);
    expect(prints([...library].reverse(), 'other.md').sort()).toEqual([...before].sort());
    const moved = library.map((one) =>
      typeof one === 'object' && one.title === 'Billing::B' ? { ...one, title: 'Payments::B' } : one,
    );
    expect(prints(moved)).toEqual(before);
  });

  test('a new hit is one new fingerprint', () => {
    const [first, ...rest] = library as { title: string; body: string }[];
    const more = prints([{ ...first!, body: `${first!.body} Please do not hesitate to call.` }, ...rest]);
    expect(before.every((one) => more.includes(one))).toBe(true);
    expect(more).toHaveLength(before.length + 1);
  });
});

describe('the configuration', () => {
  test('turns rules off and on, and sets their severity and options', () => {
    const body = 'Your call is important to us!!';
    expect(lint([body]).findings.map(({ rule }) => rule)).toEqual(['stock-phrase', 'shouting']);
    const rules = {
      shouting: 'off',
      'stock-phrase': { severity: 'error' },
      'missing-context': 'note',
    } as const;
    expect(lint([body], { rules }).findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['stock-phrase', 'error'],
      ['missing-context', 'note'],
    ]);
    expect(lint(['a! b! c!'], { rules: { shouting: { exclamations: 2 } } }).findings).toHaveLength(1);
  });

  test('is a closed schema', () => {
    expect(lintRules.safeParse({ shouting: 'off', leftover: { severity: 'note' } }).success).toBe(true);
    for (const wrong of [
      { shoutin: 'off' },
      { shouting: 'loud' },
      { shouting: { loud: 1 } },
      { shouting: { exclamations: -1 } },
    ])
      expect(lintRules.safeParse(wrong).success).toBe(false);
  });

  test('every rule has what reports and the documentation show', () => {
    for (const id of RULE_IDS) {
      const { title, why, examples } = RULES[id];
      expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect(why).toMatch(/^["A-Z].*\.$/);
      expect(examples.bad.length).toBeGreaterThan(0);
      expect(examples.good.length).toBeGreaterThan(0);
    }
    expect(chosenRules({}).map(({ id }) => id)).toEqual(RULE_IDS.filter((id) => id !== 'missing-context'));
  });
});

describe('readability', () => {
  test.each([
    ['a', 1],
    ['like', 1],
    ['used', 1],
    ['waited', 2],
    ['table', 2],
    ['refund', 2],
    ['address', 2],
    ['delivery', 4],
    ['inconvenience', 5],
    ['apologise', 4],
    ['reimbursement', 4],
    ['business', 3],
    ['immediately', 5],
  ])('%s has %i syllables, give or take one', (word, syllables) => {
    expect(Math.abs(syllablesOf(word) - syllables)).toBeLessThanOrEqual(1);
  });

  test('short words in short sentences read easily; lists and links do not count', () => {
    const easy =
      'We sent it on Monday. It comes on Friday. Call me if it does not. I will look for it. '.repeat(3);
    expect(gradeOf(easy)!.grade).toBeLessThan(3);
    expect(gradeOf(`${easy}\n- Extraordinarily incomprehensible internationalisation\n`)).toEqual(
      gradeOf(easy),
    );
    expect(gradeOf('Too short to tell.')).toBeUndefined();
  });
});

test('the same library gives the same result, twice and in any company', () => {
  const bodies = RULE_IDS.flatMap((id) => RULES[id].examples.bad.flat());
  expect(lint(bodies)).toEqual(lint(bodies));
  // Rules that look at one macro find the same in it alone.
  const alone = bodies.slice(0, 20).map((body) => lint([body]).findings.map(({ rule }) => rule));
  const together = lint(bodies);
  alone.forEach((rules, i) => {
    const own = together.findings.filter(
      ({ macro, rule }) => macro === `m${i + 1}` && !/near-|contra/.test(rule),
    );
    expect(own.map(({ rule }) => rule)).toEqual(rules);
  });
});

test('whatever stands in a macro, lint ends, and places lie in the file', () => {
  const words = [
    'Hi {{name}}',
    'sorry',
    '!!',
    '{% if a %}',
    '{% endif %}',
    '[Name]',
    'DO NOT REPLY',
    '\n',
    '`',
    'we cannot',
    '🎉',
    '{{',
    'INSERT NAME HERE',
    'I understand',
    '. ',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (chosen) => {
      const body = chosen.join(' ');
      const file = fileOf([{ ...LATE, body }]);
      const lines = file.content.split('\n');
      for (const { location, fix, quote } of lintMacros([file], MACROS).findings) {
        expect(location.line).toBeLessThanOrEqual(lines.length);
        expect(location.endColumn).toBeLessThanOrEqual(lines[location.endLine - 1]!.length + 2);
        if (quote !== undefined && location.line === location.endLine)
          expect(lines[location.line - 1]!.slice(location.column - 1, location.endColumn - 1)).toBe(quote);
        if (fix) expect(fix.end).toBeLessThanOrEqual(file.content.length);
      }
    }),
    { seed: 3, numRuns: 60 },
  );
});

describe('macros that are alike', () => {
  const word = (norm: string, start: number): Token => ({
    norm,
    kind: 'word',
    start,
    end: start + 1,
    sentence: 0,
    word: 0,
  });
  const macroOf = (words: string): ReadMacro => {
    const tokens = words.split(' ').map(word);
    return { renderings: [{ text: words, tokens }] } as unknown as ReadMacro;
  };
  /** By definition (Jaccard 1912): what two sets have in common, of all that they have. */
  const jaccard = (a: string, b: string): number => {
    const [first, second] = [a, b].map((text) => {
      const words = text.split(' ');
      return new Set(
        words.length < 8 ? [text] : words.slice(2).map((last, i) => `${words[i]} ${words[i + 1]} ${last}`),
      );
    }) as [Set<string>, Set<string>];
    const both = [...first].filter((triple) => second.has(triple)).length;
    return both / (first.size + second.size - both);
  };
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 3, maxLength: 24 })
    .map((words) => words.join(' '));

  test('are those that a comparison of all with all finds', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), fc.constantFrom(0.5, 0.6, 0.8, 1), (texts, least) => {
        const found = pairsOf(texts.map(macroOf), least).map(
          ({ a, b, shared }) => [a, b].map(({ renderings }) => renderings[0]!.text).join(' | ') + shared,
        );
        const expected = texts.flatMap((b, j) =>
          texts.slice(0, j).flatMap((a) => (jaccard(a, b) >= least ? [`${a} | ${b}${jaccard(a, b)}`] : [])),
        );
        expect(found).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('are told of once each, however many copies there are', () => {
    const copy = 'your parcel was sent this morning and will be with you within two days';
    const pairs = pairsOf(
      Array.from({ length: 1200 }, () => macroOf(copy)),
      0.6,
    );
    expect(new Set(pairs.map(({ b }) => b)).size).toBe(1199);
    expect(pairs.every(({ shared }) => shared === 1)).toBe(true);
    expect(pairs.length).toBeLessThan(1200 * 51);
  });
});
