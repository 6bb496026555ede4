/** What many conversations add up to, as small tables: opportunities, bands, behaviour, criteria, groups. */

import { compareKeys, own } from '../../keys.ts';
import type { GroupSummary, Summary, Tally } from '../../model.ts';
import { sanitise } from '../sanitise.ts';
import { table, USE_COLUMNS, USE_NOTE, useRows } from '../uses.ts';
import { againstLines } from './against.ts';
import type { Canvas } from './conversation.ts';
import { fairLines } from './fair.ts';
import { bar, columns, cut, pad, words, wrap } from './layout.ts';
import { percent, points, score1, several } from './numbers.ts';
import { spreadOf, trendLines } from './sparkline.ts';
import { bandNames, bandStyle, outcomeStyle } from './theme.ts';

const BAR = 24;
/** Formulas of the team that are shown; reports for machines have more of them. */
const MOST_FORMULAS = 5;
/** Columns that a table of groups needs to show script reliance, too. */
const SCRIPT_FROM = 76;

/** What agents did, by the label that shows it, in a coach's words; without a level, at any level. */
const BEHAVIOUR: readonly (readonly [words: string, label: string, level?: 1 | 2])[] = [
  ['acknowledged this customer’s situation', 'empathy', 2],
  ['acknowledged in general words', 'empathy', 1],
  ['pitied', 'sympathy'],
  ['apologised and owned the fault', 'apology', 2],
  ['apologised in general words', 'apology', 1],
  ['took the matter on', 'ownership'],
  ['offered a way out', 'solution'],
  ['asked about the situation', 'exploration'],
  ['gave the problem back in words', 'reflection'],
  ['reassured', 'reassurance'],
  ['thanked', 'gratitude'],
  ['used the name', 'name_use'],
  ['dismissed', 'dismissive'],
];

/** The lines of the totals, a blank line between the parts. */
export function totalLines(summary: Summary, canvas: Canvas): string[] {
  const { overall, groups, spread } = summary;
  const parts = [
    scoreLines(overall, canvas),
    trendLines(summary, canvas),
    opportunityLines(overall, canvas),
    bandLines(overall, canvas),
    behaviourLines(overall, canvas),
    criterionLines(overall, canvas),
    formulaLines(overall, canvas),
    teamScriptLines(summary, canvas),
    macroLines(summary, canvas),
    ...Object.entries(groups).flatMap(([column, list]) => {
      const differ = own(spread, column);
      return [groupLines(column, list, canvas), differ ? fairLines(column, list, differ, canvas) : []];
    }),
    summary.against ? againstLines(summary.against, canvas) : [],
  ];
  return parts.filter((part) => part.length > 0).flatMap((part) => ['', ...part]);
}

/** `read R = scored S + skipped K + quarantined Q`: every record is somewhere. */
export function accountLine({ accounts: a }: Summary): string {
  return `read ${a.read} = scored ${a.scored} + skipped ${a.skipped} + quarantined ${a.quarantined}`;
}

function scoreLines(overall: GroupSummary, { theme, width }: Canvas): string[] {
  const { conversations, scored } = overall.tally;
  if (conversations === 0) return [];
  const unscored = conversations - scored;
  const spread = spreadOf(overall.tally);
  const note = `N/A: in ${unscored} more nothing called for empathy or nothing could be judged; they count neither for nor against anybody.`;
  return [
    `${theme.title('Mean score')}  ${meanOf(overall)}, ${several(scored, 'conversation')}`,
    ...(spread === undefined ? [] : [`${theme.title('Scores')}      ${spread}`]),
    ...(unscored > 0 ? wrap(words(note, theme.dim), width) : []),
  ];
}

function opportunityLines({ tally }: GroupSummary, { theme }: Canvas): string[] {
  const { met, missed, dismissed, not_applicable } = tally.opportunities;
  const needed = met + missed + dismissed;
  if (needed + not_applicable === 0) return [];
  const outcomes = Object.entries({ met, missed, dismissed }) as ['met' | 'missed' | 'dismissed', number][];
  const rows = outcomes.map(([name, n]) =>
    row(name, n, percent(n, needed), outcomeStyle(name, theme)(bar(needed ? n / needed : 0, BAR))),
  );
  const open =
    not_applicable > 0 ? [theme.dim(`  ${not_applicable} more had no answer that could be judged`)] : [];
  return [theme.title('Opportunities for empathy'), row('needed', needed, '', ''), ...rows, ...open];
}

function bandLines({ tally }: GroupSummary, { rubric, theme }: Canvas): string[] {
  const known = bandNames(rubric.bands);
  const others = Object.keys(tally.bands)
    .filter((name) => !known.includes(name))
    .sort(compareKeys);
  if (tally.scored === 0) return [];
  const rows = [...known, ...others].map((name) => {
    const n = own(tally.bands, name) ?? 0;
    const chart = bandStyle(name, rubric.bands, theme)(bar(n / tally.scored, BAR));
    return row(sanitise(name), n, percent(n, tally.scored), chart);
  });
  return [theme.title('Bands'), ...rows];
}

function behaviourLines({ tally }: GroupSummary, { theme }: Canvas): string[] {
  if (tally.agentTurns === 0) return [];
  const rows = BEHAVIOUR.map(([text, label, level]) => {
    const key = level ? `${label} ${level}` : label;
    return tableRow(text, percent(turnsWith(tally, label, level), tally.agentTurns), theme.dim(key));
  });
  return [theme.title(`Behaviour, in % of ${several(tally.agentTurns, 'agent turn')}`), ...rows];
}

