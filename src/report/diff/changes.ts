/** What changed in a rubric, as lines for a person: a part at a time, an entry a line. */

import type { FieldChange, RubricChange } from '../../model.ts';
import { sanitise } from '../sanitise.ts';
import { block, cut, type Piece, words } from '../terminal/layout.ts';
import { several } from '../terminal/numbers.ts';
import type { Theme } from '../terminal/theme.ts';

const INDENT = 6;
/** Words of a list that are named; of more only the number is told. */
const MAX_WORDS = 6;
const MAX_CUES = 12;
/** Columns of a value, and those of a pattern around the place where it differs. */
const MAX_VALUE = 60;
const CONTEXT = 12;

const SIGN = { added: '+', enabled: '+', removed: '-', disabled: '-', changed: '~' } as const;

/** The lines, or one that says that there is nothing to tell. */
export function changeLines(changes: readonly RubricChange[], width: number, theme: Theme): string[] {
  const parts = [...new Set(changes.map(({ part }) => part))];
  if (parts.length === 0) return ['The two rubrics say the same.'];
  return parts.flatMap((part, i) => {
    const own = changes.filter((c) => c.part === part);
    const counts = Object.keys(SIGN).flatMap((kind) => {
      const n = own.filter(({ change }) => change === kind).length;
      return n > 0 ? [`${n} ${kind}`] : [];
    });
    const title = `${theme.title(sanitise(part))}${part === 'rubric' ? '' : theme.dim(`  ${counts.join(', ')}`)}`;
    return [...(i > 0 ? [''] : []), title, ...own.flatMap((c) => entryLines(c, width, theme))];
  });
}

function entryLines(entry: RubricChange, width: number, theme: Theme): string[] {
  const { part, id, change, fields, cues, place } = entry;
  const style = { '+': theme.good, '-': theme.poor, '~': theme.fair }[SIGN[change]];
  const told: Piece[] = [
    ...(part === 'rubric' ? [] : words(id)),
    ...(change === 'disabled' || change === 'enabled' ? words(change) : []),
    ...fields.flatMap((field, i) => [...(i > 0 ? [{ text: '·' }] : []), ...fieldWords(field, theme)]),
    ...(cues?.length
      ? words(`(in ${several(cues.length, 'cue')}: ${listed(cues, MAX_CUES)})`, theme.dim)
      : []),
    ...words(fields[0]?.place ?? place ?? '', theme.dim),
  ];
  return block(`  ${SIGN[change]}`, told, width, INDENT, style);
}

function fieldWords({ field, before, after, added = [], removed = [] }: FieldChange, theme: Theme): Piece[] {
  const name = words(field, theme.label);
  // Sentences that test a cue say nothing about what it finds; their number will do.
  if (field.startsWith('examples'))
    return [...name, ...words([...signed('+', added), ...signed('-', removed)].join(' '))];
  if (added.length === 1 && removed.length === 1) {
    const [from, to] = focus(removed[0]!, added[0]!);
    return [...name, ...words(`“${from}” → “${to}”`)];
  }
  if (added.length + removed.length > 0) {
    return [...name, ...quoted('+', added, theme.good), ...quoted('-', removed, theme.poor)];
  }
  if (field === '' && (before ?? after) !== undefined && (before === undefined || after === undefined))
    return words(shown(before ?? after));
  return [...name, ...words(`${shown(before)} → ${shown(after)}`)];
}

const signed = (sign: string, list: readonly string[]): string[] =>
  list.length > 0 ? [`${sign}${list.length}`] : [];

function quoted(sign: string, list: readonly string[], style: Piece['style']): Piece[] {
  if (list.length === 0) return [];
  return words(
    `${sign} ${listed(
      list.map((word) => `“${cut(sanitise(word), MAX_VALUE)}”`),
      MAX_WORDS,
    )}`,
    style,
  );
}

function listed(list: readonly string[], most: number): string {
  const more = list.length - most;
  return more > 0 ? `${list.slice(0, most).join(', ')} and ${more} more` : list.join(', ');
}

function shown(value: string | number | boolean | undefined): string {
  return value === undefined ? 'none' : cut(sanitise(String(value)), MAX_VALUE);
}

/** Two texts cut to where they differ, with a little of what they share around it. */
function focus(from: string, to: string): [string, string] {
  const most = Math.min(from.length, to.length);
  let head = 0;
  while (head < most && from[head] === to[head]) head += 1;
  let tail = 0;
  while (tail < most - head && from.at(-1 - tail) === to.at(-1 - tail)) tail += 1;
  const [start, end] = [Math.max(0, head - CONTEXT), Math.max(0, tail - CONTEXT)];
  const part = (text: string): string => {
    const middle = cut(sanitise(text.slice(start, text.length - end)), MAX_VALUE);
    return `${start > 0 ? '…' : ''}${middle}${end > 0 ? '…' : ''}`;
  };
  return [part(from), part(to)];
}
