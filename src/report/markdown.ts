/** The report as Markdown, for the summary page of a job: failures first, then totals, then what to read. */

import { compareKeys } from '../keys.ts';
import type {
  Diagnostic,
  GroupSummary,
  RubricCard,
  ScoredConversation,
  ScoredTurn,
  Summary,
} from '../model.ts';
import { placeText } from '../place.ts';
import { baseOf, type ChangeRow, overallChanges, shiftRow } from './changes.ts';
import { criterionAdvice } from './criteria.ts';
import { estimateOf, fairNote, standingOf } from './fair.ts';
import { markdownCode as code, markdownText as text } from './markdown-text.ts';
import { keepBest, keepMissed, type MissedOpportunity, type Moment } from './notable.ts';
import type { Open, ReportOptions } from './reporter.ts';
import { excerpt } from './terminal/excerpt.ts';
import { cut } from './terminal/layout.ts';
import { percent, score1, several } from './terminal/numbers.ts';
import { themeOf } from './terminal/theme.ts';
import { accountLine } from './terminal/totals.ts';
import { USE_COLUMNS, USE_NOTE, useRows } from './uses.ts';

/** GitHub takes a megabyte for a summary, and a reader less. */
const MAX_ROWS = 200;
const MAX_FAILED = 20;
const MAX_DIAGNOSTICS = 10;
/** Characters of a name, and of a quote that is not wanted whole. */
const NAME = 60;
const QUOTE = 240;

