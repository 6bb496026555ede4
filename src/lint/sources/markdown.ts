/** Markdown files of macros: one a file, or many as fences, quotes, sections, or between separators (FORMATS §7). */
import type { Span } from '../../model.ts';
import { cut, locate } from '../located.ts';
import type { Located } from '../macro.ts';
import { type Block, blocksOf, insideOf } from '../markdown.ts';
import { frontMatterOf } from './front-matter.ts';
import { isInternal } from './internal.ts';
import { type Labelled, labelsOf, nameOf } from './labels.ts';
import type { Draft, MacroSource } from './source.ts';

/** Files that are about macros, or about anything else. */
const ABOUT =
  /^(?:readme|changelog|contributing|licen[cs]e|code[-_]of[-_]conduct|security|style[-_ ]?guide)$/i;
/** Headings over what is about the macros around or below them. */
const NOTES =
  /^[^\p{L}]*(?:when to use.*|use when.*|do not use.*|purpose|usage|how to use(?: (?:this|these|the) \w+)?|notes?(?: (?:for|on|about|to) .*)?|guidelines?|guidance|instructions|variables|placeholders|table of contents|contents|introduction|overview|about|changelog|see also|references|使用说明)[^\p{L}]*$/iu;
/** Headings over the text of the one macro around them. */
const TEXT =
  /^[^\p{L}]*(?:body|text|response|reply|message|template|macro|customer (?:reply|response|message))[^\p{L}]*$/iu;
/** Languages of a fence that hold a text for people; a fence without one may. */
const PROSE = /^(?:markdown|mdx?|te?xt|plain(?:text)?|html|e?mail|liquid|handlebars|hbs|mustache|jinja2?)\b/i;
const DRAWING = /[├└┌│]──|^\s*[|+][-=+]{3,}/m;

/** A heading with what stands below it, up to the next one. */
interface Section {
  /** Offset of the heading; of the first block where there is none. */
  readonly start: number;
  readonly end: number;
  /** 0 where there is no heading. */
  readonly depth: number;
  readonly title: string;
  /** The heading around it, also that of the whole file. */
  readonly parent: string | undefined;
  /** Headings around it but that of the file, the outermost first. */
  readonly around: readonly string[];
  readonly blocks: readonly Block[];
  /** What comes before the first macro: the title of the file and its introduction. */
  readonly isIntro: boolean;
}

export const markdown: MacroSource = {
  description:
    'Markdown: one macro a file, or many in fences, quotes or sections, or between "---- TITLE" lines',
  recognised: 'files that end in .md, .mdx or .markdown, but README and its like',
  matches: ({ extension, name }) => /^(?:md|mdx|markdown)$/.test(extension) && !ABOUT.test(name),
  read(file) {
    const { content } = file;
    const { end, declared, mistakes } = frontMatterOf(content);
    mistakes.forEach(file.report);
    const blocks = blocksOf(content, end);
    const page: Page = { whole: locate(content, 0, content.length), blocks, from: end };
    const isOne = declared.context !== undefined || declared.doNotUseWhen !== undefined;
    const drafts = isSeparated(blocks) ? separated(page) : sectioned(page, isOne);
    if (drafts.length === 1) return [{ ...drafts[0]!, ...given(declared) }];
    const { id: _, title: __, ...shared } = declared;
    return drafts.map((draft) => ({ ...shared, ...given(draft) }));
  },
};

/** Text whose macros stand between `---- TITLE` lines. */
export function isSeparated(blocks: readonly Block[]): boolean {
  return blocks.some(({ kind }) => kind === 'separator');
}

/** A file, its blocks, and where it begins behind its front matter. */
export interface Page {
  readonly whole: Located;
  readonly blocks: readonly Block[];
  readonly from: number;
}

export function separated({ whole, blocks }: Page): Draft[] {
  const marks = blocks.filter((block) => block.kind === 'separator');
  return marks.map(({ start, end, title }, index) => {
    const next = marks[index + 1]?.start ?? whole.text.length;
    return {
      title: whole.text.slice(title.start, title.end),
      start,
      record: { start, end: next },
      body: cut(whole, end, next),
      markup: 'markdown',
    };
  });
}

