/** Strangers' words in Markdown: shown as they are, whatever a page or its host would make of them. */

import { sanitise } from './sanitise.ts';

/** What Markdown, HTML or a host would take for more than words, as character references; all on one line. */
export function markdownText(words: string): string {
  return sanitise(words)
    .trim()
    .replace(/[&<>\\`*_{}[\]()#~|@$!"']/g, reference)
    .replace(/^(\d*)([-+.=])/, (_, digits: string, c: string) => digits + reference(c))
    .replace(/:\/\/|www\./gi, (link) => link.replace(/[:.]/, reference));
}

function reference(c: string): string {
  return `&#${c.codePointAt(0)};`;
}
