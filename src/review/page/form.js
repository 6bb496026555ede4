/** The questions of an item as rows of choices, with what others have said beside each. */

/** @import { Answer, Mark } from '../data.ts' */
/** @import { Draft, Question } from './answer.js' */
import { el } from '../../report/html/page/dom.js';
import { given } from './answer.js';

/** Somebody else's answer that is shown beside one's own. @typedef {{ name: string, answer: Answer, take: boolean }} Other */

/**
 * @param {readonly Question[]} questions
 * @param {{ text: string, others: readonly Other[], differing: ReadonlySet<string>,
 *   onPut: (question: Question, value: number | string | undefined) => void,
 *   onTake: (question: Question, other: Other) => void, onUnmark: (mark: Mark) => void,
 *   onFocus: (question: Question) => void }} options
 */
export function formElement(questions, { text, others, differing, onPut, onTake, onUnmark, onFocus }) {
  // In a place of its own, so that nothing moves under the mouse or the eye while one goes from row to row.
  const meaning = el('div', { class: 'meaning' });
  const rows = questions.map((question) => {
    const name = `${question.kind} ${question.id}`;
    const inputs = question.options.map(({ value }) => {
      const input = el('input', { type: 'radio', name, value });
      return /** @type {HTMLInputElement} */ (input);
    });
    const marks = el('ul', { class: 'marks' });
    const said = el('p', { class: 'said-by' });
    const row = el(
      'fieldset',
      { class: `question ${question.kind}${differing.has(question.id) ? ' differs' : ''}` },
      el('legend', {}, question.title),
      el(
        'div',
        { class: 'options' },
        ...question.options.map(({ short, words }, i) =>
          el(
            'label',
            { class: 'option', title: words },
            inputs[i],
            el('span', { 'aria-hidden': 'true' }, short),
            el('span', { class: 'sr' }, short === words ? words : `${short}: ${words}`),
          ),
        ),
      ),
      said,
      marks,
      quotesElement(question),
    );
    row.addEventListener('focusin', () => {
      // It stays the one in focus while words are marked for it.
      for (const other of rows) other.row.classList.toggle('active', other.row === row);
      meaning.replaceChildren(...meaningElements(question));
      onFocus(question);
    });
    for (const [i, input] of inputs.entries())
      input.addEventListener('change', () => onPut(question, question.options[i].value));
    return { question, row, inputs, marks, said };
  });

  /** The words that others have marked for a label. @param {Question} question */
  function quotesElement({ kind, id }) {
    const quotes = others.flatMap(({ name, answer }) =>
      answer.evidence
        .filter(({ label }) => kind === 'label' && label === id)
        .map(({ start, end }) => el('li', {}, `${name} marked `, el('q', {}, text.slice(start, end)))),
    );
    return quotes.length > 0 ? el('ul', { class: 'marks quiet' }, ...quotes) : undefined;
  }

  /** @param {typeof rows[number]} entry @param {readonly Other[]} shown */
  function showSaid({ question, said }, shown) {
    said.replaceChildren(
      ...shown.flatMap((other) => {
        const value = given(other.answer, question);
        if (value === undefined) return [];
        const option = question.options.find((o) => o.value === value);
        const words = [`${other.name} `, el('b', {}, option?.short ?? String(value))];
        if (!other.take) return [el('span', { class: 'tag' }, ...words)];
        const button = el(
          'button',
          { type: 'button', class: 'tag', title: `take what ${other.name} says` },
          ...words,
        );
        button.addEventListener('click', () => onTake(question, other));
        return [button];
      }),
    );
    said.hidden = said.childElementCount === 0;
  }

  return {
    rows: rows.map(({ row }) => row),
    meaning,
    /** @param {Draft} draft */
    show(draft) {
      for (const { question, inputs, marks, row } of rows) {
        const value = given(draft, question);
        for (const [i, input] of inputs.entries()) input.checked = question.options[i].value === value;
        row.classList.toggle('rated', value !== undefined);
        marks.replaceChildren(
          ...draft.evidence
            .filter(({ label }) => question.kind === 'label' && label === question.id)
            .map((mark) => {
              const words = text.slice(mark.start, mark.end);
              const remove = el(
                'button',
                { type: 'button', class: 'remove', 'aria-label': `Take the mark off: ${words}` },
                '×',
              );
              remove.addEventListener('click', () => onUnmark(mark));
              return el('li', {}, el('q', {}, words), ' ', remove);
            }),
        );
        marks.hidden = marks.childElementCount === 0;
      }
    },
    /** @param {readonly Other[]} [more] */
    showOthers(more = []) {
      for (const entry of rows) showSaid(entry, [...others, ...more]);
    },
    /** @param {number} at */
    focus(at) {
      if (rows.length === 0) return;
      const { inputs } = rows[at];
      (inputs.find(({ checked }) => checked) ?? inputs[0]).focus();
      rows[at].row.scrollIntoView({ block: 'nearest' });
    },
  };
}

/** What the answers to a question mean. @param {Question} question */
function meaningElements({ title, hint, options }) {
  return [
    el('p', {}, el('b', {}, title), hint === '' ? '' : ` · ${hint}`),
    el(
      'dl',
      {},
      ...options
        .filter(({ words, value }) => words !== '' && value !== 0)
        .map(({ key, words }) => el('div', {}, el('dt', {}, el('kbd', {}, key)), el('dd', {}, words))),
    ),
  ];
}
