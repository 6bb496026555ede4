/** Rules about how a macro sounds, whatever it is about. */
import { z } from 'zod';
import { evidenceFor, inRenderings, words } from './places.ts';
import { gradeOf } from './readability.ts';
import { macroRule } from './rule.ts';
import { LEFTOVER } from './template.ts';

export const stockPhrase = macroRule({
  title: 'A phrase from the script',
  why: 'Customers know these lines by heart and stop reading; they stand for care without being any.',
  severity: 'note',
  examples: {
    bad: [
      'Your call is important to us.',
      'Please do not hesitate to contact us.',
      'Rest assured that we are on it.',
    ],
    good: ['Write to me if it is not there by Friday.'],
  },
  check: (macro) =>
    inRenderings(macro, (rendering) =>
      evidenceFor(rendering, 'scripted').map((at) => ({
        at,
        message: `${words(rendering, at)} is a stock phrase`,
        suggestion: 'Say what it stands for in this case, or leave it out.',
      })),
    ),
});

/** Abbreviations are no shouting, however many stand in a row. */
const LEAST_LETTERS = 4;

export const shouting = macroRule({
  title: 'Shouting',
  why: 'Capitals and strings of exclamation marks read as anger or as false cheer.',
  severity: 'warning',
  options: z.strictObject({
    /** Exclamation marks that a macro may hold. */
    exclamations: z.int().min(0).default(4),
  }),
  examples: {
    bad: [
      'DO NOT REPLY TO THIS MESSAGE.',
      'Thanks for waiting!!',
      'Hello! Thanks for writing! We are on it! It ships today! Have a nice day!',
    ],
    good: ['Please reply to this message. The ISBN and the PDF URL are below!', 'It costs 20 USD or 18 EUR.'],
  },
  check: (macro, { exclamations }) =>
    inRenderings(macro, (rendering) => {
      const { text } = rendering;
      const capitals = [
        ...text.matchAll(
          /(?<![\p{L}\d_{-])\p{Lu}{2,}(?:['’]\p{Lu}+)?(?:[ ,]+\p{Lu}{2,}(?:['’]\p{Lu}+)?|[ ,]+[AI](?![\p{L}'’])){2,}(?![\p{L}\d_}-])/gu,
        ),
      ]
        .filter(
          ([run]) =>
            run.search(LEFTOVER) < 0 &&
            run.split(/[ ,]+/).filter((word) => word.length >= LEAST_LETTERS).length >= 2,
        )
        .map((match) => ({ at: { start: match.index, end: match.index + match[0].length } }));
      const doubled = [...text.matchAll(/[!?](?: ?[!?])+/g)]
        .filter(([run]) => run.split('!').length > 2)
        .map((match) => ({ at: { start: match.index, end: match.index + match[0].length } }));
      const marks = [...text.matchAll(/!/g)];
      const loud = [...capitals, ...doubled].map(({ at }) => ({
        at,
        message: `${words(rendering, at)} reads as shouting`,
        suggestion: 'Say it once, in small letters.',
      }));
      const many = marks[exclamations];
      if (loud.length > 0 || !many) return loud;
      return [
        {
          at: { start: many.index, end: many.index + 1 },
          message: `${marks.length} exclamation marks in one reply`,
          suggestion: 'Keep one, where there is something to cheer.',
        },
      ];
    }),
});

export const readability = macroRule({
  title: 'Hard to read',
  why: 'People in a hurry or in distress read badly; long sentences of long words lose them.',
  severity: 'note',
  options: z.strictObject({
    /** Highest school grade, by Flesch and Kincaid, that a macro may ask of its reader. */
    grade: z.number().min(1).max(30).default(13),
  }),
  examples: {
    bad: [
      'Notwithstanding the aforementioned considerations regarding the applicability of contractual limitations, reimbursement of expenditures incurred subsequent to cancellation necessitates additional documentation substantiating extraordinary circumstances, whereupon administrative reconsideration of the original determination may subsequently be initiated.',
    ],
    good: [
      'We can pay this back. Send me the bill, and I will do it today. You will see the money on Friday, and I will write to you then.',
    ],
  },
  check: ({ renderings }, { grade }) => {
    const [plain] = renderings;
    const found = plain && gradeOf(plain.text);
    if (!found || found.grade <= grade) return [];
    return [
      {
        message: `reads at grade ${Math.round(found.grade)}: ${Math.round(found.wordsPerSentence)} words a sentence, ${found.syllablesPerWord.toFixed(1)} syllables a word`,
        suggestion: 'Cut the longest sentence in two and take the shorter word.',
      },
    ];
  },
});

/** Greetings of nobody in particular. */
const NOBODY =
  /^[ \t]*(?:dear (?:valued |esteemed )?(?:customers?|sir(?: or |\/)madam|sir|madam|user|client|guest|member|subscriber|all)|(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day))(?: there| all| everyone| friend| valued customer| customer)?|to whom it may concern)[ \t]*(?=[,!.:–—-]|\n|$)/im;

export const noName = macroRule({
  title: 'A greeting without a name',
  why: 'A name in the greeting is the least that shows whom the reply is for.',
  severity: 'note',
  examples: {
    bad: ['Dear customer,\nyour order has shipped.', 'Hello,\nyour order has shipped.'],
    good: [
      'Hi {{ticket.requester.first_name}},\nyour order has shipped.',
      'Hi [Customer Name], your order has shipped.',
      'Your order has shipped.',
    ],
  },
  check: (macro) => {
    const { slots } = macro.template;
    if (slots.some(({ meaning }) => meaning === 'name' || meaning === 'handle')) return [];
    return inRenderings(macro, (rendering) => {
      const greeting = NOBODY.exec(rendering.text.slice(0, 80));
      if (!greeting) return [];
      const start = greeting.index + greeting[0].search(/\S/);
      const at = { start, end: greeting.index + greeting[0].trimEnd().length };
      return [
        {
          at,
          message: `${words(rendering, at)} greets nobody in particular`,
          suggestion:
            "Put your help desk's placeholder for the first name there, with a text for when it is empty.",
        },
      ];
    });
  },
});
