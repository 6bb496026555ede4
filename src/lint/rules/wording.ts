/** Rules about how a macro sounds, whatever it is about. */
import { z } from 'zod';
import { macroRule } from './rule.ts';

export const shouting = macroRule({
  title: 'Shouting',
  why: 'Capitals and strings of exclamation marks read as anger or as false cheer.',
  severity: 'warning',
  options: z.strictObject({}),
  examples: {
    bad: ['DO NOT REPLY TO THIS MESSAGE.', 'Thanks for waiting!!!'],
    good: ['Please reply to this message. The ISBN is on the PDF.'],
  },
  check: ({ macro }) =>
    [...macro.body.text.matchAll(/\b[A-Z]{2,}(?:\s+[A-Z]{2,}){2,}\b|!{2,}/g)].map((match) => ({
      span: { start: match.index, end: match.index + match[0].length },
      message: `"${match[0]}" reads as shouting`,
    })),
});
