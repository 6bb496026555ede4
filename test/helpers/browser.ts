/** A real browser for pages: Debian's Chromium, or whatever CHROMIUM_PATH names. */

import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const PATH = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Whether there is one; says so where everybody looks when there is none. */
export function browserIsThere(test: string): boolean {
  const there = existsSync(PATH);
  if (!there)
    process.stderr.write(
      `${test}: there is no browser at ${PATH}, so its browser tests are SKIPPED; apt-get install chromium, or set CHROMIUM_PATH\n`,
    );
  return there;
}

/** Starts it without a window. Its own sandbox needs rights that containers rarely give. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: PATH, args: ['--no-sandbox'] });
}

/** What axe-core holds against the page as it is now: `rule: selector`, serious and critical ones only. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const run = Reflect.get(globalThis, 'axe') as typeof axe;
    const { violations } = await run.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  });
}
