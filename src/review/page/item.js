/** One item: what was said on one side, what is asked of it on the other, and all of it from the keyboard. */

/** @import { Answer, Form, Mark, Seen } from '../data.ts' */
/** @import { Draft, Question } from './answer.js' */
/** @import { Other } from './form.js' */
import { el, isChord } from '../../report/html/page/dom.js';
import { agreedBy, draftOf, drop, given, isEmpty, isSame, keep, kept, put, questionsOf } from './answer.js';
import { formElement } from './form.js';
import { askedElement, conflictElements, foundElements, saidElement } from './layout.js';
import { wordsElement } from './words.js';

/** @typedef {{ form: Form, round: string, showScores: boolean, rater: string, say: (text: string) => void,
 *   onSave: (answer: Draft, revision: number, further: boolean) => void, onHop: (way: 1 | -1) => void,
 *   onList: () => void, onHelp: () => void }} Around */

/**
 * @param {Seen} first the item as it was when it was opened
 * @param {Around} around
 */
export function itemElement(first, around) {
  const { form, round, rater, say } = around;
  const { item } = first;
  const whole = item.turn === null;
  const deciding = first.raters !== undefined;
  const { differences, raters = [] } = first;
  const differing = new Set([...(differences?.labels ?? []), ...(differences?.criteria ?? [])]);
  // What raters disagree on comes first.
  const questions = questionsOf(form, whole).toSorted(
    (a, b) => Number(differing.has(b.id)) - Number(differing.has(a.id)),
  );
  let seen = first;
  let viewShown = around.showScores;
  let active = 0;

  const begun = () => draftOf(seen.answer ?? (deciding ? agreedBy(raters, questions) : undefined));
  const stored = kept(round, rater, item.id);
  let draft = stored?.answer ?? begun();
  let revision = stored?.revision ?? seen.revision;

  // ── What was said ─────────────────────────────────────────────────────────

  const words = wordsElement(seen, {
    onMark: mark,
    onUnmark: unmark,
    onLeave: () => asked.focus(active),
    say,
  });
  // ── What is asked ─────────────────────────────────────────────────────────

  /** @type {readonly Other[]} */
  const others = raters.map(({ rater: name, answer }) => ({ name, answer, take: true }));
  const asked = formElement(questions, {
    text: item.text,
    others,
    differing,
    onPut: give,
    onTake: take,
    onUnmark: (gone) => change({ evidence: draft.evidence.filter((other) => !isMark(other, gone)) }),
    onFocus: (question) => {
      active = questions.indexOf(question);
      words.showMarks(allMarks(), question.id);
    },
  });
  const score = /** @type {HTMLInputElement} */ (
    el('input', { type: 'number', min: 0, max: 100, step: 1, id: 'score', inputmode: 'numeric' })
  );
  const comment = /** @type {HTMLTextAreaElement} */ (
    el('textarea', { id: 'comment', rows: 3, maxlength: 10000 })
  );
  score.addEventListener('input', () =>
    change({ score: score.value === '' ? undefined : Number(score.value) }),
  );
  comment.addEventListener('input', () =>
    change({ comment: comment.value.trim() === '' ? undefined : comment.value }),
  );

  const save = el('button', { type: 'button', class: 'more primary' }, 'Save and next');
  const view = el('button', { type: 'button', class: 'more' });
  const found = el('div', { class: 'found' });
  const trouble = el('div', { class: 'conflict', hidden: true });
  const element = el(
    'div',
    { class: 'item' },
    saidElement(seen, words.element),
    askedElement(seen, questions, differing, {
      ...{ rows: asked.rows, meaning: asked.meaning, trouble, score, comment, acts: [save, view], found },
    }),
  );
  save.addEventListener('click', () => store(true));
  view.addEventListener('click', toggleView);

  // ── What happens ──────────────────────────────────────────────────────────

  /** @param {{ labels?: Draft['labels'], criteria?: Draft['criteria'], evidence?: Draft['evidence'], score?: number | undefined, comment?: string | undefined }} part */
  function change(part) {
    const merged = { ...draft, ...part };
    if (merged.score === undefined) delete merged.score;
    if (merged.comment === undefined) delete merged.comment;
    draft = /** @type {Draft} */ (merged);
    if (isSame(draft, begun()) && revision === seen.revision) drop(round, rater, item.id);
    else keep(round, rater, item.id, { revision, answer: draft });
    show();
  }

  function show() {
    asked.show(draft);
    asked.showOthers(viewShown && seen.view ? [{ name: 'attune', answer: answerOfView(), take: false }] : []);
    words.showMarks(allMarks(), questions[active]?.id);
    if (document.activeElement !== score) score.value = draft.score === undefined ? '' : String(draft.score);
    if (document.activeElement !== comment) comment.value = draft.comment ?? '';
    view.hidden = seen.view === undefined;
    view.textContent = viewShown ? 'Hide attune’s view' : 'Show attune’s view';
    view.setAttribute('aria-expanded', String(viewShown));
    found.replaceChildren(...(viewShown && seen.view ? foundElements(seen.view) : []));
    trouble.hidden = revision === seen.revision;
    if (!trouble.hidden) trouble.replaceChildren(...conflictElements(keepMine, takeSaved));
  }

  /** Marks of one's own, and while deciding those of the raters. */
  function allMarks() {
    return [...draft.evidence, ...raters.flatMap(({ answer }) => answer.evidence)];
  }

  /** @returns {Answer} */
  function answerOfView() {
    const { labels: found = {}, criteria = {} } = seen.view ?? {};
    return { labels: found, criteria, evidence: [] };
  }

  function keepMine() {
    revision = seen.revision;
    change({});
    say('Yours is kept; save it to replace what is saved.');
    asked.focus(active);
  }

  function takeSaved() {
    drop(round, rater, item.id);
    revision = seen.revision;
    draft = begun();
    show();
    say('This is what is saved.');
    asked.focus(active);
  }

  /** @param {Question} question @param {number | string | undefined} value */
  function give(question, value) {
    put(draft, question, value);
    change({});
    const option = question.options.find((o) => o.value === value);
    say(`${question.title}: ${option ? option.words || option.short : 'not rated'}`);
  }

  /** @param {Question} question @param {Other} other */
  function take(question, { name, answer }) {
    const value = given(answer, question);
    if (value === undefined) {
      say(`${name} did not say.`);
      return;
    }
    const isTheirs = (/** @type {Mark} */ m) => question.kind === 'label' && m.label === question.id;
    draft.evidence = [
      ...draft.evidence.filter((m) => !isTheirs(m)),
      ...answer.evidence.filter(isTheirs).map((m) => ({ ...m })),
    ];
    give(question, value);
  }

  /** @param {number} start @param {number} end */
  function mark(start, end) {
    const question = questions[active];
    if (question?.kind !== 'label') {
      say('Evidence is of a label: go to one first (j, k), then mark the words.');
      return;
    }
    const fresh = { label: question.id, start, end };
    const rest = draft.evidence.filter((m) => m.label !== question.id || m.end <= start || m.start >= end);
    change({ evidence: [...rest, fresh].sort((a, b) => a.start - b.start) });
    asked.focus(active);
    say(`Marked for ${question.title}: ${item.text.slice(start, end)}`);
  }

  /** @param {number} start @param {number} end */
  function unmark(start, end) {
    const label = questions[active]?.id;
    change({ evidence: draft.evidence.filter((m) => m.label !== label || m.end <= start || m.start >= end) });
    say('The mark is off.');
  }

  /** @param {boolean} further */
  function store(further) {
    if (revision !== seen.revision) say('Choose first: keep yours, or take what is saved.');
    else if (isEmpty(draft)) say('Nothing is rated yet. ] goes on without a rating.');
    else around.onSave(draft, revision, further);
  }

  function toggleView() {
    if (!seen.view) {
      say('attune’s view is hidden until you have rated.');
      return;
    }
    viewShown = !viewShown;
    show();
  }

  /** @param {number} by */
  function move(by) {
    const next = active + by;
    // After the questions come the score and the comment.
    if (next >= questions.length) (whole ? score : comment).focus();
    else asked.focus(Math.max(0, next));
  }

  /** @param {(question: Question) => void} use */
  const current = (use) => {
    const question = questions[active];
    if (question) use(question);
  };
  /** @param {string} key */
  const choose = (key) =>
    current((question) => {
      const option = question.options.find((o) => o.key === key);
      if (option) give(question, option.value);
      else if (key === 'n') say('N/A answers a criterion. Of a label, 0 says that it is not there.');
      else say(`${question.title} has no ${key}.`);
    });
  /** @type {Record<string, () => void>} */
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    n: () => choose('n'),
    x: () => choose('x'),
    c: () => choose('x'),
    z: () => {
      for (const question of questions)
        if (question.kind === 'label' && given(draft, question) === undefined) put(draft, question, 0);
      change({});
      say('Every label that was open is 0.');
    },
    Backspace: () => current((question) => give(question, undefined)),
    Delete: () => current((question) => give(question, undefined)),
    e: () => words.enter(0),
    w: () => comment.focus(),
    Enter: () => store(true),
    s: () => store(false),
    v: toggleView,
    l: around.onList,
    '?': around.onHelp,
    ']': () => around.onHop(1),
    '[': () => around.onHop(-1),
    J: () => around.onHop(1),
    K: () => around.onHop(-1),
    a: () => takeFrom(0),
    b: () => takeFrom(1),
  };
  /** @param {number} place */
  const takeFrom = (place) => {
    const other = others[place];
    if (other) current((question) => take(question, other));
  };

  return {
    element,
    id: item.id,
    /** @param {KeyboardEvent} event @returns {boolean} whether it was one of the page's keys */
    press(event) {
      const { key, target, shiftKey } = event;
      const at = /** @type {HTMLElement} */ (target);
      if (at === comment || at === score) {
        if (key === 'Escape') asked.focus(active);
        else if (key === 'Enter' && (event.ctrlKey || event.metaKey || at === score)) store(true);
        else return false;
        return true;
      }
      if (isChord(event)) return false;
      if (shiftKey && (key === 'ArrowRight' || key === 'ArrowLeft'))
        words.enter(key === 'ArrowRight' ? 1 : -1);
      else if (/^\d$/.test(key)) choose(key);
      else if (key === 'Enter' && at.closest('button, a, summary')) return false;
      else if (Object.hasOwn(keys, key)) keys[key]();
      else return false;
      return true;
    },
    /** The item as the server has it now: after a save, or because another tab has saved. @param {Seen} fresh @param {'mine' | 'others'} by */
    update(fresh, by) {
      const entered = by === 'others' && kept(round, rater, item.id) !== undefined;
      seen = fresh;
      if (!entered) {
        drop(round, rater, item.id);
        revision = fresh.revision;
        draft = begun();
      }
      show();
    },
    revision: () => seen.revision,
    begin() {
      show();
      asked.focus(0);
      if (stored && revision === seen.revision) say('What you had entered here and not saved is back.');
    },
  };
}

/** @param {Mark} a @param {Mark} b */
const isMark = (a, b) => a.label === b.label && a.start === b.start && a.end === b.end;
