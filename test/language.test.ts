import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conversation, Role } from '../src/model.ts';
import { createScorer } from '../src/pipeline.ts';
import { loadRubric } from '../src/rubric/index.ts';
import { rubricFinder } from '../src/run/rubrics.ts';
import { createLanguageGate, GIVEN_NAMES, tokenise } from '../src/text/index.ts';

/** Invented turns that even their conversation leaves in doubt. */
const MISSED = [
  'Kripya apna customer number batayiye.',
  'Kya address badal sakta hai?',
  'Ek kan nie by my rekening inkom nie.',
  'Bore da, nid yw fy archeb wedi cyrraedd eto.',
];
/** Share of the foreign turns, most of them under eight words, that must be told without their conversation. */
const TOLD_ALONE = 0.9;

const english = createLanguageGate('en');
const spoken = (text: string, role: Role = 'customer') => ({ role, text, tokens: tokenise(text) });
const isForeign = (text: string): boolean => english([spoken(text)])[0]!;

const file = path.resolve(import.meta.dirname, '../fixtures/languages.ndjson');
const fixtures = readFileSync(file, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line): { language: string; text: string } => JSON.parse(line));
const byLanguage = new Map<string, string[]>();
for (const { language, text } of fixtures) {
  byLanguage.set(language, [...(byLanguage.get(language) ?? []), text]);
}

describe('turns in another language', () => {
  test('the fixtures hold fifteen turns each of more than a dozen languages', () => {
    expect([...byLanguage.values()].filter((turns) => turns.length === 15).length).toBeGreaterThan(12);
  });

  test('are told one by one, but for the shortest', () => {
    const told = fixtures.filter(({ text }) => isForeign(text)).length;
    expect(told / fixtures.length).toBeGreaterThan(TOLD_ALONE);
  });

  test('are told in conversation', () => {
    const missed = [...byLanguage.values()].flatMap((turns) => {
      const foreign = english(turns.map((text) => spoken(text)));
      return turns.filter((_, i) => !foreign[i]);
    });
    expect(missed).toEqual(MISSED);
  });
});

describe('English', () => {
  test.each([
    // Short, elliptic, chatty.
    'ok',
    'yes',
    'no',
    'Jay',
    'me too',
    'no me neither',
    'Ha ha ha!',
    'hmm',
    'lol',
    'thx',
    'ty so much!!',
    'k bye',
    'same here',
    'any update',
    'still nothing',
    'router dead again',
    'sure thing',
    'brb',
    'gr8 thx m8',
    'u there',
    'ASAP pls',
    // Answers that are no sentences.
    '4 4 1 9',
    'alpha bravo charlie',
    'Norlene de la Fuente',
    '12 Rue de la Paix, Geneva',
    'anna dot kowalska at northline dot example',
    'Los Angeles to Buenos Aires via Sao Paulo',
    'Windows ten Surface Pro i7 8gb ram 256gb ssd',
    'error code E-4417 firmware 2.0.13',
    'size 42 color navy blue qty two',
    'schools banks airports hotels restaurants etc',
    // Names, products, places, links, placeholders.
    'Señora Muñoz, your café machine ships today.',
    'Grüße to Jürgen, the parcel is out.',
    'My name is Łukasz Wójcik and my app is down.',
    'Please ask José or Françoise about it.',
    'The Crème Brûlée kit and the Pão de Queijo mix are missing.',
    'see https://northline.example/es/mi-cuenta?lang=es',
    '@NorthlineES #pedido please help',
    'Hi {{nombre}}, your order {{numero_de_pedido}} is on its way.',
    'run npm install --save-dev vitest then restart',
    'La Paz and El Alto have no signal',
    'the rendezvous with your technician is à la carte',
    'Сергей',
    'it says 错误 on the screen',
    // Speech recognition and typing.
    'um so i i called uh like like yesterday',
    'teh pasword dosnt wrok',
    'i was gonna pay the bil but it wont lemme',
    'da router is ded bruh',
    'WHERE IS MY MONEY',
    'die battery die battery is what it says',
    'so was the tag on the hat or not',
    'the die is cast in the pan in Rome',
  ])('%s', (text) => {
    expect(isForeign(text)).toBe(false);
  });

  const SENTENCES = [
    'I am sorry that you had to wait for so long',
    'my order has not arrived and nobody answers the phone',
    'could you tell me what happened when you pressed it',
    'we have sent the replacement and you will get it by Friday',
  ];
  test('stays English with names from anywhere', () => {
    const name = fc.constantFrom(...GIVEN_NAMES).map((word) => word[0]!.toUpperCase() + word.slice(1));
    fc.assert(
      fc.property(
        fc.constantFrom(...SENTENCES),
        fc.array(fc.tuple(fc.nat(), name), { maxLength: 4 }),
        (sentence, names) => {
          const words = sentence.split(' ');
          for (const [at, word] of names) words.splice(at % (words.length + 1), 0, word);
          expect(isForeign(words.join(' '))).toBe(false);
        },
      ),
    );
  });
});

