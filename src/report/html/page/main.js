/** What the page does: shows the list, opens a conversation, follows the address and the keyboard. */

/** @import { PageRow, PageThread, Part } from '../data.ts' */
/** @import { Filter, Order } from './list.js' */
import { dataOf, el, grouped, isChord } from './dom.js';
import { COLUMNS, columnsOf, OUTCOME_FILTERS, PAGE, rowElement, select, WHY } from './list.js';
import { threadElement } from './thread.js';
import { unpack } from './unpack.js';

/** @type {PageRow[]} */
const rows = JSON.parse(dataOf('rows'));
/** @type {Part[]} */
const table = JSON.parse(dataOf('parts'));
const threads = dataOf('threads').split('\n').slice(1, -1);
const columns = columnsOf(rows);
const app = /** @type {HTMLElement} */ (document.getElementById('app'));

/** @type {{ filter: Filter, order: Order, shown: number, places: number[], current: number }} */
const state = {
  filter: { words: '', agent: '', outcome: '', why: '' },
  order: { by: '', down: false },
  shown: PAGE,
  places: [],
  current: -1,
};

/** @type {(string | undefined)[]} */
const texts = [];
/** What can be searched in a conversation. @param {number} place */
function textOf(place) {
  texts[place] ??= wordsOf(rows[place], threadOf(place)).toLowerCase();
  return texts[place];
}

/**
 * @param {PageRow} row
 * @param {PageThread} thread
 */
function wordsOf(row, thread) {
  const said = thread.turns.map(({ pieces }) =>
    pieces.map((p) => (typeof p === 'string' ? p : p[0])).join(''),
  );
  return [row.id, ...row.agents, row.channel, ...said].join('\n');
}

/** @param {number} place @returns {PageThread} */
function threadOf(place) {
  return unpack(JSON.parse(threads[place]), table);
}

// ── The list ───────────────────────────────────────────────────────────────

const status = el('p', { role: 'status', class: 'status' });
const body = el('tbody');
const more = el('button', { type: 'button', class: 'more' });
const list = el('div', { id: 'list' });
const reader = el('div', { id: 'reader', hidden: true });

/**
 * @param {string} name
 * @param {string} any
 * @param {readonly (readonly [string, string])[]} options
 * @param {(value: string) => void} choose
 */
function choiceElement(name, any, options, choose) {
  const select = el('select', {}, el('option', { value: '' }, any));
  for (const [value, title] of options) select.append(el('option', { value }, title));
  select.addEventListener('change', () => choose(/** @type {HTMLSelectElement} */ (select).value));
  return el('label', {}, el('span', {}, name), select);
}

function filterElement() {
  const words = /** @type {HTMLInputElement} */ (
    el('input', { type: 'search', placeholder: 'words, id or name' })
  );
  let waiting = 0;
  words.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => filterBy({ words: words.value }), 150);
  });
  const bar = el('form', { class: 'filters', role: 'search', 'aria-label': 'Filter the conversations' });
  bar.addEventListener('submit', (event) => event.preventDefault());
  bar.append(el('label', {}, el('span', {}, 'Search'), words));
  const agents = [...new Set(rows.flatMap(({ agents }) => agents))].filter((agent) => agent !== '').sort();
  if (agents.length > 1)
    bar.append(
      choiceElement(
        'Agent',
        'all',
        agents.map((a) => [a, a]),
        (agent) => filterBy({ agent }),
      ),
    );
  const outcomes = Object.entries(OUTCOME_FILTERS).filter(([, { holds }]) => rows.some(holds));
  bar.append(
    choiceElement(
      'Show',
      'all',
      outcomes.map(([id, { title }]) => [id, title]),
      (outcome) => filterBy({ outcome }),
    ),
  );
  const why = [...new Set(rows.map((row) => row.why))];
  if (why.length > 1)
    bar.append(
      choiceElement(
        'Here because',
        'any reason',
        why.map((id) => [id, WHY[id]]),
        (chosen) => filterBy({ why: chosen }),
      ),
    );
  return bar;
}

/** @param {Partial<Filter>} change */
function filterBy(change) {
  Object.assign(state.filter, change);
  refresh();
}

function headElement() {
  const head = el('tr');
  for (const by of columns) {
    const button = el('button', { type: 'button' }, COLUMNS[by].title);
    const cell = el('th', { scope: 'col', 'data-by': by }, button);
    button.addEventListener('click', () => {
      state.order = { by, down: state.order.by === by ? !state.order.down : false };
      for (const other of head.children) other.removeAttribute('aria-sort');
      cell.setAttribute('aria-sort', state.order.down ? 'descending' : 'ascending');
      refresh();
    });
    head.append(cell);
  }
  return el('thead', {}, head);
}

