/** Markdown files of macros: one a file, or many as fences, quotes, sections, or between separators (FORMATS §7). */
import type { Span } from '../../model.ts';
import { cut, locate } from '../located.ts';
import type { Located } from '../macro.ts';
import { type Block, blocksOf, insideOf, uncommented } from '../markdown.ts';
import { frontMatterOf } from './front-matter.ts';
import { type Labelled, labelsOf, nameOf } from './labels.ts';
import { isForTeam, isNotes, type Section, sectionsOf, titleOf } from './sections.ts';
import type { Draft, MacroSource } from './source.ts';

/** Files that are about macros, or about anything else. */
const ABOUT =
  /^(?:readme|changelog|contributing|licen[cs]e|code[-_]of[-_]conduct|security|style[-_ ]?guide)$/i;
/** Languages of a fence that hold a text for people; a fence without one may. */
const PROSE = /^(?:markdown|mdx?|te?xt|plain(?:text)?|html|e?mail|liquid|handlebars|hbs|mustache|jinja2?)\b/i;
const DRAWING = /[├└┌│]──|^\s*[|+][-=+]{3,}/m;

export const markdown: MacroSource = {
  description:
    'Markdown: one macro a file, or many in fences, quotes or sections, or between "---- TITLE" lines',
  recognised: 'files that end in .md, .mdx or .markdown, but README and its like',
  matches: ({ extension, name }) => /^(?:md|mdx|markdown)$/.test(extension) && !ABOUT.test(name),
  read({ content, report }) {
    const { end, declared, mistakes } = frontMatterOf(content);
    mistakes.forEach(report);
    const page: Page = { whole: locate(content, 0, content.length), text: uncommented(content) };
    const blocks = blocksOf(page.text, end);
    // Who says when to use the file means one macro, and who begins with a greeting is in the midst of it.
    const isOne =
      declared.context !== undefined || declared.doNotUseWhen !== undefined || isLetter(page.text, blocks);
    const drafts = isSeparated(blocks)
      ? separated(page.whole, blocks)
      : sectioned(page, sectionsOf(page.text, blocks, isOne));
    if (drafts.length === 1) return [{ ...drafts[0]!, ...given(declared) }];
    const { id: _, title: __, ...shared } = declared;
    return drafts.map((draft) => ({ ...shared, ...given(draft) }));
  },
};

/** Whether a file greets somebody right below its title. */
function isLetter(text: string, blocks: readonly Block[]): boolean {
  const first = blocks.find(({ kind }, index) => index > 0 || kind !== 'heading');
  return first?.kind === 'text' && /^\s*(?:hi|hello|hey|dear)\b/i.test(written(text, first));
}

/** Whether macros stand between `---- TITLE` lines. */
export function isSeparated(blocks: readonly Block[]): boolean {
  return blocks.some(({ kind }) => kind === 'separator');
}

export function separated(whole: Located, blocks: readonly Block[]): Draft[] {
  const marks = blocks.filter((block) => block.kind === 'separator');
  return marks.map(({ start, end, title }, index) => {
    const next = marks[index + 1]?.start ?? whole.text.length;
    return {
      title: written(whole.text, title),
      start,
      record: { start, end: next },
      body: cut(whole, end, next),
      markup: 'markdown',
    };
  });
}

/** A file as it is, and without its comments, which say nothing about its sections. */
interface Page {
  readonly whole: Located;
  readonly text: string;
}

function sectioned(page: Page, sections: readonly Section[]): Draft[] {
  const shape = shapeOf(page.text, sections);
  if (shape === 'plain') return plainSections(page, sections);
  const isBody = (block: Block): boolean =>
    shape === 'fence' ? block.kind === 'fence' && isProse(page.text, block) : block.kind === 'quote';
  return sections
    .filter((section) => !isNotes(section))
    .flatMap((section) => bodiesIn(page, section, isBody));
}

/** A macro for each fence or quote, with what the blocks above it say about it. */
function bodiesIn({ whole, text }: Page, section: Section, isBody: (block: Block) => boolean): Draft[] {
  const found: { body: Block; before: Block[] }[] = [];
  let before: Block[] = [];
  for (const block of section.blocks) {
    if (isBody(block)) {
      found.push({ body: block, before });
      before = [];
    } else before.push(block);
  }
  const title = titleOf(section);
  return found.map(({ body, before }, index): Draft => {
    const name = before.map((block) => nameOf(written(text, block))).findLast(Boolean);
    const isNamed = found.length > 1 && title !== undefined && name !== undefined;
    const start = index === 0 ? section.start : (before[0] ?? body).start;
    const declared = declaredBy(text, before);
    return {
      title: isNamed ? `${title} (${name})` : title,
      start,
      record: { start, end: index === found.length - 1 ? section.end : body.end },
      body: insideOf(whole, body),
      markup: 'markdown',
      // Where the macro has a title of its own, the heading groups.
      category: declared.title === undefined ? section.around.at(-1) : section.title,
      skip: isForTeam(section) ? 'internal' : undefined,
      ...declared,
    };
  });
}

