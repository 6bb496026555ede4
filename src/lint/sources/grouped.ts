/** Sources that keep their macros under headings or keys: Twilio Flex and WordPress.org (FORMATS §7). */
import { get, itemsOf, type Written, wordsOf } from '../written.ts';
import { has } from './records.ts';
import type { Draft, MacroSource } from './source.ts';

/** Canned responses in sections; nothing in them is replaced. */
export const twilioFlex: MacroSource = {
  description: 'Twilio Flex canned responses',
  recognised: 'categories of responses with label and text',
  dialect: 'none',
  syntax: 'json',
  matches: ({ root }) => itemsOf(get(root, 'categories')).some((one) => has(one, 'responses')),
  read: ({ root }) =>
    itemsOf(get(root, 'categories')).flatMap((category) =>
      itemsOf(get(category, 'responses')).map((response) => ({
        ...draftOf(response, 'text'),
        id: wordsOf(get(response, 'id')),
        markup: 'plain',
        category: wordsOf(get(category, 'section')),
      })),
    ),
};

/** Replies of the support forums, keyed, in a file for each locale; HTML and Markdown mixed. */
export const wordpress: MacroSource = {
  description: 'WordPress.org predefined replies',
  recognised: 'a map of label and content',
  dialect: 'none',
  syntax: 'json',
  matches: ({ root }) =>
    root?.kind === 'map' && repliesIn(root).length > 0 && repliesIn(root).length === root.entries.size,
  read: ({ root, name }) =>
    repliesIn(root).map(([key, reply]) => ({
      ...draftOf(reply, 'content'),
      id: key,
      markup: 'markdown',
      locale: /^[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?$/.test(name) ? name : undefined,
    })),
};

function repliesIn(root: Written | undefined): [string, Written][] {
  return root?.kind === 'map' ? [...root.entries].filter(([, reply]) => has(reply, 'label', 'content')) : [];
}

function draftOf(record: Written, field: string): Pick<Draft, 'title' | 'start' | 'record' | 'body'> {
  const label = get(record, 'label');
  const body = get(record, field);
  return {
    title: wordsOf(label),
    start: label?.start ?? record.start,
    record,
    body: body?.kind === 'text' ? body.located() : undefined,
  };
}
