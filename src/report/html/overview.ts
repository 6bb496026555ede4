/** The first screen: how often empathy was needed and given, how scores are spread, what was done, how it went on. */

import { compareKeys, own } from '../../keys.ts';
import type { GroupSummary, RubricCard, Summary } from '../../model.ts';
import { baseOf, type ChangeRow, overallChanges, shiftRow } from '../changes.ts';
import { USE_COLUMNS, USE_NOTE, useRows } from '../uses.ts';
import type { Charts } from './charts.ts';
import { html, type Markup } from './markup.ts';
import { short } from './moments.ts';
import { count, counted, meanWords, metRate, type Rate, rateOf, rateWords, turnsWith } from './words.ts';

/** Columns of time, which are shown as a course and not as groups. */
export const TIMES: readonly string[] = ['day', 'week', 'month', 'quarter'];
/** Width of a column of the distribution, in points. */
const BIN = 5;
/** Points of a course that a page has room for. */
const MOST_POINTS = 60;
const MOST_CRITERIA = 30;
const MOST_FORMULAS = 8;

/** What agents did, by the label that shows it. */
const BEHAVIOUR: readonly (readonly [words: string, label: string, level: number])[] = [
  ['Specific empathy', 'empathy', 2],
  ['Any empathy', 'empathy', 1],
  ['Sympathy', 'sympathy', 1],
  ['Fault named', 'apology', 2],
  ['Any apology', 'apology', 1],
  ['Takes it on', 'ownership', 1],
  ['Way out', 'solution', 1],
  ['Asks about it', 'exploration', 1],
  ['Gives it back', 'reflection', 1],
  ['Reassures', 'reassurance', 1],
  ['Thanks', 'gratitude', 1],
  ['Dismisses', 'dismissive', 1],
];

/** Groups of one column whose changes a page has room for. */
const MOST_CHANGES = 200;

export function overviewOf(summary: Summary, rubric: RubricCard, charts: Charts): Markup {
  const { overall } = summary;
  if (overall.tally.conversations === 0) return html`<p class="lead">There is no conversation to show.</p>`;
  return html`${figures(overall)}
${needs(overall, charts)}
<div class="pair">
${scores(overall, rubric, charts)}
${criteria(overall, rubric, charts)}
</div>
${trends(summary, charts)}
${changes(summary)}
${behaviour(overall, charts)}
${formulas(summary)}
${macros(summary)}`;
}

/** What has changed since another run or period, group by group as well. */
function changes({ against }: Summary): Markup | false {
  if (against === undefined) return false;
  const tableOf = (
    caption: string,
    rows: readonly ChangeRow[],
  ) => html`<div class="scroll" tabindex="0" role="region" aria-label="Table: ${caption}"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">What</th><th scope="col">Before → after</th><th scope="col">Change, with 95 % interval</th></tr></thead>
<tbody>${rows.map(
    ({
      what,
      sides,
      change,
    }) => html`<tr><th scope="row">${short(what, 60)}</th><td>${sides}</td><td>${change}</td></tr>
`,
  )}</tbody></table></div>`;
  return html`<section aria-labelledby="h-changes"><h3 id="h-changes">Changed since ${short(against.base, 60)}</h3>
<p class="quiet">${baseOf(against)}. What chance may explain says so.</p>
${tableOf('All conversations', overallChanges(against))}
${Object.entries(against.groups).map(([column, shifts]) =>
  tableOf(`By ${short(column, 40)}, in alphabetical order`, shifts.slice(0, MOST_CHANGES).map(shiftRow)),
)}</section>`;
}

