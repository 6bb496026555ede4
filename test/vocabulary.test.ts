/** Words are forgotten when they become too many, and no score can tell. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createScorer } from '../src/pipeline.ts';
import { loadRubric } from '../src/rubric/index.ts';
import { rubricFinder } from '../src/run/rubrics.ts';
import { formAt, formOf } from '../src/text/forms.ts';
import { clearedWithWords, forgetWords, stemOf, tokenise, wordOf, wordTable } from '../src/text/index.ts';
import { unitsOf } from '../src/text/units.ts';
import { talk } from './helpers/house.ts';
import { ROOT } from './helpers/run.ts';

test('what holds words is cleared with them', () => {
  tokenise('parcels');
  const names = clearedWithWords(new Map([['a', 1]]));
  const table = wordTable<string>();
  table.of[3] = 'three';
  forgetWords(1e9);
  expect([names.size, table.of[3]]).toEqual([1, 'three']);
  forgetWords(0);
  expect([names.size, table.of[3]]).toEqual([0, undefined]);
});

test('numbers begin again, with the words and stems that belong to them', () => {
  const norms = (text: string) => tokenise(text).map(({ word }) => [wordOf(word).norm, stemOf(word)]);
  const before = norms('parcels waiting refunded');
  forgetWords(0);
  norms('entirely other words are numbered first');
  expect(norms('parcels waiting refunded')).toEqual(before);
});

test('scores are the same, however often words are forgotten in between', () => {
  const score = createScorer(loadRubric('empathy', rubricFinder(ROOT)));
  const talks = [
    [
      'C: I am really upset, my parcel is late again!',
      'A: I am so sorry about the late parcel, Maria. I will send a new one today.',
    ],
    ['C: Qué pasa con mi pedido? Nadie me contesta.', 'A: Your wait is over: calm down.'],
    [
      'C: my name is Maria and the boiler broke',
      'A: That must be exhausting with a broken boiler, Maria. Let me book an engineer.',
    ],
  ].map((lines) => talk(lines));
  const scores = () => talks.map((talk) => score(talk));
  const once = scores();
  const again = talks.toReversed().map((talk) => {
    forgetWords(0);
    return score(talk);
  });
  expect(again.toReversed()).toEqual(once);
});

test('a word is found by its letters as it is by itself, whatever its case, apostrophes and alphabet', () => {
  const letters = fc.constantFrom(..."abctTZXy'’‘´`ʼ09_-éÉßİſ한".split(''));
  fc.assert(
    fc.property(fc.array(fc.string({ unit: letters, minLength: 1, maxLength: 6 })), (words) => {
      for (const word of words) {
        const plain = word.toLowerCase().replace(/[’ʼ‘´`]/g, "'");
        expect(formAt(`(${word})`, unitsOf(`(${word})`), 1, 1 + word.length)).toEqual(formOf(plain));
      }
    }),
  );
});

test('words that share the place of their letters are not taken for one another', () => {
  // Several times as many as there are places.
  const words = Array.from({ length: 30_000 }, (_, i) => `w${i.toString(36)}`);
  const text = [...words, ...words].join(' ');
  const units = unitsOf(text);
  let at = 0;
  for (const word of [...words, ...words]) {
    expect(formAt(text, units, at, at + word.length).written).toBe(word);
    at += word.length + 1;
  }
});
