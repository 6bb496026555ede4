/** Points as sums that a reader can redo with a pocket calculator (SCORING §13). */

import { own } from '../../keys.ts';
import type { Criterion, Score, ScoredConversation, ScoredTurn, SectionScore, Verdict } from '../../model.ts';
import { sanitise } from '../sanitise.ts';
import { block, pad, words } from '../terminal/layout.ts';
import { score1 } from '../terminal/numbers.ts';
import { bandStyle } from '../terminal/theme.ts';
import { wayTo } from './parts.ts';
import { type Canvas, exact, labelWords, reasonWords, ruleWords, signed } from './words.ts';

const NAME = 18;
/** A note with less room than this stands below its row. */
const NOTE = 24;
const NARROW_INDENT = 8;
/** Below this two numbers are the same but for their rounding. */
const ROUNDING = 0.06;

/** A line of a sum: `possible × credit × factor = points`, and a note. */
interface Row {
  readonly name: string;
  readonly cells?: readonly string[];
  readonly note?: string;
}

/** The points of an episode or of a turn. `turns` are the conversation's, for the labels that earned them. */
export function verdictSum(
  score: Score,
  verdicts: readonly Verdict[],
  turns: readonly ScoredTurn[],
  canvas: Canvas,
): string[] {
  if (score.normalized === null) return line({ name: 'not scored', note: reasonWords(score.reason) }, canvas);
  const earned = total(verdicts.map(pointsOf));
  const possible = total(verdicts.map((verdict) => verdict.possible));
  const share = possible > 0 ? score.possible / possible : 1;
  return [
    ...header(canvas),
    ...verdicts.flatMap((verdict) => line(verdictRow(verdict, turns, canvas), canvas)),
    ...(possible > 0 ? line({ name: 'sum', cells: [exact(possible), '', '', equals(earned)] }, canvas) : []),
    ...(Math.abs(share - 1) > 0.001 ? line(targetRow(possible, share), canvas) : []),
    ...result(score, earned, canvas),
  ];
}

/** The conversation as the weighted sum of its episodes, its once-a-conversation criteria and its adjustments. */
export function conversationSum(c: ScoredConversation, canvas: Canvas): string[] {
  const { theme, rubric } = canvas;
  const { verdicts = [], band, normalized, failed, review = [], sections } = c.score;
  const episodes = c.opportunities.map((o): Row & { points: number } => {
    const { weight = 1, score } = o;
    const name = `turn ${o.turn}`;
    if (score.normalized === null) {
      const note = `counts on neither side: ${reasonWords(score.reason)}`;
      return { name, cells: ['–'], note, points: 0 };
    }
    // Rounded as shown, so that a reader's sum is this sum.
    const value = exact(episodeValue(score, o.verdicts), 2);
    const points = Number(value) * weight;
    const cells = [value, times(weight), '', equals(points)];
    return { name, cells, note: `of ${exact(100 * weight)} · ${heaviness(o)}`, points };
  });
  const head = line({ name: '', cells: ['score', 'weight', '', 'points'] }, canvas, theme.dim);
  const rows =
    sections === undefined
      ? [
          ...head,
          ...episodes.flatMap((row) => line(row, canvas)),
          ...verdicts.flatMap((verdict) => line(verdictRow(verdict, c.turns, canvas), canvas)),
        ]
      : sections.flatMap((section) => sectionLines(section, c, canvas));
  if (normalized === null) {
    return [
      ...(c.opportunities.length > 0 ? rows : []),
      ...line({ name: 'no score', note: reasonWords(c.score.reason) }, canvas),
    ];
  }
  const earned = total(
    sections?.map(sectionPoints) ?? [...episodes.map(({ points }) => points), ...verdicts.map(pointsOf)],
  );
  const from = band === null ? undefined : own(rubric.bands, band);
  const named =
    band === null ? 'under every band' : `${sanitise(band)}${from === undefined ? '' : ` (from ${from})`}`;
  return [
    ...rows,
    ...line(
      { name: 'sum', cells: ['', '', '', equals(earned)], note: `of ${exact(c.score.possible)}` },
      canvas,
    ),
    ...result(c.score, earned, canvas),
    ...line({ name: 'band', note: named }, canvas, bandStyle(band, rubric.bands, theme)),
    ...failed.flatMap((id) =>
      line({ name: 'FAILED', note: `${sanitise(id)}, to be confirmed by a person` }, canvas, theme.poor),
    ),
    ...review.flatMap((id) =>
      line({ name: 'REVIEW', note: `${sanitise(id)}: a person should look` }, canvas, theme.fair),
    ),
  ];
}

