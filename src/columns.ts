/** What conversations can be grouped and filtered by: a column, and its value for a scored conversation. */

import { own } from './keys.ts';
import type { ScoredConversation } from './model.ts';

/** Columns that every scored conversation may have; any other name is a column of its metadata. */
const COLUMNS: Readonly<Record<string, (scored: ScoredConversation) => string | undefined>> = {
  id: ({ id }) => id,
  agent: ({ agent }) => agent,
  channel: ({ channel, meta }) => channel ?? own(meta, 'channel'),
  file: ({ source }) => source.path,
  band: ({ score }) => score.band ?? undefined,
  score: ({ score }) => score.normalized?.toString(),
  evaluability: ({ score }) => score.evaluability.toString(),
  failed: ({ score }) => score.failed.join(' ') || undefined,
  opportunity: ({ opportunities }) => worst(opportunities.map(({ verdict }) => verdict)),
  distress: ({ opportunities }) =>
    opportunities
      .map((o) => o.distress)
      .reduce(most, 0)
      .toString(),
  date: ({ startedAt }) => startedAt && DATE.exec(startedAt)?.[0],
  month: ({ startedAt }) => startedAt && DATE.exec(startedAt)?.[0].slice(0, 7),
  week: ({ startedAt }) => startedAt && weekOf(startedAt),
};

export const COLUMN_NAMES: readonly string[] = Object.keys(COLUMNS);

/** The value of a column, or undefined where a conversation does not say; its metadata is asked last. */
export function valueIn(column: string, scored: ScoredConversation): string | undefined {
  const derived = own(COLUMNS, column);
  const value = derived?.(scored);
  return value === undefined || value === '' ? own(scored.meta, column) || undefined : value;
}

/** A date as it was written, at the beginning of a time; no time zone is applied to it. */
const DATE = /^\d{4}-\d{2}-\d{2}/;
const DAY = 24 * 60 * 60 * 1000;

/** `2026-W03`, the week of ISO 8601: it begins on Monday, and the first one of a year holds its first Thursday. */
export function weekOf(time: string): string | undefined {
  const [date] = DATE.exec(time) ?? [];
  const day = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(day)) return undefined;
  const thursday = day + (3 - ((new Date(day).getUTCDay() + 6) % 7)) * DAY;
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY));
  return `${year}-W${String(week).padStart(2, '0')}`;
}

const most = (a: number, b: number): number => Math.max(a, b);

/** Of several outcomes the one that a reader has to know of. */
function worst(verdicts: readonly string[]): string | undefined {
  return ['dismissed', 'missed', 'met'].find((verdict) => verdicts.includes(verdict));
}
