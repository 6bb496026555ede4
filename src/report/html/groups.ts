/** Agents and other groups, in alphabetical order: what they did before what they scored, each with its interval. */

import { compareKeys } from '../../keys.ts';
import type { GroupSummary, Summary } from '../../model.ts';
import { estimateOf, fairNote, standingOf } from '../fair.ts';
import type { Charts } from './charts.ts';
import { html, type Markup } from './markup.ts';
import { type LinkOf, short, storyOf } from './moments.ts';
import { TIMES } from './overview.ts';
import type { Severe, Story } from './stories.ts';
import { count, counted, meanWords, metRate, rateOf, rateWords, turnsWith } from './words.ts';

/** Groups of one column that a page has room for, and those that a chart has. */
const MOST_ROWS = 500;
const MOST_LINES = 40;

/** What is known about agents beside the summary. */
export interface Moments {
  readonly severe: ReadonlyMap<string, Severe>;
  readonly of: (agent: string) => readonly Story[];
}

/** A column of the table: its head, what it means, and its cell. */
interface Column {
  readonly head: string;
  readonly cell: (group: GroupSummary) => string;
  /** What it is a share of. */
  readonly of?: (group: GroupSummary) => string;
}

export function groupsOf(summary: Summary, moments: Moments, link: LinkOf, charts: Charts): Markup {
  const columns = Object.entries(summary.groups).filter(
    ([column, list]) => !TIMES.includes(column) && list.length > 0,
  );
  const agentsFirst = columns.sort(
    ([a], [b]) => Number(b === 'agent') - Number(a === 'agent') || compareKeys(a, b),
  );
  if (agentsFirst.length === 0)
    return html`<p>No groups were asked for; <code>--group-by agent,team</code> shows them.</p>`;
  return html`${agentsFirst.map(([column, list], i) => columnOf(summary, column, list, i, moments, link, charts))}`;
}

function columnOf(
  summary: Summary,
  column: string,
  all: readonly GroupSummary[],
  place: number,
  moments: Moments,
  link: LinkOf,
  charts: Charts,
): Markup {
  const groups = all.toSorted((a, b) => compareKeys(a.key, b.key)).slice(0, MOST_ROWS);
  const agents = column === 'agent';
  const title = agents ? 'Agents' : `By ${short(column, 40)}`;
  const left = all.length - groups.length;
  if (groups.every(({ key }) => key === '(none)'))
    return html`<section><h3>${title}</h3><p>The input does not say ${agents ? 'who the agents are' : 'this'}, so there are no groups to show.</p></section>`;
  const cells = [...columnsOf(agents ? moments.severe : undefined), ...fairColumns(groups)];
  const spread = summary.spread[column];
  const judged = all.filter(({ fair }) => fair !== undefined);
  const note =
    spread &&
    judged.length > 0 &&
    fairNote(
      spread,
      judged.some(({ fair }) => fair?.tier !== undefined),
      all.length - judged.length,
    );
  return html`<section aria-labelledby="h-group-${place}"><h3 id="h-group-${place}">${title}</h3>
<p class="quiet">In alphabetical order: this is no ranking. With few conversations chance decides most of a number; under 15 with a score it is not shown.${left > 0 ? ` The first ${count(groups.length)} of ${count(all.length)} are shown; the other reports have all.` : ''}</p>
${plots(groups, place, title, charts)}
<div class="scroll" tabindex="0" role="region" aria-label="Table: ${title}"><table class="groups">
<thead><tr><th scope="col">${agents ? 'Agent' : short(column, 40)}</th>${cells.map(({ head }) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${groups.map(
    (g) =>
      html`<tr><th scope="row">${short(g.key, 60)}</th>${cells.map(({ cell, of }) => html`<td>${cell(g)}${of && g.mean !== null && html` <span class="quiet of">${of(g)}</span>`}</td>`)}</tr>
`,
  )}</tbody></table></div>
${note && html`<p class="quiet">${note}</p>`}
${agents && groups.map((g) => momentsOf(g, moments.of(g.key), link))}
</section>
`;
}

