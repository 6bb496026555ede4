/** Prints a template with one set of values, and knows where in the macro every character comes from. */
import type { Span } from '../../model.ts';
import type { Assignment } from './assign.ts';
import type { LiquidTemplate } from './liquid.ts';
import type { Construct } from './scan.ts';
import type { Slot } from './slots.ts';

/** One text that a macro can become. */
export interface Rendering {
  readonly text: string;
  /** Unit `i` of the text comes from [starts[i], ends[i]) of the macro's body: one unit, or a whole placeholder. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Placeholders and what stands in their place, in order. */
  readonly filled: readonly (Span & { readonly slot: Slot })[];
  /** What made it this text: the name, and what conditions and optional placeholders held. */
  readonly values: Readonly<Record<string, string>>;
}

/** The part of the macro's body that a part of a rendering comes from. */
export function bodySpan({ starts, ends }: Rendering, { start, end }: Span): Span {
  const from = starts[start] ?? ends.at(-1) ?? 0;
  return { start: from, end: end > start ? Math.max(from, ends[end - 1]!) : from };
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
  const out: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const filled: (Span & { readonly slot: Slot })[] = [];
  const held = (slot: Slot): string => {
    const value = values.get(slot.path);
    return value === null || value === undefined ? (slot.fallback ?? '') : String(value);
  };
  const put = (piece: string, from: Span, literal: boolean): void => {
    const slot = literal ? undefined : slotAt.get(from.start);
    if (slot) filled.push({ start: starts.length, end: starts.length + piece.length, slot });
    out.push(piece);
    for (let i = 0; i < piece.length; i++) {
      starts.push(literal ? from.start + i : from.start);
      ends.push(literal ? from.start + i + 1 : from.end);
    }
  };
  const slotAt = new Map(slots.map((slot) => [slot.start, slot]));
  // What Liquid prints itself never comes here; what it takes for plain text may hold other notations.
  const strange = [
    ...slots.map((slot) => ({ ...slot, slot })),
    ...tags.map((tag) => ({ ...tag, slot: undefined })),
  ].sort((a, b) => a.start - b.start);
  let next = 0;
  const putPlain = ({ start, end }: Span): void => {
    let at = start;
    while (next > 0 && strange[next - 1]!.start >= start) next--;
    while (next < strange.length && strange[next]!.start < start) next++;
    for (; next < strange.length && strange[next]!.start < end; next++) {
      const one = strange[next]!;
      put(text.slice(at, one.start), { start: at, end: one.start }, true);
      if (one.slot) put(held(one.slot), one, false);
      at = one.end;
    }
    put(text.slice(at, end), { start: at, end }, true);
  };
  if (!template) putPlain({ start: 0, end: text.length });
  else
    template.print(values, OTHER, (piece, from, literal) => {
      if (literal) putPlain(from);
      else put(piece, from, false);
    });
  return { text: out.join(''), starts, ends, filled, values: told };
}

/** What a field reads as that nobody has thought of. */
const OTHER = '{{detail}}';
