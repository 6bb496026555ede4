/** Case mix: what kind of conversation a score comes from, so that nobody is judged by the calls they were given. */

import { compareKeys, own } from '../keys.ts';
import type { Opportunity, ScoredConversation, Tally } from '../model.ts';

/**
 * Columns that say what a contact was about, the first that has a value counts. Their names are compared in lower case,
 * with blanks and hyphens as underscores.
 */
const REASONS = ['contact_reason', 'reason', 'category', 'topic'];

/** Fewer conversations than this say too little about what to expect of their kind (SCORING §9.1). */
const LEAST = 30;

/**
 * The cell of a conversation, or of one agent's part of it: severity, channel and contact reason, by tabs. There are
 * five severities, a handful of channels and as many reasons as people wrote; never more cells than conversations.
 */
export function cellOf(scored: ScoredConversation, opportunities: readonly Opportunity[]): string {
  const channel = scored.channel ?? own(scored.meta, 'channel') ?? '';
  return [severityOf(opportunities), plain(channel), reasonOf(scored.meta)].join('\t');
}

/**
 * Which levels of distress the score is made of. An opportunity raised again is left out unless it is all there is: it
 * is the first answer that brought it about, and an agent's own doing excuses nobody.
 */
function severityOf(opportunities: readonly Opportunity[]): string {
  const judged = opportunities.filter(({ score }) => score.normalized !== null);
  const first = judged.filter(({ reopened }) => reopened !== true);
  const counted = first.length > 0 ? first : judged;
  const severe = counted.some(({ distress }) => distress >= 2);
  const mild = counted.some(({ distress, presumed }) => distress < 2 && presumed !== true);
  if (severe) return mild ? 'both' : 'd2';
  if (mild) return 'd1';
  return counted.length > 0 ? 'presumed' : 'none';
}

function reasonOf(meta: ScoredConversation['meta']): string {
  const named = Object.keys(meta)
    .map((key) => ({ key, name: columnName(key) }))
    .filter(({ name }) => REASONS.includes(name))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ key, name }) => [name, plain(meta[key]!)] as const);
  for (const column of REASONS) {
    const found = named.find(([name, value]) => name === column && value !== '');
    if (found) return found[1];
  }
  return '';
}

function columnName(key: string): string {
  return key
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

/** In lower case with single blanks, so that no value has a tab in it. */
function plain(value: string): string {
  return value.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** How far the conversations of a cell lie above what is expected of all, in tenths of a point. */
export type Excess = (cell: string) => number;

/** Conversations of one kind. */
interface Kind {
  n: number;
  sum: number;
  /** A group that has some, and whether another has some too. */
  readonly group: string;
  shared: boolean;
}

/**
 * What to expect of each cell, from all groups of a column (SCORING §9.1). A cell of fewer than 30 conversations falls
 * back to its severity and channel, and that to all. So does one that only one group has: its mean is that group's own,
 * and taking it off would leave nothing of the group. For the same reason a column that is itself part of the case mix
 * (the channel, the contact reason) is not adjusted for.
 */
export function excessOf(column: string, groups: readonly (readonly [key: string, tally: Tally])[]): Excess {
  const kinds = new Map<string, Kind>();
  for (const [group, { cells }] of groups) {
    for (const [cell, scores] of Object.entries(cells)) {
      const names = ['', ...kindsOf(column, cell)];
      for (const [value, count] of Object.entries(scores)) {
        for (const name of names) {
          const kind = kinds.get(name) ?? { n: 0, sum: 0, group, shared: false };
          kind.n += count;
          kind.sum += Number(value) * count;
          if (kind.group !== group) kind.shared = true;
          kinds.set(name, kind);
        }
      }
    }
  }
  const all = kinds.get('');
  return (cell) => {
    const known = kindsOf(column, cell)
      .map((name) => kinds.get(name))
      .find((kind) => kind?.shared && kind.n >= LEAST);
    return known && all ? known.sum / known.n - all.sum / all.n : 0;
  };
}

/** The names of a cell's kinds, the narrowest first. */
function kindsOf(column: string, cell: string): readonly string[] {
  const [severity = '', channel = '', reason = ''] = cell.split('\t');
  const wide = column === 'channel' ? severity : `${severity}\t${channel}`;
  return REASONS.includes(columnName(column)) ? [wide] : [`${wide}\t\t${reason}`, wide];
}