export const openMarkdown: Open = (rubric, options, write) => {
  const missed = keepMissed(options.limit);
  const best = keepBest();
  const failed: ScoredConversation[] = [];
  let failures = 0;
  return {
    add: (c) => {
      missed.add(c);
      best.add(c);
      if (c.score.failed.length > 0 && ++failures <= MAX_FAILED) failed.push(c);
    },
    end: ({ summary, diagnostics }) => {
      const parts = [
        header(summary, rubric),
        failureList(summary),
        failedTable(failed, failures),
        ...(options.summary
          ? [
              totals(summary),
              opportunities(summary),
              ...macros(summary),
              ...groups(summary),
              ...changes(summary),
            ]
          : []),
        missedList(missed.shown(), rubric, options),
        bestList(best.shown(), options),
        input(summary, diagnostics),
      ];
      return write(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
    },
  };
};

function header({ passed, overall, accounts }: Summary, rubric: RubricCard): string {
  const parts = [
    `${text(rubric.title)} (${code(`${rubric.id} ${rubric.version}`)})`,
    several(accounts.files, 'file'),
    several(overall.tally.conversations, 'conversation'),
    several(accounts.agentTurns, 'agent turn'),
  ];
  return `## attune score: ${passed ? 'passed' : 'failed'}\n\n${parts.join(' · ')}`;
}

function failureList({ failures }: Summary): string {
  return failures.map((failure) => `- ${text(failure)}`).join('\n');
}

/** Conversations that failed a critical criterion. */
function failedTable(shown: readonly ScoredConversation[], all: number): string {
  if (all === 0) return '';
  const rows = shown.map((c) => [
    code(name(c.id)),
    text(name(c.agent ?? '')),
    c.score.failed.map((id) => code(name(id))).join(', '),
    score1(c.score.normalized),
  ]);
  return section(
    'Failed, to be confirmed by a person',
    table(['conversation', 'agent', 'criterion', 'score'], rows, all - shown.length),
  );
}

function totals({ overall }: Summary): string {
  const { tally, meanWithFailures } = overall;
  if (tally.conversations === 0) return '';
  const unscored = tally.conversations - tally.scored;
  const rows = [
    ['mean score', mean(overall), interval(overall), several(tally.scored, 'conversation')],
    ...(meanWithFailures === undefined
      ? []
      : [
          [
            'mean score with 0 for those that failed',
            score1(meanWithFailures),
            '',
            several(tally.scored, 'conversation'),
          ],
        ]),
    ['opportunities met', ...met(overall), several(needed(overall), 'opportunity').replace(/ys$/, 'ies')],
  ];
  const note = `${several(unscored, 'conversation')} without a score: nothing called for empathy, or nothing could be judged.`;
  return section(
    'Totals',
    [table(['', '', '95 % interval', 'n'], rows), ...(unscored > 0 ? [note] : [])].join('\n\n'),
  );
}

function opportunities({ overall }: Summary): string {
  const { met, missed, dismissed, not_applicable } = overall.tally.opportunities;
  const all = needed(overall);
  if (all + not_applicable === 0) return '';
  const rows = Object.entries({ met, missed, dismissed }).map(([outcome, n]) => [
    outcome,
    String(n),
    percent(n, all),
  ]);
  const open =
    not_applicable > 0 ? [['without an answer that could be judged', String(not_applicable), '']] : [];
  return section(
    'Opportunities for empathy',
    table(['', 'n', 'share'], [['needed', String(all), ''], ...rows, ...open]),
  );
}

/** In alphabetical order: with these intervals a league table would rank chance. */
function macros({ macros: traced }: Summary): string[] {
  if (traced === undefined) return [];
  return [section('Macros', `${table(USE_COLUMNS, useRows(traced))}\n\n${USE_NOTE}`)];
}

function groups(summary: Summary): string[] {
  return Object.entries(summary.groups).map(([column, list]) => {
    if (list.length === 0) return '';
    const ordered = list.toSorted((a, b) => compareKeys(a.key, b.key));
    const rows = ordered
      .slice(0, MAX_ROWS)
      .map((g) => [text(name(g.key)), String(g.tally.scored), mean(g), interval(g), metOf(g)]);
    const judged = ordered.filter(({ fair }) => fair !== undefined);
    const spread = summary.spread[column];
    const tiered = judged.some(({ fair }) => fair?.tier !== undefined);
    const fairRows = judged
      .slice(0, MAX_ROWS)
      .map(({ key, tally, fair }) => [
        text(name(key)),
        String(tally.scored),
        estimateOf(fair!),
        standingOf(fair!),
        ...(tiered ? [String(fair!.tier ?? '–')] : []),
      ]);
    const parts = [
      table(['', 'n', 'mean', '95 % interval', 'opportunities met'], rows, ordered.length - rows.length),
      ...(spread && judged.length > 0
        ? [
            table(
              ['adjusted for case mix', 'n', 'estimate', 'evidence', ...(tiered ? ['tier'] : [])],
              fairRows,
              judged.length - fairRows.length,
            ),
            fairNote(spread, tiered, ordered.length - judged.length),
          ]
        : []),
    ];
    return section(`By ${text(name(column))}, in alphabetical order`, parts.join('\n\n'));
  });
}

/** What has changed since another run or period. */
function changes({ against }: Summary): string[] {
  if (against === undefined) return [];
  const cells = ({ what, sides, change }: ChangeRow) => [text(name(what)), sides, change];
  const head = ['', 'before → after', 'change, 95 % interval'];
  return [
    section(
      `Changed since ${text(name(against.base))}`,
      [baseOf(against), table(head, overallChanges(against).map(cells))].join('\n\n'),
    ),
    ...Object.entries(against.groups).map(([column, shifts]) => {
      const shown = shifts.slice(0, MAX_ROWS);
      return section(
        `Changed by ${text(name(column))}, in alphabetical order`,
        table(
          ['', ...head.slice(1)],
          shown.map((shift) => cells(shiftRow(shift))),
          shifts.length - shown.length,
        ),
      );
    }),
  ];
}

function missedList(shown: readonly MissedOpportunity[], rubric: RubricCard, options: ReportOptions): string {
  const items = shown.map(({ c, o }) => {
    const said = c.turns.find(({ index }) => index === o.turn);
    const reply = c.turns.find(({ index, role }) => role === 'agent' && index === (o.answeredAt ?? Infinity));
    const next = reply ?? c.turns.find(({ index, role }) => role === 'agent' && index > o.turn);
    const advice = o.missing === undefined ? undefined : criterionAdvice(rubric, o.missing);
    return [
      `**${o.verdict}**, distress ${o.distress}, score ${score1(o.score.normalized)}: ${where(c, o.turn)}`,
      quote('customer', said, options),
      quote('agent', next, options),
      ...(advice === undefined ? [] : [`To do: ${text(advice)}`]),
    ];
  });
  return items.length === 0 ? '' : section('Worst missed opportunities', list(items));
}

function bestList(shown: readonly Moment[], options: ReportOptions): string {
  const items = shown.map(({ c, turn, score }) => [
    `score ${score1(score)}: ${where(c, turn.index, turn.speaker)}`,
    quote('agent', turn, options),
  ]);
  return items.length === 0 ? '' : section('Best moments', list(items));
}

function input(summary: Summary, diagnostics: readonly Diagnostic[]): string {
  const told = diagnostics.filter(({ severity }) => severity !== 'note');
  const lines = told.slice(0, MAX_DIAGNOSTICS).map(({ severity, place, message }) => {
    const where = placeText(place);
    return `- ${severity}: ${code(name(where))} ${text(cut(message, QUOTE))}`;
  });
  const omitted = told.length - lines.length;
  const more = omitted > 0 ? [`- ${omitted} more`] : [];
  return section(
    'Input',
    [text(accountLine(summary)), ...(lines.length > 0 ? [[...lines, ...more].join('\n')] : [])].join('\n\n'),
  );
}

function where(c: ScoredConversation, turn: number, speaker = c.agent): string {
  const parts = [`${code(name(c.id))}, turn ${turn}`, ...(speaker ? [text(name(speaker))] : [])];
  return parts.join(' · ');
}

/** What was said, around its evidence, as one line of a quotation. */
function quote(who: string, turn: ScoredTurn | undefined, { quote }: ReportOptions): string {
  if (turn === undefined) return '';
  const pieces = excerpt(turn, QUOTE, quote === 'full', themeOf(false));
  const words = pieces.reduce((all, { text, glue }) => `${all}${glue || all === '' ? '' : ' '}${text}`, '');
  return `> ${who}: ${words === '' ? '(nothing of note)' : text(words)}`;
}

/** Items of several lines each, which stay lines of their own. */
function list(items: readonly (readonly string[])[]): string {
  return items
    .map((lines, i) =>
      lines
        .filter((line) => line !== '')
        .map((line, at) => `${at === 0 ? `${i + 1}. ` : '\n    '}${line}`)
        .join('\n'),
    )
    .join('\n\n');
}

function section(title: string, body: string): string {
  return `### ${title}\n\n${body}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[], omitted = 0): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = [line(head), line(head.map(() => '---')), ...rows.map(line)];
  return [lines.join('\n'), ...(omitted > 0 ? [`${omitted} more omitted.`] : [])].join('\n\n');
}

function name(words: string): string {
  return cut(words, NAME);
}

function mean({ mean, tally }: GroupSummary): string {
  return mean === null && tally.scored > 0 ? 'too few' : score1(mean);
}

function interval({ low, high }: GroupSummary): string {
  return low === null || high === null ? '' : `${score1(low)}–${score1(high)}`;
}

function needed({ tally }: GroupSummary): number {
  const { met, missed, dismissed } = tally.opportunities;
  return met + missed + dismissed;
}

function metOf(group: GroupSummary): string {
  const [rate, interval] = met(group);
  return interval === '' ? rate : `${rate} (${interval})`;
}

/** The rate of met opportunities and its interval. */
function met({ answered, ...group }: GroupSummary): [string, string] {
  const rate = percent(group.tally.opportunities.met, needed(group));
  return [rate, answered ? `${percent(answered.low, 1).replace(' %', '')}–${percent(answered.high, 1)}` : ''];
}
