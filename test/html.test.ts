/** The html report: read back by a parser, kept within its budget, and used in a real browser. */

import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Parser } from 'htmlparser2';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report, ScoredConversation } from '../src/model.ts';
import { BUDGET, candidateOf, drawLots } from '../src/report/html/choose.ts';
import type { PageRow, PageThread, Part } from '../src/report/html/data.ts';
import { clean } from '../src/report/html/markup.ts';
import { createPacker } from '../src/report/html/pack.ts';
import { select } from '../src/report/html/page/list.js';
import { unpack } from '../src/report/html/page/unpack.js';
import { keepStories } from '../src/report/html/stories.ts';
import { threadOf } from '../src/report/html/thread.ts';
import { DEFAULT_OPTIONS, REPORTERS } from '../src/report/index.ts';
import { collect, summarise } from '../src/summarise/index.ts';
import { browserIsThere, seriousViolations, startBrowser } from './helpers/browser.ts';
import { emptyReport, hostileReport, rendered, sampleReport, TRAPS } from './helpers/report.ts';
import { ROOT, run } from './helpers/run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'attune-html-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** The elements of a page in their order, each with all the text inside it. */
function elementsOf(page: string): Element[] {
  const all: Element[] = [];
  const open: Element[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      const element = { name, attributes, text: '' };
      all.push(element);
      open.push(element);
    },
    ontext(text) {
      for (const element of open) element.text += text;
    },
    onclosetag() {
      open.pop();
    },
  });
  parser.end(page);
  return all;
}

/** The data in a page, as its script reads it. */
function dataOf(page: string): { rows: PageRow[]; threads: PageThread[] } {
  const text = (id: string) => elementsOf(page).find(({ attributes }) => attributes.id === id)!.text;
  const table: Part[] = JSON.parse(text('parts'));
  const lines = text('threads').split('\n').slice(1, -1);
  return { rows: JSON.parse(text('rows')), threads: lines.map((line) => unpack(JSON.parse(line), table)) };
}

const REPORTS: Record<string, Report> = { sampleReport, emptyReport, hostileReport };

