/** From drafts to macros: the text that customers see, ids, and what is left out and why. */
import { htmlText, isLaidOut } from '../html.ts';
import { trimmed } from '../located.ts';
import type { Dialect, Located, Macro, MacroFile, SkippedMacro, SkipReason } from '../macro.ts';
import { markdownText } from '../markdown.ts';
import { createComments } from './comments.ts';
import { isInternal } from './internal.ts';
import type { Draft, Markup, SourceFile } from './source.ts';

export function settle(
  drafts: readonly Draft[],
  file: SourceFile,
  source: string,
  dialect: Dialect | undefined,
): Pick<MacroFile, 'macros' | 'skipped'> {
  const { path } = file;
  const commentsOf = createComments(file, drafts);
  const idOf = createIds();
  const macros: Macro[] = [];
  const skipped: SkippedMacro[] = [];
  for (const draft of drafts) {
    const title = draft.title?.trim() || file.name;
    const id = idOf(draft.id ?? slug(title), draft.variant);
    const body = draft.body && trimmed(shown(draft.body, draft.markup));
    const reason = draft.skip ?? reasonOf(title, body);
    if (reason !== undefined || body === undefined) {
      skipped.push({ id, title, path, reason: reason ?? 'empty' });
      continue;
    }
    const { start, locale, channel, category, context, doNotUseWhen, tags } = draft;
    const comments = commentsOf(draft);
    const prescribed = draft.dialect ?? dialect;
    macros.push({
      id,
      title,
      path,
      source,
      body,
      start,
      ...(prescribed !== undefined && { dialect: prescribed }),
      ...(locale !== undefined && { locale }),
      ...(channel !== undefined && { channel }),
      ...(category !== undefined && { category }),
      ...(context !== undefined && { context }),
      ...(doNotUseWhen !== undefined && { doNotUseWhen }),
      ...(tags !== undefined && { tags }),
      ...(comments.length > 0 && { comments }),
    });
  }
  return { macros, skipped };
}

function reasonOf(title: string, body: Located | undefined): SkipReason | undefined {
  if (body === undefined || body.text === '') return 'empty';
  return isInternal(title, body.text) ? 'internal' : undefined;
}

/** The text that customers see. */
function shown(body: Located, markup: Markup): Located {
  switch (markup) {
    case 'plain':
      return body;
    case 'html':
      return htmlText(body);
    case 'markdown':
      return markdownText(body);
    case 'mixed':
      return isLaidOut(body.text) ? htmlText(body) : markdownText(body);
  }
}

/** Makes ids unique in a file; texts of one macro are told apart by their channel or locale. */
function createIds(): (name: string, variant: string | undefined) => string {
  const seen = new Map<string, number>();
  const taken = new Set<string>();
  return (name, variant) => {
    const plain = variant === undefined ? name : `${name}#${variant}`;
    let count = seen.get(plain) ?? 0;
    let id: string;
    do id = ++count === 1 ? plain : `${plain}-${count}`;
    while (taken.has(id));
    seen.set(plain, count);
    taken.add(id);
    return id;
  };
}

function slug(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu) ?? [];
  return words.join('-').replace(/['’]/g, '') || 'macro';
}
