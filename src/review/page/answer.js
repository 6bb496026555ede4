/** Answers in progress: what is asked, what was entered, and a copy of it that outlives a reload. */

/** @import { Answer, Form, Seen } from '../data.ts' */
/** @import { VerdictKind } from '../../model.ts' */

/**
 * One thing that is asked.
 * @typedef {{ kind: 'label' | 'criterion', id: string, title: string, hint: string, options: readonly Option[] }} Question
 * @typedef {{ value: number | string, key: string, short: string, words: string }} Option
 */

/** @typedef {{ labels: Record<string, number | 'cannot_judge'>, criteria: Record<string, VerdictKind>, score?: number,
 *   evidence: { label: string, start: number, end: number }[], comment?: string }} Draft */

const CANNOT = { key: 'x', short: '?', words: 'cannot judge' };
const VERDICTS = [
  { value: 'missed', key: '0', short: 'missed', words: 'missed' },
  { value: 'met', key: '1', short: 'met', words: 'met' },
  { value: 'not_applicable', key: 'n', short: 'N/A', words: 'not applicable' },
  { ...CANNOT, value: 'not_evaluable' },
];

/**
 * What an item is asked, labels before criteria.
 * @param {Form} form
 * @param {boolean} whole
 * @returns {readonly Question[]}
 */
export function questionsOf(form, whole) {
  const labels = form.labels.map(({ id, title, levels, on }) => ({
    kind: /** @type {const} */ ('label'),
    id,
    title,
    hint: hintOf(on === 'customer', whole),
    options: [
      { value: 0, key: '0', short: '0', words: 'not there' },
      ...levels.map((words, i) => ({ value: i + 1, key: String(i + 1), short: String(i + 1), words })),
      { ...CANNOT, value: 'cannot_judge' },
    ],
  }));
  const criteria = (whole ? form.criteria.conversation : form.criteria.turn).map(({ id, title, hint }) => ({
    kind: /** @type {const} */ ('criterion'),
    id,
    title,
    hint,
    options: VERDICTS,
  }));
  return [...labels, ...criteria];
}

/** Whose words a label is about, and where. @param {boolean} customer @param {boolean} whole */
function hintOf(customer, whole) {
  if (whole)
    return customer ? 'the customer’s, where it is highest' : 'where it is highest in the conversation';
  return customer ? 'the customer’s, in what was said before' : '';
}

/** @param {Answer | undefined} answer @returns {Draft} */
export function draftOf(answer) {
  const { labels = {}, criteria = {}, score, evidence = [], comment } = answer ?? {};
  const rated = Object.entries(labels).flatMap(([id, level]) => (level === null ? [] : [[id, level]]));
  return {
    labels: Object.fromEntries(rated),
    criteria: { ...criteria },
    evidence: evidence.map((mark) => ({ ...mark })),
    ...(score !== undefined && { score }),
    ...(comment !== undefined && { comment }),
  };
}

/**
 * What raters agree on, to begin a decision with.
 * @param {NonNullable<Seen['raters']>} raters
 * @param {readonly Question[]} questions
 * @returns {Draft}
 */
export function agreedBy(raters, questions) {
  const draft = draftOf(undefined);
  for (const question of questions) {
    const values = new Set(
      raters.map(({ answer }) => given(answer, question)).filter((v) => v !== undefined),
    );
    if (values.size === 1) put(draft, question, [...values][0]);
  }
  return draft;
}

/** @param {Answer | Draft} answer @param {Question} question @returns {number | string | undefined} */
export function given({ labels, criteria }, { kind, id }) {
  const all = kind === 'label' ? labels : criteria;
  return Object.hasOwn(all, id) ? (all[id] ?? undefined) : undefined;
}

/** @param {Draft} draft @param {Question} question @param {number | string | undefined} value */
export function put(draft, { kind, id }, value) {
  /** @type {Record<string, unknown>} */
  const all = kind === 'label' ? draft.labels : draft.criteria;
  if (value === undefined) delete all[id];
  else all[id] = value;
}

/** @param {Draft} draft */
export function isEmpty({ labels, criteria, score, comment }) {
  return (
    Object.keys(labels).length + Object.keys(criteria).length === 0 &&
    score === undefined &&
    comment === undefined
  );
}

/** @param {Draft} a @param {Draft} b */
export function isSame(a, b) {
  return text(a) === text(b);
}

/** @param {Draft} draft */
function text({ labels, criteria, score, evidence, comment }) {
  const sorted = (/** @type {Record<string, unknown>} */ record) => Object.entries(record).sort();
  const marks = evidence.map(({ label, start, end }) => `${label} ${start} ${end}`).sort();
  return JSON.stringify([sorted(labels), sorted(criteria), score ?? null, marks, comment ?? '']);
}

// ── Drafts in this tab ─────────────────────────────────────────────────────

/** @param {string} round @param {string} rater @param {string} id */
const keyOf = (round, rater, id) => `attune ${JSON.stringify([round, rater, id])}`;

/**
 * What was entered and not saved, with the version of the item that it is based on.
 * @param {string} round @param {string} rater @param {string} id
 * @returns {{ revision: number, answer: Draft } | undefined}
 */
export function kept(round, rater, id) {
  const stored = sessionStorage.getItem(keyOf(round, rater, id));
  return stored === null ? undefined : JSON.parse(stored);
}

/** @param {string} round @param {string} rater @param {string} id @param {{ revision: number, answer: Draft }} draft */
export function keep(round, rater, id, draft) {
  sessionStorage.setItem(keyOf(round, rater, id), JSON.stringify(draft));
}

/** @param {string} round @param {string} rater @param {string} id */
export function drop(round, rater, id) {
  sessionStorage.removeItem(keyOf(round, rater, id));
}
