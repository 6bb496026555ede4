/** Tables of text, for the terminal and as Markdown; the first column holds words, the others numbers. */

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What the columns mean, in whole lines. */
  readonly notes?: readonly string[];
}

/** Lines whose columns stand below one another; numbers are aligned to the right. */
export function plainTable({ head, rows }: Pick<Table, 'head' | 'rows'>): readonly string[] {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((cells) => (cells[i] ?? '').length)));
  return all.map((cells) =>
    widths
      .map((width, i) => (i === 0 ? (cells[i] ?? '').padEnd(width) : (cells[i] ?? '').padStart(width)))
      .join('  ')
      .trimEnd(),
  );
}

/** The same as lines of Markdown. */
export function markdownTable({ head, rows }: Pick<Table, 'head' | 'rows'>): readonly string[] {
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'));
  const full = rows.map((cells) => head.map((_, i) => cells[i] ?? ''));
  return [head, rule, ...full].map((cells) => `| ${cells.join(' | ')} |`);
}
