/** YAML with the place of every part: each character of a scalar is traced back through the scalar's style. */
import type { Scalar } from 'yaml';
import { yaml } from '../yaml.ts';
import { createWriter, locate, type Place, sameplace } from './located.ts';
import type { Located } from './macro.ts';
import { MAX_DEPTH, type Written, type WrittenFile, type WrittenList } from './written.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

/** How many digits follow the letter of a numeric escape. */
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Line breaks in a plain or quoted scalar, with the white space around them. */
const FOLD = /[ \t]*\r?\n(?:[ \t]*\r?\n)*[ \t]*/y;

/** Reads YAML; where it is broken and a list, each item by itself, and the broken ones are left out. */
export function parseYaml(text: string, place: Place = sameplace): WrittenFile {
  const whole = readYaml(text, place);
  const pieces = whole.mistakes.length > 0 ? itemsIn(text) : undefined;
  if (!pieces) return whole;
  const read = pieces.starts.map((start, index) => {
    const piece = text.slice(start, pieces.starts[index + 1]);
    return readYaml(piece, (at) => place(start + at));
  });
  const range = { start: place(0), end: place(text.length) };
  const sound = read.filter(({ mistakes }) => mistakes.length === 0);
  const items = sound.flatMap(({ root }) => (root?.kind === 'list' ? root.items : []));
  const list: WrittenList = { kind: 'list', items, ...range };
  const { key } = pieces;
  return {
    root: key === undefined ? list : { kind: 'map', entries: new Map([[key, list]]), ...range },
    mistakes: read.flatMap(({ mistakes }) => mistakes),
    broken: [],
  };
}

