/** The keys, in a dialog that opens with `?`, and the switch for those that are mere characters. */

import { el, isChord } from '../../report/html/page/dom.js';

export const KEYS = [
  ['j k or ↓ ↑', 'next and previous question; after the last, the score or the comment'],
  ['0 1 2 …', 'the level of the label; of a criterion, 1 met and 0 missed'],
  ['n', 'the criterion is not applicable (N/A)'],
  ['x or c', 'cannot judge'],
  ['z', 'every label that is still open is not there (0)'],
  ['Backspace', 'take the answer back'],
  ['e or Shift + → ←', 'go into the words, to mark evidence of the label'],
  ['→ ← ↑ ↓', 'in the words: move; with Shift, choose several'],
  ['Enter', 'in the words: mark them; Backspace takes a mark off, Esc goes back'],
  ['w', 'write a comment; Esc goes back'],
  ['Enter', 'save, and on to the next item that is not rated (Ctrl + Enter in the comment)'],
  ['s', 'save and stay'],
  ['] [ or Shift + J K', 'next and previous item, without saving; what was entered is kept'],
  ['v', 'attune’s view, once the item is rated'],
  ['a b', 'when deciding: take what the first or the second rater says'],
  ['l', 'the list of items'],
  ['?', 'this help; Esc closes it'],
];

/** Set where the keys that are mere characters are switched off, in this browser and for this review. */
const OFF = 'character keys off';

/**
 * Whether a key is a mere character and those are switched off: who dictates, or brushes against keys, would rate
 * without meaning to (WCAG 2.2, 2.1.4).
 * @param {KeyboardEvent} event
 */
export function isSwitchedOff(event) {
  return event.key.length === 1 && !isChord(event) && localStorage.getItem(OFF) !== null;
}

function characterKeys() {
  const on = localStorage.getItem(OFF) === null;
  const box = /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox', checked: on }));
  box.addEventListener('change', () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, '');
  });
  return el(
    'p',
    {},
    el(
      'label',
      {},
      box,
      ' Letters, digits and signs are keys; without them, choose with Tab, → ← and the space bar.',
    ),
  );
}

export function helpDialog() {
  const close = el('button', { type: 'button', class: 'more' }, 'Close');
  const dialog = /** @type {HTMLDialogElement} */ (
    el(
      'dialog',
      { class: 'help', 'aria-labelledby': 'help-title' },
      close,
      el('h2', { id: 'help-title' }, 'Keys'),
      el('dl', {}, ...KEYS.map(([keys, what]) => el('div', {}, el('dt', {}, keys), el('dd', {}, what)))),
      el(
        'p',
        { class: 'quiet' },
        'With the mouse: click a choice, and select words to mark them for the label in focus.',
      ),
      characterKeys(),
    )
  );
  close.addEventListener('click', () => dialog.close());
  document.body.append(dialog);
  return dialog;
}