function figures(overall: GroupSummary): Markup {
  const { tally } = overall;
  const met = metRate(overall);
  const unscored = tally.conversations - tally.scored;
  const calm = `${counted(unscored, 'conversation')} N/A: nothing called for empathy, or nothing could be judged. They count neither for nor against anybody.`;
  return html`<dl class="figures">
<div><dt>Needs for empathy answered</dt><dd><strong>${shareWords(met)}</strong> <span>${rangeWords(met)}; ${count(met.k)} of ${count(met.n)}</span></dd></div>
<div><dt>Mean score, 0–100</dt><dd><strong>${overall.mean === null ? 'N/A' : overall.mean.toFixed(1)}</strong> <span>${intervalWords(overall)}n = ${counted(tally.scored, 'conversation')}</span></dd></div>
<div><dt>Nothing to judge</dt><dd><strong>${count(unscored)}</strong> <span>of ${counted(tally.conversations, 'conversation')}</span></dd></div>
</dl>
${unscored > 0 && html`<p class="quiet">${calm}</p>`}
${failures(overall)}`;
}

function failures({ tally, meanWithFailures }: GroupSummary): Markup | false {
  if (tally.failed.conversations === 0) return false;
  const with0 =
    meanWithFailures === undefined
      ? ''
      : ` Counted as 0, they would make the mean ${meanWithFailures.toFixed(1)}.`;
  return html`<p class="quiet">${counted(tally.failed.conversations, 'conversation')} failed a critical criterion, each to be confirmed by a person.${with0}</p>`;
}

function needs(overall: GroupSummary, charts: Charts): Markup {
  const { opportunities: o, byDistress } = overall.tally;
  const needed = o.met + o.missed + o.dismissed;
  if (needed + o.not_applicable === 0)
    return html`<h3>When empathy was needed</h3><p>No customer said anything that called for it.</p>`;
  const part = (name: string, value: number, colour: 'met' | 'missed' | 'dismissed') => {
    const rate = rateOf(value, needed);
    return { name, value, colour, note: rateWords(rate), rate };
  };
  const parts = [
    part('Needed and given', o.met, 'met'),
    part('Needed and missed', o.missed, 'missed'),
    part('Needed and dismissed', o.dismissed, 'dismissed'),
  ];
  const levels: readonly [string, string][] = [
    ['2', 'severe distress'],
    ['1', 'something was wrong'],
    ['presumed', 'presumed from the kind of contact'],
  ];
  const rest = Object.keys(byDistress)
    .filter((key) => !levels.some(([known]) => known === key))
    .sort(compareKeys);
  const shown = [...levels, ...rest.map((key): [string, string] => [key, `distress ${key}`])].flatMap(
    ([key, words]) => {
      const n = own(byDistress, key) ?? 0;
      return n > 0 ? [`${count(n)} ${words}`] : [];
    },
  );
  const chart = {
    id: 'needs',
    title: `${counted(needed, 'need')} for empathy, and what came back`,
    text: parts.map(({ name, value, note }) => `${name}: ${count(value)}, ${note}`).join('. '),
    unit: '',
    table: [
      ['', 'times', 'share', '95 % interval'],
      ...parts.map(({ name, value, rate }) => [name, count(value), shareWords(rate), rangeWords(rate)]),
      ['Not judged', count(o.not_applicable), '–', '–'],
    ],
  };
  return html`<section aria-labelledby="h-needs"><h3 id="h-needs">When empathy was needed, was it given?</h3>
${charts.parts(chart, parts)}
<ul class="key">${parts.map(
    ({ name, value, colour, note }) =>
      html`<li class="${colour}"><b>${name}</b> <span>${count(value)} · ${note}</span></li>`,
  )}</ul>
<p class="quiet">By what the customer showed: ${shown.join(' · ')}.${o.not_applicable > 0 ? ` ${counted(o.not_applicable, 'more', 'more')} had no answer that could be judged.` : ''} Intervals are 95&nbsp;%.</p>
</section>`;
}

