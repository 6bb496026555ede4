/** Templates that are nothing but placeholders read the same at once as with Liquid's own parser. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LiquidTemplate, parseLiquid, type Value } from '../src/lint/template/liquid.ts';
import { parsePlaceholders } from '../src/lint/template/placeholders.ts';

/** A tag that says nothing, so that Liquid's own parser is asked. */
const TAG = '{% comment %}{% endcomment %}';

/** What a template knows of itself, and everything that it writes. */
function writes({ variables, print }: LiquidTemplate, values: ReadonlyMap<string, Value>): unknown {
  const written: unknown[] = [];
  print(values, 'OTHER', (text, { start, end }, literal) => {
    if (text !== '' || !literal) written.push({ text, start, end, literal });
  });
  return { variables, written };
}

const path = fc.constantFrom('name', 'user.first_name', 'ticket.requester.name', 'ticket.id', 'order.id2');
const space = fc.constantFrom('', ' ', '  ', '\n');
const quoted = fc
  .tuple(fc.constantFrom('"', "'"), fc.constantFrom('there', '', 'dear customer', 'a|b', 'é'))
  .map(([quote, words]) => quote + words + quote);
const filter = fc.oneof(
  fc.constant(''),
  fc
    .tuple(space, space, fc.constantFrom('default', 'fallback'), space, quoted)
    .map(([a, b, name, c, words]) => `${a}|${b}${name}:${c}${words}`),
);
const placeholder = fc
  .tuple(space, path, filter, space)
  .map(([a, name, filtered, b]) => `{{${a}${name}${filtered}${b}}}`);
const prose = fc.constantFrom(
  'Hello ',
  ', we are sorry.',
  '\n\n',
  '{',
  '}',
  '{x}',
  '%',
  '"',
  '| default: "x"',
);
const template = fc
  .array(fc.oneof(placeholder, placeholder, prose), { maxLength: 8 })
  .map((all) => all.join(''));
const value = fc.constantFrom<Value>('Alex', '', null, false, true, 7, 'a {{ b }}');

describe('placeholders', () => {
  test('property: are read and printed as Liquid does', () => {
    let quick = 0;
    fc.assert(
      fc.property(template, fc.tuple(value, value, value, value, value), (text, held) => {
        // A space, lest a brace at the end runs into the tag.
        const own = parsePlaceholders(`${text} `);
        if (own === undefined) return;
        quick++;
        const slow = parseLiquid(`${text} ${TAG}`);
        if ('message' in slow) throw new Error(slow.message);
        const values = new Map(own.variables.map(({ path: name }, i) => [name, held[i]!]));
        expect(writes(own, values)).toEqual(writes(slow, values));
      }),
      { numRuns: 1000 },
    );
    // Braces of prose may run into those of a placeholder; most templates hold none.
    expect(quick).toBeGreaterThan(500);
  });

  test.each([
    'Hi {{ user.name }}, {% if vip %}welcome{% endif %}',
    '{{ name | upcase }}',
    '{{ name | default: other }}',
    '{{ name | default: "a" | upcase }}',
    '{{- name -}}',
    '{{ order.items.size }}',
    '{{ items[0] }}',
    '{{ true }}',
    '{{ nil.name }}',
    '{{ ticket }} {{ ticket.id }}',
    '{{ "text" }}',
    '{{ name',
    'name }}',
    '{{ name }} {{',
    '{{ name | default: "say \\"hi\\"" }}',
  ])('%s is left to Liquid', (text) => {
    expect(parsePlaceholders(text)).toBeUndefined();
  });
});
