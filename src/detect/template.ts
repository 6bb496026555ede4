/** Templates: what is left of a relational clause when this customer's names, numbers and words are taken out (SCORING §6). */
import type { Detection, TokenKind } from '../model.ts';
import { wordSet } from '../text/index.ts';
import { joinsClause, type Reading } from './context.ts';

/** Labels that formulas are made of; all others say what was done, and may be repeated. */
const RELATIONAL: ReadonlySet<string> = new Set(['empathy', 'sympathy', 'apology', 'reassurance']);
/** Stands for whatever belongs to one customer or one case. */
const SLOT = '§';
/** Tokens of a clause before and after the evidence; more adds a story and no template. */
const BEFORE = 10;
const AFTER = 14;
/** What ends a clause inside a sentence; the tokeniser drops it. */
const BREAK = /[,;:()–—"“”*|]|\s-+\s/;
const SILENT: ReadonlySet<TokenKind> = new Set(['emoji', 'mark', 'punct']);
/** At the edge of a clause these address somebody and are no part of it. */
const ADDRESS: ReadonlySet<TokenKind> = new Set(['name', 'handle', 'emoji', 'mark']);

/** Gives the relational ones among the detections of an agent turn their template. */
export type AddTemplates = (reading: Reading, found: readonly Detection[]) => readonly Detection[];

/**
 * Templates for one conversation. All that its customer says counts as theirs, whenever they say it, so that equal
 * clauses have equal templates throughout.
 */
export function createTemplates(customer: readonly Reading[]): AddTemplates {
  let isTheirs: ((key: string) => boolean) | undefined;
  return (reading, found) => {
    if (!found.some(({ label }) => RELATIONAL.has(label))) return found;
    isTheirs ??= wordSet(keysOf(customer));
    const slots = slotsOf(reading, found, isTheirs);
    const first = new Map<number, number>();
    reading.tokens.forEach(({ start }, i) => {
      if (!first.has(start)) first.set(start, i);
    });
    return found.map((d) => {
      const at = RELATIONAL.has(d.label) ? first.get(d.start) : undefined;
      if (at === undefined) return d;
      const template = templateOf(reading, clauseOf(reading, at, d.end), slots);
      return template === '' ? d : { ...d, template };
    });
  };
}

function* keysOf(customer: readonly Reading[]): Generator<string> {
  for (const { content } of customer) for (const { key } of content) yield key;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The tokens that belong to this customer: names, numbers, links, placeholders, and the words of their story. */
function slotsOf(
  { tokens, content }: Reading,
  found: readonly Detection[],
  isTheirs: (key: string) => boolean,
): ReadonlySet<number> {
  const names = new Set(found.filter(({ label }) => label === 'name_use').map(({ start }) => start));
  const slots = new Set(content.filter(({ key }) => isTheirs(key)).map(({ token }) => token));
  tokens.forEach(({ kind, start }, i) => {
    if (kind !== 'word' || names.has(start)) slots.add(i);
  });
  return slots;
}

/** The clause around the evidence that begins at a token and ends at a character, as token positions. */
function clauseOf({ tokens, turn }: Reading, at: number, until: number): Range {
  const goesOn = (i: number): boolean => {
    const [before, token] = [tokens[i - 1], tokens[i]];
    if (!before || !token || token.kind === 'punct' || before.kind === 'punct') return false;
    return before.sentence === token.sentence && !BREAK.test(turn.text.slice(before.end, token.start));
  };
  let start = at;
  while (at - start < BEFORE && goesOn(start) && !joinsClause(tokens, start - 1)) start--;
  let end = at + 1;
  while (end < tokens.length && tokens[end]!.start < until && tokens[end]!.kind !== 'mark') end++;
  const last = end + AFTER;
  while (end < last && goesOn(end) && !joinsClause(tokens, end)) end++;
  while (start < at && ADDRESS.has(tokens[start]!.kind)) start++;
  while (end > at + 1 && ADDRESS.has(tokens[end - 1]!.kind)) end--;
  return { start, end };
}

/** The words of a clause, normalised, with one slot for each run of what belongs to the customer. */
function templateOf({ tokens }: Reading, { start, end }: Range, slots: ReadonlySet<number>): string {
  const parts: string[] = [];
  for (let i = start; i < end; i++) {
    if (SILENT.has(tokens[i]!.kind)) continue;
    const part = slots.has(i) ? SLOT : tokens[i]!.norm;
    if (part !== SLOT || parts.at(-1) !== SLOT) parts.push(part);
  }
  return parts.join(' ');
}
