/** A small hash of texts, for tables and seeds; what names a rubric or a conversation is SHA-256. */

/** FNV-1a over UTF-16 units: 32 bits, with a sign (Fowler, Noll and Vo). */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
