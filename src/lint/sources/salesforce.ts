/** Salesforce e-mail templates: a text beside a file that says what it is (FORMATS §7). */
import { isLaidOut, xmlFields } from '../html.ts';
import { locate } from '../located.ts';
import type { Draft, MacroSource, SourceFile } from './source.ts';

export const salesforceEmail: MacroSource = {
  description: 'Salesforce e-mail templates',
  recognised: 'files that end in .email, with their .email-meta.xml',
  matches: ({ extension }) => extension === 'email' || extension === 'email-meta.xml',
  // The file beside it is read with the text it belongs to.
  read: (file) => (file.extension === 'email-meta.xml' ? [] : [draftOf(file)]),
};

function draftOf({ path, name, content, sibling }: SourceFile): Draft {
  const meta = xmlFields(sibling(`${path}-meta.xml`) ?? '');
  const type = meta.get('type') ?? (isLaidOut(content) ? 'html' : 'text');
  return {
    id: name,
    title: meta.get('name'),
    start: 0,
    record: { start: 0, end: content.length },
    body: locate(content, 0, content.length),
    markup: type === 'text' ? 'plain' : 'mixed',
    context: meta.get('description'),
    skip: meta.get('available') === 'false' ? 'inactive' : undefined,
    // "SFX" and its kin are templates of Lightning Experience, "Aloha" those from before it.
    dialect: /^SFX/i.test(meta.get('uiType') ?? '') ? 'salesforce-lightning' : 'salesforce-classic',
  };
}
