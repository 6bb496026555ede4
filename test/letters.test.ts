/** Languages by letter sequences: with the table held otherwise, eld says what it says. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eld } from 'eld/extrasmall';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectByLetters } from '../src/text/letters.ts';

const told = ({ language, getScores }: { language: string; getScores(): Record<string, number> }) => ({
  language,
  scores: getScores(),
});
const same = (text: string): void => {
  expect({ text, ...told(detectByLetters(text)) }).toEqual({ text, ...told(eld.detect(text)) });
};

describe('letter sequences', () => {
  test('tell what they tell with the table of the package', () => {
    const file = path.resolve(import.meta.dirname, '../fixtures/languages.ndjson');
    const texts = readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { text: string }).text);
    expect(texts.length).toBeGreaterThan(100);
    for (const text of texts) same(text);
  });

  test('are the same for words of any letters', () => {
    const RANGES = ['az', 'àÿ', 'αω', 'аяѐџ', 'את', 'ءي', 'अह', 'กฮ', 'ぁん', '一十', '가각', '\'’`\\"'];
    const letters = RANGES.flatMap(([from = '', to = '', ...more]) => {
      const [first, last] = [from.codePointAt(0)!, to.codePointAt(0)!];
      const many = Array.from({ length: Math.max(0, Math.min(99, last - first)) }, (_, i) => first + i);
      return [...many.map((code) => String.fromCodePoint(code)), from, to, ...more];
    });
    const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 });
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
    fc.assert(fc.property(fc.oneof(text, fc.string({ unit: 'grapheme' })), same), { numRuns: 500 });
  });

  test('know every sequence of the table', async () => {
    // The entries beside the package's own are not for everybody, so that they are found by path.
    const table = new URL('../ngrams/extrasmall.js', import.meta.resolve('eld/extrasmall')).href;
    const { ngramsData } = (await import(table)) as { ngramsData: { ngrams: Record<string, object> } };
    // A sequence of a word's beginning or end is that word alone, as far as it is written in plain letters.
    const plain = Object.keys(ngramsData.ngrams).filter((sequence) => /^ ?[a-z]+ ?$/.test(sequence));
    expect(plain.length).toBeGreaterThan(5000);
    for (let i = 0; i < plain.length; i += 40) same(plain.slice(i, i + 40).join(' '));
  });
});
