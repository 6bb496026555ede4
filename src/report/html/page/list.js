/** The list of conversations: filtered, sorted, a page at a time. */

/** @import { PageRow } from '../data.ts' */
import { el, quiet } from './dom.js';

/** @typedef {{ words: string, agent: string, outcome: string, why: string }} Filter */
/** @typedef {{ by: string, down: boolean }} Order */

/** Lines that are shown before somebody asks for more. */
export const PAGE = 100;

/** @type {Readonly<Record<string, { title: string, value: (row: PageRow) => string | number | null }>>} */
export const COLUMNS = {
  id: { title: 'Conversation', value: (row) => row.id },
  agent: { title: 'Agent', value: (row) => row.agents.join(', ') },
  channel: { title: 'Channel', value: (row) => row.channel },
  date: { title: 'Date', value: (row) => row.date },
  needs: { title: 'Needs met', value: (row) => (needed(row) === 0 ? null : row.met / needed(row)) },
  distress: { title: 'Distress', value: (row) => row.distress },
  score: { title: 'Score', value: (row) => row.score },
};

/** @type {Readonly<Record<string, { title: string, holds: (row: PageRow) => boolean }>>} */
export const OUTCOME_FILTERS = {
  missed: { title: 'with a missed or dismissed need', holds: (row) => row.missed + row.dismissed > 0 },
  dismissed: { title: 'with a dismissed need', holds: (row) => row.dismissed > 0 },
  met: { title: 'with all needs met', holds: (row) => row.met > 0 && row.missed + row.dismissed === 0 },
  everyday: { title: 'everyday: no severe distress', holds: (row) => (row.distress ?? 0) < 2 },
  none: { title: 'without a score (N/A)', holds: (row) => row.score === null },
  critical: { title: 'failed or to review', holds: (row) => row.failed || row.review },
};

export const WHY = { all: '', sample: 'drawn by lot', missed: 'missed opportunity', best: 'best moment' };

/** @param {PageRow} row */
function needed(row) {
  return row.met + row.missed + row.dismissed;
}

/**
 * Places in the list of those that pass, in order. What has no value comes last, whichever way the order runs.
 * @param {readonly PageRow[]} rows
 * @param {Filter} filter
 * @param {Order} order
 * @param {(place: number) => string} textOf the words of a conversation, in lower case
 */
export function select(rows, filter, order, textOf) {
  const words = filter.words.trim().toLowerCase();
  const places = rows.flatMap((row, place) => {
    if (filter.agent && !row.agents.includes(filter.agent)) return [];
    if (filter.outcome && !OUTCOME_FILTERS[filter.outcome]?.holds(row)) return [];
    if (filter.why && row.why !== filter.why) return [];
    return !words || textOf(place).includes(words) ? [place] : [];
  });
  const value = COLUMNS[order.by]?.value;
  if (!value) return places;
  const way = order.down ? -1 : 1;
  return places.sort((a, b) => {
    const [x, y] = [value(rows[a]), value(rows[b])];
    if (x === y) return a - b;
    if (x === null || x === '') return 1;
    if (y === null || y === '') return -1;
    return (x < y ? -1 : 1) * way;
  });
}

/** Columns that say anything about these rows. @param {readonly PageRow[]} rows */
export function columnsOf(rows) {
  const known = new Set(['id', 'needs', 'distress', 'score']);
  return Object.keys(COLUMNS).filter(
    (by) => known.has(by) || rows.some((row) => COLUMNS[by].value(row) !== ''),
  );
}

/**
 * A line of the list.
 * @param {PageRow} row
 * @param {readonly string[]} columns
 */
export function rowElement(row, columns) {
  const line = el('tr');
  for (const by of columns) line.append(cellElement(row, by));
  return line;
}

/**
 * @param {PageRow} row
 * @param {string} by
 */
function cellElement(row, by) {
  if (by === 'id') {
    const href = `#c=${encodeURIComponent(row.key)}`;
    const cell = el('th', { scope: 'row' }, el('a', { href, class: 'open' }, row.id || '(without an id)'));
    if (row.failed) cell.append(' ', el('span', { class: 'tag dismissed' }, 'failed, to confirm'));
    else if (row.review) cell.append(' ', el('span', { class: 'tag missed' }, 'to review'));
    if (WHY[row.why]) cell.append(' ', quiet(WHY[row.why]));
    if (row.opening) cell.append(el('span', { class: 'opening', dir: 'auto' }, row.opening));
    return cell;
  }
  const name = COLUMNS[by].title;
  if (by === 'needs') return el('td', { 'data-name': name }, needsWords(row));
  if (by === 'distress')
    return el('td', { 'data-name': name, class: 'n' }, row.distress === null ? '–' : String(row.distress));
  if (by === 'score') {
    const score = row.score === null ? 'N/A' : row.score.toFixed(1);
    return el(
      'td',
      { 'data-name': name, class: 'n' },
      el('b', {}, score),
      row.band ? ' ' : '',
      row.band ? quiet(row.band) : undefined,
    );
  }
  return el('td', { 'data-name': name }, String(COLUMNS[by].value(row) ?? ''));
}

/** @param {PageRow} row */
function needsWords(row) {
  if (needed(row) === 0) return row.open > 0 ? 'not judged' : 'none';
  const lost = row.dismissed > 0 ? `, ${row.dismissed} dismissed` : '';
  return `${row.met} of ${needed(row)} met${lost}`;
}
