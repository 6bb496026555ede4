/** Draws the pictures of docs/reports.md from the shipped fixtures, with Debian's Chromium or CHROMIUM_PATH: `npm run pictures`. */
// @ts-check
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = path.resolve(import.meta.dirname, '..');
const PICTURES = path.join(ROOT, 'docs/pictures');
const TRANSCRIPTS = ['support.csv', 'calls.ndjson', 'chat.json'].map((name) => `fixtures/${name}`);

/** @type {readonly (import('playwright-core').BrowserContextOptions & { name: string, hash: string })[]} */
const SHOTS = [
  { name: 'wide', hash: '', viewport: { width: 1120, height: 1000 } },
  { name: 'thread', hash: '#c=FR-3002', viewport: { width: 900, height: 1100 } },
  { name: 'phone', hash: '', viewport: { width: 390, height: 800 }, colorScheme: 'dark' },
];

const folder = mkdtempSync(path.join(tmpdir(), 'attune-pictures-'));
try {
  const page = path.join(folder, 'report.html');
  const words = [
    'score',
    ...TRANSCRIPTS,
    '--group-by',
    'agent,channel,week',
    '--format',
    `html=${page}`,
    '--quiet',
  ];
  execFileSync(process.execPath, [path.join(ROOT, 'bin/attune.js'), ...words], { cwd: ROOT });
  mkdirSync(PICTURES, { recursive: true });
  await draw(pathToFileURL(page).href);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} url */
async function draw(url) {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    for (const { name, hash, ...options } of SHOTS) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      await page.goto(url + hash);
      await page.waitForLoadState('load');
      await page.screenshot({ path: path.join(PICTURES, `report-${name}.png`) });
      await context.close();
      console.log(`docs/pictures/report-${name}.png`);
    }
  } finally {
    await browser.close();
  }
}