function scores({ tally }: GroupSummary, rubric: RubricCard, charts: Charts): Markup | false {
  if (tally.scored === 0) return false;
  const bins = Array.from({ length: 100 / BIN }, (_, i) => ({ from: i * BIN, to: (i + 1) * BIN, n: 0 }));
  for (const [tenths, n] of Object.entries(tally.scores)) {
    const bin = bins[Math.min(bins.length - 1, Math.floor(Number(tenths) / 10 / BIN))];
    if (bin) bin.n += n;
  }
  const most = bins.reduce((a, b) => (b.n > a.n ? b : a));
  // The best band first, as the rubric has them; bands that it does not know come last.
  const floor = (band: string) => own(rubric.bands, band) ?? -1;
  const bands = Object.entries(tally.bands).sort(([a], [b]) => floor(b) - floor(a) || compareKeys(a, b));
  return html`<section aria-labelledby="h-scores"><h3 id="h-scores">How the scores are spread</h3>
${charts.histogram(
  {
    id: 'scores',
    title: `Conversations by score (n = ${count(tally.scored)})`,
    text: `Most conversations, ${count(most.n)}, have a score from ${most.from} to ${most.to}.`,
    unit: 'score, 0–100',
    half: true,
    table: [['score', 'conversations'], ...bins.map(({ from, to, n }) => [`${from}–${to}`, count(n)])],
  },
  bins,
)}
<p class="quiet">Bands: ${bands.map(([name, n]) => `${name} ${count(n)}`).join(' · ') || 'none'}.</p></section>`;
}

function criteria({ tally }: GroupSummary, rubric: RubricCard, charts: Charts): Markup | false {
  const known = Object.keys(rubric.criteria);
  const others = Object.keys(tally.criteria)
    .filter((id) => !known.includes(id))
    .sort(compareKeys);
  const rows = [...known, ...others].flatMap((id) => {
    const points = own(tally.criteria, id);
    if (!points || points.possible === 0) return [];
    const value = (100 * points.earned) / points.possible;
    const card = own(rubric.criteria, id);
    // Beside the bar, as a phone has no room for the end of a long title.
    const note = `${Math.round(value)} %${card?.experimental ? ', experimental' : ''}`;
    return [{ id, name: sentence(card?.title ?? id), value, note, points }];
  });
  if (rows.length === 0) return false;
  const shown = rows.slice(0, MOST_CRITERIA);
  const hundredths = (n: number) => count(Math.round(n / 100));
  return html`<section aria-labelledby="h-criteria"><h3 id="h-criteria">What the points were earned for</h3>
${charts.bars(
  {
    id: 'criteria',
    title: 'Points earned, by criterion',
    text: shown.map(({ name, note }) => `${name}: ${note}`).join('. '),
    unit: '% of the possible points',
    half: true,
    table: [
      ['criterion', 'earned', 'possible', 'share'],
      ...shown.map(({ name, note, points }) => [
        name,
        hundredths(points.earned),
        hundredths(points.possible),
        note,
      ]),
    ],
  },
  shown,
)}</section>`;
}

function behaviour(overall: GroupSummary, charts: Charts): Markup | false {
  const turns = overall.tally.agentTurns;
  if (turns === 0) return false;
  const points = BEHAVIOUR.map(([name, label, level]) => {
    const rate = rateOf(turnsWith(overall, label, level), turns);
    return { name, value: rate.share, low: rate.low, high: rate.high, note: rateWords(rate), rate };
  });
  return html`<section aria-labelledby="h-behaviour"><h3 id="h-behaviour">What agents said and did</h3>
<p class="quiet">In how many of all replies, also those to which nothing called for empathy. Sympathy pities; empathy understands and acts.</p>
${charts.intervals(
  {
    id: 'behaviour',
    title: `Replies in which it was found (n = ${count(turns)})`,
    text: points.map(({ name, note }) => `${name}: ${note}`).join('. '),
    unit: '% of replies, with 95 % interval',
    table: [
      ['what', 'replies', 'share', '95 % interval'],
      ...points.map(({ name, rate }) => [name, count(rate.k), shareWords(rate), rangeWords(rate)]),
    ],
  },
  points,
)}</section>`;
}

