/** The words of an item: read, walked through with the arrows, and marked as evidence with keys or the mouse. */

/** @import { Mark, Seen } from '../data.ts' */
import { el, isChord } from '../../report/html/page/dom.js';

/**
 * @param {Seen} seen
 * @param {{ onMark: (start: number, end: number) => void, onUnmark: (start: number, end: number) => void,
 *   onLeave: () => void, say: (text: string) => void }} events
 */
export function wordsElement({ item, parts }, { onMark, onUnmark, onLeave, say }) {
  /** @type {{ element: HTMLElement, start: number, end: number }[]} */
  const words = [];
  let cursor = 0;
  let anchor = -1;

  const turns = parts.map(({ speaker, start, end }) => {
    const text = el('p', { class: 'text' });
    let from = start;
    for (const match of item.text.slice(start, end).matchAll(/\S+/g)) {
      const at = start + match.index;
      const element = el('span', { class: 'w' }, match[0]);
      text.append(item.text.slice(from, at), element);
      words.push({ element, start: at, end: at + match[0].length });
      from = at + match[0].length;
    }
    text.append(item.text.slice(from, end));
    return el('div', { class: `turn ${speaker}` }, el('p', { class: 'who' }, speaker), text);
  });
  const box = el(
    'div',
    {
      class: 'words',
      id: 'words',
      tabindex: 0,
      role: 'group',
      'aria-label': 'The words to rate',
      'aria-describedby': 'words-keys',
    },
    ...turns,
  );

  /** @returns {[number, number]} */
  const selected = () =>
    anchor < 0 ? [cursor, cursor] : [Math.min(anchor, cursor), Math.max(anchor, cursor)];

  function show() {
    const [low, high] = selected();
    const inside = document.activeElement === box;
    for (const [i, { element }] of words.entries()) {
      element.classList.toggle('cursor', inside && i === cursor);
      element.classList.toggle('chosen', inside && anchor >= 0 && i >= low && i <= high);
    }
    if (!inside) return;
    words[cursor]?.element.scrollIntoView({ block: 'nearest' });
    say(
      words
        .slice(low, high + 1)
        .map(({ element }) => element.textContent)
        .join(' '),
    );
  }

  /** The word above or below the cursor, as the lines are broken now. @param {-1 | 1} way */
  function besides(way) {
    const { left, top } = words[cursor].element.getBoundingClientRect();
    let best = cursor;
    let least = Infinity;
    for (let i = cursor + way; i >= 0 && i < words.length; i += way) {
      const place = words[i].element.getBoundingClientRect();
      if (Math.abs(place.top - top) < 2) continue;
      if (best !== cursor && Math.abs(place.top - words[best].element.getBoundingClientRect().top) > 2) break;
      if (Math.abs(place.left - left) < least) [best, least] = [i, Math.abs(place.left - left)];
    }
    return best;
  }

  /** @param {number} to @param {boolean} extend */
  function go(to, extend) {
    if (extend && anchor < 0) anchor = cursor;
    if (!extend) anchor = -1;
    cursor = Math.max(0, Math.min(words.length - 1, to));
    show();
  }

  /** @type {Record<string, () => number>} */
  const ways = {
    ArrowLeft: () => cursor - 1,
    ArrowRight: () => cursor + 1,
    ArrowUp: () => besides(-1),
    ArrowDown: () => besides(1),
    Home: () => 0,
    End: () => words.length - 1,
  };

  box.addEventListener('keydown', (event) => {
    if (words.length === 0 || isChord(event)) return;
    const [low, high] = selected();
    if (Object.hasOwn(ways, event.key)) go(ways[event.key](), event.shiftKey);
    else if (event.key === 'Enter' || event.key === ' ' || event.key === 'e')
      onMark(words[low].start, words[high].end);
    else if (event.key === 'Backspace' || event.key === 'Delete') onUnmark(words[low].start, words[high].end);
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener('focus', show);
  box.addEventListener('blur', () => {
    anchor = -1;
    show();
  });
  box.addEventListener('mouseup', () => {
    const chosen = getSelection();
    const [a, b] = [chosen?.anchorNode, chosen?.focusNode].map((node) => placeOf(node ?? null));
    if (a === undefined || b === undefined) return;
    if (chosen?.isCollapsed) {
      [cursor, anchor] = [a, -1];
      show();
      return;
    }
    chosen?.removeAllRanges();
    onMark(words[Math.min(a, b)].start, words[Math.max(a, b)].end);
  });

  /** The word that a place of a selection is in, or stands before. @param {Node | null} node */
  function placeOf(node) {
    if (!node || !box.contains(node)) return undefined;
    const at = words.findIndex(
      ({ element }) =>
        element.contains(node) ||
        (node.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
    );
    return at < 0 ? words.length - 1 : at;
  }

  return {
    element: box,
    /** Takes the keyboard; `way` begins a selection. @param {-1 | 0 | 1} way */
    enter(way) {
      box.focus();
      if (way !== 0) {
        anchor = cursor;
        show();
      }
    },
    /** @param {readonly Mark[]} marks @param {string | undefined} label whose marks stand out */
    showMarks(marks, label) {
      for (const { element, start, end } of words) {
        const here = marks.filter((mark) => mark.start < end && mark.end > start);
        element.classList.toggle('marked', here.length > 0);
        element.classList.toggle(
          'mine',
          here.some((mark) => mark.label === label),
        );
      }
    },
  };
}
