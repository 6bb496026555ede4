/** Turns what rules found into findings: exact places in the file, quotes, and fingerprints that survive moving. */
import { createHash } from 'node:crypto';
import type { Finding, Region, Severity, Span } from '../model.ts';
import type { MacroFile } from './macro.ts';
import type { Found } from './rules/index.ts';

const QUOTE = 160;

/** Finds the line and column of offsets in one file. */
export function createRegions({
  path,
  content,
}: Pick<MacroFile, 'path' | 'content'>): (span: Span) => Region {
  const starts = [0];
  for (let at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) starts.push(at + 1);
  const place = (offset: number): { line: number; column: number } => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  };
  return ({ start, end }) => {
    const from = place(start);
    const to = place(end);
    return { path, ...from, endLine: to.line, endColumn: to.column };
  };
}

/** A finding without its fingerprint, which depends on its equals. */
export type Unsigned = Omit<Finding, 'fingerprint'> & { readonly sentence: string };

/** The finding for a hit of a rule in a file. */
export function findingOf(
  rule: string,
  severity: Severity,
  { macro: { macro }, span, message, values, suggestion, fix }: Found,
  regionOf: (span: Span) => Region,
  content: string,
): Unsigned {
  const { body, id, title, start, path } = macro;
  const inFile = ({ start, end }: Span): Span => ({
    start: body.offsets[start]!,
    end: end > start ? body.offsets[end - 1]! + 1 : body.offsets[start]!,
  });
  const located = span ? inFile(span) : { start, end: start };
  const mend =
    fix &&
    mendIn(content, path, inFile(fix), body.text.slice(fix.start, fix.end), fix.text, body.offsets[0]!);
  return {
    rule,
    severity,
    message,
    location: regionOf(located),
    macro: id,
    title,
    ...(span && { quote: shortened(body.text.slice(span.start, span.end)) }),
    ...(values && Object.keys(values).length > 0 && { values }),
    ...(suggestion !== undefined && { suggestion }),
    ...(mend && { fix: mend }),
    sentence: span ? sentenceAround(body.text, span) : '',
  };
}

/** A repair of the file, if it can hold it: the words stand there as they are read, and the new ones can be quoted. */
function mendIn(
  content: string,
  path: string,
  { start, end }: Span,
  written: string,
  text: string,
  body: number,
): Finding['fix'] {
  if (content.slice(start, end) !== written) return undefined;
  const quote = content[body - 1];
  if (/\.(?:json|jsonl|ndjson)$/i.test(path)) return { start, end, text: JSON.stringify(text).slice(1, -1) };
  if (/\.ya?ml$/i.test(path) && quote === '"') return { start, end, text: JSON.stringify(text).slice(1, -1) };
  if (/\.ya?ml$/i.test(path) && quote === "'") return { start, end, text: text.replaceAll("'", "''") };
  // A cell may hold quoted text inside quoted text; without a quote nothing can go wrong.
  if (/\.[ct]sv$/i.test(path) && /["\\\n]/.test(text)) return undefined;
  return { start, end, text };
}

/**
 * Signs findings: `sha256:` over the rule, the macro's title without its folders, the sentence, the words in it, and
 * the ordinal among equals. Neither the file nor the order of macros counts, and a new hit changes no other fingerprint.
 */
export function sign(unsigned: readonly Unsigned[]): Finding[] {
  const seen = new Map<string, number>();
  return unsigned.map(({ sentence, ...finding }) => {
    const { rule, title = '', quote = '' } = finding;
    const key = JSON.stringify([rule, ...[title.split('::').at(-1)!, sentence, quote].map(plain)]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    const hash = createHash('sha256').update(`${key}#${ordinal}`).digest('hex');
    return { ...finding, fingerprint: `sha256:${hash}` };
  });
}

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

function shortened(text: string): string {
  return text.length <= QUOTE ? text : `${text.slice(0, QUOTE - 1)}…`;
}

/** From the sentence end or line break before the span to the one after it. */
function sentenceAround(text: string, { start, end }: Span): string {
  const before = Math.max(...['. ', '! ', '? ', '\n'].map((mark) => text.lastIndexOf(mark, start - 1)));
  const after = /[.!?](?=\s|$)|\n/.exec(text.slice(end));
  return text.slice(before < 0 ? 0 : before + 1, after ? end + after.index + 1 : text.length);
}
