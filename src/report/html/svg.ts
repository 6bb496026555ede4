/** SVG as the page takes it: with a text alternative, and without styles of its own. */

import { clean } from './markup.ts';

/** What of an SVG element is needed here; the program has no types of browsers. */
export interface Svg {
  readonly ownerDocument: { createElementNS: (space: string, name: string) => Svg };
  readonly outerHTML: string;
  readonly firstChild: Svg | null;
  textContent: string | null;
  setAttribute: (name: string, value: string) => void;
  removeAttribute: (name: string) => void;
  insertBefore: (node: Svg, before: Svg | null) => void;
  querySelector: (selector: string) => Svg | null;
  querySelectorAll: (selector: string) => ArrayLike<Svg>;
  remove: () => void;
}

/** The SVG with its text alternative, and without styles of its own, which the page's policy forbids. */
export function finished(svg: Svg, id: string, title: string, text: string): string {
  svg.querySelector('style')?.remove();
  for (const attribute of ['font-size', 'font-family', 'class']) svg.removeAttribute(attribute);
  // Names of the parts of a picture, which stands as a whole for who hears the page.
  for (const group of Array.from(svg.querySelectorAll('g'))) {
    group.removeAttribute('aria-label');
    group.removeAttribute('aria-hidden');
  }
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', `${id}-t ${id}-d`);
  for (const [name, words] of [
    ['desc', text],
    ['title', title],
  ] as const) {
    const element = svg.ownerDocument.createElementNS('http://www.w3.org/2000/svg', name);
    element.setAttribute('id', `${id}-${name[0]}`);
    element.textContent = clean(words);
    svg.insertBefore(element, svg.firstChild);
  }
  // Coordinates to a tenth of a pixel: half the bytes, and nobody sees the rest.
  return svg.outerHTML.replace(/ (?:d|[xy][12]?|width|height|transform)="[^"]*"/g, (attribute) =>
    attribute.replace(/\d+\.\d{2,}/g, (n) => String(Math.round(Number(n) * 10) / 10)),
  );
}
