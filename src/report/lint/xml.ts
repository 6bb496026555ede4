/** XML written safely: whatever strangers wrote is text in it, and a parser will take it. */

import { plain } from './findings.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** U+FFFE and U+FFFF are the characters beside controls and surrogates that XML 1.0 knows no way to write. */
function escaped(text: string): string {
  return text.replace(/[\ufffe\uffff]/g, '\ufffd').replace(/[&<>"']/g, (c) => ENTITIES[c]!);
}

/** Text of several lines as the content of an element. */
export function content(lines: readonly string[]): string {
  return escaped(lines.map(plain).join('\n'));
}

/** ` name="value"` for every attribute, in their order. */
export function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(plain(String(value)))}"`)
    .join('');
}

export const XML_HEADER = '<?xml version="1.0" encoding="UTF-8"?>';
