/** How an item is laid out: what was said on one side, what is asked on the other, and what may turn up between. */

/** @import { Seen, View } from '../data.ts' */
/** @import { Question } from './answer.js' */
import { el } from '../../report/html/page/dom.js';

/**
 * What was said: the talk before the turn, and the words to rate.
 * @param {Seen} seen
 * @param {HTMLElement} words
 */
export function saidElement({ item }, words) {
  const whole = item.turn === null;
  const before = (whole ? [] : item.context).map(({ speaker, text }) =>
    el(
      'div',
      { class: `turn ${speaker}` },
      el('p', { class: 'who' }, speaker),
      el('p', { class: 'text' }, text),
    ),
  );
  const name = item.customer_name;
  return el(
    'section',
    { class: 'said-here', 'aria-labelledby': 'said-title' },
    el(
      'h1',
      { id: 'said-title' },
      `${item.conversation_id} `,
      el('span', { class: 'quiet' }, whole ? 'the whole conversation' : `turn ${item.turn}`),
    ),
    name === undefined ? undefined : el('p', { class: 'quiet' }, `The customer is ${name}.`),
    before.length === 0 ? undefined : el('div', { class: 'before' }, heading('Before it'), ...before),
    heading(whole ? 'All of it' : 'To rate'),
    words,
    el(
      'p',
      { class: 'quiet', id: 'words-keys' },
      'Select words to mark them for the label in focus; with the keyboard: e, then the arrows.',
    ),
  );
}

/** @param {string} text */
const heading = (text) => el('h2', { class: 'small' }, text);

/**
 * What is asked. The rows stand in the order of their questions, those that raters disagree on first.
 * @param {Seen} seen
 * @param {readonly Question[]} questions
 * @param {ReadonlySet<string>} differing
 * @param {{ rows: readonly HTMLElement[], meaning: HTMLElement, trouble: HTMLElement, score: HTMLElement, comment: HTMLElement,
 *   acts: readonly HTMLElement[], found: HTMLElement }} parts
 */
export function askedElement(
  { item, raters = [] },
  questions,
  differing,
  { rows, meaning, trouble, score, comment, acts, found },
) {
  const comments = raters.filter(({ answer }) => answer.comment !== undefined);
  const scores = raters.filter(({ answer }) => answer.score !== undefined);
  /** @param {string} title @param {(question: Question) => boolean} belongs */
  const group = (title, belongs) => {
    const mine = rows.filter((_, i) => belongs(questions[i]));
    return mine.length === 0 ? [] : [heading(title), ...mine];
  };
  const groups = questions.some(({ id }) => differing.has(id))
    ? [
        ...group('They disagree', ({ id }) => differing.has(id)),
        ...group('They agree, or one of them did not say', ({ id }) => !differing.has(id)),
      ]
    : [
        ...group('Labels', ({ kind }) => kind === 'label'),
        ...group('Criteria', ({ kind }) => kind === 'criterion'),
      ];
  return el(
    'section',
    { class: 'asked', 'aria-labelledby': 'asked-title' },
    el('h2', { id: 'asked-title', class: 'sr' }, 'Your answers'),
    trouble,
    ...comments.map(({ rater, answer }) => el('blockquote', {}, el('b', {}, `${rater}: `), answer.comment)),
    ...groups,
    meaning,
    item.turn !== null
      ? undefined
      : el(
          'p',
          { class: 'field' },
          el('label', { for: 'score' }, 'Score of the conversation, 0 to 100, if you like'),
          score,
          el(
            'span',
            { class: 'quiet' },
            scores.map(({ rater, answer }) => `${rater} ${answer.score}`).join(' · '),
          ),
        ),
    el('p', { class: 'field' }, el('label', { for: 'comment' }, 'Comment'), comment),
    el('p', { class: 'acts' }, ...acts),
    found,
  );
}

/** What attune found, beside what stands in the rows. @param {View} view */
export function foundElements({ score, evidence }) {
  const proof = evidence.map(({ label, level, cue, quote }) =>
    el('li', {}, `${label} ${level} `, el('q', {}, quote), ' ', el('code', {}, cue)),
  );
  const points = score === null ? 'N/A: nothing to judge' : `${score} of 100`;
  return [
    heading('What attune found'),
    ...(score === undefined ? [] : [el('p', {}, points)]),
    proof.length > 0
      ? el('ul', { class: 'notes' }, ...proof)
      : el('p', { class: 'quiet' }, 'No words of evidence.'),
  ];
}

/**
 * What to choose from where the item was saved elsewhere.
 * @param {() => void} onMine
 * @param {() => void} onTheirs
 */
export function conflictElements(onMine, onTheirs) {
  const mine = el('button', { type: 'button', class: 'more' }, 'Keep mine');
  const theirs = el('button', { type: 'button', class: 'more' }, 'Take what is saved');
  mine.addEventListener('click', onMine);
  theirs.addEventListener('click', onTheirs);
  return [
    el(
      'p',
      {},
      el('b', {}, 'This item was saved elsewhere since you began it'),
      ', in another tab or by somebody of your name. What you have entered is still here, and nothing is overwritten.',
    ),
    el('p', { class: 'acts' }, mine, theirs),
  ];
}
