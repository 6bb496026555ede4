/** The page as it is sent: a frame that its own script fills, and nothing from anywhere else. */

import { html, raw } from '../report/html/markup.ts';

/** What the page may do: its own scripts and style, and talk to the server that it came from. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Where the files of the page lie, in the folder of the program and on the server alike. */
export const FILES = [
  'report/html/page/style.css',
  'report/html/page/dom.js',
  'review/page/style.css',
  'review/page/answer.js',
  'review/page/form.js',
  'review/page/help.js',
  'review/page/item.js',
  'review/page/layout.js',
  'review/page/main.js',
  'review/page/server.js',
  'review/page/words.js',
] as const;

/** Plain text, as bundlers rewrite templates that end a script. */
const SCRIPT = raw('<script type="module" src="/review/page/main.js"></script>');

/** The frame; `rater` is whom the link was for. */
export function shellOf(rater: string | undefined): string {
  const styles = FILES.filter((file) => file.endsWith('.css'));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>attune review</title>
${styles.map((file) => html`<link rel="stylesheet" href="/${file}">\n`)}</head>
<body class="review"${rater !== undefined && html` data-rater="${rater}"`}>
<a class="skip" href="#main">Skip to what is to be rated</a>
<header class="bar" id="bar"></header>
<p class="notice" id="notice" role="status" aria-live="polite"></p>
<main id="main" tabindex="-1"></main>
<noscript><p>This page needs JavaScript; all of it comes from your own machine.</p></noscript>
${SCRIPT}
</body>
</html>
`.text;
}
