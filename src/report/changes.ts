/** What has changed since another run or period, in words: each number with its interval and whether chance explains it. */

import { own } from '../keys.ts';
import type { Against, Delta, RateShift, Shift } from '../model.ts';
import { percent, score1, several } from './terminal/numbers.ts';

/** One number, before and after. */
export interface ChangeRow {
  readonly what: string;
  readonly sides: string;
  readonly change: string;
}

/** Behaviour that reports lead with, by its key in a tally. */
const BEHAVIOUR: readonly (readonly [words: string, key: string])[] = [
  ['acknowledged this customer’s situation', 'empathy:2'],
  ['pitied', 'sympathy'],
  ['apologised and owned the fault', 'apology:2'],
  ['offered a way out', 'solution'],
  ['dismissed', 'dismissive'],
];

/** What the base is, in a few words. */
export function baseOf({ conversations, paired }: Against): string {
  return `${several(conversations, 'conversation')}${paired > 0 ? `, ${paired} of them with a score in both` : ''}`;
}

/** The numbers of all conversations: score, opportunities, behaviour. */
export function overallChanges({ overall, answered, labels }: Against): ChangeRow[] {
  return [
    { ...shiftRow(overall), what: 'mean score' },
    rateRow('opportunities met', answered),
    ...BEHAVIOUR.flatMap(([words, key]) => {
      const shift = own(labels, key);
      return shift ? [rateRow(words, shift)] : [];
    }),
  ];
}

/** The mean score of one group. */
export function shiftRow({ key, before, after, change }: Shift): ChangeRow {
  return {
    what: key,
    sides: `${score1(before.mean)} → ${score1(after.mean)}`,
    change: change
      ? changeOf(change, (points) => points.toFixed(1))
      : `too few (${before.scored}, ${after.scored})`,
  };
}

function rateRow(what: string, { before, after, change }: RateShift): ChangeRow {
  return {
    what,
    sides: `${percent(before.k, before.n)} → ${percent(after.k, after.n)}`,
    change: change ? `${changeOf(change, (share) => `${(100 * share).toFixed(1)} %`)}` : 'too few',
  };
}

/** `+2.3 (0.4 to 4.1)`, and in words where it may be nothing. */
function changeOf({ difference, low, high, changed }: Delta, shown: (value: number) => string): string {
  const sign = difference > 0 ? '+' : '';
  return `${sign}${shown(difference)} (${shown(low)} to ${shown(high)})${changed ? '' : ', may be chance'}`;
}
