/** markdown and template, parsed back: strangers' words come out as words, and only what we wrote is markup. */

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Parser } from 'htmlparser2';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../src/errors.ts';
import type { Report } from '../src/model.ts';
import type { ReportOptions } from '../src/report/index.ts';
import { sanitise } from '../src/report/sanitise.ts';
import { openTemplateFile } from '../src/run/template.ts';
import { emptyReport, hostileReport, rendered, sampleReport, TRAPS } from './helpers/report.ts';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

/** Every node with the words in it, blanks aside. */
function nodesOf(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}

const bare = (text: string) => text.replace(/\s+/g, '');

describe('markdown', () => {
  test.each([
    ['sample', sampleReport, {}],
    ['brief', sampleReport, { summary: false, limit: 1 }],
    ['empty', emptyReport, {}],
  ] as const)('%s looks like this', async (name, report, options) => {
    await expect(await rendered('markdown', report, options)).toMatchFileSnapshot(
      `golden/markdown-${name}.md`,
    );
  });

  test.each(Object.entries({ sampleReport, emptyReport, hostileReport }))(
    '%s is prose, lists, quotations and code: no link, picture or tag of strangers',
    async (_, report) => {
      const page = await rendered('markdown', report, { quote: 'full', limit: 100 });
      const kinds = nodesOf(fromMarkdown(page)).map((n) => (n.type === 'html' ? n.value : n.type));
      const ours = 'root heading paragraph text strong list listItem blockquote <code> </code>'.split(' ');
      expect([...new Set(kinds)].filter((kind) => !ours.includes(kind!))).toEqual([]);
      // A host takes these for more than words wherever they stand.
      expect(page).not.toMatch(/@|https?:|<(?!\/?code>)|^\s*::|##\w*\[/m);
    },
  );

  test('what strangers wrote is there to be read', async () => {
    const page = await rendered('markdown', hostileReport, { limit: 100 });
    const words = bare(
      nodesOf(fromMarkdown(page))
        .filter(({ type }) => type === 'text')
        .map(({ value }) => value)
        .join(''),
    );
    for (const trap of TRAPS) expect(words).toContain(bare(sanitise(trap)).slice(0, 40));
  });

  test('rows of a table have as many cells as its header', async () => {
    const lines = (await rendered('markdown', hostileReport)).split('\n');
    for (const [i, line] of lines.entries()) {
      if (line.startsWith('|') && lines[i - 1]?.startsWith('|'))
        expect(line.split('|').length).toBe(lines[i - 1]!.split('|').length);
    }
  });

  test('failures stand first, and the worst missed before the best', async () => {
    const page = await rendered('markdown', sampleReport);
    const places = ['- the mean score', '### Failed', '### Totals', '### Worst missed', '### Best'].map(
      (part) => page.indexOf(part),
    );
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('people stand in alphabetical order, and without a number when there are too few', async () => {
    expect(await rendered('markdown', sampleReport)).toMatch(
      /Amara Obi \| 21 \| 92\.0 \| 84\.2–97\.1[\s\S]*Marcus Lindqvist \| 1 \| too few/,
    );
  });

  test('of very many groups the rest is counted', async () => {
    const [first] = sampleReport.summary.groups.agent!;
    const agent = Array.from({ length: 230 }, (_, i) => ({ ...first!, key: `agent ${i}` }));
    const report = { ...sampleReport, summary: { ...sampleReport.summary, groups: { agent } } };
    expect(await rendered('markdown', report)).toContain('\n30 more omitted.\n');
  });
});

describe('template', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'attune-template-'));
    await mkdir(path.join(folder, 'house/parts'), { recursive: true });
    await writeFile(path.join(folder, 'secret.liquid'), 'secret');
    await writeFile(path.join(folder, 'house/parts/in.liquid'), 'in {{ word }}');
    await writeFile(path.join(folder, 'house/parts/bad.liquid'), 'one\n  {{ summary.nope }}');
    await symlink('../secret.liquid', path.join(folder, 'house/link.liquid'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** The sample report, or another, in a template with this text. */
  async function filled(
    text: string,
    {
      name = 'house.txt',
      report = sampleReport,
      ...options
    }: { name?: string; report?: Report } & Partial<ReportOptions> = {},
  ): Promise<string> {
    await writeFile(path.join(folder, 'house', name), text);
    return rendered('template', report, { ...options, template: openTemplateFile(`house/${name}`, folder) });
  }

  test('sees what the JSON says', async () => {
    const text =
      '{"summary": {{ summary | json }}, "conversations": {{ conversations | json }}, "diagnostics": {{ diagnostics | json }}, "rubric": {{ rubric | json }}}';
    for (const quote of ['spans', 'full'] as const) {
      const {
        kind: _,
        schema: __,
        ...document
      } = JSON.parse(await rendered('json', hostileReport, { quote }));
      expect(JSON.parse(await filled(text, { report: hostileReport, quote }))).toEqual(document);
    }
  });

  test.each([
    ['{{ summary.overall.mean | score }}', '48.5'],
    ['{{ nil | score }}', 'N/A'],
    ['{{ summary.overall.answered.rate | percent }}', '50 %'],
    ['{{ nil | percent }}', '–'],
    ['{{ nil }}{{ conversations[2].score.normalized }}', ''],
    ['{{ conversations[0].meta }}{{ rubric.labels | slice: 0, 2 }}', '{"team":"north"}distressempathy'],
    [
      '{% for c in conversations %}{% if c.channel %}{{ c.channel }} {% else %}none {% endif %}{% endfor %}',
      'chat social email ',
    ],
    ['{{ conversations[0].startedAt | date: "%d.%m.%Y %H:%M" }}', '04.03.2025 09:00'],
    ['{% render "parts/in.liquid", word: "here" %}', 'in here'],
    ['{{ conversations[0].constructor | default: "nothing" }}', 'nothing'],
  ])('%s gives %s', async (text, expected) => expect(await filled(text)).toBe(expected));

  test.each<[text: string, message: string]>([
    ['a\n {{ summary.overal }}', 'house/house.txt:2:5: undefined variable: summary.overal; correct its name'],
    ['{% if %}', 'house/house.txt:1:6: '],
    ['a {% for c in conversations %}', 'house/house.txt:1:3: '],
    [
      '{% render "parts/bad.liquid", summary: summary %}',
      'house/parts/bad.liquid:2:6: undefined variable: summary.nope',
    ],
    ['{% render "../secret.liquid" %}', 'house/house.txt:1:1: "../secret.liquid" leads out of the folder'],
    ['{% render "link.liquid" %}', 'house/house.txt:1:1: "link.liquid" leads out of the folder'],
    ['{% include "/etc/hostname" %}', 'house/house.txt:1:1: "/etc/hostname" leads out of the folder'],
    ['{% render "none.liquid" %}', 'house/house.txt:1:1: there is no "none.liquid"'],
    ['{% render "house.txt" %}', 'house/house.txt:1:1: it includes itself'],
    ['{{ 1 | nope }}', 'house/house.txt:1:1: undefined filter: nope'],
    ['{{ conversations | sample }}', 'house/house.txt:1:1: undefined filter: sample'],
    ['{{ "now" | date: "%Y" }}', 'house/house.txt:1:1: a report reads no clock'],
    ['{% for i in (1..999999999) %}x{% endfor %}', 'house/house.txt:1:1: memory alloc limit exceeded'],
  ])('%j is refused with its place', async (text, message) => {
    const error = await filled(text).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).messages.join('\n')).toContain(message);
  });

  test('a template that is none is refused before anything is read', async () => {
    await writeFile(path.join(folder, 'house/early.txt'), '{% endfor %}');
    const template = openTemplateFile('house/early.txt', folder);
    await expect(rendered('template', emptyReport, { template })).rejects.toThrow(/^house\/early\.txt:1:1: /);
    expect(() => openTemplateFile('none.txt', folder)).toThrow('--template none.txt: there is no such file');
    expect(() => openTemplateFile('house', folder)).toThrow('house: cannot be read: this is a folder');
  });

  test('HTML has the tags of the template and no other, and every word is there', async () => {
    const page = await rendered('template', hostileReport);
    const tags = new Set<string>();
    let words = '';
    const parser = new Parser({ onopentagname: (tag) => tags.add(tag), ontext: (text) => (words += text) });
    parser.end(page);
    const ours = 'html head meta title body h1 p ol li strong blockquote'.split(' ');
    expect([...tags].filter((tag) => !ours.includes(tag))).toEqual([]);
    for (const trap of TRAPS) expect(bare(words)).toContain(bare(sanitise(trap)));
  });

  test.each([
    ['page.html', '{{ w }}', '&lt;b&gt; | * &#38;'.replace('&#38;', '&amp;')],
    ['page.html.liquid', '{{ w }}', '&lt;b&gt; | * &amp;'],
    ['page.html', '{{ w | raw }}', '<b> | * &'],
    ['page.md', '{{ w }}', '&#60;b&#62; &#124; &#42; &#38;'],
    ['page.txt', '{{ w }}', '<b> | * &'],
    ['page.html', '<script>{{ w | json | raw }}</script>', '<script>"\\u003cb> | * &"</script>'],
  ])('%s escapes %s', async (name, text, expected) => {
    expect(await filled(`{% assign w = "<b> | * &" %}${text}`, { name })).toBe(expected);
  });
});