/** Behaviour first, the score last (SCORING §9.7). */
function columnsOf(severe: ReadonlyMap<string, Severe> | undefined): readonly Column[] {
  const enough = (words: (g: GroupSummary) => string) => (g: GroupSummary) =>
    g.mean === null ? '–' : words(g);
  const of = (n: (g: GroupSummary) => number) => (g: GroupSummary) => `of ${count(n(g))}`;
  const specific = (g: GroupSummary) => rateOf(turnsWith(g, 'empathy', 2), g.tally.agentTurns);
  const named = (g: GroupSummary) => rateOf(turnsWith(g, 'apology', 2), turnsWith(g, 'apology'));
  return [
    { head: 'Scored', cell: ({ tally }) => count(tally.scored) },
    { head: 'Needs answered', cell: enough((g) => rateWords(metRate(g))), of: of((g) => metRate(g).n) },
    {
      head: 'Replies with specific empathy',
      cell: enough((g) => rateWords(specific(g))),
      of: of((g) => specific(g).n),
    },
    {
      head: 'Apologies that name the fault',
      cell: enough((g) => rateWords(named(g))),
      of: of((g) => named(g).n),
    },
    ...(severe === undefined
      ? []
      : [
          {
            head: 'Severe distress missed',
            cell: ({ key }: GroupSummary) => {
              const counts = severe.get(key);
              return counts === undefined
                ? '–'
                : `${count(counts.missed)} of ${count(counts.met + counts.missed)}`;
            },
          },
        ]),
    { head: 'Script reliance', cell: ({ scripts }) => scriptWords(scripts) },
    { head: 'Mean score', cell: meanWords },
  ];
}

/** Groups against one another; absent where there is nothing to hold apart. */
function fairColumns(groups: readonly GroupSummary[]): readonly Column[] {
  if (groups.every(({ fair }) => fair === undefined)) return [];
  const tiered = groups.some(({ fair }) => fair?.tier !== undefined);
  return [
    {
      head: 'Estimate, adjusted for case mix',
      cell: ({ fair }) => (fair ? estimateOf(fair) : '–'),
      of: ({ fair }) => (fair ? standingOf(fair) : ''),
    },
    ...(tiered ? [{ head: 'Tier', cell: ({ fair }: GroupSummary) => String(fair?.tier ?? '–') }] : []),
  ];
}

function scriptWords(scripts: GroupSummary['scripts']): string {
  if (scripts === undefined) return '–';
  return scripts.reliance === null
    ? `too few (${count(scripts.spans)})`
    : `${Math.round(100 * scripts.reliance)} % of ${count(scripts.spans)}`;
}

/** The same groups twice: what was answered, then the score. Those with too few stand in the table only. */
function plots(groups: readonly GroupSummary[], place: number, title: string, charts: Charts): Markup {
  const enough = groups.filter(({ mean }) => mean !== null);
  const shown = enough.slice(0, MOST_LINES);
  if (shown.length === 0) return html`<p>No group has enough conversations with a score for an interval.</p>`;
  const few = groups.length - enough.length;
  const left = enough.length - shown.length;
  const plot = (
    id: string,
    name: string,
    unit: string,
    pointOf: (g: GroupSummary) => {
      value: number | null;
      low: number | null;
      high: number | null;
      note: string;
    },
  ) => {
    const points = shown.map((g) => ({ name: g.key, ...pointOf(g) }));
    return charts.intervals(
      {
        id: `group-${place}-${id}`,
        title: name,
        text: `${title}, in alphabetical order. ${points.map((p) => `${short(p.name, 40)}: ${p.note}`).join('. ')}`,
        unit,
        half: true,
        table: [['', 'value (95 % interval)'], ...points.map((p) => [short(p.name, 60), p.note])],
      },
      points,
    );
  };
  return html`<div class="pair">
${plot('met', 'Needs answered', '% of needs, with 95 % interval', (g) => {
  const rate = metRate(g);
  return { value: rate.share, low: rate.low, high: rate.high, note: rateWords(rate) };
})}
${plot('mean', 'Mean score', 'score, with 95 % interval', (g) => ({ value: g.mean, low: g.low, high: g.high, note: meanWords(g) }))}
</div>
${(few > 0 || left > 0) && html`<p class="quiet">${few > 0 && `${counted(few, 'group')} with too few conversations ${few === 1 ? 'has' : 'have'} no dot. `}${left > 0 && `The charts show the first ${shown.length}; the table has the others.`}</p>`}`;
}

function momentsOf({ key }: GroupSummary, stories: readonly Story[], link: LinkOf): Markup | false {
  if (stories.length === 0) return false;
  const missed = stories.filter(({ kind }) => kind === 'missed').length;
  const best = stories.length - missed;
  const parts = [missed > 0 && `${missed} missed`, best > 0 && `${best} best`].filter(Boolean).join(', ');
  return html`<details class="moments"><summary>${short(key, 60)}: moments to talk about <span class="quiet">${parts}</span></summary>
${stories.map((story) => storyOf(story, link, 4))}</details>
`;
}
