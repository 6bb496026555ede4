/** Where a JSON text breaks: JSON.parse either gives no position or quotes what people said. */

/** A syntax error: offset in UTF-16 units, line and column from 1, and what was expected there. */
interface SyntaxMistake {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly what: string;
}

const SPACE = /[ \t\n\r]*/y;
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const STRING_PART = /[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/**
 * Lone halves of surrogate pairs, which no UTF-8 file can hold, become U+FFFD. Done on the escapes of the
 * source text, so that keys and values are mended alike before anything is parsed.
 */
export function mendSurrogates(text: string): string {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return text;
  return text.replace(
    /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|.)/g,
    (written, lone: string | undefined) => (lone === undefined ? written : '\\ufffd'),
  );
}

/** The first mistake in `text`, or `undefined` if it is JSON. Linear, and as deep as the text likes. */
export function findMistake(text: string): SyntaxMistake | undefined {
  const open: ('{' | '[')[] = [];
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text) && pattern.lastIndex > at;
    if (found) at = pattern.lastIndex;
    return found;
  };
  const mistake = (what: string): SyntaxMistake => {
    const before = text.slice(0, at);
    return {
      offset: at,
      line: before.split('\n').length,
      column: at - before.lastIndexOf('\n'),
      what: at >= text.length ? `the text ends where ${what} should follow` : `${what} expected`,
    };
  };
  const string = (): boolean => {
    if (text[at] !== '"') return false;
    at++;
    while (skip(STRING_PART));
    if (text[at] !== '"') return false;
    at++;
    return true;
  };
  const key = (): string | undefined => {
    if (!string()) return 'a key in quotes';
    skip(SPACE);
    if (text[at] !== ':') return 'a colon';
    at++;
    return undefined;
  };

  for (let state: 'value' | 'first' | 'after' = 'value'; ; ) {
    skip(SPACE);
    const char = text[at];
    const inside = open.at(-1);
    if (state === 'after') {
      if (inside === undefined) return at < text.length ? mistake('the end of the text') : undefined;
      const close = inside === '{' ? '}' : ']';
      if (char === close) {
        at++;
        open.pop();
      } else if (char === ',') {
        at++;
        skip(SPACE);
        const wrong = inside === '{' ? key() : undefined;
        if (wrong) return mistake(wrong);
        state = 'value';
      } else return mistake(`a comma or ${close}`);
    } else if (state === 'first' && char === (inside === '{' ? '}' : ']')) {
      at++;
      open.pop();
      state = 'after';
    } else if (state === 'first' && inside === '{') {
      const wrong = key();
      if (wrong) return mistake(wrong);
      state = 'value';
    } else if (char === '{' || char === '[') {
      at++;
      open.push(char);
      state = 'first';
    } else if (char === '"') {
      if (!string()) return mistake('the end of a string, or a valid character in it,');
      state = 'after';
    } else if (skip(LITERAL)) state = 'after';
    else return mistake('a value');
  }
}
