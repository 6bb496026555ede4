/** Zendesk macros and dynamic content: what a macro says is the value of its comment actions (FORMATS §7). */

import { get, itemsOf, truthOf, type Written, type WrittenText, wordsOf } from '../written.ts';
import { parseJson } from '../written-json.ts';
import { has, tagsOf } from './records.ts';
import type { Draft, MacroSource } from './source.ts';

/** Actions that write a comment; the HTML is what is sent where both are there. */
const COMMENTS = ['comment_value_html', 'comment_value'];

export const zendesk: MacroSource = {
  description: 'Zendesk macros (API)',
  recognised: 'macros with actions',
  dialect: 'liquid',
  syntax: 'json',
  matches: (file) => macrosIn(file.root).length > 0,
  read: (file) => macrosIn(file.root).flatMap((macro) => draftsOf(macro, get(macro, 'actions'))),
};

export const zendeskCsv: MacroSource = {
  description: 'Zendesk macros as importers take them (CSV)',
  recognised: 'columns title and actions_json, or actions with JSON in its cells',
  dialect: 'liquid',
  syntax: 'csv',
  matches: ({ syntax, root }) =>
    syntax === 'csv' && itemsOf(root).some((row) => has(row, 'title') && cellOf(row)),
  read: ({ root, report }) =>
    itemsOf(root).flatMap((row) => {
      const cell = cellOf(row)?.located();
      if (!cell) return [];
      const { root: actions, mistakes } = parseJson(cell.text, (index) => cell.offsets[index]!);
      mistakes.forEach(report);
      return mistakes.length > 0 ? [] : draftsOf(row, actions);
    }),
};

/** Each active variant of an item is a text of its own, in the locale that Zendesk numbers. */
export const zendeskDynamicContent: MacroSource = {
  description: 'Zendesk dynamic content',
  recognised: 'items with placeholder and variants',
  dialect: 'liquid',
  syntax: 'json',
  matches: ({ root }) => itemsIn(root).length > 0,
  read: ({ root }) =>
    itemsIn(root).flatMap((item) =>
      itemsOf(get(item, 'variants')).map((variant): Draft => {
        const name = get(item, 'name');
        const content = get(variant, 'content');
        const locale = wordsOf(get(variant, 'locale_id'));
        return {
          id: wordsOf(get(item, 'id')),
          variant: locale,
          title: wordsOf(name) ?? wordsOf(get(item, 'placeholder')),
          start: content?.start ?? variant.start,
          record: variant,
          body: content?.kind === 'text' ? content.located() : undefined,
          markup: 'mixed',
          locale: wordsOf(get(variant, 'locale')),
          skip: truthOf(get(variant, 'active')) === false ? 'inactive' : undefined,
        };
      }),
    ),
};

function macrosIn(root: Written | undefined): readonly Written[] {
  const list = [root, get(root, 'macro'), ...itemsOf(root), ...itemsOf(get(root, 'macros'))];
  return list.flatMap((macro) => (macro && isMacro(macro) ? [macro] : []));
}

function isMacro(macro: Written): boolean {
  const actions = get(macro, 'actions');
  return (
    has(macro, 'title') && actions?.kind === 'list' && itemsOf(actions).every((one) => has(one, 'field'))
  );
}

function itemsIn(root: Written | undefined): readonly Written[] {
  const list = [root, get(root, 'item'), ...itemsOf(root), ...itemsOf(get(root, 'items'))];
  return list.flatMap((item) => (item && has(item, 'placeholder', 'variants') ? [item] : []));
}

function cellOf(row: Written): WrittenText | undefined {
  const cell = get(row, 'actions_json') ?? get(row, 'actions');
  return cell?.kind === 'text' && cell.value.trimStart().startsWith('[') ? cell : undefined;
}

/** A text for each comment that the actions write. */
function draftsOf(macro: Written, actions: Written | undefined): Draft[] {
  const title = get(macro, 'title');
  const name = wordsOf(title);
  const done = (...fields: readonly string[]): (Written | undefined)[] =>
    itemsOf(actions)
      .filter((action) => fields.includes(wordsOf(get(action, 'field')) ?? ''))
      .map((action) => get(action, 'value'));
  const isInternal = done('comment_mode_is_public').some((value) => truthOf(value) === false);
  const draft: Omit<Draft, 'markup'> = {
    id: wordsOf(get(macro, 'id')),
    title: name,
    start: title?.start ?? macro.start,
    record: macro,
    category: name?.includes('::') ? name.slice(0, name.lastIndexOf('::')) : undefined,
    context: wordsOf(get(macro, 'description')),
    tags: tagsOf(done('current_tags', 'set_tags')[0]),
    skip: truthOf(get(macro, 'active')) === false ? 'inactive' : isInternal ? 'internal' : undefined,
  };
  const field = COMMENTS.find((comment) => done(comment).length > 0);
  if (field === undefined) return [{ ...draft, skip: draft.skip ?? 'action_only', markup: 'plain' }];
  const markup = field === 'comment_value_html' ? 'html' : 'plain';
  return done(field).map((value): Draft => {
    // A comment for one channel is written as a list of the channel and the text.
    const [channel, text] = value?.kind === 'list' ? value.items : [undefined, value];
    const only = wordsOf(channel)?.replace(/^channel:/, '');
    const body = text?.kind === 'text' ? text.located() : undefined;
    const given = only === undefined || only === 'all' ? undefined : only;
    return { ...draft, body, markup, channel: given, variant: given };
  });
}
