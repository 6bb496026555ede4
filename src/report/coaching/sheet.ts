/** The sheet of one agent. */

import type { Summary } from '../../model.ts';
import type { Behaviour, Change, Estimate, Progress, Rate } from '../../select/behaviour.ts';
import type { CoachingSheet } from '../../select/coaching.ts';
import { weigh } from '../../select/highlights.ts';
import type { Moment } from '../../select/moments.ts';
import {
  anchorWords,
  earnedWords,
  isWordless,
  missingWords,
  noteLines,
  REASON_WORDS,
  saidLines,
  whereWords,
} from '../moments.ts';
import { sanitise } from '../sanitise.ts';
import type { Canvas } from '../terminal/conversation.ts';
import { columns, cut, pad, words, wrap } from '../terminal/layout.ts';
import { percent, score1, several } from '../terminal/numbers.ts';

/** Under so many a share says nothing, and over them it is at least a direction (SCORING §9.4). */
const LEAST = 15;

/** Columns for what a row is about. */
const TEXT = 44;

const EVIDENCE = {
  too_few: `too few to say anything about a person (${LEAST} with a score are needed), so only moments are shown`,
  indicative: 'indicative: a direction, no more',
  reportable: 'enough for numbers with their intervals',
} as const;

/** How near a colleague's situation is to the one that was missed. */
const ALIKE = {
  matter: 'a customer who said the same kind of thing, as upset',
  distress: 'a customer as upset',
  criterion: 'another situation',
  none: 'another situation and another strength: the nearest there is',
} as const;

/** The lines of a sheet. */
export function sheetLines(sheet: CoachingSheet, team: Summary['teamScript'], canvas: Canvas): string[] {
  const { theme, width } = canvas;
  const { conversations, scored } = sheet.behaviour;
  const basis = `${several(conversations, 'conversation')}, ${scored} with a score · ${EVIDENCE[sheet.evidence]}`;
  const parts = [
    [
      theme.dim('─'.repeat(width)),
      theme.title(cut(sanitise(sheet.agent).trim() || '(no name)', width)),
      ...wrap(words(basis, theme.dim), width),
    ],
    ...(sheet.evidence === 'too_few' ? [] : [behaviourLines(sheet.behaviour, canvas)]),
    strengthLines(sheet, canvas),
    missLines(sheet, canvas),
    exampleLines(sheet, canvas),
    ...(sheet.evidence === 'too_few'
      ? []
      : [scriptLines(sheet, team, canvas), progressLines(sheet.progress, canvas)]),
    wordlessLines(sheet, canvas),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part) => ['', ...part]);
}

function behaviourLines(b: Behaviour, { theme, width }: Canvas): string[] {
  return [
    theme.title('What they do'),
    ...rateRow('met what called for empathy', b.addressed, 'opportunities', width),
    ...rateRow('… in words about this customer', b.specific, 'opportunities', width),
    ...rateRow('named our part, where we may be at fault', b.fault, 'opportunities', width),
    ...rateRow('missed or dismissed it, customer very upset', b.severeMissed, 'with distress 2', width),
    ...tableRow(
      'mean score',
      b.mean ? `${score1(b.mean.value)}` : 'too few',
      b.mean ? interval(b.mean) : '',
      width,
    ),
  ];
}

function strengthLines(sheet: CoachingSheet, canvas: Canvas): string[] {
  const { strength } = sheet;
  const { theme, rubric } = canvas;
  if (strength === undefined)
    return [theme.title('One strength'), ...wrapped('There is no answered moment yet to build on.', canvas)];
  const { reasons } = weigh(strength);
  const kind = strength.specific
    ? 'found to be about this customer'
    : 'it answers the customer, though in words that would fit others';
  const why = [kind, ...reasons.map((reason) => REASON_WORDS[reason])].join(' · ');
  const formula = 'the same clause is said elsewhere, too: ask what it meant here';
  return [
    theme.title('One strength'),
    ...talkLines('agent', strength, canvas),
    ...noteLines('why', why, canvas),
    ...noteLines('earned', earnedWords(strength, rubric), canvas),
    ...(strength.formula ? noteLines('but', formula, canvas) : []),
  ];
}

function missLines({ miss }: CoachingSheet, canvas: Canvas): string[] {
  const { theme, rubric } = canvas;
  if (miss === undefined)
    return [
      theme.title('One miss'),
      ...wrapped('None was found: no opportunity was missed or dismissed.', canvas),
    ];
  const after = miss.after && miss.after.evidence.length > 0 ? miss.after : undefined;
  const title = miss.opportunity.verdict === 'dismissed' ? 'One miss, a dismissal' : 'One miss';
  const did = earnedWords(miss, rubric);
  return [
    theme.title(title),
    ...talkLines('agent', miss, canvas),
    ...saidLines('then', after, canvas),
    ...(did === '' ? [] : noteLines('earned', did, canvas)),
    ...noteLines('missing', missingWords(miss, rubric), canvas),
    ...noteLines('anchor on', anchorWords(miss), canvas),
  ];
}

