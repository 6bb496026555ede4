/** The page of `attune review` in a real browser, against the built program: rated by keyboard, reloaded, killed and started again. */

import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { browserIsThere, seriousViolations, startBrowser } from './helpers/browser.ts';
import { ended, start } from './helpers/run.ts';

/** Two short conversations of our own. */
const CALLS = [
  ['p-1', 'customer', 'The boiler is out again and my mother is eighty-four. I am at my wits’ end.'],
  [
    'p-1',
    'agent',
    'Two cold nights with your mother in the house, I can hear how worried you are. I am sending someone today.',
  ],
  ['p-1', 'customer', 'Thank you, that helps.'],
  ['p-1', 'agent', 'You are welcome.'],
  ['p-2', 'customer', 'Where is my parcel?'],
  ['p-2', 'agent', 'As I said, it is on its way.'],
]
  .map(([conversation_id, role, text]) => JSON.stringify({ conversation_id, role, text }))
  .join('\n');

const folder = mkdtempSync(path.join(tmpdir(), 'attune-review-page-'));
const calls = path.join(folder, 'calls.ndjson');
const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Waits for a value, on a busy machine too. */
const eventually = <T>(value: () => T) => expect.poll(value, { timeout: 30_000 });

interface Review {
  readonly links: readonly string[];
  /** What the terminal has shown so far. */
  readonly said: () => string;
  readonly end: (signal: NodeJS.Signals) => Promise<number | string>;
}

/** Starts the program and waits until it shows its links. */
async function review(out: string, ...words: readonly string[]): Promise<Review> {
  const child = start(['review', calls, '--out', out, ...words]);
  children.add(child);
  const over = ended(child);
  let [links, said] = ['', ''];
  child.stderr!.on('data', (part) => {
    said += part;
  });
  child.stdout!.on('data', (part) => {
    links += part;
  });
  await eventually(() => said).toMatch(/Ctrl-C ends the review/);
  return {
    links: links
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]!),
    said: () => said,
    end: async (signal) => {
      child.kill(signal);
      const code = await over;
      children.delete(child);
      return code;
    },
  };
}

const rowsOf = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const inBrowser = browserIsThere('review-page.test.ts') ? describe : describe.skip;

