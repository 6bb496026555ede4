/** Groups against one another, adjusted for their case mix: estimates, what they rest on, and who can be told apart. */

import { compareKeys } from '../../keys.ts';
import type { GroupSpread, GroupSummary } from '../../model.ts';
import { estimateOf, fairNote, standingOf } from '../fair.ts';
import { sanitise } from '../sanitise.ts';
import type { Canvas } from './conversation.ts';
import { columns, pad, words, wrap } from './layout.ts';
import { score1 } from './numbers.ts';

/** Columns that the table needs to show the mean as it was scored, too. */
const MEAN_FROM = 80;

/** A table by key and never by size: what lies apart by chance is in one tier, and tiers are all the order there is. */
export function fairLines(
  column: string,
  groups: readonly GroupSummary[],
  spread: GroupSpread,
  { theme, width }: Canvas,
): string[] {
  const list = groups
    .flatMap(({ fair, ...group }) => (fair ? [{ ...group, fair }] : []))
    .sort((a, b) => compareKeys(a.key, b.key));
  const tiered = list.some(({ fair }) => fair.tier !== undefined);
  const raw = width >= MEAN_FROM;
  const room = width - 41 - (tiered ? 6 : 0) - (raw ? 21 : 0);
  const name = Math.min(Math.max(12, ...list.map(({ key }) => columns(sanitise(key)))), room);
  const cells = (key: string, n: string, mean: string, estimate: string, standing: string, tier: string) =>
    [
      `  ${pad(key, name)} ${pad(n, 5, 'right')}`,
      ...(raw ? [pad(mean, 19)] : []),
      pad(estimate, 19),
      pad(standing, 10),
      ...(tiered ? [pad(tier, 4, 'right')] : []),
    ]
      .join('  ')
      .trimEnd();
  const rows = list.map(({ key, tally, mean, low, high, fair }) =>
    cells(
      sanitise(key),
      String(tally.scored),
      withInterval(mean, low, high),
      estimateOf(fair),
      standingOf(fair),
      fair.tier === undefined ? '–' : String(fair.tier),
    ),
  );
  const few = groups.length - list.length;
  const note = fairNote(spread, tiered, few);
  return [
    `${theme.title(`By ${sanitise(column)}, adjusted for case mix`)}${theme.dim(', in alphabetical order')}`,
    theme.dim(cells('', 'n', 'mean', 'estimate', 'evidence', 'tier')),
    ...rows,
    ...wrap(words(note, theme.dim), width - 2).map((line) => `  ${line}`),
  ];
}

function withInterval(value: number | null, low: number | null, high: number | null): string {
  return `${score1(value)}${low === null || high === null ? '' : ` (${score1(low)}–${score1(high)})`}`;
}
