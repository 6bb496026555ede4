import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FUNCTION_STEMS } from '../src/text/content.ts';
import { contentWords, FUNCTION_WORDS, occurrences, soundsLike, stem, tokenise } from '../src/text/index.ts';

const norms = (text: string, names?: string[]): string =>
  tokenise(text, names ? { names: new Set(names) } : {})
    .map((t) => t.norm)
    .join(' ');

describe('normalisation (CUES §2)', () => {
  test.each([
    ["I'm, we'll, you've", 'i am we will you have'],
    ["can't won't don't shan't", 'can not will not do not shall not'],
    ["I'd been told and I'd like it", 'i had been told and i would like it'],
    ["It's late, Dana's parcel, Friday's done", 'it is late dana parcel friday is done'],
    ["let's go", 'let us go'],
    [
      'im sorry ive dont cant wont youre thats lets',
      'i am sorry i have do not can not will not you are that is let us',
    ],
    ['ill chase it', 'i will chase it'],
    ['my dad is ill', 'my dad is ill'],
    ['well look into it', 'we will look into it'],
    ['all is well', 'all is well'],
    ['um I I do uh apologise', 'i do apologize'],
    ['this is, you know, a mess', 'this is a mess'],
    ['do you know the code', 'do you know the code'],
    ['sry ur order is l8, pls wait, thx', 'sorry your order is late please wait thanks'],
    ['ur having trouble', 'you are having trouble'],
    ['gonna wanna gotta lemme', 'going to want to got to let me'],
    [
      'apologise realise recognised cancelled enquiry colour',
      'apologize realize recognized canceled inquiry color',
    ],
    ['advise exercise promise otherwise', 'advise exercise promise otherwise'],
    ['my mum rang', 'my mom called'],
    ['inconvienence dissapointed recieve definately', 'inconvenience disappointed receive definitely'],
    ['soooo sorryyy', 'so sorry'],
    ['Wait… what?! No!!', 'wait . what _bang_ ? no _bang_ .'],
    ['Hi {{first_name}}, {{issue_summary}} {{repair_link}} {{eta}}', 'hi _name_ _issue_ _link_ _slot_'],
    ['%FNAME% [Customer Name] <NAME> [PERSON_NAME] {{agent.name}}', '_name_ _name_ _name_ _name_ _slot_'],
    ['[laughs] okay [REDACTED] #### XXXX', 'okay _slot_ _slot_ _slot_'],
    ['$49.99 or 20 pounds, 3rd of 14 at 10:30', '_money_ or _money_ _nth_ of _n_ at _n_'],
    ['the 1st time', 'the first time'],
    ['24hrs, 2pm, 3 hrs, 20mins', '_n_ hours _n_ _n_ hours _n_ minutes'],
    ['see https://x.example/a?b. Thanks @northline a@b.example', 'see _url_ . thanks _handle_ _email_'],
    ['e-mail, Wi-Fi, follow-up', 'email wifi follow up'],
    ["so angry 😡 but fine 🙂 :( :'(", 'so angry _emo_ but fine _emo_'],
    ['Mr. Hall paid 9.50. J. Hall did not.', 'mr hall paid _n_ . j hall did not .'],
    ['WHERE IS MY MONEY', 'where is my money _caps_'],
    ['my VPN and my SIM and USB', 'my vpn and my sim and usb'],
  ])('%s', (text, expected) => {
    expect(norms(text)).toBe(expected);
  });

  test('known names become name tokens, common words only with a capital', () => {
    const kinds = (text: string) => tokenise(text, { names: new Set(['dana', 'will']) }).map((t) => t.kind);
    expect(kinds('thanks dana')).toEqual(['word', 'name']);
    expect(kinds('it will do')).toEqual(['word', 'word', 'word']);
    expect(kinds('thanks Will')).toEqual(['word', 'name']);
  });

  test('what nobody said now is cut: quotations, signatures, footers, initials (CODEBOOK U2)', () => {
    expect(norms('Your refund is out.\n\nKind regards,\nAnna\nHarbour Bank')).toBe('your refund is out .');
    expect(norms('Done.\nOn Mon, 3 Mar 2025, Lee wrote:\n> I am furious\n> really')).toBe('done .');
    expect(norms('See below\n> old words\nnew words')).toBe('see below . new words');
    expect(norms('We can help with that. ^MO')).toBe('we can help with that .');
    expect(norms('Please try again - Lee https://x.example/1')).toBe('please try again _url_');
    expect(norms('Sorry again.\nThis e-mail is confidential and intended only for the addressee')).toBe(
      'sorry again .',
    );
  });

  test('a wrapped line goes on, a new message begins a sentence', () => {
    const wrapped = `${'We are sorry that the parcel has been on its way for so very long'}\nand that nobody called.`;
    expect(tokenise(wrapped).at(-1)!.sentence).toBe(0);
    expect(tokenise('okay\nlet me see').at(-1)!.sentence).toBe(1);
  });
});

