/** Whatever text a macro holds, every source reads it back whole, and each character has its place in the file. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Document, parseDocument, Scalar } from 'yaml';
import { htmlText } from '../src/lint/html.ts';
import { locate } from '../src/lint/located.ts';
import { readMacros, SOURCES, type SourceName } from '../src/lint/sources/index.ts';
import { get, itemsOf, type WrittenText } from '../src/lint/written.ts';
import { parseCsv } from '../src/lint/written-csv.ts';
import { parseJson } from '../src/lint/written-json.ts';
import { parseYaml } from '../src/lint/written-yaml.ts';
import { expectPlaces, expectSound } from './helpers/macros.ts';

/** What files escape, quote, fold or mistake for their own. */
const PIECES = [
  ...[
    'a',
    'Hi there',
    'word',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\n  ',
    '\r\n',
    '\t',
    '"',
    '""',
    "'",
    '\\',
    '\\n',
    '\\\\',
    '/',
  ],
  ...[
    '#',
    '# ',
    ' #x',
    ': ',
    '- ',
    '> ',
    '| ',
    '|',
    '*',
    '_',
    '`',
    '```',
    '---',
    '...',
    '!',
    '[x](y)',
    '[Name]',
    '~~~',
  ],
  ...[
    '{{ticket.requester.name}}',
    '{% if a %}',
    '%{ticket.name}',
    '#{user.name}',
    '{!Case.Id}',
    '{x}',
    '$[x]',
  ],
  ...['&', '&amp;', '&#39;', '&nbsp', '<', '>', '<b>', '</p>', '<insert name>', '<!--', '-->', ']]>', '<br'],
  ...[
    'é',
    'ß',
    '😀',
    '👩‍👩‍👧',
    '\u00a0',
    '\u2028',
    '\u0301',
    '中文',
    ',',
    ';',
    '=',
    '@',
    '%',
    '&a',
    '*a',
    '!!str',
    '0',
    '1.',
    'null',
  ],
];
const hostile = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 30 })
  .map((parts) => parts.join(''));
/** A word before and after keeps the body from being trimmed, and from being mistaken for nothing. */
const wrapped = hostile.map((text) => `Well ${text} so`);