function trends({ groups }: Summary, charts: Charts): readonly Markup[] {
  return TIMES.flatMap((column) => {
    const all = own(groups, column)?.filter(({ key }) => /^\d/.test(key)) ?? [];
    if (all.length === 0) return [];
    const shown = all.toSorted((a, b) => compareKeys(a.key, b.key)).slice(-MOST_POINTS);
    const course = (
      id: string,
      title: string,
      pointOf: (g: GroupSummary) => readonly [number | null, number | null, number | null, string],
    ) => {
      const points = shown.map((g) => {
        const [value, low, high, note] = pointOf(g);
        return { name: g.key, value, low, high, note, n: g.tally.scored };
      });
      return charts.trend(
        {
          id: `trend-${column}-${id}`,
          title,
          text: points.map(({ name, note }) => `${name}: ${note}`).join('. '),
          unit: '',
          half: true,
          table: [
            [column, 'conversations with a score', 'value (95 % interval)'],
            ...points.map(({ name, n, note }) => [name, count(n), note]),
          ],
        },
        points,
      );
    };
    const left = all.length - shown.length;
    return [
      html`<section aria-labelledby="h-${column}"><h3 id="h-${column}">By ${column}</h3>
<p class="quiet">Dots are values, bars their 95&nbsp;% intervals: where bars overlap much, chance may be all there is. Too few conversations give no dot.${left > 0 ? ` The last ${shown.length} of ${all.length} are shown.` : ''}</p>
<div class="pair">
${course('met', `Needs answered by ${column}, %`, (g) => {
  const rate = metRate(g);
  return g.mean === null ? [null, null, null, tooFew(g)] : [rate.share, rate.low, rate.high, rateWords(rate)];
})}
${course('mean', `Mean score by ${column}`, (g) => [g.mean, g.low, g.high, g.mean === null ? tooFew(g) : meanWords(g)])}
</div></section>`,
    ];
  });
}

function formulas({ overall, teamScript }: Summary): Markup | false {
  const { agents, templates } = teamScript;
  const scripts = overall.scripts;
  if (templates.length === 0 && scripts?.reliance == null) return false;
  const shown = templates.slice(0, MOST_FORMULAS);
  return html`<section aria-labelledby="h-script"><h3 id="h-script">Your script</h3>
${scripts?.reliance != null && html`<p>Of ${counted(scripts.spans, 'caring clause')}, ${count(scripts.generic)} would fit any problem, in ${counted(scripts.formulas, 'formula')}. Script reliance: ${Math.round(100 * scripts.reliance)} %.</p>`}
${
  shown.length > 0 &&
  html`<p class="quiet">Formulas that more than 30 % of the ${counted(agents, 'agent')} use: the team’s script, not one person’s fault. § stands for what belongs to one customer.</p>
<ul class="formulas">${shown.map(
    (t) =>
      html`<li><q>${t.template}</q> <span class="quiet">${counted(t.agents, 'agent')}, ${counted(t.spans, 'time')}</span></li>`,
  )}</ul>`
}</section>`;
}

function macros({ macros: traced }: Summary): Markup | false {
  if (traced === undefined) return false;
  return html`<section aria-labelledby="h-macros"><h3 id="h-macros">Macros</h3>
<p class="quiet">How agents’ turns come from macros: sent as they are, edited, edited for this customer, or none at all; ${USE_NOTE}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Table: Macros"><table class="uses"><thead><tr>${USE_COLUMNS.map((name) => (name === '' ? html`<td></td>` : html`<th scope="col">${name}</th>`))}</tr></thead>
<tbody>${useRows(traced).map(
    ([how, ...cells]) =>
      html`<tr><th scope="row">${how}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div></section>`;
}

function tooFew({ tally }: GroupSummary): string {
  return tally.scored === 0 ? 'N/A' : `too few (n = ${tally.scored})`;
}

function shareWords({ share }: Rate): string {
  return share === null ? 'N/A' : `${Math.round(share)} %`;
}

function rangeWords({ share, low, high }: Rate): string {
  return share === null ? 'nothing to judge' : `${Math.round(low)}–${Math.round(high)} %`;
}

function intervalWords({ low, high }: GroupSummary): string {
  return low === null || high === null ? '' : `${low.toFixed(1)}–${high.toFixed(1)}; `;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
