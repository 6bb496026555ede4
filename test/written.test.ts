/** Two parsers read a YAML file, one for its data and one for its places; they must agree on what it says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseWritten } from '../src/rubric/written.ts';

const LIMIT = { megabytes: 1, what: 'a test' };
const written = (content: string) => parseWritten('x.yaml', content, LIMIT);

describe('data and places', () => {
  test.each([
    '0o17',
    '0x1F',
    '017',
    '1_000',
    '1e3',
    '-0',
    '.inf',
    '-.INF',
    '~',
    'null',
    'Null',
    'yes',
    'on',
    'True',
    'FALSE',
    '2026-01-01',
    '12:30:45',
    '=',
    '"a\\u2019b"',
    "'it''s'",
    '|\n  two\n  lines\n',
    '>-\n  folded\n  text\n',
    '{<<: {a: 1}, b: 2}',
    '{__proto__: {polluted: true}}',
    '{1: one, true: two}',
    '[a, [b, {c: d}], ]',
    '!!str 12',
    'we ..3 (a|b) [c]',
    '# nothing but a comment',
    '&anchor word',
    '[&a {x: 1}, *a]',
  ])('agree on %j', (scalar) => {
    const { data, document } = written(`key: ${scalar}\n`);
    expect(data).toStrictEqual(document.toJS());
  });

  test('agree on whatever YAML can hold', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const style = fc.constantFrom(undefined, 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'PLAIN');
    fc.assert(
      fc.property(value, style, (value, defaultStringType) => {
        const text = stringify({ value }, { ...(defaultStringType && { defaultStringType }), lineWidth: 0 });
        const { data, document } = written(text);
        expect(JSON.stringify(data)).toBe(JSON.stringify(document.toJS()));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['a: 1\na: 2\n', 'x.yaml:2:1: Map keys must be unique'],
    [
      'a: [1, 2\n',
      'x.yaml:2:1: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    [
      'a: 1\nc: *nobody\n',
      'x.yaml: Unresolved alias (the anchor must be set before the alias): nobody; write',
    ],
  ])('a mistake has its place: %j', (content, message) => {
    expect(() => written(content)).toThrow(message);
  });

  test('aliases that multiply are refused', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`);
    expect(() => written(`l0: &l0 x\n${levels.join('\n')}\n`)).toThrow('too many YAML aliases');
  });
});
