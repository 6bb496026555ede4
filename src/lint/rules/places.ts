/** From what stands in a rendering to hits in the macro: each place once, with the values that bring it about. */
import type { Detection, Span } from '../../model.ts';
import { type ReadMacro, type ReadRendering, sentenceIndex } from '../read.ts';
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
export function sentenceAt({ sentences }: ReadRendering, at: Span): Span {
  const sentence = sentences[sentenceIndex(sentences, at)] ?? at;
  return { start: Math.min(sentence.start, at.start), end: Math.max(sentence.end, at.end) };
}

/** The longest phrase that is quoted whole. */
const PHRASE = 80;

/** The words from `at` to the end of their clause: what a reader needs to recognise the place. */
export function phraseAt(rendering: ReadRendering, at: Span): Span {
  const { end } = sentenceAt(rendering, at);
  const rest = rendering.text.slice(at.end, Math.min(end, at.end + 2 * PHRASE));
  const clause = /^[^,;:–—\n(]*?(?=\s+(?:and|but|so|because)\s|[,;:–—\n(]|$)/.exec(rest)![0];
  const words = clause.replace(/[^\p{L}\d}\])%]+$/u, '');
  const whole = at.end + words.length;
  return { start: at.start, end: whole - at.start <= PHRASE ? whole : at.end };
}

/** Whether something went wrong for the customer, so that a macro is asked for more than the facts. */
export function answersComplaint({ answers }: ReadMacro): boolean {
  return answers.category !== 'routine';
}