/** What the macros of a file are: most of its sections decide, or a fence that says that it holds text. */
function shapeOf(text: string, sections: readonly Section[]): 'fence' | 'quote' | 'plain' {
  const votes = { fence: 0, quote: 0, plain: 0 };
  for (const section of sections.filter((section) => !isNotes(section))) {
    let [prose, fenced, quoted] = [0, 0, 0];
    for (const block of section.blocks) {
      const length = block.end - block.start;
      if (block.kind === 'fence' && PROSE.test(block.info)) return 'fence';
      if (block.kind === 'fence' && isProse(text, block)) fenced += length;
      else if (block.kind === 'quote') quoted += length;
      else if (block.kind === 'text' && !labelsOf(written(text, block))) prose += length;
    }
    // Without a heading, a quote or a fence may well be a part of the text around it.
    const needed = section.depth === 0 ? prose * 4 : prose;
    if (fenced > 0 && fenced >= Math.max(needed, quoted)) votes.fence++;
    else if (quoted > 0 && quoted * 2 >= needed) votes.quote++;
    else if (prose > 0) votes.plain++;
  }
  if (votes.fence > 0 && votes.fence >= votes.plain + votes.quote) return 'fence';
  return votes.quote > 0 && votes.quote >= votes.plain ? 'quote' : 'plain';
}

/** Whether a fence may hold text for customers: it says so, or says nothing and is no drawing. */
function isProse(text: string, { info, inside }: Block & { kind: 'fence' }): boolean {
  return info === '' ? !DRAWING.test(written(text, inside)) : PROSE.test(info);
}

/**
 * Sections whose own text is the macro. Their headings are the highest that mostly have text below them: those
 * above only group, and those below belong to the text. Where all but the title of the file is notes, the file is
 * the macro.
 */
function plainSections(page: Page, sections: readonly Section[]): Draft[] {
  const macros = sections.filter((section) => !isNotes(section));
  const usable = macros.filter((section) => !isForTeam(section));
  const depths = [...new Set(usable.map(({ depth }) => depth))].sort((a, b) => a - b);
  const depth = depths.find((depth) => {
    const those = usable.filter((section) => section.depth === depth);
    return those.filter(({ blocks }) => textFrom(page.text, blocks) >= 0).length * 2 >= those.length;
  });
  const chosen = new Set(
    depth === undefined
      ? sections.filter((section) => section.depth === 1)
      : macros.filter((section) => section.depth === depth),
  );
  const drafts = sections.flatMap((section, index) =>
    chosen.has(section) ? [plainSection(page, sections, index)] : [],
  );
  if (drafts.length !== 1) return drafts;
  const about = (name: RegExp): string | undefined => {
    const notes = sections.find(({ title }) => name.test(title));
    return notes && page.text.slice(notes.blocks[0]?.start ?? 0, notes.blocks.at(-1)?.end ?? 0);
  };
  const said = { context: about(/^\W*(?:when to use|use when)/i), doNotUseWhen: about(/^\W*do not use/i) };
  return [{ ...given(said), ...given(drafts[0]!) }];
}

/** A section with those deeper ones behind it that belong to its text: all up to notes about it. */
function plainSection({ whole, text }: Page, sections: readonly Section[], index: number): Draft {
  const section = sections[index]!;
  const blocks = [...section.blocks];
  let { end } = section;
  for (const deeper of sections.slice(index + 1, index + 1 + MAX_PARTS)) {
    if (deeper.depth <= section.depth || isNotes(deeper) || isForTeam(deeper)) break;
    for (const block of deeper.blocks) blocks.push(block);
    end = deeper.end;
  }
  const from = textFrom(text, blocks);
  const first = blocks[from];
  const last = blocks.findLast(({ kind }) => kind !== 'rule');
  return {
    title: titleOf(section),
    start: section.start,
    record: { start: section.start, end },
    body: first && last && cut(whole, first.start, last.end),
    markup: 'markdown',
    category: section.around.at(-1),
    skip: isForTeam(section) ? 'internal' : undefined,
    ...declaredBy(text, blocks.slice(0, Math.max(from, 0))),
  };
}

/** Headings inside one macro; more than that is a book. */
const MAX_PARTS = 50;

/** Index of the first block that is text and neither a line nor labels; -1 where there is none. */
function textFrom(text: string, blocks: readonly Block[]): number {
  return blocks.findIndex((block) => {
    return block.kind !== 'rule' && !labelsOf(written(text, block));
  });
}

/** What blocks above a macro say about it: labels, or a quote that tells when to use it. */
function declaredBy(text: string, blocks: readonly Block[]): Labelled {
  const found: Labelled = {};
  for (const block of blocks) {
    const lines = written(text, block);
    const when = /^> ?((?:use )?when\b.*)/i.exec(lines)?.[1];
    Object.assign(found, when !== undefined && { context: when }, labelsOf(lines));
  }
  return found;
}

function written(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** The fields that say something. */
function given<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
