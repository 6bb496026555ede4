/** Comments in files of macros that speak to attune: `<!-- attune-… -->`, and `# attune-…` in YAML. */
import type { Macro } from '../macro.ts';
import { commentsIn } from '../markdown.ts';
import { childrenOf } from './records.ts';
import type { Draft, SourceFile } from './source.ts';

type Comment = NonNullable<Macro['comments']>[number];

/**
 * The comments about each draft: those in its record, in YAML also those right above it, and those above all
 * records. In plain text a comment is text that customers get, and none is looked for.
 */
export function createComments(
  file: SourceFile,
  drafts: readonly Draft[],
): (draft: Draft) => readonly Comment[] {
  if (!file.content.includes('attune-')) return () => [];
  const found = [...inHtml(file.content), ...(file.syntax === 'yaml' ? inYaml(file) : [])];
  const owners = new Map<Comment, Draft | undefined>();
  for (const comment of found) owners.set(comment, ownerOf(comment, drafts, file.content));
  return (draft) =>
    found.filter(
      (comment) =>
        (owners.get(comment) ?? draft) === draft && !(draft.markup === 'plain' && isIn(comment, draft)),
    );
}

function inHtml(content: string): Comment[] {
  return commentsIn(content).flatMap(({ start, end }) => {
    const inside = content.slice(start + 4, end - 3);
    const words = inside.trim();
    if (!words.startsWith('attune-')) return [];
    return [{ text: words, offset: start + 4 + inside.indexOf(words) }];
  });
}

/** Comments of YAML; inside a scalar `#` is text. */
function inYaml({ content, root }: SourceFile): Comment[] {
  const scalars: { start: number; end: number }[] = [];
  const visit = (part: NonNullable<typeof root>): void => {
    if (part.kind === 'text') scalars.push(part);
    for (const child of childrenOf(part)) visit(child);
  };
  if (root) visit(root);
  return [...content.matchAll(/(?:^|[ \t])#[ \t]*(attune-.*)/gm)].flatMap((match) => {
    const offset = match.index + match[0].length - match[1]!.length;
    if (scalars.some(({ start, end }) => offset >= start && offset < end)) return [];
    return [{ text: match[1]!.trimEnd(), offset }];
  });
}

/** The draft that a comment is about; undefined where it is about all of them. */
function ownerOf({ offset }: Comment, drafts: readonly Draft[], content: string): Draft | undefined {
  const around = drafts.find(({ record }) => offset >= record.start && offset < record.end);
  if (around) return around;
  const next = drafts.find(({ record }) => record.start > offset);
  const between = next && content.slice(offset, next.record.start);
  const isRightAbove =
    between !== undefined && !/\n[ \t]*\r?\n/.test(between) && /\n[ \t]*-[ \t]+$/.test(between);
  if (isRightAbove) return next;
  const isFirst = next !== undefined && next === drafts[0];
  return isFirst ? undefined : (drafts.findLast(({ record }) => record.end <= offset) ?? next);
}

function isIn({ offset }: Comment, { body }: Draft): boolean {
  return body !== undefined && offset >= body.offsets[0]! && offset < body.offsets.at(-1)!;
}
