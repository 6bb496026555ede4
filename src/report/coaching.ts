/** Coaching sheets, one an agent: behaviour first, one strength, one miss, an example of a colleague's, and progress. */

import { collectCoaching } from '../select/coaching.ts';
import { sheetLines } from './coaching/sheet.ts';
import type { Open } from './reporter.ts';
import type { Canvas } from './terminal/conversation.ts';
import { words, wrap } from './terminal/layout.ts';
import { several } from './terminal/numbers.ts';
import { themeOf } from './terminal/theme.ts';

/** What a reader has to know before any number (SCORING §14). */
const USE =
  'For a talk between two people who read the words together. In alphabetical order: nobody is ranked. The rubric hears words, neither tone nor facts; what it missed or misread, the agent may strike out.';

export const openCoaching: Open = (rubric, options, write) => {
  const width = Math.min(160, Math.max(60, options.width));
  const canvas: Canvas = { options, width, theme: themeOf(options.color), rubric };
  const collector = collectCoaching();
  return {
    add: collector.add,
    end: async ({ summary }) => {
      const { theme } = canvas;
      const { sheets, unnamed, team } = collector.result(summary.receipt);
      await write(`${[theme.title('Coaching sheets'), ...wrap(words(USE, theme.dim), width)].join('\n')}\n`);
      for (const sheet of sheets) await write(lines(sheetLines(sheet, team, canvas)));
      if (unnamed > 0) {
        const note = `${several(unnamed, 'conversation')} ${unnamed === 1 ? 'names' : 'name'} no agent and ${unnamed === 1 ? 'is' : 'are'} on nobody’s sheet (attune score --map agent=COLUMN).`;
        await write(lines(['', ...wrap(words(note, theme.dim), width)]));
      }
      if (sheets.length === 0 && unnamed === 0) await write('\nThere is no conversation to show.\n');
    },
  };
};

function lines(list: readonly string[]): string {
  return `${list.map((line) => line.trimEnd()).join('\n')}\n`;
}
