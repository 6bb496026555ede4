/** From what stands in a rendering to hits in the macro: each place once, with the values that bring it about. */
import type { Detection, Span } from '../../model.ts';
import type { ReadMacro, ReadRendering } from '../read.ts';
import { bodySpan } from '../template/index.ts';
import type { Hit } from './rule.ts';

/** A hit in a rendering: `at` is a part of its text, `span` one of the macro; without both the whole macro is meant. */
export type Sighting = Omit<Hit, 'values'> & { readonly at?: Span };

/**
 * What is found in any rendering, each place once, in the order of the macro. What the plainest text doesn't show comes
 * with the values of the first rendering that does.
 */
export function inRenderings(
  { renderings }: ReadMacro,
  find: (rendering: ReadRendering) => readonly Sighting[],
): Hit[] {
  const hits = new Map<string, Hit>();
  renderings.forEach((rendering, i) => {
    for (const { at, ...hit } of find(rendering)) {
      const span = at ? bodySpan(rendering, at) : hit.span;
      const key = span ? `${span.start} ${span.end}` : hit.message;
      if (hits.has(key)) continue;
      hits.set(key, { ...hit, ...(span && { span }), ...(i > 0 && { values: rendering.values }) });
    }
  });
  return [...hits.values()].sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
}

/** Evidence for a label, or for several, in the order of the text. */
export function evidenceFor({ found }: ReadRendering, ...labels: readonly string[]): readonly Detection[] {
  return found.evidence.filter(({ label }) => labels.includes(label));
}

/** The words of a part of a rendering, as lint quotes them. */
export function words({ text }: ReadRendering, { start, end }: Span): string {
  return `"${text.slice(start, end).replace(/\s+/g, ' ').trim()}"`;
}

/** The sentence around a part of a rendering. */
export function sentenceAt({ tokens, text }: ReadRendering, { start, end }: Span): Span {
  const first = tokens.find((token) => token.end > start);
  const last = tokens.findLast((token) => token.start < end);
  if (!first || !last) return { start, end };
  const own = tokens.filter(({ sentence }) => sentence >= first.sentence && sentence <= last.sentence);
  return {
    start: Math.min(start, own[0]!.start),
    end: Math.min(text.length, Math.max(end, own.at(-1)!.end)),
  };
}

/** Whether something went wrong for the customer, so that a macro is asked for more than the facts. */
export function answersComplaint({ answers }: ReadMacro): boolean {
  return answers.category !== 'routine';
}
