/** Markdown by its headings: what stands below each, and what a heading says about it. */
import type { Span } from '../../model.ts';
import type { Block } from '../markdown.ts';
import { isInternal } from './internal.ts';

/** A heading with what stands below it, up to the next one. */
export interface Section extends Span {
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

/** Headings over what is about the macros around or below them. */
const NOTES =
  /^[^\p{L}]*(?:when to use.*|use when.*|do not use.*|purpose|usage|how to use(?: (?:this|these|the) \w+)?|notes?(?: (?:for|on|about|to) .*)?|guidelines?|guidance|instructions|variables|placeholders|table of contents|contents|introduction|overview|about|changelog|see also|references|使用说明)[^\p{L}]*$/iu;
/** Headings over the text of the one macro around them. */
const TEXT =
  /^[^\p{L}]*(?:body|text|response|reply|message|template|macro|customer (?:reply|response|message))[^\p{L}]*$/iu;

/** The sections of a text, in order; with `isOne` the whole text is one, under the heading that it begins with. */
export function sectionsOf(text: string, blocks: readonly Block[], isOne: boolean): Section[] {
  const headings = blocks.filter((block) => block.kind === 'heading');
  const counted = isOne ? headings.slice(0, blocks[0] === headings[0] ? 1 : 0) : headings;
  const isNamed = headings[0]?.depth === 1 && headings.filter(({ depth }) => depth === 1).length === 1;
  const open: { depth: number; title: string }[] = [];
  const sections: { -readonly [K in keyof Section]: Section[K] }[] = [];
  let below: Block[] = [];
  const begin = (section: Omit<Section, 'end' | 'blocks'>): void => {
    const last = sections.at(-1);
    if (last) last.end = section.start;
    below = [];
    sections.push({ ...section, blocks: below, end: text.length });
  };
  let next = 0;
  for (const block of blocks) {
    if (block === counted[next]) {
      const { start, depth } = counted[next++]!;
      const { title: place } = block as (typeof counted)[number];
      const title = text.slice(place.start, place.end).replace(/\s*[:：]$/, '');
      while (open.length > 0 && open.at(-1)!.depth >= depth) open.pop();
      const around = open
        .filter((heading) => !(isNamed && heading.depth === 1))
        .map((heading) => heading.title);
      const isIntro = isNamed && depth === 1 && counted.length > 1;
      begin({ start, depth, title, parent: open.at(-1)?.title, around, isIntro });
      open.push({ depth, title });
      continue;
    }
    if (sections.length === 0) {
      const isIntro = counted.length > 0;
      begin({ start: block.start, depth: 0, title: '', parent: undefined, around: [], isIntro });
    }
    below.push(block);
  }
  return sections;
}

/** Whether a section is about macros, and is none. */
export function isNotes({ title, isIntro }: Section): boolean {
  return isIntro || NOTES.test(title);
}

/** Whether its heading, or one around it, says that it is for colleagues. */
export function isForTeam({ title, around }: Section): boolean {
  return [title, ...around].some((heading) => isInternal(heading, ''));
}

/** The title of the macro in a section: a heading such as "Response" names the text, the one around it the macro. */
export function titleOf({ title, parent }: Section): string | undefined {
  return (TEXT.test(title) ? parent : title) || undefined;
}
