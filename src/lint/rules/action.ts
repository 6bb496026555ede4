/** Rules about what happens next: who does it, what it is, and what a customer is left with. */
import type { Span } from '../../model.ts';
import type { ReadRendering } from '../read.ts';
import { answersComplaint, evidenceFor, inRenderings, phraseAt, sentenceAt, words } from './places.ts';
import { macroRule } from './rule.ts';

const MISSING = { title: 'Refund not received' } as const;

/** Kinds of dismissive talk that have rules of their own. */
const WALL = 'wall';
const SHIFT = 'shift';

export const passiveOwnership = macroRule({
  title: 'Nobody does it',
  why: 'Where things "will be looked into" by "the team", the customer has no one to count on.',
  severity: 'warning',
  examples: {
    bad: [
      {
        ...MISSING,
        body: 'Your request has been forwarded. The issue will be resolved as soon as possible.',
      },
      { ...MISSING, body: 'Our finance team will look at your refund and get back to you.' },
    ],
    good: [
      {
        ...MISSING,
        body: 'I have asked our finance team for your refund and will write to you by {{date}}.',
      },
      { title: 'Opening hours', body: 'Orders will be processed on Mondays.' },
    ],
  },
  check: (macro) =>
    answersComplaint(macro)
      ? inRenderings(macro, (rendering) => {
          const { found, text } = rendering;
          // A notice about a case that never says "you" is written to staff.
          if ((found.labels.ownership ?? 0) > 0 || !/\byour?\b/i.test(text)) return [];
          return evidenceFor(rendering, 'passive')
            .map((one) => phraseAt(rendering, one))
            .map((at) => ({
              at,
              message: `${words(rendering, at)}: nobody says "I" or "we"`,
              suggestion: 'Say in the first person who does it, and by when the customer hears from them.',
            }));
        }).slice(0, 1)
      : [],
});

export const wall = macroRule({
  title: 'A refusal with no way out',
  why: 'People take a no far better when something is offered beside it.',
  severity: 'warning',
  examples: {
    bad: [
      'Unfortunately, our policy does not allow refunds after 30 days.',
      'We are unable to change the order.',
    ],
    good: [
      'We cannot refund you after 30 days, but I can give you store credit today.',
      'We cannot see your order yet. Which email address did you use?',
    ],
  },
  check: (macro) =>
    inRenderings(macro, (rendering) =>
      evidenceFor(rendering, 'dismissive')
        .filter(({ cue }) => macro.cues.get(cue)?.kind === WALL)
        .filter((at) => !WAY_OUT.test(around(rendering, at)))
        .slice(0, 1)
        .map((one) => phraseAt(rendering, one))
        .map((at) => ({
          at,
          message: `${words(rendering, at)} is all that the customer gets`,
          suggestion: 'Add what they can do or have instead, or who decides about exceptions.',
        })),
    ).slice(0, 1),
});

/** What opens a way beside a refusal, in its own sentence or in the next. */
const WAY_OUT =
  /\b(?:but (?:if|you|we|i)|however,? (?:if|you|we|i)|instead|alternativ\w+|until|once|unless|you(?:'re| are|’re) welcome to|you (?:can|may|could)|(?:team|colleagues?|department) (?:will|can)|if you (?!have|need|feel|are not|wish to (?:know|discuss)))\b/i;

/** A sentence and the one after it. */
function around(rendering: ReadRendering, at: Span): string {
  const { start, end } = sentenceAt(rendering, at);
  const next = /^\s*[.!?]?\s*[^.!?\n]{0,300}/.exec(rendering.text.slice(end))![0];
  return rendering.text.slice(start, end) + next;
}

export const dismissive = macroRule({
  title: 'Dismissive or blaming',
  why: 'Blame, doubt and "calm down" make an angry customer angrier, whatever else the reply does.',
  severity: 'warning',
  examples: {
    bad: [
      'You should have read the terms before you ordered.',
      'As I already explained, you will have to wait.',
      'That is not our responsibility.',
    ],
    good: [
      'The terms changed in May; I can explain what that means for your order.',
      'You should have a new code by now.',
    ],
  },
  check: (macro) =>
    inRenderings(macro, (rendering) =>
      evidenceFor(rendering, 'dismissive')
        .filter(({ cue }) => ![WALL, SHIFT].includes(macro.cues.get(cue)?.kind ?? ''))
        .map((one) => phraseAt(rendering, one))
        .map((at) => ({
          at,
          message: `${words(rendering, at)} pushes the customer away`,
          suggestion: 'Leave out whose fault it is, and say what can be done now.',
        })),
    ),
});

export const noNextStep = macroRule({
  title: 'No next step',
  why: 'A customer who cannot tell what happens next writes again.',
  severity: 'warning',
  examples: {
    bad: [
      {
        title: 'Missed call',
        body: 'Thank you for your message. We sincerely apologise for the missed call and for the long wait that you had.',
      },
    ],
    good: [
      { ...MISSING, body: 'I am sorry that your refund has not arrived. I will ask our bank today.' },
      { ...MISSING, body: 'I am sorry that your refund has not arrived. Which bank is it going to?' },
    ],
  },
  check: (macro) =>
    answersComplaint(macro) && macro.answers.from !== 'presumed'
      ? inRenderings(macro, (rendering) => {
          const { found, text } = rendering;
          const holds = (label: string): boolean => (found.labels[label] ?? 0) > 0;
          if (!['apology', 'sympathy', 'empathy'].some(holds)) return [];
          if (['ownership', 'solution', 'exploration', 'passive'].some(holds)) return [];
          if (text.includes('?') || ASKS.test(text) || rendering.tokens.length < LEAST_TOKENS) return [];
          return [
            {
              message: 'nothing says what happens next',
              suggestion: 'Say who does what by when, or what you need to know first.',
            },
          ];
        }).slice(0, 1)
      : [],
});

/** Below this, a macro is a line to put into a reply and no reply. */
const LEAST_TOKENS = 18;
/** Asks or instructs, so that the next step is the customer's, or tells what is done already. */
const ASKS =
  /\b(?:please|kindly|you can|you may|you(?:'|’)ll need|you need to|feel free|let (?:us|me) know|reply|contact|visit|follow|check|try|click|go to|see|tell (?:me|us)|send (?:me|us)|processed|resolved|fixed|closed|closing|refunded|replaced|sent|issued|added|(?:business|working) days)\b/i;
