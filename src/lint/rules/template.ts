/** Rules about placeholders: what a customer must never see. */
import { macroRule } from './rule.ts';

const LEFTOVER =
  /\b(?:INSERT|ENTER|ADD|TYPE|PASTE) [A-Z][A-Z /]*[A-Z]\b|\bX{4,}\b|\{\{\s*(?:undefined|null|nil|none)?\s*\}\}/g;

export const leftover = macroRule({
  title: 'Text that somebody meant to replace',
  why: 'It reaches the customer as it stands and shows that nobody read the reply.',
  severity: 'error',
  examples: {
    bad: ['Your question was: INSERT QUESTION HERE.', 'Your order XXXXX has shipped.'],
    good: ['Your order {{ticket.id}} has shipped.'],
  },
  check: ({ macro }) =>
    [...macro.body.text.matchAll(LEFTOVER)].map((match) => ({
      span: { start: match.index, end: match.index + match[0].length },
      message: `"${match[0]}" was meant to be replaced`,
      suggestion: 'Put a placeholder of your help desk there, or take it out.',
    })),
});