describe.each(Object.entries(REPORTS))('the page of %s', (_, report) => {
  let page = '';
  let elements: Element[] = [];
  beforeAll(async () => {
    page = await rendered('html', report);
    elements = elementsOf(page);
  });

  test('stands alone: nothing in it comes from anywhere else, and its policy forbids it', () => {
    const addresses = elements.flatMap(({ attributes: { href, src, action, srcset, data } }) =>
      [href, src, action, srcset, data].filter((address) => address !== undefined),
    );
    for (const address of addresses) expect(address).toMatch(/^(?:#|data:,$)/);
    const { content } = elements.find(({ attributes }) => attributes['http-equiv'] !== undefined)!.attributes;
    expect(content).toMatch(/^default-src 'none';/);
    const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
    const scripts = elements.filter(({ name }) => name === 'script');
    expect(scripts.map(({ attributes: { type } }) => type)).toEqual([
      'application/json',
      'application/json',
      'application/x-ndjson',
      undefined,
    ]);
    expect(content).toContain(hash(scripts.at(-1)!.text));
    expect(content).toContain(hash(elements.find(({ name }) => name === 'style')!.text));
    expect(scripts.at(-1)!.text).not.toMatch(/^(?:import|export) /m);
  });

  test('has no attribute that runs or styles, and every id once', () => {
    const names = elements.flatMap(({ attributes }) => Object.keys(attributes));
    expect(names.filter((name) => /^on|^style$/.test(name))).toEqual([]);
    const ids = elements.flatMap(({ attributes: { id } }) => (id === undefined ? [] : [id]));
    expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([]);
  });

  test('links only to what is there', () => {
    const keys = dataOf(page).rows.map(({ key }) => `#c=${encodeURIComponent(key)}`);
    const ids = elements.map(({ attributes: { id } }) => `#${id}`);
    for (const { attributes } of elements.filter(({ name }) => name === 'a'))
      expect([...ids, ...keys]).toContain(attributes.href);
  });

  test('gives every chart a title, a description and its numbers', () => {
    const charts = elements.filter(({ name }) => name === 'svg');
    for (const { attributes } of charts) {
      expect(attributes.role).toBe('img');
      const words = attributes['aria-labelledby']!.split(' ').map(
        (id) => elements.find((element) => element.attributes.id === id)?.text,
      );
      expect(words).toHaveLength(2);
      for (const text of words) expect(text).toBeTruthy();
    }
    const figures = elements.filter(({ name }) => name === 'figure');
    expect(charts).toHaveLength(2 * figures.length);
  });

  test('holds every conversation, its words and its evidence', () => {
    const { rows, threads } = dataOf(page);
    expect(rows.map(({ id }) => id)).toEqual(report.conversations.map(({ id }) => clean(id)));
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    for (const [i, thread] of threads.entries()) {
      const { turns } = report.conversations[i]!;
      for (const [j, { pieces, quotes }] of thread.turns.entries()) {
        const { text } = turns[j]!;
        expect(quotes === true).toBe(text === undefined);
        const shown = pieces.map((piece) => (typeof piece === 'string' ? piece : piece[0])).join('');
        const plain = (words: string) => words.replace(/\s+/g, ' ');
        // Words are cut into pieces before each is made safe, so of a sequence that was cut harmless letters may stay.
        if (text !== undefined && !/[\u001b\u009b\ud83d]/.test(text))
          expect(plain(shown)).toBe(plain(clean(text)));
      }
    }
  });
});

test('strangers’ words stay text, wherever they stand', async () => {
  const elements = elementsOf(await rendered('html', hostileReport));
  const alarms = elements.find(({ attributes }) => attributes.class === 'alarms')!;
  expect(alarms.text).toBe(TRAPS.map(clean).join(''));
  const groups = elements.filter(({ name, attributes }) => name === 'th' && attributes.scope === 'row');
  for (const trap of TRAPS.filter((t) => t.trim() !== '' && t.length < 40))
    expect(groups.map(({ text }) => text)).toContain(clean(trap));
});

test('a person with too few conversations has no number, and nothing to judge is N/A', async () => {
  const elements = elementsOf(await rendered('html', sampleReport));
  const rows = elements.filter(({ name, text }) => name === 'tr' && text.startsWith('Marcus Lindqvist'));
  expect(rows.map(({ text }) => text).join()).toMatch(/^Marcus Lindqvist1–––.*too few$/);
  expect(dataOf(await rendered('html', sampleReport)).rows.map(({ score }) => score)).toEqual([92, 5, null]);
});

test('weeks are shown as a course, with their intervals', async () => {
  const week = (key: string, mean: number) => ({ ...sampleReport.summary.overall, key, mean });
  const groups = { week: [week('2026-W02', 60), week('2026-W03', 70)] };
  const page = await rendered('html', { ...sampleReport, summary: { ...sampleReport.summary, groups } });
  const trend = elementsOf(page).find(
    ({ attributes }) =>
      attributes.id === 'trend-week-mean-wide-d' || attributes.id === 'trend-week-mean-half-d',
  );
  expect(trend?.text).toBe('2026-W02: 60.0 (5.0–92.0). 2026-W03: 70.0 (5.0–92.0)');
});

test('a thread that was packed is the same when it is unpacked', () => {
  for (const { conversations, rubric } of Object.values(REPORTS)) {
    const packer = createPacker();
    const threads = conversations.map((c) => threadOf(c, rubric));
    const packed = threads.map((thread) => JSON.parse(JSON.stringify(packer.pack(thread))));
    const table = JSON.parse(JSON.stringify(packer.table()));
    expect(packed.map((thread) => unpack(thread, table))).toEqual(JSON.parse(JSON.stringify(threads)));
  }
});

describe('the list', () => {
  const rows = ['b', 'a', 'c'].map((id, i) => ({ ...rowOf(id), score: [50, null, 20][i]! }));
  const all = { words: '', agent: '', outcome: '', why: '' };
  const ids = (places: number[]) => places.map((place) => rows[place]!.id).join('');
  const textOf = (place: number) => `words of ${rows[place]!.id}`;

  function rowOf(id: string): PageRow {
    const counts = { met: 1, missed: 0, dismissed: 0, open: 0, distress: 1 };
    const words = { key: id, id, agents: [id], channel: '', date: '', band: '', opening: '' };
    return { ...words, ...counts, score: 0, failed: id === 'c', review: false, why: 'all' };
  }

  test.each([
    ['as they came', all, { by: '', down: false }, 'bac'],
    ['by score, N/A last', all, { by: 'score', down: false }, 'cba'],
    ['by score the other way, N/A still last', all, { by: 'score', down: true }, 'bca'],
    ['by name', all, { by: 'id', down: false }, 'abc'],
    ['with these words', { ...all, words: ' OF A' }, { by: '', down: false }, 'a'],
    ['of this agent', { ...all, agent: 'c' }, { by: '', down: false }, 'c'],
    ['that failed', { ...all, outcome: 'critical' }, { by: '', down: false }, 'c'],
  ])('%s', (_, filter, order, expected) => {
    expect(ids(select(rows, filter, order, textOf))).toBe(expected);
  });
});

/** Invented conversations, as many as wanted, one at a time: each differs, and all are somebody's. */
function* many(n: number, from = 0): Generator<ScoredConversation> {
  const kinds = sampleReport.conversations;
  for (let i = from; i < from + n; i++) {
    const kind = kinds[i % kinds.length]!;
    const filler = `It was the parcel number ${i} that never came, and nobody rang. `.repeat(10 + (i % 30));
    const turns = kind.turns.map((turn) => ({ ...turn, text: `${turn.text} ${filler}` }));
    yield { ...kind, id: `c-${i}`, agent: `agent ${i % 400}`, turns };
  }
}

let large: Promise<string> | undefined;
/** The page of more conversations than it can hold, as a file; made once, for whoever asks first. */
function largePage(): Promise<string> {
  large ??= (async () => {
    const file = path.join(folder, 'many.html');
    const parts: string[] = [];
    const collector = collect(['agent']);
    const open = await REPORTERS.html.open(sampleReport.rubric, DEFAULT_OPTIONS, async (part) => {
      parts.push(String(part));
    });
    for (const scored of many(20_000)) {
      collector.add(scored);
      await open.add(scored);
    }
    const { accounts, receipt } = sampleReport.summary;
    await open.end({ summary: summarise(collector.tallies(), { accounts, receipt }), diagnostics: [] });
    writeFileSync(file, parts.join(''));
    return file;
  })();
  return large;
}

describe('more conversations than a page can hold', () => {
  const { rubric } = sampleReport;

  test('give a file under 20 MB that says what it left out', { timeout: 300_000 }, async () => {
    const page = readFileSync(await largePage(), 'utf8');
    expect(Buffer.byteLength(page)).toBeLessThan(20_000_000);
    expect(Buffer.byteLength(page)).toBeGreaterThan(BUDGET / 2);
    const { rows } = dataOf(page);
    const why = (of: string) => rows.filter((row) => row.why === of).length.toLocaleString('en');
    const words = `${rows.length.toLocaleString('en')} of 20,000 conversations are here, so that the file stays small: ${why('missed')} because of a missed opportunity, ${why('best')} because of a best moment, and ${why('sample')} drawn by lot from all`;
    expect(page).toContain(words);
    expect(rows.filter((row) => row.why === 'sample').length).toBeGreaterThan(1000);
  });

  test('take no more memory than the budget, however many there are', () => {
    const budget = 200_000;
    const lots = drawLots(budget);
    const packer = createPacker();
    const most = { bytes: 0, made: 0 };
    let order = 0;
    for (const scored of many(20_000)) {
      const candidate = candidateOf(scored, order++, rubric, packer);
      lots.add({
        ...candidate,
        entry: () => {
          most.made++;
          return candidate.entry();
        },
      });
      most.bytes = Math.max(most.bytes, lots.held().bytes);
    }
    expect(most.bytes).toBeLessThan(1.2 * budget);
    // What has no chance is not even made ready.
    expect(most.made).toBeLessThan(2_000);
  });

  test('are chosen alike in whatever order they come', () => {
    const chosen = (list: readonly ScoredConversation[]) => {
      const lots = drawLots(300_000);
      const stories = keepStories(rubric);
      const packer = createPacker();
      for (const [i, scored] of list.entries()) {
        const candidate = candidateOf(scored, i, rubric, packer);
        lots.add(candidate);
        stories.add(candidate);
      }
      const told = stories.all('missed');
      const { chosen } = lots.choose(told.map(({ entry }) => ({ entry, why: 'missed' as const })));
      return {
        told: told.map(({ conversation, opportunity }) => [conversation, opportunity.turn]),
        ids: chosen.map(({ entry, why }) => `${entry.row.id} ${why}`).sort(),
      };
    };
    const list = [...many(3000)];
    const expected = chosen(list);
    expect(expected.ids.length).toBeGreaterThan(20);
    expect(chosen(list.toReversed())).toEqual(expected);
    expect(chosen(list.toSorted((a, b) => (a.id < b.id ? 1 : -1)))).toEqual(expected);
  });
});

// ── In a browser ───────────────────────────────────────────────────────────

const inBrowser = browserIsThere('html.test.ts') ? describe : describe.skip;
const TWEETSUMM = path.resolve(ROOT, '../shared/corpus/tweetsumm.ndjson');

inBrowser('in a browser (skipped where there is none)', () => {
  let browser: Browser;
  const files: Record<string, string> = {};
  beforeAll(async () => {
    browser = await startBrowser();
    const write = async (name: string, input: string) => {
      const target = path.join(folder, `${name}.html`);
      const { code, err } = await run([
        'score',
        input,
        '--group-by',
        'agent,team',
        '--format',
        `html=${target}`,
        '--quiet',
      ]);
      expect(err).toBe('');
      expect(code).toBe(0);
      files[name] = target;
    };
    await write('support', path.join(ROOT, 'fixtures/support.csv'));
    if (existsSync(TWEETSUMM)) await write('tweetsumm', TWEETSUMM);
    else
      process.stderr.write(
        'html.test.ts: ../shared/corpus is not there; tweetsumm is SKIPPED in the browser\n',
      );
    files.hostile = path.join(folder, 'hostile.html');
    writeFileSync(files.hostile, await rendered('html', hostileReport));
  }, 300_000);
  afterAll(() => browser?.close());

  /** Opens a page, hands it over, and holds it to silence: no error, and no request beyond the file. */
  async function visit(
    file: string,
    use: (page: Page) => Promise<void>,
    options: BrowserContextOptions & { readonly hash?: string } = {},
  ): Promise<void> {
    const { hash = '', ...more } = options;
    const context = await browser.newContext(more);
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) trouble.push(message.text());
    });
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('request', (request) => {
      if (!/^(?:file|data):/.test(request.url())) trouble.push(request.url());
    });
    await page.goto(`${pathToFileURL(file)}${hash}`);
    await use(page);
    expect(trouble).toEqual([]);
    await context.close();
  }

  const lines = (page: Page) => page.locator('table.list tbody tr');
  const reports = ['support', ...(existsSync(TWEETSUMM) ? ['tweetsumm'] : [])];

  describe.each(reports)('%s', (name) => {
    const screens: readonly (readonly [string, BrowserContextOptions])[] = [
      ['wide', { viewport: { width: 1280, height: 900 } }],
      ['on a phone', { viewport: { width: 390, height: 844 } }],
      ['in the dark', { colorScheme: 'dark' }],
    ];
    // The large page takes axe long, and has nothing on other screens that the small one has not.
    test.each(name === 'support' ? screens : screens.slice(0, 1))(
      'axe finds nothing serious, %s',
      { timeout: 120_000 },
      async (_, options) => {
        await visit(
          files[name]!,
          async (page) => {
            expect(await seriousViolations(page)).toEqual([]);
            await page.locator('a.open').first().click();
            await page.locator('.thread details').evaluateAll((all) => {
              for (const details of all) details.setAttribute('open', '');
            });
            expect(await seriousViolations(page)).toEqual([]);
            const overflow = () => Reflect.get(globalThis, 'document').documentElement.scrollWidth;
            expect(await page.evaluate(overflow)).toBeLessThanOrEqual(page.viewportSize()!.width);
          },
          options,
        );
      },
    );

    test.each(name === 'support' ? screens : screens.slice(0, 1))(
      'shows every part, %s',
      async (_, options) => {
        await visit(
          files[name]!,
          async (page) => {
            for (const part of await page.locator('main > section, .figures > div, .pair > section').all())
              expect(await part.isVisible(), await part.innerText()).toBe(true);
            const charts = await page.locator('.chart').all();
            expect(charts.length).toBeGreaterThan(2);
            for (const chart of charts) expect(await chart.locator('svg:visible').count()).toBe(1);
          },
          options,
        );
      },
    );

    test('filters and sorts', async () => {
      await visit(files[name]!, async (page) => {
        const status = page.getByRole('status');
        const before = await status.textContent();
        await page.getByLabel('Show').selectOption('dismissed');
        expect(await status.textContent()).not.toBe(before);
        for (const text of await page.locator('td[data-name="Needs met"]').allTextContents())
          expect(text).toContain('dismissed');
        await page.getByLabel('Show').selectOption('');
        await page.getByRole('button', { name: 'Score' }).click();
        await expect.poll(() => page.locator('[aria-sort=ascending]').textContent()).toBe('Score');
        const shown = await page.locator('td[data-name=Score] b').allTextContents();
        const numbers = shown.filter((text) => text !== 'N/A').map(Number);
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
        const id = await page.locator('a.open').first().textContent();
        await page.getByLabel('Search').fill(id!);
        await expect.poll(() => lines(page).count()).toBe(1);
        await page.getByLabel('Search').fill('no such words anywhere');
        await expect.poll(() => status.textContent()).toMatch(/^0 of /);
      });
    });
  });

  test('a keyboard is enough: along the list, into a conversation, back to where one was', async () => {
    await visit(files.support!, async (page) => {
      const focused = () =>
        page.evaluate(() => Reflect.get(globalThis, 'document').activeElement.textContent);
      const [first, id] = await Promise.all([0, 2].map((n) => page.locator('a.open').nth(n).textContent()));
      const inList = () => page.locator('a.open:focus').count();
      // Outside of the list a letter is no key.
      await page.keyboard.press('j');
      expect(await inList()).toBe(0);
      for (let i = 0; i < 200 && (await inList()) === 0; i++) await page.keyboard.press('Tab');
      expect(await focused()).toBe(first);
      for (const key of ['k', 'j', 'j', 'k', 'ArrowDown']) await page.keyboard.press(key);
      expect(await focused()).toBe(id);
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('#thread-title').textContent()).toBe(id);
      expect(await focused()).toBe(id);
      expect(await lines(page).first().isVisible()).toBe(false);
      await page.keyboard.press('Escape');
      await expect.poll(() => page.locator('#reader').isVisible()).toBe(false);
      await expect.poll(focused).toBe(id);
    });
  });

  test('a conversation has its words, its evidence in place, and every verdict with a reason', async () => {
    const hash = `#c=${encodeURIComponent('NT-1002')}`;
    await visit(
      files.support!,
      async (page) => {
        await page.locator('.thread').waitFor();
        const mark = page.locator('.turn.customer mark.need').first();
        expect(await mark.locator('.label').textContent()).toMatch(/\w/);
        expect(await page.locator('.episode .tag').first().textContent()).toMatch(
          /^(?:met|missed|dismissed)$/,
        );
        await page.locator('.episode summary').first().click();
        const rows = page.locator('.episode').first().locator('tbody tr');
        expect(await rows.count()).toBeGreaterThan(3);
        await rows.locator('button').first().click();
        expect(await page.evaluate(() => Reflect.get(globalThis, 'document').activeElement.id)).toMatch(
          /^t\d+$/,
        );
        await page.getByRole('link', { name: 'Next →' }).click();
        await expect.poll(() => page.locator('#thread-title').textContent()).not.toBe('NT-1002');
        await page.goBack();
        await expect.poll(() => page.locator('#thread-title').textContent()).toBe('NT-1002');
      },
      { hash },
    );
  });

  test('prints the conversation that is open, reasons included, and no controls', async () => {
    await visit(
      files.support!,
      async (page) => {
        await page.locator('.thread').waitFor();
        await page.emulateMedia({ media: 'print' });
        for (const control of ['.parts', '.hops', '#overview', '#missed'])
          expect(await page.locator(control).isVisible()).toBe(false);
        await page.evaluate(() => Reflect.get(globalThis, 'window').dispatchEvent(new Event('beforeprint')));
        expect(await page.locator('.thread details:not([open])').count()).toBe(0);
        await page.evaluate(() => Reflect.get(globalThis, 'window').dispatchEvent(new Event('afterprint')));
        expect(await page.locator('.thread details[open]').count()).toBe(0);
        expect((await page.pdf()).length).toBeGreaterThan(10_000);
      },
      { hash: '#c=NT-1002' },
    );
  });

  test('reads without JavaScript', async () => {
    await visit(
      files.support!,
      async (page) => {
        expect(await page.locator('#overview svg:visible').count()).toBeGreaterThan(2);
        expect(await page.locator('#missed .story mark').count()).toBeGreaterThan(0);
        expect(await page.locator('noscript').textContent()).toContain('needs JavaScript');
      },
      { javaScriptEnabled: false },
    );
  });

  test('runs nothing that strangers wrote', async () => {
    await visit(files.hostile!, async (page) => {
      expect(await lines(page).count()).toBe(hostileReport.conversations.length);
      const threads = await page
        .locator('a.open')
        .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
      for (const href of threads) {
        await page.evaluate((to) => Reflect.set(Reflect.get(globalThis, 'location'), 'hash', to), href);
        await page.locator('.thread').waitFor();
      }
      expect(await page.locator('main script, main img, main iframe').count()).toBe(0);
    });
  });

  test('a page that holds all it can still filters and opens', { timeout: 300_000 }, async () => {
    await visit(await largePage(), async (page) => {
      await lines(page).first().waitFor();
      await page.getByLabel('Here because').selectOption('best');
      // The search waits until nobody types; who clicks before it is through may hit a line that goes.
      await page.getByLabel('Search').fill('no such words anywhere');
      await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^0 of /);
      await page.getByLabel('Search').fill('camping chairs');
      await expect.poll(() => lines(page).count()).toBeGreaterThan(0);
      await expect.poll(() => page.locator('td[data-name=Score]').first().textContent()).toContain('92');
      await page.locator('a.open').first().click();
      await page.locator('.thread').waitFor();
    });
  });
});

test('says how to keep the words that were not kept', async () => {
  const [first] = sampleReport.conversations;
  const turns = first!.turns.map(({ text: _, ...turn }) => turn);
  const page = await rendered('html', { ...sampleReport, conversations: [{ ...first!, turns }] });
  const { threads } = dataOf(page);
  expect(threads[0]!.turns.every(({ quotes }) => quotes)).toBe(true);
  expect(threads[0]!.turns[0]!.pieces).toEqual(['… ', ['so fed up', [0]], ' … ']);
  expect(page).toContain('--quote full');
});
