/** What a Markdown file says about its macros in the YAML between its first two `---` lines. */
import { get, type Mistake, truthOf, wordsOf } from '../written.ts';
import { parseYaml } from '../written-yaml.ts';
import { tagsOf } from './records.ts';
import type { Draft } from './source.ts';

/** Fields of a macro that front matter may give. */
export type Declared = Partial<
  Pick<
    Draft,
    'id' | 'title' | 'category' | 'context' | 'doNotUseWhen' | 'channel' | 'locale' | 'tags' | 'skip'
  >
>;

export interface FrontMatter {
  /** Offset behind it; 0 where there is none. */
  readonly end: number;
  readonly declared: Declared;
  readonly mistakes: readonly Mistake[];
}

const FRONT = /^---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/;

export function frontMatterOf(content: string): FrontMatter {
  const found = FRONT.exec(content);
  if (!found) return { end: 0, declared: {}, mistakes: [] };
  const from = content.indexOf('\n') + 1;
  const { root, mistakes } = parseYaml(found[1]!, (at) => from + at);
  const end = found[0].length;
  if (mistakes.length > 0) return { end, declared: {}, mistakes };
  const words = (...names: readonly string[]): string | undefined =>
    names.map((name) => wordsOf(get(root, name))).find((value) => value !== undefined);
  const isInactive =
    truthOf(get(root, 'active')) === false ||
    /^(?:inactive|draft|archived|disabled)$/i.test(words('status') ?? '');
  const isInternal = truthOf(get(root, 'internal')) === true || truthOf(get(root, 'public')) === false;
  return {
    end,
    declared: {
      id: words('id'),
      title: words('title', 'name'),
      category: words('category'),
      context: words('context', 'use_when'),
      doNotUseWhen: words('do_not_use_when'),
      channel: words('channel'),
      locale: words('locale', 'lang', 'language'),
      tags: tagsOf(get(root, 'tags')),
      skip: isInactive ? 'inactive' : isInternal ? 'internal' : undefined,
    },
    mistakes: [],
  };
}
