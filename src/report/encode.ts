/** JSON that is safe to print: still the same data, but no byte of it can steer a terminal or a build server. */

/**
 * C1 controls, direction marks and line separators, which `JSON.stringify` leaves as they are; and the second `#` of
 * `##[…]` and `##vso[…]`, which build servers obey wherever it stands in a line of their log.
 */
const STEERING = /(?<=#)#(?=\w*\[)|[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** What every text with such a character holds; most have none, and this is quick to see. */
const SUSPECT = /##|[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** `JSON.stringify`, with the characters that could steer as `\u` escapes: they parse back. */
export function encode(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, null, indent);
  if (!SUSPECT.test(json)) return json;
  return json.replace(STEERING, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
