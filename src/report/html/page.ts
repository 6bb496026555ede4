/** The page, put together: what reads without a script, then the data of the conversations that the script opens. */

import type { Diagnostic, RubricCard, Summary } from '../../model.ts';
import { placeText } from '../../place.ts';
import type { Assets } from './assets.ts';
import type { Charts } from './charts.ts';
import { type Choice, toScript } from './choose.ts';
import type { PageRow, Part } from './data.ts';
import { groupsOf, type Moments } from './groups.ts';
import { html, type Markup, raw } from './markup.ts';
import { type LinkOf, storyOf } from './moments.ts';
import { overviewOf } from './overview.ts';
import type { Story } from './stories.ts';
import { count, counted } from './words.ts';

const MOST_DIAGNOSTICS = 50;
const MOST_STORIES = 12;

export interface PageParts {
  readonly rubric: RubricCard;
  readonly summary: Summary;
  readonly diagnostics: readonly Diagnostic[];
  readonly choice: Choice;
  readonly table: readonly Part[];
  readonly moments: Moments & {
    readonly missed: readonly Story[];
    readonly hard: readonly Story[];
    readonly everyday: readonly Story[];
  };
  readonly assets: Assets;
  readonly charts: Charts;
}

/** The page in parts, one after another, so that nobody has to hold all of it. */
export function* pageOf({
  rubric,
  summary,
  diagnostics,
  choice,
  table,
  moments,
  assets,
  charts,
}: PageParts): Generator<string> {
  const rows = rowsOf(choice);
  const keys = new Map(choice.chosen.map(({ entry }, i) => [entry.lot, rows[i]!.key]));
  const link: LinkOf = ({ entry }) => {
    const key = keys.get(entry.lot);
    return key === undefined ? undefined : `#c=${encodeURIComponent(key)}`;
  };
  const { conversations } = summary.overall.tally;
  const title = `${rubric.title}: report on ${counted(conversations, 'conversation')}`;
  yield html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(assets.policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${raw(assets.style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header class="top">
<p class="brand">attune</p>
<h1>${rubric.title}</h1>
<p class="lead">${counted(conversations, 'conversation')}, ${counted(summary.accounts.agentTurns, 'agent turn')}, ${counted(summary.accounts.files, 'file')}. Judged by the rubric <b>${rubric.id} ${rubric.version}</b>, the same way every time.</p>
${summary.failures.length > 0 && html`<ul class="alarms">${summary.failures.map((failure) => html`<li>${failure}</li>`)}</ul>`}
<nav class="parts" aria-label="Parts of the report"><ul>
<li><a href="#overview">Overview</a></li>
<li><a href="#groups">Agents and teams</a></li>
<li><a href="#missed">Missed opportunities</a></li>
<li><a href="#best">Best moments</a></li>
<li><a href="#conversations">Conversations</a></li>
<li><a href="#about">About</a></li>
</ul></nav>
</header>
<main id="main" tabindex="-1">
<section id="overview" aria-labelledby="h-overview"><h2 id="h-overview">Overview</h2>
${overviewOf(summary, rubric, charts)}
</section>
`.text;
  yield html`<section id="groups" aria-labelledby="h-groups"><h2 id="h-groups">Agents and teams</h2>
${groupsOf(summary, moments, link, charts)}
</section>
${momentsSections(moments, link)}
${conversationsSection(choice)}
${aboutSection(summary, diagnostics)}
</main>
${footer(summary)}
`.text;
  yield '<script type="application/json" id="rows">[';
  for (const [i, row] of rows.entries()) yield `${i > 0 ? ',' : ''}\n${toScript(row)}`;
  yield `\n]</script>\n<script type="application/json" id="parts">${toScript(table)}</script>\n`;
  yield '<script type="application/x-ndjson" id="threads">';
  for (const { entry } of choice.chosen) yield `\n${entry.thread}`;
  yield `\n</script>\n<script>${assets.script}</script>\n</body>\n</html>\n`;
}

/** The lines of the list, each under a key of its own. */
function rowsOf({ chosen }: Choice): PageRow[] {
  const taken = new Map<string, number>();
  return chosen.map(({ entry, why }) => {
    const times = (taken.get(entry.row.id) ?? 0) + 1;
    taken.set(entry.row.id, times);
    return { key: times === 1 ? entry.row.id : `${entry.row.id}~${times}`, ...entry.row, why };
  });
}

function momentsSections({ missed, hard, everyday }: PageParts['moments'], link: LinkOf): Markup {
  const list = (stories: readonly Story[]) =>
    html`<div class="stories">${stories.slice(0, MOST_STORIES).map((story) => storyOf(story, link, 3))}</div>`;
  return html`<section id="missed" aria-labelledby="h-missed"><h2 id="h-missed">Missed opportunities</h2>
<p class="quiet">Where a customer showed severe distress and nothing, or a brush-off, came back; from each agent the most telling first. They are chosen to learn from and say nothing about how often it happens: the overview does.</p>
${missed.length > 0 ? list(missed) : html`<p>No need at severe distress was missed.</p>`}
</section>
<section id="best" aria-labelledby="h-best"><h2 id="h-best">Best moments</h2>
<p class="quiet">Answers that were specific to this customer, the best of each agent.</p>
${everyday.length > 0 && html`<p class="kind">In everyday work</p>${list(everyday)}`}
${hard.length > 0 && html`<p class="kind">When it was hard</p>${list(hard)}`}
${everyday.length + hard.length === 0 && html`<p>In no answered need was empathy specific to the customer.</p>`}
</section>`;
}

function conversationsSection(choice: Choice): Markup {
  return html`<section id="conversations" aria-labelledby="h-conversations"><h2 id="h-conversations" tabindex="-1">Conversations</h2>
<p class="quiet">${choiceWords(choice)}</p>
<noscript><p>The list of conversations needs JavaScript, which is part of this file and asks no network. All above reads without it.</p></noscript>
<div id="app"></div>
</section>`;
}

/** Plainly how many of how many are here, and by which rule. */
function choiceWords({ chosen, all, seen, tooLong }: Choice): string {
  const n = (why: string) => chosen.filter((c) => c.why === why).length;
  if (all) return seen === 1 ? 'The conversation is here.' : `All ${counted(seen, 'conversation')} are here.`;
  if (tooLong > 0)
    return `${count(chosen.length)} of ${counted(seen, 'conversation')} are here; ${count(tooLong)} are too long to be shown. All count in the numbers above.`;
  return `${count(chosen.length)} of ${counted(seen, 'conversation')} are here, so that the file stays small: ${count(n('missed'))} because of a missed opportunity, ${count(n('best'))} because of a best moment, and ${count(n('sample'))} drawn by lot from all, which show everyday work as it is. All count in the numbers above.`;
}

function aboutSection(summary: Summary, diagnostics: readonly Diagnostic[]): Markup {
  const { accounts: a } = summary;
  const shown = diagnostics.slice(0, MOST_DIAGNOSTICS);
  const more = diagnostics.length - shown.length;
  return html`<section id="about" aria-labelledby="h-about"><h2 id="h-about">About this report</h2>
<h3>How to read it</h3>
<ul class="notes">
<li>A score is made of opportunities: moments at which a customer’s words called for empathy. Each is met, missed or dismissed. Where nothing called for it there is no score, which is N/A and never 0.</li>
<li>Sympathy is not empathy: pity earns little. Empathy shows that this customer was understood, and acts on it.</li>
<li>Every point rests on words, which are marked, and on a rule, which is named. Whoever disagrees can see what to change.</li>
<li>Intervals are 95&nbsp;%. Overlapping ones may be chance. Under 15 conversations with a score a group shows “too few”.</li>
<li>The rubric reads words. It does not hear tone, silence or irony, and does not know whether what was said is true. Read the evidence before you judge anybody.</li>
</ul>
<h3>What was read</h3>
<p>${counted(a.read, 'record')} = ${count(a.scored)} scored + ${count(a.skipped)} skipped + ${count(a.quarantined)} quarantined.</p>
${
  shown.length > 0 &&
  html`<details><summary>${counted(diagnostics.length, 'message')} about the input</summary><ul class="notes">${shown.map(
    ({ severity, message, place }) =>
      html`<li><b>${severity}</b> <code>${placeText(place)}</code> ${message}</li>`,
  )}${more > 0 && html`<li>${counted(more, 'more', 'more')}</li>`}</ul></details>`
}
</section>`;
}

function footer({ receipt: r }: Summary): Markup {
  return html`<footer><p>attune ${r.engine} · rubric ${r.rubric} ${r.version} · <code>${r.rubricHash}</code></p>
<p>The same input, rubric and version give the same file, byte by byte. It needs no network.</p></footer>`;
}
