/** Plain text: one macro a file, or many between `---- TITLE` lines. */
import { locate } from '../located.ts';
import { blocksOf } from '../markdown.ts';
import { isSeparated, separated } from './markdown.ts';
import type { Draft, MacroSource, SourceFile } from './source.ts';

export const text: MacroSource = {
  description: 'plain text, one macro a file or many between "---- TITLE" lines',
  recognised: 'files that end in .txt or .text',
  matches: ({ extension }) => extension === 'txt' || extension === 'text',
  read(file) {
    const { content } = file;
    const blocks = blocksOf(content);
    if (!isSeparated(blocks)) return [wholeFile(file, 'plain')];
    const whole = locate(content, 0, content.length);
    return separated(whole, blocks).map((draft) => ({ ...draft, markup: 'plain' }));
  },
};

/** Liquid templates, one a file. */
export const liquid: MacroSource = {
  description: 'Liquid templates, one macro a file',
  recognised: 'files that end in .liquid',
  dialect: 'liquid',
  matches: ({ extension }) => extension === 'liquid',
  read: (file) => [wholeFile(file, 'mixed')],
};

/** HTML pages and fragments, one a file. */
export const html: MacroSource = {
  description: 'HTML, one macro a file',
  recognised: 'files that end in .html or .htm',
  matches: ({ extension }) => extension === 'html' || extension === 'htm',
  read: (file) => [wholeFile(file, 'html')],
};

function wholeFile({ content }: SourceFile, markup: Draft['markup']): Draft {
  const end = content.length;
  return { start: 0, record: { start: 0, end }, body: locate(content, 0, end), markup };
}