describe('properties', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          "can't",
          'Sorry',
          ',',
          '.',
          '!!',
          '{{x}}',
          '[',
          ']',
          '\n',
          '> ',
          '3',
          '$4',
          '😡',
          'http://a',
          '@b',
          '- Lee',
          'Regards,',
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join(' ')),
  );

  test('spans lie in the text, in order, and hold something', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = tokenise(text).filter((t) => t.norm !== '_caps_');
        let last = 0;
        for (const token of tokens) {
          expect(token.start).toBeGreaterThanOrEqual(last);
          expect(token.end).toBeLessThanOrEqual(text.length);
          expect(token.end).toBeGreaterThanOrEqual(token.start);
          last = token.start;
        }
        for (let i = 1; i < tokens.length; i++)
          expect(tokens[i]!.sentence).toBeGreaterThanOrEqual(tokens[i - 1]!.sentence);
      }),
      { numRuns: 1000 },
    );
  });

  test('word tokens are already normal: reading them again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{3,9}$/), { maxLength: 8 }), (words) => {
        const once = norms(words.join(' '));
        expect(norms(norms(once))).toBe(norms(once));
      }),
      { numRuns: 1000 },
    );
  });

  test('long hostile texts take linear time', () => {
    for (const unit of [
      'a',
      '[',
      '{{',
      '> \n',
      'sorry ',
      '.',
      '<',
      '😡',
      "don't ",
      '-',
      '1.',
      'From: x\n',
      '*',
    ]) {
      const text = unit.repeat(Math.ceil(200_000 / unit.length));
      expect(tokenise(text).length).toBeLessThanOrEqual(text.length);
    }
  });
});

test('the stems of function words are written out, and no others', () => {
  expect(FUNCTION_STEMS).toEqual(new Set([...FUNCTION_WORDS].map(stem)));
});

test('content words leave function words and service talk out', () => {
  const text = 'My oven has tripped the fuse 2 times since two weeks and I really need help';
  const words = contentWords(text, tokenise(text), new Set());
  expect(words.map((w) => w.key)).toEqual(['oven', 'trip', 'fuse', '2', '2', 'week']);
});

test.each([
  ['catherine', 'katherine', true],
  ['jon', 'john', true],
  ['stephen', 'steven', true],
  ['dana', 'tom', false],
])('soundsLike(%s, %s) is %s', (a, b, expected) => {
  expect(soundsLike(a, b)).toBe(expected);
});

test('occurrences are what matchAll finds, whatever was searched before', () => {
  const patterns = [/[ab]+/g, /(?<letter>\p{Lu})./gu, /x*/g, /\b(?=a)/gu];
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'abxÄ é😀') }), { maxLength: 4 }), (texts) => {
      for (const text of texts)
        for (const pattern of patterns)
          expect(occurrences(pattern, text)).toEqual([...text.matchAll(pattern)]);
    }),
  );
});
