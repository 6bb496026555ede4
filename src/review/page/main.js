/** What the page does: finds out who rates, shows the list and the items, and follows the address and the keyboard. */

/** @import { Line, Overview, Progress } from '../data.ts' */
import { el, isChord } from '../../report/html/page/dom.js';
import { helpDialog, isSwitchedOff } from './help.js';
import { itemElement } from './item.js';
import { linesOf, overview, seenBy, send, Unreachable } from './server.js';

/** What the file calls who decides. */
const ADJUDICATED = 'adjudicated';

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const [main, bar, notice] = ['main', 'bar', 'notice'].map(byId);
const help = helpDialog();
/** Tells the other tabs of this browser that something was saved. */
const tabs = new BroadcastChannel('attune review');

/** @type {{ all?: Overview, lines: readonly Line[], item?: ReturnType<typeof itemElement> | undefined }} */
const state = { lines: [] };

/** @param {string} text @param {'quiet' | 'trouble'} [kind] */
function say(text, kind = 'quiet') {
  notice.textContent = text;
  notice.className = `notice ${kind}`;
}

/** Runs what asks the server, and says what is wrong where it does not answer. @param {() => Promise<void>} work */
async function trying(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    say(error.message, 'trouble');
  }
}

/** Keys that were pressed while the page was on its way to the next item, for which they are meant. */
const held = /** @type {KeyboardEvent[]} */ ([]);
let busy = 0;

/** As `trying`, with the keyboard held until it is done. @param {() => Promise<void>} work */
async function holding(work) {
  busy++;
  await trying(work);
  busy--;
  while (busy === 0 && held.length > 0) state.item?.press(/** @type {KeyboardEvent} */ (held.shift()));
}

// ── Addresses ──────────────────────────────────────────────────────────────

/** @param {string} rater @param {string} [id] */
function addressOf(rater, id) {
  return `#${new URLSearchParams({ rater, ...(id !== undefined && { item: id }) })}`;
}

/** Who rates what, by the address; the link may have named the rater. */
function here() {
  const address = new URLSearchParams(location.hash.slice(1));
  return { rater: address.get('rater') ?? undefined, id: address.get('item') ?? undefined };
}

/** @param {string} rater @param {string} [id] */
function go(rater, id) {
  const address = addressOf(rater, id);
  if (location.hash !== address) history.pushState(null, '', address);
  return holding(show);
}

// ── The three views ────────────────────────────────────────────────────────

/** Which showing is the latest; an earlier one that the server answers late is dropped. */
let showing = 0;

async function show() {
  const mine = ++showing;
  const { rater, id } = here();
  state.item = undefined;
  const all = await overview();
  if (mine !== showing) return;
  state.all = all;
  const { raters } = state.all;
  if (rater === undefined) {
    if (raters.length === 1) history.replaceState(null, '', addressOf(raters[0].rater));
    else return showRaters();
    return show();
  }
  const [lines, seen] = await Promise.all([linesOf(rater), id === undefined ? undefined : seenBy(rater, id)]);
  if (mine !== showing) return;
  if (!lines) return showRaters(`There is no rater called ${rater} in this review.`);
  state.lines = lines;
  if (id === undefined) return showList(rater);
  if (!seen) return showList(rater, 'This item is not on this list.');
  showBar(rater);
  const { form, round, showScores } = state.all;
  state.item = itemElement(seen, {
    ...{ form, round, showScores, rater, say },
    onSave: (answer, revision, further) => holding(() => save(rater, answer, revision, further)),
    onHop: hop,
    onList: () => go(rater),
    onHelp: () => help.showModal(),
  });
  document.title = `${seen.item.id} · attune review`;
  say('');
  main.replaceChildren(state.item.element);
  state.item.begin();
}

/** @param {string} [trouble] */
function showRaters(trouble) {
  showBar(undefined);
  document.title = 'attune review';
  const { raters, adjudication, form } = /** @type {Overview} */ (state.all);
  main.replaceChildren(
    el('h1', {}, 'Who rates?'),
    el('p', { class: 'lead' }, `By ${form.rubric.title}, ${form.rubric.id} ${form.rubric.version}.`),
    el(
      'ul',
      { class: 'people' },
      ...raters.map(personElement),
      ...(adjudication.of > 0 ? [personElement(adjudication)] : []),
    ),
  );
  say(trouble ?? '', 'trouble');
  /** @type {HTMLElement | null} */ (main.querySelector('.people a'))?.focus();
}

/** @param {Progress} progress */
function personElement({ rater, rated, of }) {
  const deciding = rater === ADJUDICATED;
  const name = deciding ? 'Decide where raters disagree' : rater;
  return el(
    'li',
    {},
    el('a', { href: addressOf(rater) }, name),
    ' ',
    el('span', { class: 'quiet' }, `${rated} of ${of} ${deciding ? 'decided' : 'rated'}`),
  );
}

