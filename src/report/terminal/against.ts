/** What has changed since another run or period, as a part of the totals. */

import type { Against, Shift } from '../../model.ts';
import { baseOf, type ChangeRow, overallChanges, shiftRow } from '../changes.ts';
import { sanitise } from '../sanitise.ts';
import type { Canvas } from './conversation.ts';
import { columns, cut, pad, words, wrap } from './layout.ts';

const NAME = 38;

export function againstLines(against: Against, canvas: Canvas): string[] {
  const { theme, width } = canvas;
  return [
    theme.title(cut(`Changed since ${sanitise(against.base)}`, width)),
    ...wrap(words(baseOf(against), theme.dim), width),
    ...overallChanges(against).map((row) => line(row, NAME, canvas)),
    ...Object.entries(against.groups).flatMap(([column, list]) => groupLines(column, list, canvas)),
  ];
}

function groupLines(column: string, shifts: readonly Shift[], canvas: Canvas): string[] {
  if (shifts.length === 0) return [];
  const name = Math.min(NAME, Math.max(12, ...shifts.map(({ key }) => columns(sanitise(key)))));
  const { theme } = canvas;
  return [
    '',
    `${theme.title(`Changed by ${sanitise(column)}`)}${theme.dim(', in alphabetical order')}`,
    ...shifts.map((shift) => line(shiftRow(shift), name, canvas)),
  ];
}

function line({ what, sides, change }: ChangeRow, name: number, { width }: Canvas): string {
  return cut(`  ${pad(sanitise(what), name)} ${pad(sides, 13)} ${change}`, width);
}