/** Agent turns with a label; the tally counts `label` at any level, and `label:2` besides. */
function turnsWith({ labels }: Tally, label: string, level?: 1 | 2): number {
  const any = own(labels, label) ?? 0;
  const second = own(labels, `${label}:2`) ?? 0;
  return level === 2 ? second : level === 1 ? Math.max(0, any - second) : any;
}

function criterionLines({ tally }: GroupSummary, { rubric, theme }: Canvas): string[] {
  const known = Object.keys(rubric.criteria).filter((id) => Object.hasOwn(tally.criteria, id));
  const others = Object.keys(tally.criteria)
    .filter((id) => !known.includes(id))
    .sort(compareKeys);
  // A criterion that only takes points (no dismissal) can earn none; how often it bit stands under Behaviour.
  const earning = [...known, ...others].filter((id) => tally.criteria[id]!.possible > 0);
  const rows = earning.map((id) => {
    const { earned, possible } = tally.criteria[id]!;
    const card = own(rubric.criteria, id);
    // Behind the points, as the end of a long title is cut off.
    const doubt = card?.experimental ? ', experimental' : '';
    // The tally holds hundredths, so that sums are exact.
    const rest = `${points(earned / 100)} of ${points(possible / 100)}${doubt}`;
    return tableRow(sanitise(card?.title ?? id), percent(earned, possible), rest);
  });
  return rows.length > 0 ? [theme.title('Criteria, points earned'), ...rows] : [];
}

/** How much of what should be said to one customer would fit any (SCORING §6). */
function formulaLines({ scripts }: GroupSummary, { theme, width }: Canvas): string[] {
  if (scripts === undefined || scripts.reliance === null) return [];
  const { spans, generic, effective, reliance } = scripts;
  const title = cut(`Formulas, in ${several(spans, 'clause')} that relate, say sorry or reassure`, width);
  return [
    theme.title(title),
    tableRow('in general words', percent(generic, spans), ''),
    tableRow('of the three formulas said most', percent(reliance, 1), ''),
    // Simpson's 1/S: so many, said equally often, would repeat themselves as much.
    ...(effective === null ? [] : [tableRow('effective number of formulas', points(effective), '')]),
  ].map((line) => line.trimEnd());
}

/** What many agents say is the team's script and no agent's fault (SCORING §6). */
function teamScriptLines({ teamScript }: Summary, { theme, width }: Canvas): string[] {
  const { agents: all, templates } = teamScript;
  if (templates.length === 0) return [];
  const rows = templates.slice(0, MOST_FORMULAS).map(({ template, agents, spans }) => {
    return tableRow(sanitise(template), percent(agents, all), cut(several(spans, 'time'), width - 49));
  });
  const note = cut(`, formulas that more than 30 % of ${several(all, 'agent')} use`, width - 11);
  return [`${theme.title('Your script')}${theme.dim(note)}`, ...rows];
}

/** How turns come from macros, where they were set against any. */
function macroLines({ macros }: Summary, { theme, width }: Canvas): string[] {
  if (macros === undefined) return [];
  const [head, ...rows] = table(USE_COLUMNS, useRows(macros));
  return [theme.title('Macros'), theme.dim(head!), ...rows, theme.dim(cut(`  ${USE_NOTE}`, width))];
}

/** In alphabetical order: with these intervals a league table would rank chance. */
function groupLines(column: string, groups: readonly GroupSummary[], { theme, width }: Canvas): string[] {
  if (groups.length === 0) return [];
  const ordered = groups.toSorted((a, b) => compareKeys(a.key, b.key));
  const scripted = width >= SCRIPT_FROM && groups.some(({ scripts }) => scripts !== undefined);
  const room = width - (scripted ? 64 : 48);
  const name = Math.min(Math.max(12, ...groups.map((g) => columns(sanitise(g.key)))), room);
  const cells = (key: string, n: string, mean: string, met: string, script: string) =>
    `  ${pad(key, name)} ${pad(n, 5, 'right')}  ${pad(mean, 19)}  ${pad(met, 17)}${scripted ? `  ${pad(script, 14)}` : ''}`;
  const rows = ordered.map((g) =>
    cells(sanitise(g.key), String(g.tally.scored), meanOf(g), metOf(g), scriptOf(g)),
  );
  const head = cells('', 'n', 'mean', 'met', 'script');
  return [
    `${theme.title(`By ${sanitise(column)}`)}${theme.dim(', in alphabetical order')}`,
    theme.dim(head),
    ...rows,
  ];
}

function meanOf({ tally, mean, low, high }: GroupSummary): string {
  if (mean === null) return tally.scored === 0 ? 'N/A' : 'too few';
  return `${score1(mean)}${low === null || high === null ? '' : ` (${score1(low)}–${score1(high)})`}`;
}

function metOf({ tally, answered }: GroupSummary): string {
  const { met, missed, dismissed } = tally.opportunities;
  const rate = percent(met, met + missed + dismissed);
  return answered ? `${rate} (${percent(answered.low, 1)}–${percent(answered.high, 1)})` : rate;
}

/** Script reliance with the number of clauses it is a share of. */
function scriptOf({ scripts }: GroupSummary): string {
  if (scripts === undefined) return '–';
  const { spans, reliance } = scripts;
  return reliance === null ? `too few (${spans})` : `${percent(reliance, 1)} of ${spans}`;
}

function row(name: string, n: number, share: string, chart: string): string {
  return `  ${pad(name, 12)} ${pad(String(n), 6, 'right')} ${pad(share, 6, 'right')}  ${chart}`.trimEnd();
}

function tableRow(text: string, share: string, rest: string): string {
  return `  ${pad(text, 38)} ${pad(share, 6, 'right')}  ${rest}`;
}