/** Escapes that leave a text as it is for who reads HTML; white space in it is single spaces and line breaks. */
function asHtml(text: string): string {
  const named: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&#62;',
    '"': '&quot;',
    '\n': '<br>',
  };
  return text.replace(/[&<>"\n]/g, (char) => named[char]!);
}
const plainSpace = (text: string): string =>
  text
    .replace(/[\s\u00a0]*\n[\s\u00a0]*/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
const asMarkdown = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');

const json = (value: unknown): string => JSON.stringify(value, null, 1);
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const quoted = (text: string): string => `> ${text.replaceAll('\n', '\n> ')}`;
const yaml = (value: unknown, type: Scalar.Type): string => {
  const document = new Document(value);
  const last = document.contents as unknown;
  const visit = (node: unknown): void => {
    if (node instanceof Scalar && typeof node.value === 'string' && node.value.startsWith('Well'))
      node.type = type;
    for (const item of (node as { items?: unknown[] } | undefined)?.items ?? []) {
      visit(item);
      visit((item as { value?: unknown }).value);
    }
  };
  visit(last);
  return document.toString({ lineWidth: 30 });
};
const STYLES = ['BLOCK_LITERAL', 'BLOCK_FOLDED', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'PLAIN'] as const;

interface Writer {
  readonly file: string;
  /** A file with one macro that says the text. */
  readonly write: (text: string, style: Scalar.Type) => string;
  /** What can be said at all: HTML has no two spaces. */
  readonly able?: (text: string) => string;
}

/** Lines of nothing but space are empty to Markdown. */
const one = (text: string): string => text.replaceAll('\r', '').replace(/^[^\S\n]+$/gm, '');
/** Four dashes part one plain text from the next. */
const unparted = (text: string): string => one(text).replace(/-{4,}/g, '---');
const markdownFile = (frame: (body: string) => string): Writer => ({
  file: 'macro.md',
  write: (text) => frame(asMarkdown(text)),
  able: one,
});

const WRITERS: Readonly<Record<SourceName, readonly Writer[]>> = {
  zendesk: [
    {
      file: 'a.json',
      write: (value) =>
        json({ macros: [{ id: 1, title: 'T', actions: [{ field: 'comment_value', value }] }] }),
    },
    {
      file: 'a.json',
      write: (text) =>
        json({
          macros: [
            {
              id: 1,
              title: 'T',
              actions: [{ field: 'comment_value_html', value: `<p>${asHtml(text)}</p>` }],
            },
          ],
        }),
      able: plainSpace,
    },
  ],
  'zendesk-csv': [
    {
      file: 'a.csv',
      write: (value) =>
        `title,active,actions_json\nT,True,${cell(json([{ field: 'comment_value', value }]))}\n`,
    },
  ],
  'zendesk-dynamic-content': [
    {
      file: 'a.json',
      write: (text) =>
        json({
          items: [
            {
              id: 1,
              name: 'T',
              placeholder: '{{dc.t}}',
              variants: [{ locale_id: 1, content: asMarkdown(text) }],
            },
          ],
        }),
      able: one,
    },
  ],
  'zendesk-chat': [
    {
      file: 'a.json',
      write: (message) => json([{ name: 'T', message, options: '', tags: [], scope: 'all' }]),
    },
  ],
  intercom: [
    {
      file: 'a.json',
      write: (body_text) => json({ type: 'list', data: [{ type: 'macro', id: '1', name: 'T', body_text }] }),
    },
    {
      file: 'a.json',
      write: (text) => json({ type: 'macro', id: '1', name: 'T', body: `<p>${asHtml(text)}</p>` }),
      able: plainSpace,
    },
  ],
  front: [
    {
      file: 'a.json',
      write: (text) => json({ _results: [{ id: 'rsp_1', name: 'T', body: asHtml(text) }] }),
      able: plainSpace,
    },
  ],
  freshdesk: [
    {
      file: 'a.json',
      write: (text) => json([{ id: 1, title: 'T', folder_id: 1, content_html: asHtml(text) }]),
      able: plainSpace,
    },
  ],
  gorgias: [
    {
      file: 'a.json',
      write: (body_text) =>
        json({
          data: [{ id: 1, name: 'T', actions: [{ name: 'setResponseText', arguments: { body_text } }] }],
        }),
    },
  ],
  helpscout: [
    {
      file: 'a.json',
      write: (text) => json([{ id: 1, name: 'T', text: `<p>${asHtml(text)}</p>`, chatText: null }]),
      able: plainSpace,
    },
  ],
  'salesforce-email': [{ file: 'T.email', write: (text) => text }],
  'salesforce-quick-text': [
    { file: 'a.csv', write: (text) => `Name,Message,Category\r\nT,${cell(text)},C\r\n` },
  ],
  osticket: [
    {
      file: 'a.yaml',
      write: (text, style) => yaml([{ isenabled: 1, title: 'T', response: asHtml(text) }], style),
      able: plainSpace,
    },
  ],
  'osticket-email': [
    {
      file: 'a.yaml',
      write: (text, style) => yaml({ subject: '%{ticket.subject}', body: asHtml(text) }, style),
      able: plainSpace,
    },
  ],
  chatwoot: [
    { file: 'a.json', write: (text) => json([{ short_code: 'T', content: asMarkdown(text) }]), able: one },
  ],
  zammad: [
    {
      file: 'a.json',
      write: (text) => json([{ name: 'T', keywords: '', content: `<div>${asHtml(text)}</div>` }]),
      able: plainSpace,
    },
  ],
  wordpress: [
    {
      file: 'en.json',
      write: (text) => json({ 'w-1': { label: 'T', content: asMarkdown(text) } }),
      able: one,
    },
  ],
  github: [
    {
      file: 'replies.yml',
      write: (text, style) => yaml({ replies: [{ name: 'T', body: asMarkdown(text) }] }, style),
      able: one,
    },
  ],
  'twilio-flex': [
    {
      file: 'a.json',
      write: (text) => json({ categories: [{ section: 'S', responses: [{ label: 'T', text }] }] }),
    },
  ],
  json: [
    { file: 'a.json', write: (text) => json({ list: [{ title: 'T', body: asMarkdown(text) }] }), able: one },
    {
      file: 'a.ndjson',
      write: (text) => `\n${JSON.stringify({ title: 'T', body: asMarkdown(text) })}\n`,
      able: one,
    },
  ],
  yaml: [
    {
      file: 'a.yaml',
      write: (text, style) => yaml([{ title: 'T', body: asMarkdown(text) }], style),
      able: one,
    },
  ],
  csv: [{ file: 'a.csv', write: (text) => `id;title;body\n1;T;${cell(asMarkdown(text))}\n`, able: one }],
  markdown: [
    markdownFile((body) => body),
    markdownFile((body) => `---\ntitle: T\n---\n\n# T\n\n${body}\n`),
    markdownFile((body) => `# L\n\nIntro.\n\n## T\n\n**Use when:** now\n\n${body}\n`),
    markdownFile((body) => `# L\n\n## T\n\n${quoted(body)}\n`),
    markdownFile((body) => `# L\n\n## T\n\n~~~~text\n${body}\n~~~~\n`),
    markdownFile((body) => `---- T\n\n${body}\n`),
  ],
  html: [
    {
      file: 'a.html',
      write: (text) => `<html><body>\n<p>${asHtml(text)}</p></body></html>`,
      able: plainSpace,
    },
  ],
  liquid: [{ file: 'a.liquid', write: asMarkdown, able: one }],
  text: [{ file: 'a.txt', write: (text) => text, able: unparted }],
};

/** Whether two YAML files say the same, each without a mistake. */
function says(content: string, other: string): boolean {
  const [a, b] = [content, other].map((yaml) => parseDocument(yaml));
  return a!.errors.length + b!.errors.length === 0 && isDeepStrictEqual(a!.toJS(), b!.toJS());
}

describe('a macro with any text', () => {
  const cases = Object.keys(SOURCES).flatMap((name) =>
    WRITERS[name as SourceName].map((writer, index) => ({ name: name as SourceName, index, writer })),
  );
  test.each(cases)('$name ($index)', ({ name, writer: { file, write, able = (text) => text } }) => {
    fc.assert(
      fc.property(wrapped.map(able), fc.constantFrom(...STYLES), (text, style) => {
        const content = write(text, style);
        // The YAML library writes a few scalars that it can't read or reads otherwise, and folds lines in the midst
        // of an emoji.
        fc.pre(!/\.ya?ml$/.test(file) || says(content, write(text, 'QUOTE_DOUBLE')));
        fc.pre(Buffer.from(content).toString() === content);
        const sibling = () => Buffer.from('<EmailTemplate><type>text</type></EmailTemplate>');
        const found = readMacros(file, Buffer.from(content), { from: name, sibling });
        expectSound(found);
        expect(found.problems).toEqual([]);
        expect(found.macros.map(({ body }) => body.text)).toEqual([text.trim()]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('texts of data', () => {
  const places = (content: string, part: WrittenText): void => {
    const found = part.located();
    expect(found.text).toBe(part.value);
    expectPlaces(content, found);
  };

  test('JSON, with escapes that nobody needs', () => {
    const escaped = fc
      .array(fc.tuple(fc.constantFrom(...PIECES, '\ud83d', '\u0000'), fc.boolean()), { maxLength: 20 })
      .map((parts) =>
        parts
          .map(([piece, unicode]) =>
            unicode
              ? piece
                  .split('')
                  .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
                  .join('')
              : JSON.stringify(piece).slice(1, -1).replaceAll('/', '\\/'),
          )
          .join(''),
      );
    fc.assert(
      fc.property(escaped, fc.constantFrom('', ' ', '\n\t'), (inside, space) => {
        const content = `[${space}"${inside}"${space}]`;
        const part = itemsOf(parseJson(content).root)[0] as WrittenText;
        expect(part.value).toBe(JSON.parse(content)[0]);
        places(content, part);
      }),
    );
  });

  test('YAML as people write it', () => {
    const line = fc.tuple(
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom('word', 'two words', '', '# no comment', "it's", '- x', 'a: b', 'end '),
    );
    const block = fc.record({
      header: fc.constantFrom('|', '>', '|-', '>+', '|+ # remark', '>2', '|2-'),
      lines: fc.array(line, { minLength: 1, maxLength: 8 }),
      newline: fc.constantFrom('\n', '\r\n'),
      after: fc.boolean(),
    });
    fc.assert(
      fc.property(block, ({ header, lines, newline, after }) => {
        const body = lines.map(([more, words]) =>
          words === '' ? ' '.repeat(more) : `  ${' '.repeat(more)}${words}`,
        );
        const content = [`body: ${header}`, ...body, ...(after ? ['next: 1', ''] : [])].join(newline);
        const document = parseDocument(content);
        fc.pre(document.errors.length === 0 && typeof document.get('body') === 'string');
        const part = get(parseYaml(content).root, 'body') as WrittenText;
        expect(part.value).toBe(document.get('body'));
        places(content, part);
      }),
      { numRuns: 2000 },
    );
  });

  test('YAML in quotes over several lines', () => {
    const part = fc.constantFrom(
      'word',
      ' ',
      '\n  ',
      '\n\n  ',
      ' \n \t ',
      '\r\n  ',
      "''",
      '\\"',
      '\\n',
      '\\\n   ',
      '\\x41',
      '\\u00e9',
      '\\U0001F600',
      '\\ ',
      '\\/',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.constantFrom('"', "'", ''), (parts, quote) => {
        const content = `body: ${quote}x${parts.join('')}y${quote}\nnext: 1\n`;
        const document = parseDocument(content);
        fc.pre(document.errors.length === 0 && typeof document.get('body') === 'string');
        const found = get(parseYaml(content).root, 'body') as WrittenText;
        expect(found.value).toBe(document.get('body'));
        expect(found.located().text).toBe(found.value);
        expect(found.located().offsets).toEqual(found.located().offsets.toSorted((a, b) => a - b));
      }),
      { numRuns: 2000 },
    );
  });

  test('CSV, with any delimiter and line end', () => {
    const cells = fc.array(fc.tuple(hostile, fc.boolean()), { minLength: 2, maxLength: 4 });
    const rows = fc.array(cells, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\n\n'),
        (rows, delimiter, newline) => {
          const width = rows[0]!.length;
          const bare = (text: string): boolean => !/["\n\r]/.test(text) && !text.includes(delimiter);
          const whole = rows.map((row) => Array.from({ length: width }, (_, i) => row[i % row.length]!));
          const header = Array.from({ length: width }, (_, i) => `h${i}`).join(delimiter);
          const lines = whole.map((row) =>
            row.map(([text, quote]) => (quote || !bare(text) ? cell(text) : text)).join(delimiter),
          );
          const content = `sep=${delimiter}\n${[header, ...lines].join(newline)}`;
          const { root, mistakes } = parseCsv(content);
          expect(mistakes).toEqual([]);
          itemsOf(root).forEach((record, i) => {
            whole[i]!.forEach(([text], column) => {
              const part = get(record, `h${column}`) as WrittenText;
              expect(part.value).toBe(text);
              places(content, part);
            });
          });
          expect(itemsOf(root)).toHaveLength(whole.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('any HTML gives a text whose places are in order', () => {
    fc.assert(
      fc.property(hostile, (html) => {
        const { text, offsets } = htmlText(locate(html, 0, html.length));
        expect(offsets).toHaveLength(text.length + 1);
        expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('any file at all', () => {
  const endings = ['json', 'ndjson', 'yaml', 'csv', 'md', 'html', 'txt', 'liquid', 'email', ''];
  const frames = [
    '',
    '[{"title":"A","body":"',
    '- title: A\n  body: ',
    'title,body\nA,',
    '## A\n\n',
    '{"macros":[',
  ];
  test('is read without a throw, and what is read has its places', () => {
    fc.assert(
      fc.property(fc.constantFrom(...endings), fc.constantFrom(...frames), hostile, (ending, frame, text) => {
        const found = readMacros(`a.${ending}`, Buffer.from(frame + text));
        for (const { body } of found.macros) {
          expect(body.offsets).toHaveLength(body.text.length + 1);
          expect(body.offsets).toEqual(body.offsets.toSorted((a, b) => a - b));
        }
        for (const { offset } of found.problems) expect(offset).toBeLessThanOrEqual(found.content.length);
      }),
      { numRuns: 2000 },
    );
  });
});
