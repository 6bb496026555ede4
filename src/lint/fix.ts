/** Mechanical repairs: applied to the text of a file, or shown as a diff. */
import { createTwoFilesPatch } from 'diff';
import type { Finding } from '../model.ts';
import type { MacroFile } from './macro.ts';

export interface Repaired {
  readonly content: string;
  /** How many fixes were applied; those that overlap another one wait for the next pass. */
  readonly applied: number;
}

/** The content of a file after the fixes of its findings, in the order of their places, as far as none overlap. */
export function applyFixes(content: string, findings: readonly Finding[]): Repaired {
  const fixes = findings.flatMap(({ fix }) => fix ?? []).sort((a, b) => a.start - b.start || a.end - b.end);
  let repaired = '';
  let at = 0;
  let applied = 0;
  let last = -1;
  for (const { start, end, text } of fixes) {
    // Two insertions at one place overlap too: which comes first would be chance.
    if (start < at || start === last) continue;
    repaired += content.slice(at, start) + text;
    at = end;
    last = start;
    applied++;
  }
  return { content: repaired + content.slice(at), applied };
}

/** What a repair changes, as a unified diff that `git apply` and `patch -p1` take. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
  });
  return patch.replace(/^=+\n/, '');
}

/** A file with the bytes that it was read from. */
export interface Loaded {
  readonly file: MacroFile;
  readonly bytes: Uint8Array;
}

/** A file as mending leaves it. */
export interface Repair {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** What to write: `after`, with the mark of its encoding where the file had one. */
  readonly text: string;
  readonly applied: number;
}

/** What mending has done so far, and why it left files alone. */
export interface Mending {
  readonly repairs: Map<string, Repair>;
  readonly notes: Set<string>;
}

const MARK = '\ufeff';

/**
 * The files after one pass of fixes, or `undefined` where there was nothing to apply. What is suppressed with a reason
 * stays; `read` reads a mended file again, which must then hold what it held before.
 */
export function mend(
  loaded: readonly Loaded[],
  findings: readonly Finding[],
  read: (path: string, bytes: Uint8Array) => MacroFile,
  { repairs, notes }: Mending,
): Loaded[] | undefined {
  const fixable = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (!finding.fix || (finding.suppressed && finding.suppressed.kind !== 'baseline')) continue;
    const { path } = finding.location;
    const list = fixable.get(path);
    if (list) list.push(finding);
    else fixable.set(path, [finding]);
  }
  let any = false;
  const mended = loaded.map((each): Loaded => {
    const { file, bytes } = each;
    const fixes = fixable.get(file.path) ?? [];
    const { content, applied } = applyFixes(file.content, fixes);
    if (applied === 0 || content === file.content) return each;
    const text = writtenLike(bytes, file.content, content);
    const encoded = Buffer.from(text ?? '');
    const again = read(file.path, encoded);
    if (text === undefined || !isAsWhole(again, file, new Set(fixes.map(({ macro }) => macro)))) {
      const why = text === undefined ? 'it is not UTF-8' : 'mending it would break the file';
      notes.add(`${file.path}: left as it is: ${why}`);
      return each;
    }
    const before = repairs.get(file.path);
    repairs.set(file.path, {
      path: file.path,
      before: before?.before ?? file.content,
      after: content,
      text,
      applied: (before?.applied ?? 0) + applied,
    });
    any = true;
    return { file: again, bytes: encoded };
  });
  return any ? mended : undefined;
}

/** The new content to be written in UTF-8, if the bytes are the old content in it; a mark at the beginning stays. */
function writtenLike(bytes: Uint8Array, before: string, after: string): string | undefined {
  if (Buffer.from(before).equals(bytes)) return after;
  return Buffer.from(`${MARK}${before}`).equals(bytes) ? `${MARK}${after}` : undefined;
}

/** Whether a mended file still holds what it held, and other macros than those that were mended read as before. */
function isAsWhole(after: MacroFile, before: MacroFile, mended: ReadonlySet<string | undefined>): boolean {
  return (
    after.macros.length === before.macros.length &&
    after.skipped.length === before.skipped.length &&
    after.problems.length === before.problems.length &&
    after.macros.every(({ id, body }, index) => {
      const old = before.macros[index]!;
      return id === old.id && (mended.has(id) || body.text === old.body.text);
    })
  );
}
