/** Groups against one another, adjusted for their case mix: estimates, what they rest on, and who can be told apart. */

import { compareKeys } from '../../keys.ts';
import type { FairSummary, GroupSpread, GroupSummary } from '../../model.ts';
import { sanitise } from '../sanitise.ts';
import type { Canvas } from './conversation.ts';
import { columns, pad, words, wrap } from './layout.ts';
import { score1, several } from './numbers.ts';

/** Columns that the table needs to show the mean as it was scored, too. */
const MEAN_FROM = 80;

/** In few letters; the column is as wide as the longest. */
const STANDINGS: Readonly<Record<FairSummary['standing'], string>> = {
  not_enough_evidence: 'not enough',
  indicative: 'indicative',
  reportable: 'reportable',
};

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
      withInterval(fair.estimate, fair.low, fair.high),
      STANDINGS[fair.standing],
      fair.tier === undefined ? '–' : String(fair.tier),
    ),
  );
  const few = groups.length - list.length;
  const note = [
    `Estimate: the mean as if all had had the same mix of conversations, drawn towards ${score1(spread.mean)}, the mean of all ${spread.groups}, as far as chance could have made it.`,
    ...(tiered ? ['Only groups of different tiers are told apart (90 %); 1 is the highest.'] : []),
    'Detector error not included.',
    ...(few > 0 ? [`${several(few, 'more group')} with too few conversations.`] : []),
  ].join(' ');
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
