/** Prints a template with one set of values, and knows where in the macro every part of it comes from. */
import type { Span } from '../../model.ts';
import type { Assignment } from './assign.ts';
import type { LiquidTemplate } from './liquid.ts';
import type { Construct } from './scan.ts';
import type { Slot } from './slots.ts';

/** A stretch of a rendering that begins at `at` and comes from [start, end) of the macro's body. */
interface Piece extends Span {
  readonly at: number;
  /** It stands there as it is, unit for unit; otherwise the whole of it comes from the whole of that. */
  readonly literal: boolean;
}

/** One text that a macro can become. */
export interface Rendering {
  readonly text: string;
  /** Where the text comes from, in its order, without gaps. */
  readonly pieces: readonly Piece[];
  /** Placeholders and what stands in their place, in order. */
  readonly filled: readonly (Span & { readonly slot: Slot })[];
  /** What made it this text: the name, and what conditions and optional placeholders held. */
  readonly values: Readonly<Record<string, string>>;
}

/** The part of the macro's body that a part of a rendering comes from. */
export function bodySpan({ pieces }: Pick<Rendering, 'pieces'>, { start, end }: Span): Span {
  const first = pieceAt(pieces, start);
  const last = end > start ? pieceAt(pieces, end - 1) : first;
  if (!first || !last) return { start: 0, end: 0 };
  const from = first.literal ? first.start + start - first.at : first.start;
  if (end <= start) return { start: from, end: from };
  const to = last.literal ? last.start + end - last.at : last.end;
  return { start: from, end: Math.max(from, to) };
}

/** The piece that holds a unit of the text, or the nearest before it. */
function pieceAt(pieces: readonly Piece[], unit: number): Piece | undefined {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.at <= unit) low = middle;
    else high = middle - 1;
  }
  return pieces[low];
}

interface Parts {
  /** Absent where the text is no Liquid. */
  readonly template: LiquidTemplate | undefined;
  readonly slots: readonly Slot[];
  readonly tags: readonly Construct[];
}

/** The rendering of `text` with these values. */
export function print(
  text: string,
  { template, slots, tags }: Parts,
  { values, told }: Assignment,
): Rendering {
  let out = '';
  const pieces: Piece[] = [];
  const filled: (Span & { readonly slot: Slot })[] = [];
  const slotAt = new Map(slots.map((slot) => [slot.start, slot]));
  const held = (slot: Slot): string => {
    const value = values.get(slot.path);
    return value === null || value === undefined ? (slot.fallback ?? '') : String(value);
  };
  const put = (words: string, { start, end }: Span, literal: boolean): void => {
    const at = out.length;
    const slot = literal ? undefined : slotAt.get(start);
    if (slot) filled.push({ start: at, end: at + words.length, slot });
    if (words === '') return;
    pieces.push({ at, start, end, literal });
    out += words;
  };
  // What Liquid prints itself never comes here; what it takes for plain text may hold other notations.
  const strange: readonly Span[] = [...slots, ...tags].sort((a, b) => a.start - b.start);
  let next = 0;
  const putPlain = ({ start, end }: Span): void => {
    let at = start;
    // Loops print a part of the text more than once.
    while (next > 0 && strange[next - 1]!.start >= start) next--;
    while (next < strange.length && strange[next]!.start < start) next++;
    for (; next < strange.length && strange[next]!.start < end; next++) {
      const one = strange[next]!;
      put(text.slice(at, one.start), { start: at, end: one.start }, true);
      const slot = slotAt.get(one.start);
      if (slot) put(held(slot), one, false);
      at = one.end;
    }
    put(text.slice(at, end), { start: at, end }, true);
  };
  if (!template) putPlain({ start: 0, end: text.length });
  else
    template.print(values, OTHER, (words, from, literal) => {
      if (literal) putPlain(from);
      else put(words, from, false);
    });
  return { text: out, pieces, filled, values: told };
}

/** What a field reads as that nobody has thought of. */
const OTHER = '{{detail}}';