function exampleLines({ miss, example }: CoachingSheet, canvas: Canvas): string[] {
  if (miss === undefined) return [];
  const { theme, width, rubric } = canvas;
  const title = 'A better moment of a colleague';
  if (example === undefined)
    return [
      theme.title(title),
      ...wrapped('No colleague’s answer to anything like it is in these conversations.', canvas),
    ];
  const { moment, alike } = example;
  return [
    theme.title(title) + theme.dim(cut(`: ${sanitise(moment.agent).trim()}`, width - title.length)),
    ...talkLines('colleague', moment, canvas),
    ...noteLines('alike', ALIKE[alike], canvas),
    ...noteLines('earned', earnedWords(moment, rubric), canvas),
  ];
}

/** Said by many, a formula is what they were told to say. */
function scriptLines({ scripts }: CoachingSheet, team: Summary['teamScript'], canvas: Canvas): string[] {
  const title = canvas.theme.title('Script');
  if (scripts === undefined) return [];
  const { spans, reliance, top } = scripts;
  const clauses = 'clauses that relate, say sorry or reassure';
  if (reliance === null)
    return [title, ...wrapped(`too few to say: ${spans} ${clauses}, 50 are needed`, canvas)];
  const [most] = top;
  const shared = most && team.templates.some(({ template }) => template === most.template);
  const whose = shared ? ', which is the team’s script and no habit of theirs' : '';
  return [
    title,
    ...wrapped(
      `${percent(reliance, 1)} of ${spans} ${clauses} are one of their three commonest formulas`,
      canvas,
    ),
    ...(most
      ? wrapped(`said most, ${several(most.spans, 'time')}: “${sanitise(most.template)}”${whose}`, canvas)
      : []),
  ];
}

const MEASURES: Readonly<Record<Change['measure'], string>> = {
  addressed: 'met what called for empathy',
  specific: '… in words about this customer',
  score: 'mean score',
};

function progressLines(progress: Progress | undefined, { theme, width }: Canvas): string[] {
  if (progress === undefined) return [];
  const [before, after] = progress.months;
  return [
    theme.title(`Progress, ${sanitise(after)} against ${sanitise(before)}`),
    ...progress.changes.flatMap(({ measure, difference, before: older, after: newer }) => {
      if (difference === null)
        return tableRow(
          MEASURES[measure],
          'too few',
          `n = ${older} and ${newer}; ${LEAST} are needed in both`,
          width,
        );
      const { value, low, high } = difference;
      const changed = low > 0 ? 'up' : high < 0 ? 'down' : 'no change to be seen';
      return tableRow(
        MEASURES[measure],
        signed(value),
        `${interval(difference, signed)} · ${changed}`,
        width,
      );
    }),
  ];
}

function wordlessLines({ strength, miss, example }: CoachingSheet, canvas: Canvas): string[] {
  const shown = [strength, miss, example?.moment].filter((moment) => moment !== undefined);
  if (!shown.some(isWordless)) return [];
  const note =
    'The scores kept only the words that were evidence; score with --quote full to read whole turns.';
  return wrap(words(note, canvas.theme.dim), canvas.width);
}

function talkLines(speaker: string, moment: Moment, canvas: Canvas): string[] {
  return [
    ...noteLines('where', whereWords(moment), canvas),
    ...saidLines('customer', moment.customer, canvas),
    ...(moment.before?.text === undefined ? [] : saidLines('', moment.before, canvas)),
    ...saidLines(speaker, moment.reply, canvas),
  ];
}

function rateRow(text: string, { k, n, low, high }: Rate, of: string, width: number): string[] {
  if (n < LEAST)
    return tableRow(text, n === 0 ? '–' : 'too few', n === 0 ? `none ${of}` : `${k} of ${n} ${of}`, width);
  return tableRow(text, percent(k, n), `of ${n} ${of} (${percent(low, 1)}–${percent(high, 1)})`, width);
}

/** A row of a table; where it is too long for the width, its notes stand below it. */
function tableRow(text: string, value: string, rest: string, width: number): string[] {
  const row = `  ${pad(text, TEXT)} ${pad(value, 7, 'right')}`;
  if (rest === '') return [row];
  return columns(row) + 2 + columns(rest) <= width
    ? [`${row}  ${rest}`]
    : [row, ...wrap(words(rest), width - 4).map((line) => `    ${line}`)];
}

function interval({ low, high }: Estimate, number: (value: number) => string = score1): string {
  return `(${number(low)} to ${number(high)})`;
}

function signed(value: number): string {
  const shown = score1(Math.abs(value));
  return shown === '0.0' ? shown : `${value < 0 ? '−' : '+'}${shown}`;
}

function wrapped(text: string, { width }: Canvas): string[] {
  return wrap(words(text), width - 2).map((line) => `  ${line}`);
}
