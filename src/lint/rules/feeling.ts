/** Rules about the customer's side: sympathy, apology, and empathy that belongs to somebody. */
import { z } from 'zod';
import type { Detection, Span } from '../../model.ts';
import { type ReadMacro, type ReadRendering, sentenceIndex } from '../read.ts';
import { NAMES } from '../template/index.ts';
import { answersComplaint, evidenceFor, inRenderings, phraseAt, sentenceAt, words } from './places.ts';
import { macroRule } from './rule.ts';

const LATE = { title: 'Delivery delayed' } as const;

/** What of this customer's story a macro has placeholders for, to anchor on. */
function anchors({ template: { slots } }: ReadMacro): string {
  const telling = slots.filter(({ meaning }) => ['issue', 'detail', 'time', 'count'].includes(meaning));
  const names = [...new Set(telling.map(({ written }) => written))].slice(0, 3);
  return names.length > 0
    ? ` This macro has ${names.join(', ')} to build on.`
    : ' Give it a placeholder that the agent must fill with what happened.';
}

export const sympathyWithoutEmpathy = macroRule({
  title: 'Sorrow about the customer, and nothing of what it is like for them',
  why: 'Sympathy looks on from outside; people in trouble want to hear that their side was seen.',
  severity: 'warning',
  examples: {
    bad: [
      { ...LATE, body: 'Hi {{name}}, I am so sorry to hear that. I will call the courier today.' },
      { ...LATE, body: 'Oh no! Sorry you are having trouble with your order. We will send a new one today.' },
    ],
    good: [
      {
        ...LATE,
        body: 'I am sorry to hear that. I understand how tiring it is to wait {{days}} days for {{item_name}}. I will call the courier.',
      },
      { title: 'How to return an item', body: 'Fill in the form, and we will send you a label.' },
    ],
  },
  check: (macro) =>
    answersComplaint(macro)
      ? inRenderings(macro, (rendering) => {
          const first = evidenceFor(rendering, 'sympathy').find(
            ({ end }) => !OWN_WISH.test(rendering.text.slice(end)),
          );
          if (!first || (rendering.found.labels.empathy ?? 0) > 0) return [];
          const at = phraseAt(rendering, first);
          return [
            {
              at,
              message: `${words(rendering, at)} feels sorry from outside; nothing says what it is like for the customer`,
              suggestion: `Say what they lost, waited for or had to do again.${anchors(macro)}`,
            },
          ];
        }).slice(0, 1)
      : [],
});