/** @param {string} rater @param {string} [trouble] */
function showList(rater, trouble) {
  showBar(rater);
  const deciding = rater === ADJUDICATED;
  document.title = `${rater} · attune review`;
  const next = state.lines.find(({ rated }) => !rated);
  const done = state.lines.filter(({ rated }) => rated).length;
  const begin =
    next && el('a', { class: 'button', href: addressOf(rater, next.id) }, done === 0 ? 'Begin' : 'Go on');
  const empty = deciding ? 'Nobody disagrees, so far.' : 'There is nothing to rate for you.';
  main.replaceChildren(
    el('h1', {}, deciding ? 'Where raters disagree' : `To rate, for ${rater}`),
    el(
      'p',
      { class: 'lead' },
      state.lines.length === 0
        ? empty
        : next
          ? `${done} of ${state.lines.length} done.`
          : 'All done. Every rating is saved; you may close the page.',
    ),
    ...(begin ? [el('p', {}, begin)] : []),
    el('ol', { class: 'lines' }, ...state.lines.map((line) => lineElement(rater, line))),
    el('p', { class: 'quiet' }, '? shows the keys.'),
  );
  say(trouble ?? '', 'trouble');
  (begin ?? main).focus();
}

/** @param {string} rater @param {Line} line */
function lineElement(rater, { id, conversation_id, turn, opening, rated }) {
  return el(
    'li',
    { class: rated ? 'done' : false },
    el(
      'a',
      { href: addressOf(rater, id) },
      conversation_id,
      turn === null ? ', the whole' : `, turn ${turn}`,
    ),
    el('span', { class: `tag ${rated ? 'met' : ''}` }, rated ? 'done' : 'open'),
    el('span', { class: 'opening' }, opening),
  );
}

/** @param {string | undefined} rater */
function showBar(rater) {
  const { raters, adjudication, round } = /** @type {Overview} */ (state.all);
  const mine = [...raters, adjudication].find((progress) => progress.rater === rater);
  const keys = el('button', { type: 'button', class: 'link' }, 'Keys (?)');
  keys.addEventListener('click', () => help.showModal());
  const deciding = rater === ADJUDICATED;
  const several = raters.length > 1 || adjudication.of > 0;
  bar.replaceChildren(
    el('p', { class: 'brand' }, 'attune review'),
    el(
      'p',
      { class: 'who-rates' },
      ...(rater === undefined ? [] : [el('b', {}, deciding ? 'deciding' : rater), ' · ']),
      `round ${round}`,
    ),
    ...(mine
      ? [
          el('progress', { max: Math.max(1, mine.of), value: mine.rated, 'aria-label': 'Progress' }),
          el('p', { class: 'count' }, `${mine.rated} of ${mine.of} ${deciding ? 'decided' : 'rated'}`),
        ]
      : []),
    el(
      'nav',
      { 'aria-label': 'Review' },
      ...(rater === undefined ? [] : [el('a', { href: addressOf(rater) }, 'Items')]),
      ...(several ? [el('a', { href: '#' }, 'Raters')] : []),
      keys,
    ),
  );
}

// ── Saving and moving ──────────────────────────────────────────────────────

/**
 * @param {string} rater @param {import('./answer.js').Draft} answer @param {number} revision
 * @param {boolean} further whether to go on to the next open item
 */
async function save(rater, answer, revision, further) {
  const item = /** @type {NonNullable<typeof state.item>} */ (state.item);
  const result = await send({ rater, id: item.id, revision, answer });
  if (result.kind === 'mistake') return say(result.message, 'trouble');
  item.update(result.seen, result.kind === 'saved' ? 'mine' : 'others');
  if (result.kind === 'conflict')
    return say(
      'Not saved: this item was saved elsewhere since you began it. Nothing is overwritten.',
      'trouble',
    );
  tabs.postMessage(item.id);
  state.all = await overview();
  state.lines = (await linesOf(rater)) ?? state.lines;
  showBar(rater);
  say(`Saved: ${item.id}.`);
  if (!further) return;
  const at = state.lines.findIndex(({ id }) => id === item.id);
  const next = [...state.lines.slice(at + 1), ...state.lines.slice(0, at)].find(({ rated }) => !rated);
  await go(rater, next?.id);
}

/** @param {1 | -1} way */
function hop(way) {
  const { rater, id } = here();
  const next = state.lines[state.lines.findIndex((line) => line.id === id) + way];
  if (rater !== undefined && next) go(rater, next.id);
  else say(way > 0 ? 'This is the last item.' : 'This is the first item.');
}

/** Sees whether the item was saved elsewhere. */
async function look() {
  const { rater, id } = here();
  const { item } = state;
  if (rater === undefined) return;
  if (!item || id === undefined) return show();
  const seen = await seenBy(rater, id);
  if (!seen || state.item !== item || seen.revision === item.revision()) return;
  item.update(seen, 'others');
  say('This item was saved in another tab.');
  state.all = await overview();
  showBar(rater);
}

document.addEventListener('keydown', (event) => {
  if (help.open || event.isComposing || isSwitchedOff(event)) return;
  if (busy > 0 && isPlain(event)) {
    held.push(event);
    event.preventDefault();
  } else if (state.item?.press(event)) event.preventDefault();
  else if (!state.item && event.key === '?') help.showModal();
});

/** Whether it is a key of its own, which is not typed into a field. @param {KeyboardEvent} event */
function isPlain(event) {
  const { key, target } = event;
  const field = target instanceof Element && target.matches('textarea, input[type=number]');
  return !field && key !== 'Tab' && !isChord(event);
}

// Back, forth and links; what the page itself does goes there directly.
addEventListener('popstate', () => holding(show));
addEventListener('focus', () => trying(look));
tabs.addEventListener('message', () => trying(look));

// The token has done its work; nobody should find it in the address.
if (location.search !== '') {
  const { rater } = document.body.dataset;
  const address = location.hash || (rater === undefined ? '' : addressOf(rater));
  history.replaceState(null, '', `/${address}`);
}
holding(show);
