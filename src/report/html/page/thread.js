/** A conversation to read: who said what, the evidence in place, and every verdict with its reason. */

/** @import { PageEvidence, PageOpportunity, PageRow, PageThread, PageTurn, PageVerdict } from '../data.ts' */
import { el, quiet } from './dom.js';

const ROLES = {
  agent: 'Agent',
  customer: 'Customer',
  bot: 'Bot',
  system: 'System',
  unknown: 'Unknown speaker',
};
const OUTCOMES = { met: 'met', missed: 'missed', dismissed: 'dismissed', not_applicable: 'not judged' };
const VERDICTS = {
  met: 'met',
  missed: 'missed',
  not_applicable: 'does not apply',
  not_evaluable: 'cannot be judged',
};
const KEEP =
  'Only the evidence is shown: the other words were not kept. Score with --quote full to keep them.';

/**
 * @param {PageRow} row
 * @param {PageThread} thread
 */
export function threadElement(row, thread) {
  const article = el('article', { class: 'thread', 'aria-labelledby': 'thread-title' });
  article.append(el('h3', { id: 'thread-title', tabindex: -1 }, row.id || '(without an id)'));
  for (const alarm of thread.alarms) article.append(el('p', { class: 'alarm' }, alarm));
  article.append(factsElement(thread.facts));
  if (thread.meta.length > 0) {
    const summary = el('summary', {}, 'Other columns of the input');
    article.append(el('details', { class: 'why' }, summary, factsElement(thread.meta)));
  }
  if (thread.turns.some((turn) => turn.quotes)) article.append(el('p', { class: 'note' }, KEEP));
  const list = el('ol', { class: 'turns' });
  for (const turn of thread.turns) {
    list.append(turnElement(turn));
    for (const opportunity of thread.opportunities.filter((o) => o.turn === turn.index))
      list.append(el('li', { class: 'opens' }, opportunityElement(opportunity)));
  }
  article.append(list);
  if (thread.whole.length > 0 || thread.adjustments.length > 0) {
    article.append(el('h4', {}, 'The contact as a whole'));
    if (thread.whole.length > 0) article.append(verdictTable(thread.whole, 'Criteria on the whole contact'));
    if (thread.adjustments.length > 0)
      article.append(el('ul', { class: 'notes' }, ...thread.adjustments.map((text) => el('li', {}, text))));
  }
  return article;
}

/** @param {PageThread['facts']} facts */
function factsElement(facts) {
  const items = facts.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value)));
  return el('dl', { class: 'facts' }, ...items);
}

/** @param {PageTurn} turn */
function turnElement(turn) {
  const head = el('p', { class: 'who' }, el('b', {}, turn.speaker || ROLES[turn.role]), ' ');
  head.append(quiet(`${turn.speaker ? `${ROLES[turn.role].toLowerCase()}, ` : ''}turn ${turn.index}`));
  const text = el('p', { class: 'text', dir: 'auto' });
  if (turn.pieces.length === 0) text.append(quiet(turn.quotes ? '(no evidence in this turn)' : '(empty)'));
  const named = new Set();
  for (const piece of turn.pieces)
    text.append(typeof piece === 'string' ? piece : markElement(piece, turn, named));
  const said = el('li', { class: `turn ${turn.role}`, id: `t${turn.index}`, tabindex: -1 }, head, text);
  if (turn.notes.length > 0) said.append(el('p', { class: 'note' }, turn.notes.join('; ')));
  const rules = new Set(turn.evidence.map(ruleWords));
  if (rules.size > 0 || turn.verdicts) {
    const judged = turn.score === undefined ? '' : `This reply alone: ${turn.score}`;
    const why = el('details', { class: 'why' }, el('summary', {}, judged || `Why: ${rules.size} found`));
    if (rules.size > 0)
      why.append(el('ul', { class: 'notes' }, ...[...rules].map((rule) => el('li', {}, rule))));
    if (turn.verdicts) why.append(verdictTable(turn.verdicts, `Criteria on turn ${turn.index}`));
    said.append(why);
  }
  return said;
}

/** The rule behind a mark. @param {PageEvidence} evidence */
function ruleWords({ name, label, cue, vote }) {
  return `${name} (${label}), by ${cue}${vote ? ', in which words vote' : ''}`;
}

/**
 * Words of evidence with the names of what they show. Words that only vote are named at the first of them.
 * @param {readonly [string, readonly number[]]} piece
 * @param {PageTurn} turn
 * @param {Set<string>} named rules of votes that were named before
 */
function markElement([words, places], turn, named) {
  const found = places.flatMap((i) => turn.evidence[i] ?? []);
  const tone = found.some((e) => e.tone === 'bad') ? 'bad' : (found[0]?.tone ?? 'good');
  const names = new Set(found.filter(({ vote, cue }) => !(vote && named.has(cue))).map(({ name }) => name));
  for (const { vote, cue } of found) if (vote) named.add(cue);
  const label = names.size > 0 ? el('span', { class: 'label' }, [...names].join(', ')) : undefined;
  return el('mark', { class: found.every(({ vote }) => vote) ? `${tone} vote` : tone }, words, label);
}

/** @param {PageOpportunity} o */
function opportunityElement(o) {
  const box = el('section', { class: `episode ${o.outcome}`, 'aria-label': `Opportunity at turn ${o.turn}` });
  const tag = el('b', { class: `tag ${o.outcome}` }, OUTCOMES[o.outcome]);
  box.append(el('p', { class: 'outcome' }, 'Called for empathy: ', tag, ' ', quiet(o.notes)));
  const details = el('details', { class: 'why' }, el('summary', {}, `Score of this moment: ${o.score}`));
  if (o.verdicts.length > 0)
    details.append(verdictTable(o.verdicts, `Criteria on the opportunity at turn ${o.turn}`));
  box.append(details);
  if (o.missing) box.append(el('p', { class: 'todo' }, el('b', {}, 'What was missing most: '), o.missing));
  if (o.unused.length > 0) {
    const words = o.unused.slice(0, 12).flatMap((text, i) => [i > 0 ? ', ' : '', el('q', {}, text)]);
    box.append(el('p', { class: 'todo' }, el('b', {}, 'What no reply took up: '), ...words));
  }
  return box;
}

/**
 * @param {readonly PageVerdict[]} verdicts
 * @param {string} caption
 */
function verdictTable(verdicts, caption) {
  const body = el('tbody');
  for (const v of verdicts) {
    const place = v.turn === undefined ? undefined : turnLink(v.turn);
    const because = el('td', {}, v.because, v.because && place ? ', ' : '', place);
    const verdict = el('td', {}, el('span', { class: `tag ${v.verdict}` }, VERDICTS[v.verdict]));
    body.append(
      el('tr', {}, el('th', { scope: 'row' }, v.title), verdict, el('td', { class: 'n' }, v.points), because),
    );
  }
  const heads = ['Criterion', 'Verdict', 'Points', 'Why'].map((head) => el('th', { scope: 'col' }, head));
  const table = el('table', { class: 'verdicts' }, el('caption', { class: 'sr' }, caption));
  table.append(el('thead', {}, el('tr', {}, ...heads)), body);
  return el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption }, table);
}

/** @param {number} index */
function turnLink(index) {
  const button = el('button', { type: 'button', class: 'link' }, `turn ${index}`);
  button.addEventListener('click', () => {
    const turn = document.getElementById(`t${index}`);
    turn?.scrollIntoView({ block: 'center' });
    turn?.focus({ preventScroll: true });
  });
  return button;
}