function refresh() {
  state.places = select(rows, state.filter, state.order, textOf);
  state.shown = PAGE;
  body.replaceChildren();
  draw(0);
  status.textContent = `${grouped(state.places.length)} of ${grouped(rows.length)} conversations`;
}

/** Draws the lines from one on. @param {number} from */
function draw(from) {
  for (const place of state.places.slice(from, state.shown)) body.append(rowElement(rows[place], columns));
  const left = state.places.length - state.shown;
  more.hidden = left <= 0;
  more.textContent = `Show ${grouped(Math.min(PAGE, left))} more`;
}

more.addEventListener('click', () => {
  const from = state.shown;
  state.shown += PAGE;
  draw(from);
  links()[from]?.focus();
});

function links() {
  return [.../** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll('a.open'))];
}

// ── One conversation ───────────────────────────────────────────────────────

/** @param {number} place */
function open(place) {
  state.current = place;
  const back = el('a', { href: '#conversations', class: 'back' }, '← All conversations');
  const at = state.places.indexOf(place);
  const hop = (/** @type {number} */ to, /** @type {string} */ words) =>
    rows[to] && el('a', { href: `#c=${encodeURIComponent(rows[to].key)}` }, words);
  const before = at > 0 ? hop(state.places[at - 1], '← Previous') : undefined;
  const after = at >= 0 ? hop(state.places[at + 1], 'Next →') : undefined;
  const bar = el('nav', { class: 'hops', 'aria-label': 'Conversations' }, back, before, after);
  reader.replaceChildren(bar, threadElement(rows[place], threadOf(place)));
  show(true);
  reader.scrollIntoView();
  document.getElementById('thread-title')?.focus({ preventScroll: true });
}

/** Shows the conversation that is open, or the list; a print has the one alone, or the whole report. @param {boolean} reading */
function show(reading) {
  list.hidden = reading;
  reader.hidden = !reading;
  document.body.classList.toggle('reading', reading);
}

function close() {
  const link = links().find(
    (a) => a.getAttribute('href') === `#c=${encodeURIComponent(rows[state.current]?.key ?? '')}`,
  );
  state.current = -1;
  reader.replaceChildren();
  show(false);
  // Who went to another part of the page wants to be there.
  if (location.hash !== '#conversations') return;
  const target = link ?? document.getElementById('h-conversations');
  target?.focus();
  target?.scrollIntoView({ block: 'center' });
}

/** The address decides what is shown, so that back, forward and links from elsewhere work. */
function follow() {
  const key = /^#c=(.*)$/.exec(location.hash)?.[1];
  if (key === undefined) {
    if (state.current >= 0) close();
    return;
  }
  const place = rows.findIndex((row) => row.key === decoded(key));
  if (place >= 0) open(place);
  else if (state.current >= 0) close();
  if (place < 0) status.textContent = 'The conversation of this link is not in this file.';
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// ── The keyboard ───────────────────────────────────────────────────────────

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !isChord(event) && state.current >= 0) location.hash = '#conversations';
});

/** Steps along the list, by key. @type {Record<string, number>} */
const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
// Only there: who dictates would set off a letter that is a key everywhere (WCAG 2.2, 2.1.4).
body.addEventListener('keydown', (event) => {
  const step = STEPS[event.key];
  if (step === undefined || isChord(event)) return;
  const all = links();
  const next = all[all.indexOf(/** @type {HTMLElement} */ (event.target)) + step];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  event.preventDefault();
});

// On paper nothing can be opened, so the reasons in a conversation are open there.
window.addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('.thread details:not([open])')) {
    details.setAttribute('open', '');
    details.setAttribute('data-printed', '');
  }
});
window.addEventListener('afterprint', () => {
  for (const details of document.querySelectorAll('details[data-printed]')) {
    details.removeAttribute('open');
    details.removeAttribute('data-printed');
  }
});

list.append(
  el(
    'p',
    { class: 'quiet keys' },
    'Keys: in the list ↓ and ↑, or j and k, move along, Enter opens, Esc goes back.',
  ),
  filterElement(),
  status,
  el('table', { class: 'list' }, el('caption', { class: 'sr' }, 'Conversations'), headElement(), body),
  more,
);
app.append(list, reader);
refresh();
window.addEventListener('hashchange', follow);
follow();
