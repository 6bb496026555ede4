/** Elements without markup: what people said can become nothing but text. */

/**
 * An element with attributes and children; strings are text.
 * @param {string} name
 * @param {Readonly<Record<string, string | number | boolean | undefined>>} attributes absent where undefined or false
 * @param {...(Node | string | undefined)} children
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** @param {string} text */
export function quiet(text) {
  return el('span', { class: 'quiet' }, text);
}

/** @param {number} n */
export function grouped(n) {
  return n.toLocaleString('en');
}

/**
 * The data of the page: rows at once, a thread when it is opened.
 * @param {string} id
 */
export function dataOf(id) {
  return document.getElementById(id)?.textContent ?? '';
}

/** Whether a key is pressed with others that make it the browser's or the system's. @param {KeyboardEvent} event */
export function isChord({ ctrlKey, metaKey, altKey }) {
  return ctrlKey || metaKey || altKey;
}