/** A section's criteria, each asked once, and what they make of its weight. */
function sectionLines(section: SectionScore, c: ScoredConversation, canvas: Canvas): string[] {
  const { id, earned, possible, weight, verdicts } = section;
  const title = canvas.rubric.sections[id]?.title ?? id;
  const rows = verdicts.map((verdict): Row => {
    if (verdict.credit !== undefined || verdict.possible === 0 || verdict.earned === 0)
      return verdictRow(verdict, c.turns, canvas);
    const cells = [exact(verdict.possible), '', '', equals(verdict.earned)];
    return { name: sanitise(verdict.criterion), cells, note: 'mean over the opportunities' };
  });
  const cells = [exact(possible), '', '', equals(earned)];
  const share = `${exact(earned)} / ${exact(possible)} × ${exact(weight ?? 0)} = ${exact(sectionPoints(section))}`;
  return [
    ...block('', words(sanitise(title), canvas.theme.title), canvas.width, 4),
    ...rows.flatMap((row) => line(row, canvas)),
    ...line({ name: 'section', cells, ...(weight !== undefined && { note: share }) }, canvas),
  ];
}

/** What a section brings to the total: its points, or its share times its weight. */
function sectionPoints({ earned, possible, weight }: SectionScore): number {
  return weight === undefined ? earned : (weight * earned) / possible;
}

/** What a sum comes to before adjustments, and after them. */
export function episodeValue(score: Score, verdicts: readonly Verdict[]): number {
  const parts = [
    100 * total(verdicts.map(pointsOf)),
    ...(score.adjustments ?? []).map((a) => a.points * score.possible),
  ];
  return total(parts) / score.possible;
}

/** A verdict's points before rounding. */
export function pointsOf({ possible, credit = 0, factor = 0 }: Verdict): number {
  return possible * credit * factor;
}

