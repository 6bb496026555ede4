/** Moments as small stories: what the customer said, what came back, and what it was worth. */

import type { PageTurn, Piece } from './data.ts';
import { html, type Markup } from './markup.ts';
import type { Story } from './stories.ts';
import { OUTCOMES } from './words.ts';

/** The address of a conversation in the page; nothing where it is not in it. */
export type LinkOf = (story: Story) => string | undefined;

/** One moment as an article; its heading has this level. */
export function storyOf(story: Story, link: LinkOf, level: 3 | 4): Markup {
  const { customer, reply, opportunity: o, agent, conversation, kind } = story;
  const href = link(story);
  const id = short(conversation, 60) || 'without an id';
  const name = href === undefined ? html`<span>${id}</span>` : html`<a href="${href}">${id}</a>`;
  const who = short(agent, 60) || 'agent';
  const heading = html`${name} <span class="quiet">turn ${o.turn}</span>`;
  return html`<article class="story ${kind === 'missed' ? o.outcome : 'met'}">
${level === 3 ? html`<h3>${heading}</h3>` : html`<h4>${heading}</h4>`}
<p class="outcome"><b class="tag ${o.outcome}">${OUTCOMES[o.outcome]}</b> ${o.notes}${story.failed && '; the conversation failed a critical criterion, to be confirmed by a person'}</p>
${said(customer, 'Customer')}
${reply ? said(reply, who) : html`<p class="quiet">No reply came.</p>`}
<p class="worth">Score of this moment: ${o.score}.</p>
${kind === 'missed' && o.missing && html`<p class="todo"><b>What was missing:</b> ${o.missing}</p>`}
${
  kind === 'missed' &&
  o.unused.length > 0 &&
  html`<p class="todo"><b>What to build on:</b> ${o.unused.slice(0, 6).map((words, i) => html`${i > 0 && ', '}<q>${short(words, 80)}</q>`)}</p>`
}
</article>
`;
}

/** A turn of a story with its evidence marked; the rules behind the marks stand below. */
function said(turn: PageTurn, who: string): Markup {
  const named = new Set<string>();
  const rules = [...new Set(turn.evidence.map(({ name, label, cue }) => `${name} (${label}), by ${cue}`))];
  return html`<blockquote class="said ${turn.role}">
<p class="who">${who}</p>
<p class="text" dir="auto">${turn.pieces.length > 0 ? turn.pieces.map((piece) => pieceOf(piece, turn, named)) : html`<span class="quiet">(no words of note)</span>`}</p>
${rules.length > 0 && html`<details class="why"><summary>Which rules found it</summary><ul class="notes">${rules.map((rule) => html`<li>${rule}</li>`)}</ul></details>`}
</blockquote>`;
}

/** The same as `markElement` of `page/thread.js`. */
function pieceOf(piece: Piece, turn: PageTurn, named: Set<string>): Markup {
  if (typeof piece === 'string') return html`${piece}`;
  const found = piece[1].map((i) => turn.evidence[i]!);
  const tone = found.some((e) => e.tone === 'bad') ? 'bad' : (found[0]?.tone ?? 'good');
  const names = new Set(found.filter(({ vote, cue }) => !(vote && named.has(cue))).map(({ name }) => name));
  for (const { vote, cue } of found) if (vote) named.add(cue);
  const vote = found.every(({ vote }) => vote) && ' vote';
  const label = names.size > 0 && html`<span class="label">${[...names].join(', ')}</span>`;
  return html`<mark class="${tone}${vote}">${piece[0]}${label}</mark>`;
}

export function short(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
