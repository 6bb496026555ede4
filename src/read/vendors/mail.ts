/** Bodies of help-desk mail → the words of this message alone (FORMATS §0.4). */

import { looksLikeHtml } from '../html.ts';
import { cutQuoted } from '../quoted.ts';
import type { Tools } from './vendor.ts';

/** A body that may hold HTML, as text; what is not a string stays for the reader to set aside. */
export function asText(body: unknown, { html }: Tools): unknown {
  return typeof body === 'string' && looksLikeHtml(body) ? html(body) : body;
}

/** The first candidate with words left in it after its markup and its quoted history are taken away. */
export function mailText(candidates: readonly unknown[], tools: Tools): unknown {
  const present = candidates.filter((body) => body !== null && body !== undefined && body !== '');
  for (const body of present) {
    if (typeof body !== 'string') return body;
    const text = cutQuoted(String(asText(body, tools)));
    if (text !== '') return text;
  }
  return '';
}