/** Adds numbers up. */
export function total(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

function verdictRow(v: Verdict, turns: readonly ScoredTurn[], { rubric }: Canvas): Row {
  const name = sanitise(v.criterion);
  const criterion = rubric.criteria.find(({ id }) => id === v.criterion);
  if (v.verdict === 'not_applicable' || v.verdict === 'not_evaluable') {
    const what = v.verdict === 'not_applicable' ? 'not applicable' : 'not judged';
    return { name, cells: ['–'], note: `${what}: ${reasonWords(v.reason)}` };
  }
  if (criterion?.avoid !== undefined) {
    const cells = v.possible > 0 ? [exact(v.possible), times(v.credit ?? 0), '', equals(pointsOf(v))] : ['–'];
    const lapse = `${labelWords(criterion.avoid, ', ')} at turn ${v.turn}`;
    return { name, cells, note: v.verdict === 'met' ? 'kept' : lapse };
  }
  const { credit = 0, factor = 1, repeat = 1, rating } = v;
  const cells = [exact(v.possible), times(credit), credit > 0 ? times(factor) : '', equals(pointsOf(v))];
  const rated = rating === undefined ? '' : ratingWords(criterion, rating);
  if (v.turn === undefined) return { name, cells, note: rated || 'missed' };
  const labels = turns.find(({ index }) => index === v.turn)?.labels ?? {};
  const notes = [
    `turn ${v.turn}`,
    rated,
    earnedBy(criterion, credit, labels),
    factor < repeat ? lateness(criterion) : '',
    repeat < 1 ? wear(repeat) : '',
  ];
  return { name, cells, note: notes.filter((note) => note !== '').join(' · ') };
}

/** A rating with its scale and what it means. */
function ratingWords(criterion: Criterion | undefined, rating: number): string {
  const scale = criterion?.scale ?? [];
  const anchor = scale.find((one) => one.rating === rating)?.anchor;
  const ends = `${scale[0]?.rating ?? rating} to ${scale.at(-1)?.rating ?? rating}`;
  return `${rating} on ${ends}${anchor === undefined ? '' : `, “${sanitise(anchor)}”`}`;
}

/** The labels that earned a credit, as the rubric writes them. */
function earnedBy(criterion: Criterion | undefined, credit: number, labels: ScoredTurn['labels']): string {
  const way = wayTo(criterion, credit, labels);
  return way ? sanitise(labelWords(way)) : '';
}

/** What a criterion is worth reply by reply: the reason of a factor under 1. */
function lateness(criterion: Criterion | undefined): string {
  if (!criterion) return 'late';
  const late = criterion.late > 0 ? `, then ${criterion.late}` : '';
  const clock = criterion.clock ? '; waiting time counts' : '';
  return `late: worth ${criterion.decay.join(', ')} reply by reply${late}${clock}`;
}

/** What repetition leaves of it: the other reason of a factor under 1. */
function wear(repeat: number): string {
  return repeat === 0 ? 'said too often to count again' : `said before: counts ${times(repeat)}`;
}

function targetRow(possible: number, share: number): Row {
  const note = 'one turn need not do everything';
  return { name: 'target', cells: [exact(possible), times(share), '', equals(possible * share)], note };
}

/** `100 × 72.5 / 100 = 72.5`, what was added and taken, and the score. */
function result(score: Score, earned: number, canvas: Canvas): string[] {
  const { possible, normalized, adjustments = [], evaluability } = score;
  const base = (normalized ?? 0) - total(adjustments.map(({ points }) => points));
  const ratio = (100 * earned) / possible;
  const counted = Math.abs(ratio - base) < ROUNDING;
  const sum = `100 × ${exact(earned)} / ${exact(possible)} = ${exact(ratio, 2)}`;
  return [
    ...line(
      { name: 'share', note: counted ? sum : `begins at ${exact(base, 1)}: nothing was open to answer` },
      canvas,
    ),
    ...adjustments.flatMap(({ rule, points, turn }) => {
      const note = `${ruleWords(rule, canvas.rubric)}${turn === undefined ? '' : ` at turn ${turn}`}`;
      return line({ name: rule, cells: ['', '', '', signed(points)], note }, canvas);
    }),
    ...line({ name: 'score', cells: ['', '', '', score1(normalized)] }, canvas, canvas.theme.title),
    ...(evaluability < 1
      ? line({ name: 'judged', note: `${exact(100 * evaluability)} % of the words` }, canvas)
      : []),
  ];
}

function header(canvas: Canvas): string[] {
  return line({ name: '', cells: ['possible', 'credit', 'factor', 'points'] }, canvas, canvas.theme.dim);
}

function heaviness({ distress, presumed }: ScoredConversation['opportunities'][number]): string {
  return presumed ? 'presumed' : `distress ${distress}`;
}

/** A row as text: name, columns of numbers, and a note that wraps beside them. */
function line({ name, cells, note }: Row, { width }: Canvas, style?: (text: string) => string): string[] {
  const sizes = [8, 9, 9, 11];
  const columns = (cells ?? []).map((cell, i) => pad(cell, sizes[i]!, 'right'));
  const head = `    ${pad(sanitise(name), NAME)}${columns.join('')}`;
  const indent = 4 + NAME + (cells ? total(sizes) + 2 : 1);
  const noted = note === undefined ? [] : words(note);
  if (noted.length === 0) return [style ? style(head) : head];
  if (width - indent >= NOTE) return block(head, noted, width, indent, style);
  return [style ? style(head) : head, ...block('', noted, width, NARROW_INDENT)];
}

function times(factor: number): string {
  return `× ${exact(factor)}`;
}

function equals(points: number): string {
  return `= ${exact(points)}`;
}
