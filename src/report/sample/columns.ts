/** The columns of a sheet to label: those that `attune calibrate` reads, and beside them room for the person. */

import { own } from '../../keys.ts';
import type { Column } from '../table.ts';
import { CONTEXT, type Row, type SampleReport } from './rows.ts';

const text = (name: string, of: Column<Row>['of']): Column<Row> => ({ name, kind: 'text', of });
const lines = (name: string, of: Column<Row>['of']): Column<Row> => ({ ...text(name, of), lines: true });

/** Labels, rater and comment are empty, for the person to fill in. */
export function sheetColumns({
  labels,
  showScores,
}: Pick<SampleReport, 'labels' | 'showScores'>): readonly Column<Row>[] {
  const empty = () => null;
  return [
    text('id', ({ id }) => id),
    text('conversation_id', (row) => row.conversation_id),
    text('source', ({ source }) => source),
    text('sample', ({ sample }) => sample),
    { name: 'weight', kind: 'number', of: ({ weight }) => weight ?? null },
    ...Array.from({ length: CONTEXT }, (_, i) => lines(`context_${i + 1}`, (row) => contextCell(row, i))),
    lines('text', (row) => row.text),
    ...labels.map((label): Column<Row> => ({ name: label, kind: 'integer', of: empty })),
    text('rater', empty),
    lines('comment', empty),
    ...(showScores ? foundColumns(labels) : []),
  ];
}

function foundColumns(labels: readonly string[]): readonly Column<Row>[] {
  return [
    { name: 'attune_score', kind: 'number', of: ({ attune }) => attune?.score ?? null },
    ...labels.map(
      (label): Column<Row> => ({
        name: `attune_${label}`,
        kind: 'integer',
        of: ({ attune }) => own(attune?.labels ?? {}, label) ?? 0,
      }),
    ),
    text('attune_evidence', ({ attune }) =>
      (attune?.evidence ?? []).map((e) => `${e.label} ${e.level}: "${e.quote}"`).join(' | '),
    ),
    text('attune_why', ({ attune }) => (attune?.why ?? []).join('; ')),
  ];
}

/** What was said last stands next to the answer. */
function contextCell({ context }: Row, at: number): string {
  const said = context[at - CONTEXT + context.length];
  return said === undefined ? '' : `${said.speaker}: ${said.text}`;
}
