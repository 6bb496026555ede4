/** Liquid that is nothing but placeholders, as most macros are: read at once, where its own parser takes its time. */
import type { Span } from '../../model.ts';
import type { LiquidTemplate, Value, Variable } from './liquid.ts';

/** `{{ customer.name }}`, or `{{ customer.name | default: "there" }}`, or Intercom's `fallback`. */
const PLACEHOLDER =
  /\{\{\s*(?<path>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*(?:\|\s*(?<filter>default|fallback)\s*:\s*(?:"(?<double>[^"\\{}]*)"|'(?<single>[^'\\{}]*)')\s*)?\}\}/g;
/** What opens or closes anything else. */
const ELSE = /\{\{|\}\}|\{%|%\}/;
/** Names that mean something of their own at the beginning of a path, or at its end. */
const RESERVED = /^(?:true|false|nil|null|empty|blank|and|or|not|contains)(?:\.|$)|\.(?:size|first|last)$/;
/** Longer templates meet the limits of the parser's engine. */
const MOST = 1000;

interface Placeholder {
  readonly path: string;
  /** What stands there instead of nothing. */
  readonly otherwise: string | undefined;
  /** Whether it stands there instead of `false` too. */
  readonly truthy: boolean;
}

interface Piece extends Span {
  /** Absent where the text stands as it is. */
  readonly placeholder?: Placeholder;
}

/** The same as Liquid's parser makes of it; undefined where there is anything but text and placeholders. */
export function parsePlaceholders(text: string): LiquidTemplate | undefined {
  const pieces: Piece[] = [];
  const variables = new Map<string, Variable>();
  let at = 0;
  const plain = (end: number): boolean => {
    if (end > at) pieces.push({ start: at, end });
    return !ELSE.test(text.slice(at, end));
  };
  for (const { index: start, 0: written, groups } of text.matchAll(PLACEHOLDER)) {
    const { path = '', filter, double, single } = groups!;
    // Of three braces the first two open.
    if (text[start - 1] === '{' || RESERVED.test(path)) return undefined;
    if (pieces.length >= MOST || !plain(start)) return undefined;
    at = start + written.length;
    const otherwise = double ?? single;
    pieces.push({ start, end: at, placeholder: { path, otherwise, truthy: filter === 'default' } });
    if (!variables.has(path))
      variables.set(path, { path, offset: start + written.indexOf(path), list: false });
  }
  if (!plain(text.length) || hasFields(variables)) return undefined;
  return {
    variables: [...variables.values()],
    print(values, _, write) {
      for (const { start, end, placeholder } of pieces) {
        if (placeholder === undefined) write(text.slice(start, end), { start, end }, true);
        else write(filled(values.get(placeholder.path), placeholder), { start, end }, false);
      }
    },
  };
}

/** Whether one variable is a field of another, which then is more than its own text. */
function hasFields(variables: ReadonlyMap<string, unknown>): boolean {
  return [...variables.keys()].some((path) =>
    [...path.matchAll(/\./g)].some(({ index }) => variables.has(path.slice(0, index))),
  );
}

function filled(value: Value | undefined, { otherwise, truthy }: Placeholder): string {
  const nothing = value === null || value === undefined;
  const empty = nothing || value === '' || (truthy && value === false);
  if (otherwise !== undefined && empty) return otherwise;
  return nothing ? '' : String(value);
}
