/** Comments in a rubric that argue a finding away: `# attune-allow RULE [ids]: reason`. */
import type { RubricSource } from '../source.ts';

export interface Allowance {
  readonly rule: string;
  readonly reason: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** Whether it speaks of the entry of this id, found at this place. */
  readonly covers: (about: string, path: string, line: number) => boolean;
}

const FORM = /^#+\s*attune-allow\s+([\w-]+)((?:\s+[^\s:]+)*)\s*(?::\s*(.*))?$/;

/**
 * All such comments, in the order of the files. With ids after the rule one speaks of those entries, wherever they
 * stand; without, of the entry that begins on the line below it, or on its own line.
 */
export function allowancesOf(sources: readonly RubricSource[]): Allowance[] {
  return sources.flatMap(({ path, comments }) =>
    comments().flatMap(({ text, line, column, of }) => {
      const [, rule, ids = '', reason = ''] = FORM.exec(text) ?? [];
      if (rule === undefined) return [];
      const named = new Set(ids.split(/\s+/).filter(Boolean));
      return [
        {
          rule,
          reason: reason.trim(),
          path,
          line,
          column,
          covers: (about: string, where: string, at: number): boolean =>
            named.size > 0 ? named.has(about) : where === path && at === of,
        },
      ];
    }),
  );
}
