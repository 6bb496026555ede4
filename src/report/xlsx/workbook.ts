/** A workbook that is written while conversations come: its sheets grow side by side and are joined at the end. */

import { compareKeys } from '../../keys.ts';
import type { RubricCard } from '../../model.ts';
import { memoryScratch, type OpenReport, type ReportOptions, type Write } from '../reporter.ts';
import { type Column, PLACE, type TurnRow, turnColumns, turnRows } from '../table.ts';
import { openArchive } from './archive.ts';
import {
  CONVERSATION_COLUMNS,
  criterionColumns,
  GROUP_COLUMNS,
  judgementsOf,
  TOTAL_COLUMNS,
} from './columns.ts';
import { partsAround } from './parts.ts';
import { MOST_ROWS, openTable } from './sheet.ts';
import { totalsOf } from './totals.ts';

/** Opens a workbook; `mostRows` is for tests. */
export function openWorkbook(
  rubric: RubricCard,
  { scratch = memoryScratch }: ReportOptions,
  write: Write,
  mostRows = MOST_ROWS,
): OpenReport {
  const archive = openArchive(scratch, write);
  const turnTable: readonly Column<TurnRow>[] = [...turnColumns(rubric), ...PLACE];
  const conversations = openTable('conversations', CONVERSATION_COLUMNS, archive, mostRows);
  const turns = openTable('turns', turnTable, archive, mostRows);
  const criteria = openTable('criteria', criterionColumns(rubric), archive, mostRows);
  return {
    add: async (c) => {
      await conversations.add({ c });
      for (const row of turnRows(c)) await turns.add(row);
      for (const judged of judgementsOf(c)) await criteria.add(judged);
    },
    end: async ({ summary }) => {
      const groups = openTable('agents', GROUP_COLUMNS, archive, mostRows);
      for (const [by, list] of Object.entries(summary.groups)) {
        for (const g of list.toSorted((a, b) => compareKeys(a.key, b.key))) await groups.add({ by, g });
      }
      const growing = [];
      for (const table of [groups, conversations, turns, criteria]) growing.push(...(await table.end()));
      const totals = openTable('summary', TOTAL_COLUMNS, archive);
      for (const total of totalsOf(summary, rubric)) await totals.add(total);
      for (const { title, rows } of growing) {
        const further = / \d+$/.test(title);
        const note = `goes on from the sheet before: one has at most ${mostRows} rows`;
        await totals.add({ what: `rows of sheet ${title}`, value: rows, ...(further && { note }) });
      }
      const sheets = [...(await totals.end()), ...growing];
      const around = partsAround(sheets);
      for (const [name, text] of Object.entries(around)) await (await archive.add(name)).add(text);
      await archive.end([...Object.keys(around), ...sheets.map(({ member }) => member)]);
    },
  };
}