function sectioned({ whole, blocks, from }: Page, isOne: boolean): Draft[] {
  const { text } = whole;
  const sections = isOne ? [onlySection(whole, blocks, from)] : sectionsOf(whole, blocks);
  const shape = shapeOf(text, sections);
  if (shape === 'plain') return plainSections(whole, sections);
  return sections.flatMap((section) => {
    if (section.isIntro || (NOTES.test(section.title) && sections.length > 1)) return [];
    const bodies = section.blocks.filter((block) =>
      shape === 'fence' ? block.kind === 'fence' && isProse(text, block) : block.kind === 'quote',
    );
    return bodies.map((body, index): Draft => {
      const previous = bodies[index - 1];
      const before = section.blocks.filter(
        (block) => block.end <= body.start && (!previous || block.start >= previous.end),
      );
      const name =
        bodies.length > 1 ? before.map((block) => nameOf(written(text, block))).findLast(Boolean) : undefined;
      const title = titleOf(section);
      return {
        title: title !== undefined && name !== undefined ? `${title} (${name})` : title,
        start: previous ? (before[0] ?? body).start : section.start,
        record: {
          start: previous?.end ?? section.start,
          end: bodies[index + 1] ? body.end : section.end,
        },
        body: insideOf(whole, body),
        markup: 'markdown',
        category: section.around.at(-1),
        skip: isForTeam(section) ? 'internal' : undefined,
        ...declaredBy(text, before),
      };
    });
  });
}

/** The file as one section: a heading, if it begins with one, and all that follows. */
function onlySection({ text }: Located, blocks: readonly Block[], from: number): Section {
  const [first, ...rest] = blocks;
  const isTitled = first?.kind === 'heading';
  return {
    start: first?.start ?? from,
    end: text.length,
    depth: isTitled ? first.depth : 0,
    title: isTitled ? text.slice(first.title.start, first.title.end) : '',
    parent: undefined,
    around: [],
    blocks: isTitled ? rest : blocks,
    isIntro: false,
  };
}

function sectionsOf({ text }: Located, blocks: readonly Block[]): Section[] {
  const headings = blocks.filter((block) => block.kind === 'heading');
  const top = headings.filter(({ depth }) => depth === 1);
  const isNamed = top.length === 1 && headings[0] === top[0];
  const starts = [blocks.findIndex(({ kind }) => kind !== 'heading'), ...blocks.keys()].filter(
    (index, position) => (position === 0 ? index === 0 : blocks[index]!.kind === 'heading'),
  );
  const open: { depth: number; title: string }[] = [];
  return starts.map((index, position): Section => {
    const next = starts[position + 1] ?? blocks.length;
    const first = blocks[index]!;
    const section = {
      start: first.start,
      end: blocks[next]?.start ?? text.length,
      isIntro: headings.length > 0,
    };
    if (first.kind !== 'heading')
      return {
        ...section,
        depth: 0,
        title: '',
        parent: undefined,
        around: [],
        blocks: blocks.slice(index, next),
      };
    while (open.length > 0 && open.at(-1)!.depth >= first.depth) open.pop();
    const around = open.filter(({ depth }) => !(isNamed && depth === 1)).map(({ title }) => title);
    const parent = open.at(-1)?.title;
    const { depth } = first;
    const title = text.slice(first.title.start, first.title.end);
    open.push({ depth, title });
    const isIntro = isNamed && depth === 1 && headings.length > 1;
    return { ...section, depth, title, parent, around, blocks: blocks.slice(index + 1, next), isIntro };
  });
}

/** What the macros of a file are: most of its sections decide, or a fence that says that it holds text. */
function shapeOf(text: string, sections: readonly Section[]): 'fence' | 'quote' | 'plain' {
  const votes = { fence: 0, quote: 0, plain: 0 };
  for (const { blocks, title, isIntro } of sections) {
    if (isIntro || (NOTES.test(title) && sections.length > 1)) continue;
    const lengthOf = (those: (block: Block) => boolean): number =>
      blocks.filter(those).reduce((sum, { start, end }) => sum + end - start, 0);
    if (blocks.some((block) => block.kind === 'fence' && PROSE.test(block.info))) return 'fence';
    const prose = lengthOf((block) => block.kind === 'text' && !labelsOf(written(text, block)));
    const fenced = lengthOf((block) => block.kind === 'fence' && isProse(text, block));
    const quoted = lengthOf(({ kind }) => kind === 'quote');
    if (fenced > 0 && fenced >= Math.max(prose, quoted)) votes.fence++;
    else if (quoted > 0 && quoted * 2 >= prose) votes.quote++;
    else if (prose > 0) votes.plain++;
  }
  if (votes.fence > 0 && votes.fence >= votes.plain + votes.quote) return 'fence';
  return votes.quote > 0 && votes.quote >= votes.plain ? 'quote' : 'plain';
}

