/** The language of `--where`: which scored conversations are meant, by their columns; it runs no code. */

import { COLUMN_NAMES, valueIn } from '../columns.ts';
import { UserError } from '../errors.ts';
import type { ScoredConversation } from '../model.ts';

/** Tells whether a conversation is meant. */
export type Filter = (scored: ScoredConversation) => boolean;

export interface Where {
  readonly matches: Filter;
  /** Columns that the expression names and that attune does not know of itself: their metadata must have them. */
  readonly columns: readonly string[];
}

type Symbol = '(' | ')' | ',' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '~';

interface Lexeme {
  /** A word that was quoted is never a keyword. */
  readonly kind: 'word' | 'quoted' | Symbol | 'end';
  readonly text: string;
  readonly at: number;
}

const LEXEME =
  /\s*(?:(?<symbol>!=|<=|>=|[(),=<>~])|"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<word>[^\s(),=<>~!"']+))/y;
const KEYWORDS = new Set(['and', 'or', 'not', 'in']);
const MAX_DEPTH = 50;

/**
 * Reads an expression such as `channel = chat and (score < 50 or opportunity in (missed, dismissed))`: a column, one
 * of `= != < <= > >= ~ in`, and a value; `not`, `and`, `or` and brackets. Words are compared without regard to case,
 * numbers as numbers, `~` looks for a part of the value, and a column that says nothing equals only `""`.
 * @throws UserError that shows the place in the expression.
 */
export function parseWhere(source: string): Where {
  const lexemes = lex(source);
  const columns = new Set<string>();
  let position = 0;
  let depth = 0;
  const peek = (): Lexeme => lexemes[position]!;
  const fail = (expected: string, { kind, text, at } = peek()): never => {
    const found = kind === 'end' ? 'the end' : `"${text}"`;
    throw new UserError(
      `--where: ${expected} is expected at character ${at + 1}, and there is ${found}: ${source}`,
    );
  };
  const isKeyword = (keyword: string): boolean =>
    peek().kind === 'word' && peek().text.toLowerCase() === keyword;
  const take = (kind: Lexeme['kind'], expected: string): Lexeme => {
    const lexeme = peek();
    if (lexeme.kind !== kind) fail(expected);
    position++;
    return lexeme;
  };
  const word = (expected: string): string => {
    const { kind, text } = peek();
    if (kind !== 'quoted' && (kind !== 'word' || KEYWORDS.has(text.toLowerCase()))) fail(expected);
    position++;
    return text;
  };

  const joined = (keyword: 'and' | 'or', next: () => Filter): Filter => {
    const parts = [next()];
    while (isKeyword(keyword)) {
      position++;
      parts.push(next());
    }
    if (parts.length === 1) return parts[0]!;
    return keyword === 'and'
      ? (scored) => parts.every((part) => part(scored))
      : (scored) => parts.some((part) => part(scored));
  };
  const either = (): Filter => joined('or', both);
  const both = (): Filter => joined('and', one);
  const one = (): Filter => {
    if (++depth > MAX_DEPTH) fail(`no more than ${MAX_DEPTH} brackets in one another`);
    try {
      if (isKeyword('not')) {
        position++;
        const inner = one();
        return (scored) => !inner(scored);
      }
      if (peek().kind !== '(') return comparison();
      position++;
      const inner = either();
      take(')', '")"');
      return inner;
    } finally {
      depth--;
    }
  };
  const comparison = (): Filter => {
    const column = word('a column, such as agent, channel or score,');
    if (!COLUMN_NAMES.includes(column)) columns.add(column);
    if (isKeyword('in')) {
      position++;
      take('(', '"(" after in');
      const values = [word('a value')];
      while (peek().kind === ',') {
        position++;
        values.push(word('a value'));
      }
      take(')', '")" or ","');
      return (scored) => values.some((value) => isEqual(valueIn(column, scored), value));
    }
    const test = TESTS[peek().kind as keyof typeof TESTS];
    if (test === undefined) return fail('one of = != < <= > >= ~ in');
    position++;
    const value = word('a value');
    return (scored) => test(valueIn(column, scored), value);
  };

  const matches = either();
  if (peek().kind !== 'end') fail('"and" or "or"');
  return { matches, columns: [...columns] };
}

type Test = (found: string | undefined, value: string) => boolean;

const TESTS = {
  '=': isEqual,
  '!=': (found, value) => !isEqual(found, value),
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
  '~': (found, value) => (found ?? '').toLowerCase().includes(value.toLowerCase()),
} satisfies Record<string, Test>;

function isEqual(found: string | undefined, value: string): boolean {
  const [a, b] = [(found ?? '').toLowerCase(), value.toLowerCase()];
  return a === b || (isNumber(a) && isNumber(b) && Number(a) === Number(b));
}

/** Numbers by size, all else (dates among them) letter by letter; what is not said is neither more nor less. */
function ordered(holds: (order: number) => boolean): Test {
  return (found, value) => {
    if (found === undefined) return false;
    if (isNumber(found) && isNumber(value)) return holds(Number(found) - Number(value));
    const [a, b] = [found.toLowerCase(), value.toLowerCase()];
    return holds(a < b ? -1 : a > b ? 1 : 0);
  };
}

const isNumber = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text);

function lex(source: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  LEXEME.lastIndex = 0;
  for (let at = 0; source.slice(at).trim() !== ''; at = LEXEME.lastIndex) {
    LEXEME.lastIndex = at;
    const start = at + /^\s*/.exec(source.slice(at))![0].length;
    const found = LEXEME.exec(source)?.groups;
    if (!found)
      throw new UserError(
        `--where: cannot be read from character ${start + 1} on (is a quotation mark open?): ${source}`,
      );
    const { symbol, double, single, word } = found;
    if (symbol !== undefined) lexemes.push({ kind: symbol as Symbol, text: symbol, at: start });
    else if (word !== undefined) lexemes.push({ kind: 'word', text: word, at: start });
    else lexemes.push({ kind: 'quoted', text: double ?? single ?? '', at: start });
  }
  return [...lexemes, { kind: 'end', text: '', at: source.length }];
}
