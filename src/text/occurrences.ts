/** Every place where a pattern matches; `matchAll` would build the pattern anew for each text. */

/** The matches of a global pattern in a text, in order. */
export function occurrences(pattern: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    found.push(match);
    if (match[0] === '') pattern.lastIndex++;
  }
  return found;
}
