/** Lines such as `**Use when:** …` and `**Short code:** …` that Markdown collections write above a macro. */
import type { Draft } from './source.ts';

export type Labelled = Partial<
  Pick<Draft, 'id' | 'title' | 'category' | 'context' | 'doNotUseWhen' | 'channel' | 'locale' | 'tags'>
>;

const LABEL =
  /^[ \t]*((?:[-*+][ \t]+)?[*_]{0,3})([^*_:：\n]{2,40}?)[*_]{0,3}[ \t]*[:：][*_]{0,3}[ \t]*(.*)$/u;

const FIELDS: readonly (readonly [keyof Labelled, RegExp])[] = [
  ['doNotUseWhen', /^(?:do not use|don['’]t use|avoid)(?: (?:when|if|for))?$/i],
  ['context', /^(?:use (?:when|for|if|case)|when to use|when|context|scenario|situation|适用场景)$/iu],
  ['title', /^(?:pattern|title|name|macro(?: name)?)$/i],
  ['id', /^(?:id|short ?code|shortcut|macro id)$/i],
  ['category', /^(?:category|folder)$/i],
  ['channel', /^channels?$/i],
  ['locale', /^(?:locale|language)$/i],
  ['tags', /^tags?$/i],
];
/** Labels of what customers do not get and no field takes. */
const OTHERS =
  /^(?:variables?|placeholders?|confidence|source|subject|notes?|internal notes?|owner|last (?:updated|reviewed)|status|version|use carefully)$/i;

/** What the lines of a block declare; undefined where a line of it is not a label that is known. */
export function labelsOf(text: string): Labelled | undefined {
  const found: Record<string, unknown> = {};
  for (const line of text.split('\n')) {
    const [, mark = '', label = '', value = ''] = LABEL.exec(line.trimEnd()) ?? [];
    const field = FIELDS.find(([, name]) => name.test(label.trim()))?.[0];
    // "Name: …" without bold type or a bullet may be a line of a letter; "Use when: …" is not.
    const isPlain = mark === '' && field !== 'context' && field !== 'doNotUseWhen';
    if (isPlain || (field === undefined && !OTHERS.test(label.trim()))) return undefined;
    const words = value.replace(/^[`*_"/]+|[`*_"]+$/g, '').trim();
    if (field === undefined || words === '') continue;
    found[field] = field === 'tags' ? words.split(/[\s,;]+/) : words;
  }
  return found;
}

/** What a block says that only names the text below it: "Warm" of `**Warm:**`. */
export function nameOf(text: string): string | undefined {
  return /^(\*\*|__)([^*_:：\n]{1,60})[:：]?\1[:：]?$/u.exec(text.trim())?.[2]?.trim();
}