/** Sorry that somebody goes is a courtesy, and no answer to a hardship. */
const OWN_WISH =
  /^[^.!?\n]{0,20}\b(?:(?:you(?:'d|’d| would) like|you want|you wish|you(?:'ve|’ve| have)? (?:decided|chosen)) to|you(?:'re|’re| are)? (?:no longer (?:interested|need|want)|leaving)|(?:see|have) you (?:go|leave))\b/i;

/** Rows of the sorry table (CODEBOOK §4.1). */
const CONDITIONAL = [3, 4];
const NAMELESS = [11, 12];

export const nonApology = macroRule({
  title: 'An apology that is none',
  why: '"If" and "any" doubt that something happened, "you feel" puts it on the customer.',
  severity: 'warning',
  examples: {
    bad: [
      'We apologise for any inconvenience this may have caused.',
      'I am sorry you feel that way about our service.',
      'Sorry if this caused you trouble.',
    ],
    good: ['I am sorry that we charged you twice.', 'If anything is unclear, write to me.'],
  },
  check: (macro) =>
    inRenderings(macro, (rendering) =>
      apologies(macro, rendering, CONDITIONAL).map((at) => ({
        at,
        message: `${words(rendering, at)} takes back the apology it makes`,
        suggestion: 'Name what went wrong, without "if" and "any".',
      })),
    ),
});

/** Apologies of these rows, the first where several cover one place. */
function apologies({ cues }: ReadMacro, rendering: ReadRendering, rows: readonly number[]): Span[] {
  let end = 0;
  return evidenceFor(rendering, 'apology')
    .filter(({ cue }) => rows.includes(cues.get(cue)?.row ?? 0))
    .filter((one) => {
      const isNew = one.start >= end;
      end = Math.max(end, one.end);
      return isNew;
    })
    .map((one) => phraseAt(rendering, one));
}

/** Words by which an apology, or what leads up to it, says what for. */
const NAMES_IT =
  /\b(?:because|caused by|due to|regarding|delay\w*|late|wait\w*|mix-?up|errors?|mistakes?|missing|missed|damage\w*|defect\w*|faulty|wrong|incorrect|outage|maintenance|downtime|crash\w*|charged|lost|broken|disruption|quality|match)\b|\bwe (?:did ?n[o’']t|failed|forgot|should|let you|sent|lost|got|kept)\b/i;
/** What may stand after "sorry for" without saying anything (CODEBOOK §2, GEN). */
const GENERIC = new Set([
  ...Object.values(NAMES.present).map((name) => name.toLowerCase()),
  ...`a all also am an and any apologies apologise apologize apology are d ll m re s t ve as be been cause caused causing deeply do experience experienced extremely for
  frustration frustrations hassle have i if in inconvenience inconveniences is issue issues it matter most my of on our please problem
  problems really regarding regret served sincere sincerely situation so sorry terribly that the this to trouble troubles truly upset very
  want we with you your again about here just hear once more me us too accept everything`.split(/\s+/),
]);

export const unnamedApology = macroRule({
  title: 'An apology that names nothing',
  why: '"For the inconvenience" fits every complaint there is; the fault by its name is what people wait for.',
  severity: 'warning',
  examples: {
    bad: [
      { ...LATE, body: 'We apologise for the inconvenience. Your parcel arrives {{date}}.' },
      { ...LATE, body: 'Sorry about that! I have asked the courier to try again today.' },
    ],
    good: [
      { ...LATE, body: 'I am sorry that your parcel is late. It arrives {{date}}.' },
      { ...LATE, body: 'We lost your parcel. I am sorry about that.' },
      { ...LATE, body: 'I apologise for the inconvenience caused by the missing part.' },
    ],
  },
  check: (macro) =>
    answersComplaint(macro)
      ? inRenderings(macro, (rendering) => {
          const nameless = apologies(macro, rendering, NAMELESS);
          if (nameless.length === 0 || (rendering.found.labels.apology ?? 0) > 1) return [];
          // One apology that says what for is enough; the others may lean on it.
          if (rendering.sentences.some((one) => namesFault(rendering.text.slice(one.start, one.end))))
            return [];
          if (evidenceFor(rendering, 'apology').some((at) => saysWhatFor(rendering, at))) return [];
          return nameless.map((at) => ({
            at,
            message: `${words(rendering, at)} says sorry and not what for`,
            suggestion: `Name what went wrong on your side.${anchors(macro)}`,
          }));
        })
      : [],
});

const SORRY = /\b(?:sorry|apolog\w*)\b/i;

/** Whether a sentence says sorry and what for. */
const namesFault = (sentence: string): boolean =>
  SORRY.test(sentence.slice(0, READ)) && NAMES_IT.test(sentence.slice(0, READ));

/** What is read of a sentence, and of those before it; nobody names a fault later. */
const READ = 300;

/** Whether an apology, or one of the two sentences before it, tells what went wrong. */
function saysWhatFor({ text, sentences }: ReadRendering, at: Span): boolean {
  const index = sentenceIndex(sentences, at);
  const from = Math.max(sentences[Math.max(0, index - 2)]?.start ?? 0, at.start - READ);
  const own = text.slice(at.start, Math.min(sentences[index]?.end ?? at.end, at.start + READ));
  if (NAMES_IT.test(own) || NAMES_IT.test(text.slice(from, at.start))) return true;
  // A placeholder says what for as well as a word does.
  return own.includes('{{') || (own.toLowerCase().match(/\p{L}+/gu) ?? []).some((word) => !GENERIC.has(word));
}

export const untiedEmpathy = macroRule({
  title: 'Empathy that fits everybody',
  why: 'What could be pasted into the reply to any other problem tells nobody that they were understood.',
  severity: 'note',
  examples: {
    bad: [
      { ...LATE, body: 'I understand how frustrating this must be. I will call the courier today.' },
      { ...LATE, body: "I'd be annoyed too. I will call the courier today." },
    ],
    good: [
      {
        ...LATE,
        body: 'I understand how upsetting it is to find {{item_name}} damaged after waiting {{days}} days for it.',
      },
    ],
  },
  check: (macro) =>
    answersComplaint(macro)
      ? inRenderings(macro, (rendering) => {
          if ((rendering.found.labels.empathy ?? 0) > 1) return [];
          return evidenceFor(rendering, 'empathy')
            .map((one) => phraseAt(rendering, one))
            .filter(({ start, end }) => isAboutThem(rendering.text.slice(start, end)))
            .slice(0, 1)
            .map((at) => ({
              at,
              message: `no placeholder ties ${words(rendering, at)} to this customer`,
              suggestion: `Put what happened to them into the sentence.${anchors(macro)}`,
            }));
        }).slice(0, 1)
      : [],
});

/** Empathy speaks of somebody, and of more than what they ask for. */
const isAboutThem = (phrase: string): boolean =>
  /\b(?:i|we|you|your)\b/i.test(phrase) &&
  !/\byour (?:need|desire|wish|request|interest|intention)\b/i.test(phrase);

export const overApology = macroRule({
  title: 'More apologies than anybody believes',
  why: 'Each further "sorry" weakens the first and puts off what the customer waits for.',
  severity: 'warning',
  options: z.strictObject({
    /** Apologies that a macro may hold. */
    most: z.int().min(1).default(2),
  }),
  examples: {
    bad: [
      'I am sorry for the delay. We apologise for the trouble. Your parcel is on its way. Again, our sincere apologies for the inconvenience.',
    ],
    good: ['I am sorry for the delay. Your parcel is on its way. Again, I am sorry about the wait.'],
  },
  check: (macro, { most }) =>
    inRenderings(macro, (rendering) => {
      const sentences = new Map<number, Detection>();
      for (const at of evidenceFor(rendering, 'apology')) {
        const { start } = sentenceAt(rendering, at);
        if (!sentences.has(start)) sentences.set(start, at);
      }
      const extra = [...sentences.values()].map((one) => phraseAt(rendering, one))[most];
      return extra
        ? [
            {
              at: extra,
              message: `apology number ${most + 1} of ${sentences.size}: ${words(rendering, extra)}`,
              suggestion: 'Keep the one that names the fault, and go on to what you do about it.',
            },
          ]
        : [];
    }).slice(0, 1),
});
