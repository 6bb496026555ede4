/** `attune pipe`: one answer a line, in order, at once, and the same wherever a stream is cut. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import Schema2020 from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ended, ROOT, run, start } from './helpers/run.ts';

const CALLS = readFileSync(path.join(ROOT, 'fixtures/calls.ndjson'), 'utf8').trimEnd().split('\n');
const pipe = async (lines: readonly string[], ...words: string[]) => {
  const outcome = await run(['pipe', '--quiet', ...words], { stdin: lines.map((l) => `${l}\n`).join('') });
  expect({ code: outcome.code, err: outcome.err }).toEqual({ code: 0, err: '' });
  return outcome.out.split('\n').slice(0, -1);
};

/** Lines that can't be scored, and why. */
const BAD: readonly (readonly [line: string, reason: RegExp])[] = [
  ['', /^the line is empty$/],
  [' \t\r', /^the line is empty$/],
  ['{"turns": [', /^not JSON: column \d+: /],
  ['[]', /not an object/],
  ['null', /not an object/],
  ['"hello"', /not an object/],
  ['{"a": 1}', /no list of messages/],
  ['{"id": "x", "turns": []}', /./],
  ['{"id": "x", "turns": [{"role": "customer", "text": "My parcel is lost."}]}', /no agent/],
  ['{"id": "x", "turns": [{"role": "agent", "text": 7}]}', /./],
  ['\u0000', /./],
];

describe('every line is answered', () => {
  test.each(BAD)('%j with its reason', async (line, reason) => {
    const [answer, ...more] = await pipe([line]);
    expect(more).toEqual([]);
    const { kind, schema, message, ...rest } = JSON.parse(answer!);
    expect({ kind, schema, rest }).toEqual({ kind: 'error', schema: 1, rest: {} });
    expect(message).toMatch(reason);
    expect(message).not.toContain('<stdin>');
  });

  test('a line that is too long, and the one after it', async () => {
    const long = `{"id": "${'x'.repeat(16 * 1024 * 1024)}"}`;
    const [first, second] = await pipe([long, CALLS[0]!]);
    expect(JSON.parse(first!)).toMatchObject({
      kind: 'error',
      message: 'the line is longer than 16 MiB; split the conversation',
    });
    expect(second).toBe((await pipe([CALLS[0]!]))[0]);
  });

  test('a last line without its end, and no line at all', async () => {
    const { out } = await run(['pipe', '-q'], { stdin: CALLS[0]! });
    expect(out.split('\n')).toHaveLength(2);
    expect((await run(['pipe', '-q'], { stdin: '' })).out).toBe('');
  });

  test('in order, whatever stands between', async () => {
    const lines = CALLS.slice(0, 4).flatMap((call, i) => [call, BAD[i]![0]]);
    const kinds = (await pipe(lines)).map((answer) => JSON.parse(answer).id ?? 'error');
    expect(kinds).toEqual(['call-01', 'error', 'call-02', 'error', 'call-03', 'error', 'call-04', 'error']);
  });

  test('as score answers, but for the number of the line', async () => {
    const { out } = await run(['score', '-', '--from', 'ndjson', '-f', 'ndjson', '--no-summary', '-q'], {
      stdin: CALLS.join('\n'),
    });
    const scored = out.replaceAll(/(?<=^\{[^{]*"source":\{"path":"<stdin>"),"line":\d+/gm, '');
    expect(await pipe(CALLS)).toEqual(scored.trimEnd().split('\n'));
  });

  test('with the schema that attune prints', async () => {
    const { code, out } = await run(['schema', 'pipe']);
    expect(code).toBe(0);
    const valid = new Schema2020.default({ strict: false }).compile(JSON.parse(out));
    for (const answer of await pipe([...CALLS, ...BAD.map(([line]) => line)], '--quote', 'full')) {
      expect(valid(JSON.parse(answer)), JSON.stringify(valid.errors)).toBe(true);
    }
    expect(valid({ kind: 'conversation', id: 'x' })).toBe(false);
  });
});

test('property: an answer depends on its line alone', async () => {
  const all = [...CALLS.slice(0, 5), ...BAD.map(([line]) => line)];
  const alone = new Map<string, string>();
  for (const line of all) alone.set(line, (await pipe([line]))[0]!);
  const lines = fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(lines, async (some) => {
      expect(await pipe(some)).toEqual(some.map((line) => alone.get(line)));
    }),
    { numRuns: 8 },
  );
});

test('a line is answered before the next is written', async () => {
  const child = start(['pipe']);
  const answers = createInterface(child.stdout!)[Symbol.asyncIterator]();
  let err = '';
  child.stderr!.on('data', (part) => {
    err += part;
  });
  const exit = ended(child);
  for (const [line, expected] of [
    [CALLS[0]!, 'call-01'],
    ['not json', undefined],
    [CALLS[2]!, 'call-03'],
  ] as const) {
    child.stdin!.write(`${line}\n`);
    const { value } = await answers.next();
    expect(JSON.parse(value).id).toBe(expected);
  }
  child.stdin!.end();
  expect(await answers.next()).toMatchObject({ done: true });
  expect(await exit).toBe(0);
  expect(err).toBe('attune: 3 lines read = 2 scored + 1 answered with an error\n');
});

test('a reader that goes away ends it', async () => {
  const child = start(['pipe', '-q']);
  const exit = ended(child);
  child.stdout!.destroy();
  // It may be gone before it has read everything.
  child.stdin!.on('error', () => {});
  for (const call of CALLS) child.stdin!.write(`${call}\n`);
  expect(await exit).toBe(0);
});

test.each([
  [['pipe', '--rubric', 'nonsense'], /no such rubric/],
  [['pipe', '--from', 'nonsense'], /no such format/],
  [['schema', 'nonsense'], /Allowed choices are json, ndjson, pipe/],
])('%j is refused before anything is read', async (words, message) => {
  const { code, out, err } = await run(words, { stdin: CALLS[0]! });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(message);
});

test('what was left out of a scored conversation is counted', async () => {
  const line = '{"id": "x", "turns": [{"role": "agent", "text": "Hello."}, {"role": "agent", "text": 5}]}';
  const { err } = await run(['pipe'], { stdin: line });
  expect(err).toContain('1 lines read = 1 scored + 0 answered with an error; messages left out');
});

test('--redact redacts', async () => {
  const line =
    '{"id": "x", "turns": [{"role": "customer", "text": "Mail me: jo.bloggs@example.com"}, {"role": "agent", "text": "I will write to jo.bloggs@example.com today."}]}';
  const [answer] = await pipe([line], '--redact', '--quote', 'full');
  expect(answer).toContain('[EMAIL_1]');
  expect(answer).not.toContain('bloggs');
});
