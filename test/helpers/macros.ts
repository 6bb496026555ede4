/** Checks that hold for whatever a source of macros has read. */
import { expect } from 'vitest';
import { htmlText } from '../../src/lint/html.ts';
import type { Located, MacroFile } from '../../src/lint/macro.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  e: '\x1b',
  a: '\x07',
  v: '\v',
  0: '\0',
};

/** Whether the file, at an offset, says this unit of a text: as itself, escaped, as an entity, or as what stands for it. */
function says(content: string, offset: number, unit: string): boolean {
  const there = content.slice(offset, offset + 12);
  // Some formats end a text with a line break where the file just ends.
  if (there === '') return unit === '\n';
  if (there[0] === unit) return true;
  const code = /^\\(?:u([\da-f]{4})|x([\da-f]{2})|U([\da-f]{8}))/i.exec(there);
  if (code) return String.fromCodePoint(Number.parseInt((code[1] ?? code[2] ?? code[3])!, 16)).includes(unit);
  if (there[0] === '\\') return (ESCAPES[there[1]!] ?? there[1]) === unit;
  // YAML may fold a line in the midst of an entity.
  const entity = /^&[#\w]+;/.exec(content.slice(offset, offset + 60).replace(/\\\n[ \t]*\\?/, ''))?.[0];
  if (entity)
    return htmlText({ text: entity, offsets: [...entity, ''].map((_, i) => i) }).text.includes(unit);
  // A tag stands for a line break or a placeholder; white space for the white space that it collapses to.
  if (there[0] === '<') return /[\s{}\w|.:"]/.test(unit);
  return /\s/.test(unit) && /\s/.test(there[0] ?? '');
}

/** The offsets of a text are as many as they should be, in order, and where the text is said. */
export function expectPlaces(content: string, { text, offsets }: Located): void {
  expect(offsets).toHaveLength(text.length + 1);
  let before = 0;
  for (let at = 0; at <= text.length; at++) {
    const offset = offsets[at]!;
    if (offset < before || offset > content.length)
      throw new Error(`offset ${at} of ${JSON.stringify(text)} is ${offset}`);
    if (at < text.length && !says(content, offset, text[at]!))
      throw new Error(
        `${JSON.stringify(text[at])} is not at ${JSON.stringify(content.slice(offset, offset + 12))}`,
      );
    before = offset;
  }
}

/** What must hold for every file. */
export function expectSound(file: MacroFile): void {
  for (const { body, start, comments = [] } of file.macros) {
    expectPlaces(file.content, body);
    expect(body.text).toBe(body.text.trim());
    expect(start).toBeGreaterThanOrEqual(0);
    for (const { text, offset } of comments)
      expect(file.content.slice(offset, offset + text.length)).toBe(text);
  }
  const ids = [...file.macros, ...file.skipped].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { offset } of file.problems) expect(offset).toBeLessThanOrEqual(file.content.length);
}
