/** Small charts of one line: how scores are spread, and how a mean goes from week to week. */

import { compareKeys } from '../../keys.ts';
import type { GroupSummary, Summary, Tally } from '../../model.ts';
import { sanitise } from '../sanitise.ts';
import type { Canvas } from './conversation.ts';
import { cut } from './layout.ts';
import { score1 } from './numbers.ts';

const LEVELS = '▁▂▃▄▅▆▇█';
const NOTHING = '·';
const BINS = 20;
/** Scores that a spread needs to be one. */
const MIN_SCORES = 10;
/** How a day, a week, a month, a quarter or a year is written, so that their order is that of time. */
const PERIOD = /^\d{4}(?:-(?:\d\d(?:-\d\d)?|W\d\d|Q[1-4]))?$/;

/** One sign a value: the height is its share of `top`, and what is null, or 0 where a sign is a count, is a dot. */
export function sparkline(values: readonly (number | null)[], top: number): string {
  return values
    .map((value) => {
      if (value === null || top <= 0) return NOTHING;
      return LEVELS[Math.min(LEVELS.length - 1, Math.floor((value / top) * LEVELS.length))]!;
    })
    .join('');
}

/** How the scores are spread from 0 to 100, in steps of five points; undefined where there are few. */
export function spreadOf({ scores, scored }: Tally): string | undefined {
  if (scored < MIN_SCORES) return undefined;
  const counts = Array.from({ length: BINS }, () => 0);
  for (const [tenths, n] of Object.entries(scores)) {
    counts[Math.min(BINS - 1, Math.floor((Number(tenths) * BINS) / 1000))]! += n;
  }
  const most = Math.max(...counts);
  return `0 ${sparkline(
    counts.map((n) => n || null),
    most,
  )} 100`;
}

/** The mean over time, for every grouping whose groups are periods: 0 is at the bottom and 100 at the top. */
export function trendLines({ groups }: Summary, { theme, width }: Canvas): string[] {
  return Object.entries(groups).flatMap(([column, list]) => {
    const periods = list.filter(({ key }) => PERIOD.test(key)).sort((a, b) => compareKeys(a.key, b.key));
    const others = list.filter(({ key }) => !PERIOD.test(key));
    const means = periods.flatMap(({ mean }) => (mean === null ? [] : [mean]));
    // Conversations without a date stand in a group of their own, in brackets.
    if (means.length < 2 || others.some(({ key }) => !key.startsWith('('))) return [];
    const title = cut(`Mean score by ${sanitise(column)}`, width - 24);
    const all = sparkline(
      periods.map(({ mean }) => mean),
      100,
    );
    // The last ones, where there are more than a line takes.
    const shown = all.slice(-(width - 44));
    return [theme.title(title), `  ${edge(periods.at(-shown.length)!)}  ${shown}  ${edge(periods.at(-1)!)}`];
  });
}

function edge({ key, mean }: GroupSummary): string {
  return `${key}: ${mean === null ? 'too few' : score1(mean)}`;
}
