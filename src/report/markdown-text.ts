/** Strangers' words in Markdown: whatever they hold, they come out as the words that they are. */

import { plain } from './sanitise.ts';

/** What Markdown, HTML or a host would take for more than words, as character references. */
export function markdownText(words: string): string {
  return plain(words)
    .replace(/[&<>\\`*_{}[\]()#~|@$!"']/g, reference)
    .replace(/^(\d*)([-+.=])/, (_, digits, c) => digits + reference(c))
    .replace(/:\/\/|www\./gi, (link) => link.replace(/[:.]/, reference));
}

/** Words as code. */
export function markdownCode(words: string): string {
  return `<code>${markdownText(words)}</code>`;
}

function reference(c: string): string {
  return `&#${c.codePointAt(0)};`;
}
