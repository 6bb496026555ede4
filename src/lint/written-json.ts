/** JSON and NDJSON with the place of every part, as much of it as can be read. */
import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { findMistake } from '../read/json-syntax.ts';
import { createWriter, locate, type Place, sameplace } from './located.ts';
import type { Located } from './macro.ts';
import { MAX_DEPTH, type Mistake, type Written, type WrittenFile } from './written.ts';

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Reads a JSON text; `place` tells where its units stand in the file. */
export function parseJson(text: string, place: Place = sameplace): WrittenFile {
  const errors: ParseError[] = [];
  let tree: Node | undefined;
  try {
    tree = parseTree(text, errors, { disallowComments: true });
  } catch (error) {
    // The parser calls itself for every level.
    if (!(error instanceof RangeError)) throw error;
    return { root: undefined, ...broken('the JSON is nested too deeply to be read', [place(0)]) };
  }
  const root = tree && written(tree, text, place, 0);
  if (errors.length === 0) return { root, mistakes: [], broken: [] };
  const first = findMistake(text);
  const offsets = [first?.offset ?? errors[0]!.offset, ...errors.map(({ offset }) => offset)];
  return { root, ...broken(`not valid JSON: ${first?.what ?? 'a value expected'}`, offsets.map(place)) };
}

/** Reads NDJSON: each line is a record. */
export function parseNdjson(text: string): WrittenFile {
  const items: Written[] = [];
  const mistakes: Mistake[] = [];
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const line = text.slice(start, end);
    const from = start;
    if (line.trim() === '') continue;
    const read = parseJson(line, (index) => from + index);
    if (read.mistakes.length > 0) mistakes.push(...read.mistakes);
    else if (read.root) items.push(read.root);
  }
  return { root: { kind: 'list', items, start: 0, end: text.length }, mistakes, broken: [] };
}

function broken(message: string, offsets: readonly number[]): Pick<WrittenFile, 'mistakes' | 'broken'> {
  return { mistakes: [{ rule: 'malformed-json', offset: offsets[0]!, message }], broken: offsets };
}

function written(node: Node, text: string, place: Place, depth: number): Written {
  const range = { start: place(node.offset), end: place(node.offset + node.length) };
  const children = depth < MAX_DEPTH ? (node.children ?? []) : [];
  const deeper = (child: Node): Written => written(child, text, place, depth + 1);
  switch (node.type) {
    case 'array':
      return { kind: 'list', items: children.map(deeper), ...range };
    case 'object': {
      const entries = new Map<string, Written>();
      for (const { children: [key, value] = [] } of children)
        if (key && value) entries.set(String(key.value), deeper(value));
      return { kind: 'map', entries, ...range };
    }
    case 'string': {
      const located = () => unescaped(text, node, place);
      return { kind: 'text', value: String(node.value), located, ...range };
    }
    default:
      return { kind: 'other', value: (node.value as number | boolean | null) ?? null, ...range };
  }
}

/** What a JSON string says; one that is never closed ends where its line does. */
function unescaped(text: string, { offset, length }: Node, place: Place): Located {
  const last = offset + length - 1;
  const end = length > 1 && text[last] === '"' ? last : last + 1;
  const inside = locate(text, offset + 1, end, place);
  const writer = createWriter();
  let at = 0;
  for (let next = inside.text.indexOf('\\'); next >= 0; next = inside.text.indexOf('\\', at)) {
    writer.copy(inside, at, next);
    const letter = inside.text[next + 1] ?? '';
    const code = letter === 'u' ? Number.parseInt(inside.text.slice(next + 2, next + 6), 16) : undefined;
    const value = code === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(code);
    writer.put(value, inside.offsets[next]!);
    at = Math.min(next + (code === undefined ? 2 : 6), inside.text.length);
  }
  writer.copy(inside, at, inside.text.length);
  return writer.done(place(end));
}
