/** Gorgias macros: what a macro says is the argument of its reply action (FORMATS §7). */
import { get, itemsOf, type Written, wordsOf } from '../written.ts';
import { firstText, has, tagsOf } from './records.ts';
import type { Draft, MacroSource } from './source.ts';

/** Actions that write something; all but the reply are seen by the team only. */
const REPLY = 'setResponseText';
const WRITES: ReadonlySet<string> = new Set([REPLY, 'addInternalNote']);

export const gorgias: MacroSource = {
  description: 'Gorgias macros',
  recognised: 'actions with name and arguments',
  dialect: 'liquid',
  syntax: 'json',
  matches: ({ root }) => macrosIn(root).length > 0,
  read: ({ root }) => macrosIn(root).map(draftOf),
};

function macrosIn(root: Written | undefined): readonly Written[] {
  const list = [root, ...itemsOf(root), ...itemsOf(get(root, 'data')), ...itemsOf(get(root, 'macros'))];
  return list.flatMap((macro) => {
    const actions = itemsOf(get(macro, 'actions'));
    const isMacro = actions.some((action) => has(action, 'name', 'arguments'));
    return macro && has(macro, 'name') && isMacro ? [macro] : [];
  });
}

function draftOf(macro: Written): Draft {
  const name = get(macro, 'name');
  const writing = itemsOf(get(macro, 'actions')).filter((action) =>
    WRITES.has(wordsOf(get(action, 'name')) ?? ''),
  );
  const reply = writing.find((action) => wordsOf(get(action, 'name')) === REPLY);
  const given = get(reply, 'arguments');
  const plain = given && firstText(given, ['body_text']);
  const body = plain ?? (given && firstText(given, ['body_html']));
  const archived = wordsOf(get(macro, 'archived_datetime')) !== undefined;
  const silent = writing.length > 0 ? 'internal' : 'action_only';
  return {
    id: wordsOf(get(macro, 'id')),
    title: wordsOf(name),
    start: name?.start ?? macro.start,
    record: macro,
    body: body?.located(),
    markup: plain ? 'plain' : 'html',
    locale: wordsOf(get(macro, 'language')),
    category: wordsOf(get(macro, 'category')),
    tags: tagsOf(get(macro, 'tags')),
    skip: archived ? 'inactive' : reply ? undefined : silent,
  };
}
