/** Rules about a library as a whole: macros that repeat or contradict one another, and what their files say about them. */
import { z } from 'zod';
import type { Span } from '../../model.ts';
import type { ReadMacro } from '../read.ts';
import { bodySpan } from '../template/index.ts';
import { type Found, libraryRule, macroRule } from './rule.ts';
import { type Clash, createClashTest, type Pair, pairsOf, sentencesOf } from './similar.ts';

const similarity = z.number().min(0.5).max(1);

/** Versions of one macro for other channels or locales are meant to be alike. */
function areVersions(a: ReadMacro, b: ReadMacro): boolean {
  const same =
    a.macro.path === b.macro.path && (a.macro.id === b.macro.id || a.macro.title === b.macro.title);
  return same && (a.macro.channel !== b.macro.channel || a.macro.locale !== b.macro.locale);
}

const named = ({ macro: { title, path } }: ReadMacro, { macro }: ReadMacro): string =>
  path === macro.path ? `"${title}"` : `"${title}" in ${path}`;

export const nearDuplicate = libraryRule({
  title: 'Two macros that are nearly the same',
  why: 'Agents pick either one, and only one of them gets corrected.',
  severity: 'warning',
  options: z.strictObject({
    /** Share of word triples that two macros have in common (Jaccard), from which they are the same. */
    similarity: similarity.default(0.6),
  }),
  examples: {
    bad: [
      [
        {
          title: 'Shipped',
          body: 'Hi {{name}}, good news: your order left our warehouse today. Follow it with the link in your account, and write to me if it does not move. Have a nice day.',
        },
        {
          title: 'Order on its way',
          body: 'Hi {{name}}, good news: your order left our warehouse today. Follow it with the link in your account, and write to me if it does not arrive. Have a nice day.',
        },
      ],
    ],
    good: [
      [
        { title: 'Shipped', body: 'Hi {{name}}, good news: your order left our warehouse today.' },
        { title: 'Refunded', body: 'Hi {{name}}, good news: your money is on its way to your bank.' },
      ],
    ],
  },
  compare(macros, options) {
    const clash = createClashTest();
    const pairs = pairsOf(macros.filter(isPrinted), options.similarity).filter(
      ({ a, b }) => !areVersions(a, b) && !clash(a, b),
    );
    // Of many that are alike each is told once, with the one that it is most like.
    const nearest = new Map<ReadMacro, Pair>();
    for (const pair of pairs) {
      const known = nearest.get(pair.b);
      if (!known || known.shared < pair.shared) nearest.set(pair.b, pair);
    }
    return [...nearest.values()].map(({ a, b, shared }): Found => {
      const how = shared === 1 ? 'the same as' : 'nearly the same as';
      const share = shared === 1 ? '' : ` (${Math.round(shared * 100)} %)`;
      return {
        macro: b,
        message: `says ${how} ${named(a, b)}${share}`,
        suggestion: 'Keep one of them, or say in both when each is to be used.',
      };
    });
  },
});

const isPrinted = ({ renderings }: ReadMacro): boolean => renderings.length > 0;

export const contradiction = libraryRule({
  title: 'Two macros that contradict each other',
  why: 'What a customer is promised must not depend on which macro an agent finds first.',
  severity: 'warning',
  examples: {
    bad: [
      [
        { title: 'Refund sent', body: 'Refunds take 5 to 7 business days to reach your bank account.' },
        {
          title: 'Refund, formal',
          body: 'Thank you for your patience. Refunds take 3 to 5 business days to reach your bank account.',
        },
      ],
      [
        {
          title: 'Opened',
          body: 'You can return this item once the box has been opened, within our usual time.',
        },
        {
          title: 'Opened 2',
          body: 'You can not return this item once the box has been opened, within our usual time.',
        },
      ],
    ],
    good: [
      [
        { title: 'Refund sent', body: 'Refunds take 5 to 7 business days to reach your bank account.' },
        { title: 'Exchange', body: 'Exchanges take 2 weeks from the day on which we receive the box.' },
      ],
    ],
  },
  compare: (macros) => {
    const found: Found[] = [];
    const printed = macros.filter(isPrinted);
    for (const { a, b, clash } of sentencesOf(printed)) {
      if (!areVersions(a, b)) found.push(foundFor(a, b, clash));
    }
    return found;
  },
});

function foundFor(a: ReadMacro, b: ReadMacro, { here, there, at }: Clash): Found {
  const span: Span = bodySpan(b.renderings[0]!, at);
  return {
    macro: b,
    span,
    message: `says "${here}" where ${named(a, b)} says "${there}"`,
    suggestion: 'Find out which one holds, and correct the other.',
  };
}

const ASKED = ['category', 'context', 'do_not_use_when'] as const;

export const missingContext = macroRule({
  title: 'A macro that does not say when to use it',
  why: 'Most harm is done by the right words in the wrong case.',
  severity: 'warning',
  off: true,
  options: z.strictObject({
    /** What each macro has to declare, as in its front matter. */
    require: z.array(z.enum(ASKED)).min(1).default(['category', 'do_not_use_when']),
  }),
  examples: {
    bad: [{ body: 'Your order has shipped.', category: 'routine' }],
    good: [{ body: 'Your order has shipped.', category: 'routine', doNotUseWhen: 'the parcel is late' }],
  },
  check: ({ macro }, { require }) => {
    const declared = {
      category: macro.category,
      context: macro.context,
      do_not_use_when: macro.doNotUseWhen,
    };
    const missing = require.filter((key) => declared[key] === undefined || declared[key].trim() === '');
    return missing.length > 0
      ? [
          {
            message: `does not say its ${missing.join(' and ')}`,
            suggestion: `Add ${missing.map((key) => `${key}:`).join(' and ')} to the macro.`,
          },
        ]
      : [];
  },
});
