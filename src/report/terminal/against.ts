/** What has changed since another run or period, each number with its interval and whether chance explains it. */

import { own } from '../../keys.ts';
import type { Against, Delta, RateShift, Shift } from '../../model.ts';
import { sanitise } from '../sanitise.ts';
import type { Canvas } from './conversation.ts';
import { columns, cut, pad, words, wrap } from './layout.ts';
import { percent, score1, several } from './numbers.ts';

/** Behaviour that reports lead with, by its key in a tally. */
const BEHAVIOUR: readonly (readonly [words: string, key: string])[] = [
  ['acknowledged this customer’s situation', 'empathy:2'],
  ['pitied', 'sympathy'],
  ['apologised and owned the fault', 'apology:2'],
  ['offered a way out', 'solution'],
  ['dismissed', 'dismissive'],
];
const NAME = 38;

export function againstLines(against: Against, canvas: Canvas): string[] {
  const { base, conversations, paired, overall, answered, labels, groups } = against;
  const { theme, width } = canvas;
  const pairs = paired > 0 ? `, ${paired} of them here too` : '';
  const known = BEHAVIOUR.flatMap(([text, key]) => {
    const shift = own(labels, key);
    return shift ? [rateLine(text, shift, canvas)] : [];
  });
  return [
    theme.title(cut(`Changed since ${sanitise(base)}`, width)),
    ...wrap(words(`${several(conversations, 'conversation')}${pairs}`, theme.dim), width),
    shiftLine('mean score', overall, canvas, NAME),
    rateLine('opportunities met', answered, canvas),
    ...known,
    ...Object.entries(groups).flatMap(([column, list]) => groupLines(column, list, canvas)),
  ];
}

function groupLines(column: string, shifts: readonly Shift[], canvas: Canvas): string[] {
  if (shifts.length === 0) return [];
  const name = Math.min(NAME, Math.max(12, ...shifts.map(({ key }) => columns(sanitise(key)))));
  const { theme } = canvas;
  return [
    '',
    `${theme.title(`Changed by ${sanitise(column)}`)}${theme.dim(', in alphabetical order')}`,
    ...shifts.map((shift) => shiftLine(sanitise(shift.key), shift, canvas, name)),
  ];
}

function shiftLine(text: string, { before, after, change }: Shift, { width }: Canvas, name: number): string {
  const sides = `${score1(before.mean)} → ${score1(after.mean)}`;
  const said = change
    ? changeOf(change, (points) => points.toFixed(1))
    : `too few (${before.scored}, ${after.scored})`;
  return cut(`  ${pad(text, name)} ${pad(sides, 13)} ${said}`, width);
}

function rateLine(text: string, { before, after, change }: RateShift, { width }: Canvas): string {
  const sides = `${percent(before.k, before.n)} → ${percent(after.k, after.n)}`;
  const said = change ? changeOf(change, (share) => (100 * share).toFixed(1)) : 'too few';
  return cut(`  ${pad(text, NAME)} ${pad(sides, 13)} ${said}`, width);
}

/** `+2.3 (0.4 to 4.1)`, and in words where it may be nothing. */
function changeOf({ difference, low, high, changed }: Delta, shown: (value: number) => string): string {
  const sign = difference > 0 ? '+' : '';
  return `${sign}${shown(difference)} (${shown(low)} to ${shown(high)})${changed ? '' : ', may be chance'}`;
}
