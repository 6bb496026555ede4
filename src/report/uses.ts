/** How turns come from macros, as a table that reports share. */

import { USES, type UseGroup } from '../model.ts';
import { pad } from './terminal/layout.ts';
import { percent, score1 } from './terminal/numbers.ts';

/** What the turns of each way came to, for a table of any report. */
export const USE_COLUMNS = ['', 'turns', 'share', 'judged', 'with empathy', 'mean score'];
export function useRows({ turns: all, uses }: UseGroup): string[][] {
  return USES.map((use) => {
    const { turns, judged, empathic, mean } = uses[use];
    return [
      use,
      String(turns),
      percent(turns, all),
      String(judged),
      percent(empathic, judged),
      mean === null ? '–' : score1(mean),
    ];
  });
}

/** What a reader of that table has to know. */
export const USE_NOTE = 'judged: turns that had a feeling to answer; empathy and score are theirs';

const WIDEST = 40;

/** The first column to the left, the others to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((name, i) =>
    Math.min(WIDEST, Math.max(name.length, ...rows.map((row) => row[i]!.length))),
  );
  return [header, ...rows].map((row) =>
    `  ${row.map((cell, i) => pad(cell, widths[i]!, i === 0 ? 'left' : 'right')).join('  ')}`.trimEnd(),
  );
}
