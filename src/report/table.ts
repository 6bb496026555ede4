/** The table of agent turns that csv, parquet and xlsx share: its columns, and a row a turn. */

import { own } from '../keys.ts';
import type { Opportunity, RubricCard, ScoredConversation, ScoredTurn } from '../model.ts';
import { compareLabels } from './labels.ts';

export type Value = string | number | Date | null;

export interface Column<T> {
  readonly name: string;
  /** What its values are; any of them may be null. */
  readonly kind: 'text' | 'integer' | 'number' | 'time';
  /** Whether its text may have several lines, which stay where the format can show them. */
  readonly lines?: true;
  readonly of: (row: T) => Value;
}

/** An agent turn with what it answered: the opportunity that was open, if anything applied there at all. */
export interface TurnRow {
  readonly c: ScoredConversation;
  readonly t: ScoredTurn;
  readonly answered: Opportunity | undefined;
}

/** The agent turns of a conversation, in order. */
export function turnRows(c: ScoredConversation): TurnRow[] {
  const rows: TurnRow[] = [];
  for (const t of c.turns) {
    if (t.role !== 'agent') continue;
    const applied = t.score !== undefined && t.score.normalized !== null;
    rows.push({ c, t, answered: applied ? c.opportunities.findLast((o) => o.turn < t.index) : undefined });
  }
  return rows;
}

/** The columns that every table of turns has, a label of the rubric a column. */
export function turnColumns(rubric: RubricCard): Column<TurnRow>[] {
  const taken = new Set([...BEFORE, ...AFTER, ...PLACE].map(({ name }) => name));
  const labels = [...rubric.labels].sort(compareLabels).map((label): Column<TurnRow> => {
    const name = taken.has(label) ? `${label}_level` : label;
    return { name, kind: 'integer', of: ({ t }) => own(t.labels, label) ?? 0 };
  });
  return [...BEFORE, ...labels, ...AFTER];
}

const BEFORE: readonly Column<TurnRow>[] = [
  { name: 'conversation', kind: 'text', of: ({ c }) => c.id },
  { name: 'turn', kind: 'integer', of: ({ t }) => t.index },
  { name: 'agent', kind: 'text', of: ({ c, t }) => t.speaker ?? c.agent ?? null },
  { name: 'channel', kind: 'text', of: ({ c }) => c.channel ?? null },
  { name: 'turn_score', kind: 'number', of: ({ t }) => t.score?.normalized ?? null },
  { name: 'conversation_score', kind: 'number', of: ({ c }) => c.score.normalized },
  { name: 'band', kind: 'text', of: ({ c }) => c.score.band },
  { name: 'opportunity', kind: 'integer', of: ({ answered }) => answered?.distress ?? null },
];

const AFTER: readonly Column<TurnRow>[] = [
  {
    name: 'evidence',
    kind: 'text',
    of: ({ t }) => t.evidence.map((e) => `${e.label} ${e.level}: "${e.quote}"`).join(' | ') || null,
  },
  { name: 'missing', kind: 'text', of: ({ answered }) => answered?.missing ?? null },
  { name: 'file', kind: 'text', of: ({ c }) => c.source.path },
];

/** Where a conversation comes from and what else its export says, for tables that have types. */
export const PLACE: readonly Column<{ readonly c: ScoredConversation }>[] = [
  { name: 'line', kind: 'integer', of: ({ c }) => c.source.line ?? null },
  { name: 'pointer', kind: 'text', of: ({ c }) => c.source.pointer ?? null },
  { name: 'started_at', kind: 'time', of: ({ c }) => timeOf(c.startedAt) },
  { name: 'meta', kind: 'text', of: ({ c }) => JSON.stringify(c.meta) },
];

const ZONED = /(?:Z|[+-]\d\d:?\d\d)$/i;

/** A time of ISO 8601; one without a zone is taken as UTC, so that it is the same on every machine. */
function timeOf(at: string | undefined): Date | null {
  if (at === undefined) return null;
  const time = new Date(at.includes('T') && !ZONED.test(at) ? `${at}Z` : at);
  return Number.isNaN(time.getTime()) ? null : time;
}
