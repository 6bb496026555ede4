/** Comments in files of macros that speak to attune: `<!-- attune-… -->`, and `# attune-…` in YAML. */
import type { Macro } from '../macro.ts';
import { commentsIn } from '../markdown.ts';
import type { Written } from '../written.ts';
import { childrenOf } from './records.ts';
import type { Draft, SourceFile } from './source.ts';

type Comment = NonNullable<Macro['comments']>[number];

/**
 * The comments about each draft. One that stands in a macro, or right above it, is about that macro; one that stands
 * anywhere else is about all of them. In a body of plain text it is text that customers get, and none is seen.
 */
export function createComments(
  file: SourceFile,
  drafts: readonly Draft[],
): (draft: Draft) => readonly Comment[] {
  const found = file.content.includes('attune-') ? [...inHtml(file.content), ...inYaml(file)] : [];
  if (found.length === 0) return () => [];
  const ranges = rangesOf(file, drafts);
  const about = new Map<Draft | undefined, Comment[]>();
  for (const comment of found) {
    const owner = around(comment.offset, ranges)?.draft;
    about
      .set(owner, about.get(owner) ?? [])
      .get(owner)!
      .push(comment);
  }
  const all = about.get(undefined) ?? [];
  return (draft) =>
    [...all, ...(about.get(draft) ?? [])].filter(
      (comment) => draft.markup !== 'plain' || !isIn(comment, draft),
    );
}

function inHtml(content: string): Comment[] {
  return commentsIn(content).flatMap(({ start, end }) => {
    const inside = content.slice(start + 4, end - 3);
    const text = inside.trim();
    return text.startsWith('attune-') ? [{ text, offset: start + 4 + inside.indexOf(text) }] : [];
  });
}

/** Comments of YAML; inside a scalar `#` is text. */
function inYaml({ content, root, syntax }: SourceFile): Comment[] {
  if (syntax !== 'yaml') return [];
  const found = [...content.matchAll(/(?:^|[ \t])#[ \t]*(attune-.*)/gm)].map((match) => {
    return { text: match[1]!.trimEnd(), offset: match.index + match[0].length - match[1]!.length };
  });
  const scalars: Range[] = [];
  const visit = (part: Written): void => {
    if (part.kind === 'text') scalars.push(part);
    else childrenOf(part).forEach(visit);
  };
  if (root && found.length > 0) visit(root);
  scalars.sort((a, b) => a.start - b.start);
  return found.filter(({ offset }) => around(offset, scalars) === undefined);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The range that holds an offset, among disjoint ones in order. */
function around<T extends Range>(offset: number, ranges: readonly T[]): T | undefined {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low - 1];
  return range && offset < range.end ? range : undefined;
}

interface Owned extends Range {
  readonly draft: Draft;
}

/** What belongs to each draft: its record with the comments right above it. */
function rangesOf({ content, syntax }: SourceFile, drafts: readonly Draft[]): Owned[] {
  const isYaml = syntax === 'yaml';
  const ranges = drafts.map((draft) => {
    const line = content.lastIndexOf('\n', draft.record.start - 1) + 1;
    const dash = /^ *- +$/.test(content.slice(line, draft.record.start)) ? line : undefined;
    let start = isYaml ? (dash ?? draft.record.start) : draft.record.start;
    for (let above = start; ; start = above) {
      if (above === 0 || content[above - 1] !== '\n') break;
      above = content.lastIndexOf('\n', above - 2) + 1;
      const written = content.slice(above, start - 1);
      // Deeper comments are the last lines of the item before.
      const isComment = isYaml
        ? /^ *#/.test(written) && written.indexOf('#') <= content.slice(start).search(/\S/)
        : /^<!--.*-->\s*$/.test(written);
      if (!isComment) break;
    }
    return { draft, start, end: draft.record.end };
  });
  ranges.sort((a, b) => a.start - b.start);
  // In YAML a comment at the end of an item lies behind its last value.
  return isYaml
    ? ranges.map((range, i) => ({ ...range, end: ranges[i + 1]?.start ?? content.length }))
    : ranges;
}

function isIn({ offset }: Comment, { body }: Draft): boolean {
  return body !== undefined && offset >= body.offsets[0]! && offset < body.offsets.at(-1)!;
}
