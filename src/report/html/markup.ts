/** HTML that cannot be broken by what is put into it: a template tag that escapes every value. */

import { sanitise } from '../sanitise.ts';

/** A piece of finished HTML; only `html` and `raw` make one. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Value = Markup | string | number | null | undefined | false | readonly Value[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Markup with its values escaped, those of lists joined. Words of strangers lose control characters and direction
 * marks; line breaks stay.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(parts.reduce((all, part, i) => `${all}${render(values[i - 1])}${part}`));
}

/** HTML that was made safe elsewhere. */
export function raw(text: string): Markup {
  return new Markup(text);
}

/** Several lines of somebody's words without anything that could steer a reader's screen. */
export function clean(text: string): string {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map(sanitise)
    .join('\n');
}

function render(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return clean(String(value)).replace(/[&<>"']/g, (c) => ENTITIES[c]!);
}
