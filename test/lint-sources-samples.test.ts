/** The shared samples of real macro collections, where they are at hand: each macro that their index lists is read. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MacroFile } from '../src/lint/macro.ts';
import { readMacros } from '../src/lint/sources/index.ts';
import { expectSound } from './helpers/macros.ts';

const ROOT = path.join(import.meta.dirname, '../../shared/samples/macros');
const INDEX = path.join(ROOT, 'INDEX.jsonl');
const present = existsSync(INDEX);

if (!present)
  process.stderr.write(`lint-sources-samples.test.ts: skipped, there are no samples in ${ROOT}\n`);

interface Listed {
  readonly source: string;
  readonly file: string;
  readonly title: string;
  readonly body: string;
}

/** How a listed macro is read: with its text, in parts of other macros, skipped, or not as a macro. */
type Outcome = 'same' | 'parts' | 'internal' | 'code';

/**
 * Listed macros by the index's name of their source. `parts`: the index joins what stands in several quotes under one
 * heading, each of them a reply, and cuts one reply in two at the code inside it. `code`: three listings of programs
 * for developers stand in the index as macros, and are none.
 */
const COUNTS: Readonly<Record<string, Partial<Record<Outcome, number>>>> = {
  'zendesk-api': { same: 2 },
  'zendesk-csv': { same: 22 },
  'intercom-api': { same: 6 },
  'twilio-flex': { same: 14 },
  '18f': { same: 2 },
  eai: { same: 5 },
  'github-replies-yml': { same: 15 },
  b2c: { same: 3 },
  pwnco: { same: 5 },
  it_ticket: { same: 5 },
  whatspp: { same: 13 },
  blender: { same: 15 },
  skillrecordings: { same: 30 },
  'skillrecordings-mined': { same: 55 },
  freecodecamp: { same: 19, parts: 2 },
  'zeus-pt': { same: 10 },
  hotdash: { same: 9, code: 3 },
  talkq: { same: 45 },
  bitext: { same: 80 },
  'cx-macros': { same: 46, parts: 3, internal: 7 },
  wporg: { same: 44 },
  salesforce: { same: 14 },
  front: { same: 1 },
};

/** Sources that files of the samples are read as, where it is not Markdown. */
const READ_AS: Readonly<Record<string, string>> = {
  'zendesk-api': 'zendesk',
  'zendesk-csv': 'zendesk-csv',
  'intercom-api': 'intercom',
  'twilio-flex': 'twilio-flex',
  'github-replies-yml': 'github',
  it_ticket: 'json',
  whatspp: 'json',
  'zeus-pt': 'json',
  bitext: 'json',
  wporg: 'wordpress',
  salesforce: 'salesforce-email',
  front: 'front',
};

function read(file: string): MacroFile {
  const bytesOf = (name: string) => readFileSync(path.join(ROOT, name));
  const sibling = (name: string) => (existsSync(path.join(ROOT, name)) ? bytesOf(name) : undefined);
  return readMacros(file, bytesOf(file), { sibling });
}

/** The letters of a text without markup, code and white space: the index lists bodies as their files write them. */
function letters(body: string): string {
  return body
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(
      /<!--[\s\S]*?-->|<\/?(?:a|b|p|div|span|strong|em|ul|ol|li|br|code|img|details|summary)\b[^<>]*>/g,
      '',
    )
    .replace(/!?\[([^[\]]*)\]\([^()\n]*\)/g, '$1')
    .replace(/\\$/gm, '')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, '');
}

function outcomeOf({ title, body }: Listed, { macros, skipped }: MacroFile): Outcome | undefined {
  const texts = macros.map((macro) => letters(macro.body.text));
  if (texts.includes(letters(body))) return 'same';
  if (skipped.some((macro) => macro.title === title && macro.reason === 'internal')) return 'internal';
  const lines = body.split('\n').map(letters).filter(Boolean);
  if (lines.every((line) => texts.some((text) => text.includes(line)))) return 'parts';
  return /\b(?:function|SELECT)\b/.test(body) ? 'code' : undefined;
}

describe.skipIf(!present)('samples of macros', () => {
  const listed = present
    ? readFileSync(INDEX, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Listed)
    : [];
  const files = new Map([...new Set(listed.map(({ file }) => file))].map((file) => [file, read(file)]));

  test('are all read, by source', () => {
    const found: Record<string, Record<string, number>> = {};
    for (const entry of listed) {
      const outcome = outcomeOf(entry, files.get(entry.file)!) ?? 'lost';
      const counts = found[entry.source] ?? {};
      found[entry.source] = { ...counts, [outcome]: (counts[outcome] ?? 0) + 1 };
    }
    expect(found).toEqual(COUNTS);
    expect(listed).toHaveLength(475);
  });

  test('hold no macros that the index does not list', () => {
    const extra: Record<string, number> = {};
    for (const [file, { macros }] of files) {
      const known = listed.filter((entry) => entry.file === file).map(({ body }) => letters(body));
      const joined = known.join('\n');
      const unknown = macros.filter(
        ({ body }) => !known.includes(letters(body.text)) && !joined.includes(letters(body.text)),
      );
      if (unknown.length > 0) extra[file] = unknown.length;
    }
    // The reply that the index cuts in two.
    expect(extra).toEqual({ 'freecodecamp/reply-templates.mdx': 1 });
  });

  test('have the place of every character, and no problems', () => {
    for (const [file, found] of files) {
      expectSound(found);
      expect({ file, problems: found.problems }).toEqual({ file, problems: [] });
    }
  });

  test('are recognised as what they are', () => {
    for (const { source, file } of listed) {
      expect({ file, source: files.get(file)!.source }).toEqual({
        file,
        source: READ_AS[source] ?? 'markdown',
      });
    }
  });
});
