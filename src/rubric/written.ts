/** A YAML or JSON file as it was written: its data, and the line and column of every part of it. */
import type { Document } from 'yaml';
import { UserError } from '../errors.ts';
import { lazily } from '../lazy.ts';
import { quickYaml, yaml } from '../yaml.ts';

/** Keys and indexes that lead to a part of the data. */
export type Path = readonly (string | number)[];

export interface Written {
  /** The file with its comments, for who writes it back. */
  readonly document: Document;
  readonly data: unknown;
  /** `file:line:column` of the node at `path`, or of the nearest one around it; plus `offset` characters into its text. */
  place(path: Path, offset?: number): string;
  /** `file:line:column` of a key of the mapping at `path`, also of one that no schema knows. */
  keyPlace(path: Path, key: string): string;
  /** Every comment, in the order of the file. */
  comments(): Comment[];
}

export interface Comment {
  /** With its `#`. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The line that it speaks of: its own where something stands before it, else the next that is no comment. */
  readonly of: number;
}

/** What a file may be, and what it is called in the message that it is larger. */
interface Limit {
  readonly megabytes: number;
  readonly what: string;
}

/** @throws UserError with one line a mistake: `file:line:column: what is wrong`. */
export function parseWritten(path: string, content: string, { megabytes, what }: Limit): Written {
  if (content.length > megabytes * 1024 * 1024)
    throw new UserError(`${path}: ${what} may be at most ${megabytes} MB`);
  const open = lazily((): Parsed => parsePlaces(path, content));
  const place = (where: Path, extra = 0): string => {
    const { document, at } = open();
    const { isNode, isScalar } = yaml();
    for (let depth = where.length; depth >= 0; depth--) {
      const node = document.getIn(where.slice(0, depth), true);
      if (!isNode(node) || !node.range) continue;
      const quoted =
        depth === where.length && extra > 0 && isScalar(node) && /^QUOTE/.test(String(node.type));
      return at(node.range[0] + (depth === where.length ? extra : 0) + (quoted ? 1 : 0));
    }
    return at(0);
  };
  const keyPlace = (where: Path, key: string): string => {
    const { document, at } = open();
    const { isMap, isNode, isScalar } = yaml();
    const map: unknown = document.getIn(where, true);
    const pair = isMap(map)
      ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
      : undefined;
    return isNode(pair?.key) && pair.key.range ? at(pair.key.range[0]) : place(where);
  };
  return {
    get document() {
      return open().document;
    },
    data: dataOf(path, content, open),
    place,
    keyPlace,
    comments: () => commentsOf(content),
  };
}

interface Parsed {
  readonly document: Document;
  readonly at: (offset: number) => string;
}

/** The file with all of its places, or every mistake in its writing. */
function parsePlaces(path: string, content: string): Parsed {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document: Document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new UserError(document.errors.map((e) => `${at(e.pos[0])}: ${e.message.split('\n')[0]}`));
  }
  return { document, at };
}

/**
 * The data alone, by the parser that is several times as fast: most files are right, and nobody asks for a place in
 * them. What that parser refuses, and whatever has aliases, is for the one that knows places to judge.
 */
function dataOf(path: string, content: string, open: () => Parsed): unknown {
  try {
    return quickYaml().load(content, { maxAliases: 0 });
  } catch {
    const { document } = open();
    try {
      return document.toJS({ maxAliasCount: 100 });
    } catch (error) {
      // The parser names an alias that nothing is called; the other thing it refuses is a multitude of them.
      const { message } = error as Error;
      const what = /^Unresolved alias/.test(message) ? message : 'too many YAML aliases';
      throw new UserError(`${path}: ${what}; write the values out`);
    }
  }
}

const SCALAR = '\u001f';
const MARKS = new Set(['\u0002', '\u0018', SCALAR]);

function commentsOf(content: string): Comment[] {
  const lines = content.split('\n');
  const found: Comment[] = [];
  let line = 0;
  let start = 0;
  let offset = 0;
  let before = '';
  const { Lexer } = yaml();
  for (const lexeme of new Lexer().lex(content)) {
    // The lexer puts a mark of its own before a scalar and around documents; the file does not hold it.
    const scalar = before === SCALAR;
    before = lexeme;
    if (!scalar && MARKS.has(lexeme)) continue;
    if (!scalar && lexeme.startsWith('#')) {
      let of = line;
      if (lines[line]!.slice(0, offset - start).trim() === '') {
        while (of < lines.length && /^\s*(?:#|$)/.test(lines[of]!)) of++;
      }
      found.push({ text: lexeme, line: line + 1, column: offset - start + 1, of: of + 1 });
    }
    for (let i = 0; i < lexeme.length; i++) {
      if (lexeme[i] !== '\n') continue;
      line++;
      start = offset + i + 1;
    }
    offset += lexeme.length;
  }
  return found;
}