/** Whether a fence may hold text for customers: it says so, or says nothing and is no drawing. */
function isProse(text: string, { info, inside }: Block & { kind: 'fence' }): boolean {
  return info === '' ? !DRAWING.test(text.slice(inside.start, inside.end)) : PROSE.test(info);
}

/**
 * Sections whose own text is the macro. Their headings are the highest that mostly have text below them: those
 * above only group, and those below belong to the text.
 */
function plainSections(whole: Located, sections: readonly Section[]): Draft[] {
  const { text } = whole;
  const macros = sections.filter(({ isIntro, title }) => !isIntro && !NOTES.test(title));
  const usable = macros.filter((section) => !isForTeam(section));
  const depths = [...new Set(usable.map(({ depth }) => depth))].sort((a, b) => a - b);
  const depth = depths.find((depth) => {
    const those = usable.filter((section) => section.depth === depth);
    return those.filter((section) => ownBlocks(text, section).length > 0).length * 2 >= those.length;
  });
  const chosen =
    depth === undefined
      ? sections.filter((section) => section.depth === 1)
      : macros.filter((section) => section.depth === depth);
  const about = (name: RegExp): string | undefined => {
    const notes = chosen.length === 1 ? sections.find(({ title }) => name.test(title)) : undefined;
    return (
      notes?.blocks
        .map((block) => written(text, block))
        .join(' ')
        .trim() || undefined
    );
  };
  return chosen.flatMap((section): Draft[] => {
    const inside = depth === undefined ? [section] : withDeeper(sections, section);
    const [first] = ownBlocks(text, section).concat(inside.slice(1).flatMap(({ blocks }) => blocks));
    if (!first) return [];
    const end = inside.at(-1)!.blocks.findLast(({ kind }) => kind !== 'rule')?.end ?? inside.at(-1)!.end;
    return [
      {
        title: titleOf(section),
        start: section.start,
        record: { start: section.start, end: inside.at(-1)!.end },
        body: cut(whole, first.start, Math.max(first.start, end)),
        markup: 'markdown',
        category: section.around.at(-1),
        skip: isForTeam(section) ? 'internal' : undefined,
        context: about(/when to use|use when/i),
        doNotUseWhen: about(/do not use/i),
        ...declaredBy(
          text,
          section.blocks.filter(({ end }) => end <= first.start),
        ),
      },
    ];
  });
}

/** A section and those below it, up to notes about it. */
function withDeeper(sections: readonly Section[], section: Section): readonly Section[] {
  const from = sections.indexOf(section);
  const rest = sections.slice(from + 1);
  const end = rest.findIndex(
    (other) => other.depth <= section.depth || NOTES.test(other.title) || isForTeam(other),
  );
  return [section, ...(end < 0 ? rest : rest.slice(0, end))];
}

/** The blocks of a section from its text on, behind what its labels declare. */
function ownBlocks(text: string, { blocks }: Section): readonly Block[] {
  const first = blocks.findIndex((block) => {
    const lines = written(text, block)
      .replace(/<!--[\s\S]*?-->/g, '')
      .trim();
    return block.kind !== 'rule' && lines !== '' && !labelsOf(lines);
  });
  return first < 0 ? [] : blocks.slice(first);
}

/** Whether its heading, or one around it, says that it is for colleagues. */
function isForTeam({ title, around }: Section): boolean {
  return [title, ...around].some((heading) => isInternal(heading, ''));
}

function titleOf({ title, parent }: Section): string | undefined {
  return (TEXT.test(title) ? parent : title) || undefined;
}

/** What blocks above a macro say about it: labels, or a quote that tells when to use it. */
function declaredBy(text: string, blocks: readonly Block[]): Labelled {
  const found = blocks.map((block) => {
    const lines = written(text, block);
    const when = /^> ?((?:use )?when\b.*)/i.exec(lines)?.[1];
    return { ...(when !== undefined && { context: when }), ...labelsOf(lines) };
  });
  return Object.assign({}, ...found);
}

function written(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

function given<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
