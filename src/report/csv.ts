/** One row an agent turn, for spreadsheets: evidence beside the scores, and no cell that runs as a formula. */

import { stringify } from 'csv-stringify/sync';
import { own } from '../keys.ts';
import type { Opportunity, ScoredConversation, ScoredTurn } from '../model.ts';
import { compareLabels } from './labels.ts';
import type { Reporter } from './reporter.ts';
import { sanitise } from './sanitise.ts';

type Cell = string | number;

const BEFORE = 'conversation turn agent channel turn_score conversation_score band opportunity'.split(' ');
const AFTER = ['evidence', 'missing', 'file', 'line'];

export const csv: Reporter = {
  description: 'one row an agent turn, for spreadsheets',
  open: (rubric, _options, write) => {
    const labels = [...rubric.labels].sort(compareLabels);
    let header: Cell[][] = [[...BEFORE, ...labels, ...AFTER]];
    const rows = async (cells: Cell[][]): Promise<void> => {
      await write(toCsv([...header, ...cells]));
      header = [];
    };
    return {
      add: (c) => rows(agentTurns(c).map((t) => turnRow(c, t, labels))),
      end: () => rows([]),
    };
  },
};

function toCsv(rows: Cell[][]): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? sanitise(cell).trim() : cell)),
  );
  return stringify(cells, { escape_formulas: true, record_delimiter: 'unix' });
}

function turnRow(c: ScoredConversation, t: ScoredTurn, labels: readonly string[]): Cell[] {
  const answered = opportunityOf(c, t);
  return [
    c.id,
    t.index,
    t.speaker ?? c.agent ?? '',
    c.channel ?? '',
    t.score?.normalized ?? '',
    c.score.normalized ?? '',
    c.score.band ?? '',
    answered?.distress ?? '',
    ...labels.map((label) => own(t.labels, label) ?? 0),
    t.evidence.map((e) => `${e.label} ${e.level}: "${e.quote}"`).join(' | '),
    answered?.missing ?? '',
    c.source.path,
    c.source.line ?? c.source.pointer ?? '',
  ];
}

function agentTurns(c: ScoredConversation): readonly ScoredTurn[] {
  return c.turns.filter((t) => t.role === 'agent');
}

/** The opportunity that was open at a turn: the last one before it, if anything applied there at all. */
function opportunityOf(c: ScoredConversation, t: ScoredTurn): Opportunity | undefined {
  const applied = t.score !== undefined && t.score.normalized !== null;
  return applied ? c.opportunities.findLast((o) => o.turn < t.index) : undefined;
}