describe('short turns', () => {
  test('go by the longer turns of the same role, then of the conversation, then by the rubric', () => {
    const talk = [
      spoken('Hola, llevo tres semanas esperando mi pedido y nadie me contesta.'),
      spoken('Sure, I can check what happened to your order right now.', 'agent'),
      spoken('vale'),
      spoken('perfecto', 'agent'),
    ];
    expect(english(talk)).toEqual([true, false, true, false]);
    expect(english([talk[0]!, spoken('perfecto', 'agent')])).toEqual([true, true]);
    expect(english([spoken('perfecto')])).toEqual([false]);
  });
});

describe('rubrics of other languages', () => {
  test.each([
    ['es', 'Hola, mi pedido no ha llegado todavía.', false],
    ['es', 'Hi, my order has not arrived yet and nobody answers.', true],
    ['es-MX', 'Hola, mi pedido no ha llegado todavía.', false],
    ['de', 'Ich warte jetzt seit drei Wochen auf eine Antwort.', false],
    ['de', 'Je comprends votre colère, je m’en occupe tout de suite.', true],
    ['ja', 'すみません、注文した商品がまだ届きません。', false],
    ['ja', 'my order has not arrived yet and nobody answers', true],
    ['ru', 'Я жду ответа уже три недели.', false],
    ['xx-not a tag', 'Я жду ответа уже три недели.', false],
  ])('%s: %s', (language, text, foreign) => {
    expect(createLanguageGate(language)([spoken(text)])).toEqual([foreign]);
  });
});

describe('on any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.constantFrom(...fixtures.map((turn) => turn.text)), { maxLength: 3 })
      .map((all) => all.join(' ')),
  );
  test('the gate never throws, and says the same again', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), (texts) => {
        const turns = texts.map((each, i) => spoken(each, i % 2 === 0 ? 'customer' : 'agent'));
        const found = english(turns);
        expect(found).toHaveLength(turns.length);
        expect(createLanguageGate('en')(turns)).toEqual(found);
      }),
    );
  });

  test('a very long turn is told by its first words', () => {
    const long = 'mi pedido no ha llegado y nadie me contesta '.repeat(20_000);
    const turn = spoken(long);
    expect(english([turn])).toEqual([true]);
  });
});

describe('scores', () => {
  const score = createScorer(loadRubric('empathy', rubricFinder(process.cwd())));
  const conversation = (texts: readonly string[]): Conversation => ({
    id: 'c-1',
    meta: {},
    source: { path: 'invented' },
    turns: texts.map((said, index) => ({
      index,
      role: index % 2 === 0 ? 'customer' : 'agent',
      visibility: 'public',
      text: said,
      rows: [],
    })),
  });

  test('a foreign conversation has no score, not 0', () => {
    const { score: result, turns } = score(conversation(byLanguage.get('es')!));
    expect(result).toMatchObject({ normalized: null, evaluability: 0 });
    expect(turns.filter(({ role }) => role === 'agent').map((turn) => turn.score?.normalized)).toEqual(
      new Array(7).fill(null),
    );
  });

  test('a foreign turn among English ones lowers evaluability and earns no 0', () => {
    const { score: result, turns } = score(
      conversation([
        'my parcel never arrived and I am so upset, it was a gift for my daughter',
        'Lamento mucho lo ocurrido con su paquete, ahora mismo lo reviso.',
      ]),
    );
    expect(result.normalized).toBeNull();
    expect(result.evaluability).toBeLessThan(1);
    expect(turns[1]!.score).toMatchObject({ normalized: null, reason: 'language' });
  });
});
