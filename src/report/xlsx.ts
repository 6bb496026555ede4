/** A workbook for Excel and its like: totals, groups, conversations, turns and criteria, a sheet each. */

import type { Reporter } from './reporter.ts';

export const xlsx: Reporter = {
  description: 'a workbook with sheets for totals, agents, conversations, turns and criteria',
  binary: true,
  open: async (rubric, options, write) => {
    const { openWorkbook } = await import('./xlsx/workbook.ts');
    return openWorkbook(rubric, options, write);
  },
};