/** Where the items of a list begin that is the whole text, or under one key the whole text. */
function itemsIn(text: string): { key: string | undefined; starts: number[] } | undefined {
  const head =
    /^(?:(?:#.*|---[ \t]*|[ \t]*)\r?\n)*(?:([\w-]+):[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*)?( *)- /.exec(text);
  if (!head) return undefined;
  const dash = `\n${head[2]}- `;
  const starts = [head[0].length - dash.length + 1];
  for (let at = text.indexOf(dash, starts[0]); at >= 0; at = text.indexOf(dash, at + 1)) starts.push(at + 1);
  return { key: head[1], starts };
}

function readYaml(text: string, place: Place): WrittenFile {
  const documents = yaml().parseAllDocuments(text, {
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const list = 'empty' in documents ? [] : documents;
  const errors = list.flatMap((document) => document.errors);
  const convert = createConverter(text, place);
  const items = list.flatMap(({ contents }) => (contents ? [convert(contents, 0)] : []));
  const range = { start: place(0), end: place(text.length) };
  return {
    // A broken document may end behind what was understood of it.
    root: items.length > 1 ? { kind: 'list', items, ...range } : items[0] && { ...items[0], end: range.end },
    mistakes: errors.slice(0, 1).map(({ pos, message }) => ({
      rule: 'malformed-yaml',
      offset: place(Math.min(pos[0], text.length)),
      message: `not valid YAML: ${message.split('\n')[0]}`,
    })),
    broken: errors.map(({ pos }) => place(Math.min(pos[0], text.length))),
  };
}

/** Aliases stand for scalars only: copies of lists of copies would have no end. */
function createConverter(text: string, place: Place): (node: unknown, depth: number) => Written {
  const { isAlias, isMap, isScalar, isSeq } = yaml();
  const anchors = new Map<string, Written>();
  const convert = (node: unknown, depth: number): Written => {
    const nothing: Written = { kind: 'other', value: null, start: place(0), end: place(0) };
    if (isAlias(node)) return anchors.get(node.source) ?? nothing;
    if (!(isMap(node) || isSeq(node) || isScalar(node)) || !node.range) return nothing;
    const [from, to] = node.range;
    const range = { start: place(from), end: place(to) };
    if (isScalar(node)) {
      const { value } = node;
      const scalar: Written =
        typeof value === 'string'
          ? { kind: 'text', value, located: () => traced(node, text, place), ...range }
          : {
              kind: 'other',
              value: typeof value === 'number' || value === true || value === false ? value : null,
              ...range,
            };
      if (node.anchor !== undefined) anchors.set(node.anchor, scalar);
      return scalar;
    }
    if (depth >= MAX_DEPTH) return nothing;
    if (isSeq(node))
      return { kind: 'list', items: node.items.map((item) => convert(item, depth + 1)), ...range };
    const entries = new Map<string, Written>();
    for (const { key, value } of node.items)
      if (isScalar(key)) entries.set(String(key.value), convert(value, depth + 1));
    return { kind: 'map', entries, ...range };
  };
  return convert;
}

/** The text of a scalar with its places. */
function traced(node: Scalar, text: string, place: Place): Located {
  const [start, end] = node.range!;
  switch (node.type) {
    case 'BLOCK_LITERAL':
    case 'BLOCK_FOLDED':
      return tracedBlock(String(node.value), text, text.indexOf('\n', start) + 1, place);
    case 'QUOTE_DOUBLE':
    case 'QUOTE_SINGLE':
      return tracedFlow(locate(text, start + 1, end - 1, place), text[start]!);
    default:
      return tracedFlow(locate(text, start, end, place), '');
  }
}

/** Folds lines and resolves the escapes that belong to the quotation mark (YAML 1.2 §7.3). */
function tracedFlow(raw: Located, quote: string): Located {
  const { text, offsets } = raw;
  const writer = createWriter();
  let at = 0;
  while (at < text.length) {
    const offset = offsets[at]!;
    FOLD.lastIndex = at;
    const fold = /[ \t\r\n]/.test(text[at]!) ? FOLD.exec(text)?.[0] : undefined;
    const letter = text[at + 1] ?? '';
    if (fold !== undefined) {
      const breaks = fold.split('\n').length - 1;
      const first = offsets[at + fold.indexOf('\n')]!;
      writer.put(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), first);
      at += fold.length;
    } else if (quote === "'" && text[at] === "'") {
      writer.put("'", offset);
      at += 2;
    } else if (quote === '"' && text[at] === '\\') {
      const digits = DIGITS[letter] ?? 0;
      const broken = /\\\r?\n[ \t]*/y;
      broken.lastIndex = at;
      const skipped = broken.exec(text)?.[0];
      if (skipped !== undefined) at += skipped.length;
      else {
        const code = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
        writer.put(digits > 0 ? String.fromCodePoint(code) : (ESCAPES[letter] ?? letter), offset);
        at += 2 + digits;
      }
    } else {
      writer.copy(raw, at, at + 1);
      at++;
    }
  }
  return writer.done(offsets[text.length]!);
}

/**
 * Walks a block scalar beside its value: what the value lacks is indentation, and the one line break of each
 * run that folding takes (YAML 1.2 §8.1).
 */
function tracedBlock(value: string, text: string, from: number, place: Place): Located {
  const writer = createWriter();
  const indent = leading(text.slice(from)) - leading(value);
  let at = from;
  const nextLine = (): void => {
    at = text.indexOf('\n', at) + 1 || text.length;
    for (let skipped = 0; skipped < indent && text[at] === ' '; skipped++) at++;
  };
  const ended = (): boolean => text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');
  at = from - 1;
  nextLine();
  for (const char of value.split('')) {
    const folded = char === ' ' && ended();
    if (char === '\n') at = Math.max(at, text.indexOf('\n', at));
    else if (!folded) while (ended()) nextLine();
    writer.put(char, place(at));
    if (char === '\n' || folded) nextLine();
    else at++;
  }
  return writer.done(place(at));
}

/** Spaces before the first character of the first line that has any. */
function leading(text: string): number {
  return /^(?: *\r?\n)*( *)/.exec(text)![1]!.length;
}
