/** examples/promptfoo keeps promptfoo's contract: (output, context) → pass, score from 0 to 1, reason, parts. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './helpers/run.ts';

const FOLDER = path.join(ROOT, 'examples/promptfoo');

interface GradingResult {
  readonly pass: boolean;
  readonly score: number;
  readonly reason: string;
  readonly componentResults?: readonly GradingResult[];
}
type Assert = (output: unknown, context: { vars: object; config?: object; prompt?: string }) => GradingResult;

// As promptfoo loads it; `attune` is this package by its own name.
let assertReply: Assert;
beforeAll(async () => {
  ({ default: assertReply } = await import(pathToFileURL(path.join(FOLDER, 'attune-assert.mjs')).href));
});

const FED_UP = 'This is the third parcel in a row that you have lost. I am so fed up.';
const KIND =
  'Three lost parcels in a row would wear anyone down, and I am sorry we put you through that. I am sending a new one today by courier.';
const COLD = 'Please provide your order number.';

describe('a reply', () => {
  test('that answers passes, with a part for every criterion', () => {
    const { pass, score, reason, componentResults } = assertReply(KIND, { vars: { customer: FED_UP } });
    expect(pass).toBe(true);
    expect(score).toBeGreaterThan(0.8);
    expect(reason).toMatch(/^attune \d+ of 100, 60 wanted$/);
    expect(componentResults!.length).toBeGreaterThan(3);
    for (const part of componentResults!) {
      expect(part.score).toBeGreaterThanOrEqual(0);
      expect(part.score).toBeLessThanOrEqual(1);
      expect(part.reason).toMatch(/: \d+(?:\.\d+)? of \d+ points/);
    }
  });

  test('that does not fails, and says what was missing', () => {
    const { pass, score, componentResults } = assertReply(COLD, { vars: { customer: FED_UP } });
    expect({ pass, score }).toEqual({ pass: false, score: 0 });
    expect(componentResults!.some(({ pass }) => pass)).toBe(false);
    expect(componentResults![0]!.reason).toMatch(/points\. \S/);
  });

  test('to a question without feeling is not judged', () => {
    const result = assertReply('At nine.', { vars: { customer: 'What time do you open?' } });
    expect(result).toEqual({ pass: true, score: 1, reason: expect.stringContaining('not judged') });
  });

  test('is judged by what the whole chat has said', () => {
    const messages = [
      { role: 'system', content: 'You are kind.' },
      { role: 'user', content: FED_UP },
      { role: 'assistant', content: 'What is the number of the parcel?' },
      { role: 'user', content: 'LX 5001.' },
    ];
    const { score } = assertReply(KIND, { vars: { messages } });
    expect(score).toBeGreaterThan(0.5);
  });

  test('passes from the threshold of the config, with its rubric', () => {
    const vars = { customer: FED_UP };
    const sorry = 'I am sorry to hear that.';
    const { score, pass } = assertReply(sorry, { vars });
    expect(pass).toBe(false);
    expect(assertReply(sorry, { vars, config: { threshold: score } }).pass).toBe(true);
    expect(assertReply(sorry, { vars, config: { rubric: 'strict' } }).score).toBeLessThanOrEqual(score);
  });

  test.each([
    [{ tool: 'refund' }, { vars: { customer: FED_UP } }, /not text/],
    ['Hello.', { vars: {} }, /give the test a var/],
    ['Hello.', { vars: { customer: FED_UP }, config: { rubric: 'nonsense' } }, /no such rubric/],
  ])('%j with %j throws, which fails the assertion with its words', (output, context, message) => {
    expect(() => assertReply(output, context)).toThrow(message);
  });
});

test('the example of a configuration names the assertion as promptfoo wants it', () => {
  const config = parse(readFileSync(path.join(FOLDER, 'promptfooconfig.yaml'), 'utf8'));
  expect(config.defaultTest.assert).toEqual([
    { type: 'javascript', value: 'file://attune-assert.mjs', config: { threshold: 0.6 } },
  ]);
  for (const { vars } of config.tests) expect(assertReply(KIND, { vars }).score).toBeGreaterThan(0);
});