inBrowser('the page of a review (skipped where there is no browser)', () => {
  let browser: Browser;
  beforeAll(async () => {
    writeFileSync(calls, CALLS);
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  const trouble: string[] = [];
  /** What the page asks for while there is no server is no fault of the page. */
  let expected: RegExp | undefined;
  async function openContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !expected?.test(message.text()))
        trouble.push(message.text());
    });
    context.on('weberror', (error) => trouble.push(error.error().message));
    context.on('request', (request) => {
      if (!/^(?:http:\/\/127\.0\.0\.1:|data:)/.test(request.url())) trouble.push(request.url());
    });
    return context;
  }
  afterEach(() => {
    expect(trouble.splice(0)).toEqual([]);
    expected = undefined;
  });

  const title = (page: Page) => page.locator('h1').textContent();
  const notice = (page: Page) => page.locator('#notice').textContent();
  const press = async (page: Page, ...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** The question that the keyboard is in. */
  const question = (page: Page) => page.locator('.question.active legend').textContent();
  const chosen = (page: Page, name: string) =>
    page
      .locator('.question', { has: page.locator('legend', { hasText: new RegExp(`^${name}$`) }) })
      .locator('.option:has(:checked) span[aria-hidden]')
      .textContent({ timeout: 5000 });

  test('two raters rate by keyboard, over a reload, a killed server and a second tab, and their differences are decided', {
    timeout: 180_000,
  }, async () => {
    const out = path.join(folder, 'ratings.ndjson');
    const flags = [
      '--raters',
      'ana,ben',
      '--labels',
      'distress,empathy,dismissive',
      '--criteria',
      'recognition,closing',
    ];
    let server = await review(out, ...flags);
    expect(server.links).toHaveLength(3);
    const context = await openContext();
    const ana = await context.newPage();
    await ana.goto(server.links[1]!);

    // The link leads to her list, and its token leaves the address; Enter begins.
    await eventually(() => title(ana)).toBe('To rate, for ana');
    expect(ana.url()).not.toContain('token');
    expect((await context.cookies()).map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([
      [true, 'Strict'],
    ]);
    await press(ana, 'Enter');
    await eventually(() => title(ana)).toBe('p-1 turn 1');
    expect(await question(ana)).toBe('Customer distress');

    // A level, one that is none, on with j, evidence with Shift and the arrows, then words taken off and put on again.
    await press(ana, '9');
    expect(await notice(ana)).toBe('Customer distress has no 9.');
    await press(ana, '2', 'j');
    expect(await question(ana)).toBe('Empathy');
    await press(ana, '2', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter');
    expect(await notice(ana)).toBe('Marked for Empathy: Two cold nights');
    expect(await question(ana)).toBe('Empathy');
    await press(ana, 'e', 'Home', 'Backspace', 'ArrowRight', 'Shift+End', 'Shift+ArrowLeft', 'Enter');
    expect(await ana.locator('.marks q:visible').allTextContents()).toEqual([
      'cold nights with your mother in the house, I can hear how worried you are. I am sending someone',
    ]);
    await press(ana, 'ArrowDown', 'n');
    expect(await notice(ana)).toMatch(/^N\/A answers a criterion/);
    await press(ana, 'c', 'j');
    expect(await question(ana)).toBe('Recognised what the customer is going through');
    await press(ana, '1', 'k', 'ArrowDown', 'w');
    await ana.keyboard.type('jjj 12 ?');
    await press(ana, 'Escape');
    // attune's view is not even in what the server has sent.
    await press(ana, 'v');
    expect(await notice(ana)).toBe('attune’s view is hidden until you have rated.');
    expect(await ana.getByRole('button', { name: /attune’s view/ }).isVisible()).toBe(false);

    // A reload in the middle loses nothing, and nothing has been saved yet.
    await ana.reload();
    await eventually(() => notice(ana)).toBe('What you had entered here and not saved is back.');
    expect(await chosen(ana, 'Empathy')).toBe('2');
    expect(await chosen(ana, 'Dismissive')).toBe('?');
    expect(await ana.locator('#comment').inputValue()).toBe('jjj 12 ?');
    expect(readFileSync(out, 'utf8')).toBe('');

    // Enter saves and goes on; the file has the row before the page says so.
    await press(ana, 'Enter');
    await eventually(() => title(ana)).toBe('p-1 turn 3');
    const [row] = rowsOf(out);
    expect(row).toMatchObject({
      ...{
        kind: 'rating',
        schema: 1,
        id: 'p-1 3'.replace('3', '1'),
        conversation_id: 'p-1',
        turn: 1,
        rater: 'ana',
        round: '1',
      },
      labels: { distress: 2, empathy: 2, dismissive: 'cannot_judge' },
      ...{ criteria: { recognition: 'met' }, comment: 'jjj 12 ?' },
      context: [{ speaker: 'customer' }],
    });
    const [mark] = row.evidence;
    expect(row.text.slice(mark.start, mark.end)).toMatch(/^cold nights .* sending someone$/);

    // Killed in the middle of an item, with half a line on the disk: the tab waits, and goes on with the next server.
    await press(ana, '0', 'j', '1');
    expect(await server.end('SIGKILL')).toBe('SIGKILL');
    expected = /ERR_CONNECTION_REFUSED|Failed to load resource/;
    await press(ana, 'Enter');
    await eventually(() => notice(ana)).toMatch(/^The server is not there\. What you have entered is kept/);
    writeFileSync(out, `${readFileSync(out, 'utf8')}{"kind":"rating","schema":1,"id":"p-1 3","conv`);
    server = await review(out, ...flags);
    expect(server.said()).toMatch(
      /ratings\.ndjson:2: the last line was torn .* cut off, the 1 before it are whole/,
    );
    await press(ana, 'Enter');
    await eventually(() => title(ana)).toBe('p-1 the whole conversation');
    expected = undefined;
    expect(rowsOf(out).map(({ id, labels }) => [id, labels.empathy])).toEqual([
      ['p-1 1', 2],
      ['p-1 3', 1],
    ]);

    // The whole conversation: criteria of the contact, a score, and words from any of its turns.
    await press(ana, 'j', '2', 'e', 'End', 'Enter', 'j', 'j');
    expect(await question(ana)).toBe('Ended on a warm word');
    await press(ana, 'n', 'j');
    await ana.keyboard.type('70');
    await press(ana, 'Enter');
    await eventually(() => title(ana)).toBe('p-2 turn 1');
    const whole = rowsOf(out).at(-1);
    expect(whole).toMatchObject({ turn: null, score: 70, criteria: { closing: 'not_applicable' } });
    expect(whole.text).toBe('');
    const lines = whole.context
      .map(({ speaker, text }: Record<string, string>) => `${speaker}: ${text}`)
      .join('\n');
    expect(lines.slice(whole.evidence[0].start, whole.evidence[0].end)).toBe('welcome.');

    // Rated, attune's view may be seen.
    await press(ana, '[', '[', '[');
    await eventually(() => title(ana)).toBe('p-1 turn 1');
    await press(ana, 'v');
    await expect
      .poll(() => ana.locator('.found').textContent())
      .toMatch(/What attune found.*reflection 1|empathy/);
    expect(await ana.locator('.said-by:visible').first().textContent()).toBe('attune 2');

    // A second tab of hers: what one saves the other shows, and neither overwrites what it has not seen.
    const second = await context.newPage();
    await second.goto(ana.url());
    await eventually(() => title(second)).toBe('p-1 turn 1');
    await press(second, '1', 's');
    await eventually(() => notice(second)).toBe('Saved: p-1 1.');
    await eventually(() => notice(ana)).toBe('This item was saved in another tab.');
    expect(await chosen(ana, 'Customer distress')).toBe('1');
    await ana.locator('.question.active input').first().focus();
    await press(ana, '0');
    await press(second, '2', 's');
    await eventually(() => ana.locator('.conflict').isVisible()).toBe(true);
    await press(ana, 's');
    expect(await notice(ana)).toBe('Choose first: keep yours, or take what is saved.');
    expect(await chosen(ana, 'Customer distress')).toBe('0');
    await ana.getByRole('button', { name: 'Take what is saved' }).press('Enter');
    expect(await chosen(ana, 'Customer distress')).toBe('2');
    await second.close();

    // Ben says otherwise, in a browser of his own, for which he needs a link of his own.
    const stranger = await openContext();
    expected = /403/;
    const refused = await stranger.newPage();
    expect((await refused.goto(server.links[2]!.replace(/token=.*/, 'token=guess')))?.status()).toBe(403);
    expected = undefined;
    await refused.goto(server.links[2]!);
    await eventually(() => title(refused)).toBe('To rate, for ben');
    await press(refused, 'Enter');
    await eventually(() => title(refused)).toBe('p-1 turn 1');
    // What is pressed before the next item is there is meant for it.
    await press(refused, '2', 'j', '1', 'z', 'j', 'j', '1', 'Enter', '1', 'j');
    await eventually(() => title(refused)).toBe('p-1 turn 3');
    await eventually(() => question(refused)).toBe('Empathy');
    expect(await chosen(refused, 'Customer distress')).toBe('1');
    expect(rowsOf(out).at(-1)).toMatchObject({
      rater: 'ben',
      labels: { distress: 2, empathy: 1, dismissive: 0 },
    });
    const other = await refused.context().newPage();
    await other.goto(new URL('/#rater=adjudicated', server.links[0]).href);
    await eventually(() => title(other)).toBe('Where raters disagree');
    await press(other, 'Enter');
    await eventually(() => title(other)).toBe('p-1 turn 1');
    expect(await question(other)).toBe('Empathy');
    expect(await other.locator('.question.differs legend').allTextContents()).toEqual([
      'Empathy',
      'Dismissive',
    ]);
    expect(await other.locator('.question.active .said-by').textContent()).toBe('ana 2ben 1');
    expect(await other.locator('blockquote').textContent()).toBe('ana: jjj 12 ?');
    expect(await chosen(other, 'Customer distress')).toBe('2');
    await press(other, 'a', 'j', 'b', 'Enter');
    await eventually(() => title(other)).toBe('Where raters disagree');
    const decided = rowsOf(out).at(-1);
    expect(decided).toMatchObject({
      rater: 'adjudicated',
      labels: { distress: 2, empathy: 2, dismissive: 0 },
      criteria: { recognition: 'met' },
    });
    expect(decided.evidence).toHaveLength(1);

    // Ctrl-C ends it in good order, and the sessions with it.
    expect(await server.end('SIGINT')).toBe(0);
    expect(server.said()).toMatch(
      /ana: 3 of 5 rated\n.*ben: 1 of 5 rated\n.*disagree on 1, of which 1 are decided/,
    );
    expect(server.said()).toContain(`attune calibrate ${out}`);
    expect(() => statSync(`${out}.session`)).toThrow(/ENOENT/);
    await context.close();
    await stranger.close();
  });

  const SCREENS: readonly (readonly [string, BrowserContextOptions])[] = [
    ['wide', {}],
    ['on a phone', { viewport: { width: 390, height: 844 } }],
    ['in the dark', { colorScheme: 'dark' }],
  ];
  test('axe finds nothing serious in any view, wide, on a phone and in the dark', {
    timeout: 180_000,
  }, async () => {
    const out = path.join(folder, 'axe.ndjson');
    const server = await review(out, '--raters', 'ana,ben');
    const links = [...server.links];
    for (const [name, options] of SCREENS) {
      const context = await openContext(options);
      const page = await context.newPage();
      const look = async (view: string) => {
        expect(await seriousViolations(page), `${name}, ${view}`).toEqual([]);
        const overflow = () => Reflect.get(globalThis, 'document').documentElement.scrollWidth;
        expect(await page.evaluate(overflow), `${name}, ${view}`).toBeLessThanOrEqual(
          page.viewportSize()!.width,
        );
        const shots = process.env.REVIEW_SHOTS;
        if (shots)
          await page.screenshot({ path: path.join(shots, `${name} ${view}.png`.replaceAll(' ', '-')) });
      };
      await page.goto(links.shift()!);
      await page.locator('h1').waitFor();
      if (name === 'wide') await look('raters');
      const go = async (hash: string, expected: string) => {
        await page.evaluate((to) => Reflect.set(Reflect.get(globalThis, 'location'), 'hash', to), hash);
        await eventually(() => title(page)).toBe(expected);
      };
      await go('#rater=ana', 'To rate, for ana');
      await look('list');
      await press(page, 'Enter');
      await eventually(() => title(page)).toMatch(/turn|whole/);
      await go('#rater=ana&item=p-1+1', 'p-1 turn 1');
      if (name === 'wide') {
        for (const [rater, empathy] of [
          ['ana', '1'],
          ['ben', '2'],
        ]) {
          await go(`#rater=${rater}&item=p-1+1`, 'p-1 turn 1');
          await press(page, 'j', empathy!, 'e', 'Shift+ArrowRight', 'Enter', 'w');
          await page.keyboard.type(`because, says ${rater}`);
          await press(page, 'Escape', 's');
          await eventually(() => notice(page)).toMatch(/^Saved/);
        }
        await go('#rater=ana&item=p-1+1', 'p-1 turn 1');
      }
      await press(page, 'v', 'j', 'x', 'e', 'Shift+ArrowRight');
      await look('item');
      await press(page, 'Escape', '?');
      await look('help');
      await press(page, 'Escape');
      await go('#rater=ana&item=p-1+whole', 'p-1 the whole conversation');
      await look('conversation');
      await go('#rater=adjudicated&item=p-1+1', 'p-1 turn 1');
      await look('decide');
      await context.close();
    }
    expect(await server.end('SIGTERM')).toBe(0);
  });

  /** One rater's review of the turns, at its first item. */
  async function begin(out: string) {
    const server = await review(path.join(folder, out), '--rater', 'ana', '--of', 'turns');
    const context = await openContext();
    const page = await context.newPage();
    await page.goto(server.links[0]!);
    await page.getByRole('link', { name: 'Begin' }).click();
    await eventually(() => title(page)).toBe('p-1 turn 1');
    return { server, context, page };
  }

  test('with the mouse choices are clicked, and words that are selected are marked', {
    timeout: 60_000,
  }, async () => {
    const { server, context, page } = await begin('mouse.ndjson');
    await page.getByRole('group', { name: 'Empathy' }).getByRole('radio', { name: '2: specific' }).check();
    const [from, to] = await Promise.all(
      ['cold', 'mother'].map((word) =>
        page.locator('.w', { hasText: new RegExp(`^${word}$`) }).boundingBox(),
      ),
    );
    await page.mouse.move(from!.x + 3, from!.y + 5);
    await page.mouse.down();
    await page.mouse.move(to!.x + to!.width - 3, to!.y + 5, { steps: 5 });
    await page.mouse.up();
    expect(await page.locator('.marks q:visible').allTextContents()).toEqual([
      'cold nights with your mother',
    ]);
    await page.getByRole('button', { name: 'Take the mark off: cold nights with your mother' }).click();
    expect(await page.locator('.marks q:visible').count()).toBe(0);
    await page.getByRole('button', { name: 'Save and next' }).click();
    await eventually(() => title(page)).toBe('p-1 turn 3');
    await server.end('SIGINT');
    await context.close();
  });

  test('keys that are mere characters can be switched off, and all can be done without them', {
    timeout: 60_000,
  }, async () => {
    const { server, context, page } = await begin('keys.ndjson');
    const first = (await question(page))!;
    const characters = page.getByRole('checkbox', { name: /^Letters, digits and signs are keys/ });
    await page.getByRole('button', { name: 'Keys (?)' }).click();
    expect(await characters.isChecked()).toBe(true);
    await characters.uncheck();
    await press(page, 'Escape');

    await page.reload();
    await eventually(() => title(page)).toBe('p-1 turn 1');
    await press(page, 'j', '1', 's', ']', '?');
    expect(await question(page)).toBe(first);
    expect(await page.locator('.option :checked, dialog[open]').count()).toBe(0);
    await press(page, 'Space', 'ArrowRight');
    expect(await chosen(page, first)).toBe('1');
    await press(page, 'ArrowDown');
    expect(await question(page)).not.toBe(first);
    await page.getByLabel('Comment').focus();
    await page.keyboard.type('as said?');
    await press(page, 'Control+Enter');
    await eventually(() => title(page)).toBe('p-1 turn 3');

    await page.getByRole('button', { name: 'Keys (?)' }).click();
    await characters.check();
    await press(page, 'Escape', '1');
    expect(await chosen(page, first)).toBe('1');
    await server.end('SIGINT');
    await context.close();
  });

  test('runs nothing that strangers wrote, and shows it as it is', { timeout: 60_000 }, async () => {
    const traps = [
      '<img src=x onerror=alert(1)>',
      '</script><script>alert(1)</script>',
      '" onfocus="alert(1)',
      '__proto__',
    ];
    const hostile = path.join(folder, 'hostile.ndjson');
    const lines = traps.flatMap((trap) => [
      { conversation_id: trap, role: 'customer', text: trap },
      { conversation_id: trap, role: 'agent', text: `${trap} of ours` },
    ]);
    writeFileSync(calls, lines.map((line) => JSON.stringify(line)).join('\n'));
    const server = await review(hostile, '--rater', 'ana').finally(() => writeFileSync(calls, CALLS));
    const context = await openContext();
    const page = await context.newPage();
    page.on('dialog', () => trouble.push('a dialog'));
    await page.goto(server.links[0]!);
    await eventually(() => title(page)).toBe('To rate, for ana');
    expect(await page.locator('.lines li').count()).toBe(2 * traps.length);
    await press(page, 'Enter');
    for (const trap of traps) {
      await eventually(() => title(page)).toBe(`${trap} turn 1`);
      expect(await page.locator('.words .text').textContent()).toBe(`${trap} of ours`);
      await press(page, '1', 'Enter');
      await eventually(() => title(page)).toBe(`${trap} the whole conversation`);
      await press(page, '1', 'Enter');
    }
    await eventually(() => page.locator('.lead').textContent()).toMatch(/^All done/);
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(rowsOf(hostile)).toHaveLength(2 * traps.length);
    await server.end('SIGINT');
    await context.close();
  });
});
