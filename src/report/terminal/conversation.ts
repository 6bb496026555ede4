/** One conversation for a reader: what the customer said, what came back, what it earned, what was missing. */

import { own } from '../../keys.ts';
import type { Opportunity, RubricCard, ScoredConversation, ScoredTurn, Verdict } from '../../model.ts';
import { criterionAdvice } from '../criteria.ts';
import type { ReportOptions } from '../reporter.ts';
import { sanitise } from '../sanitise.ts';
import { excerpt, reasons } from './excerpt.ts';
import { block, columns, cut, type Piece, words } from './layout.ts';
import { percent, points, score1, several } from './numbers.ts';
import { bandStyle, outcomeStyle, type Theme } from './theme.ts';

const INDENT = 14;
/** More replies than this and a reader loses the thread. */
const MAX_REPLIES = 3;

/** What the parts below need to draw. */
export interface Canvas {
  readonly options: ReportOptions;
  readonly width: number;
  readonly theme: Theme;
  readonly rubric: RubricCard;
}

/** The lines of a conversation. */
export function conversationLines(c: ScoredConversation, canvas: Canvas): string[] {
  const { theme, width, rubric } = canvas;
  const { failed, review = [], verdicts = [], adjustments = [], evaluability } = c.score;
  // What has no points of its own and was missed is named above already.
  const asked = verdicts.filter(({ possible, verdict }) => possible > 0 || verdict !== 'missed');
  const whole = joined(asked.map((v) => verdictWords(v, theme, rubric)));
  const rules = adjustments.map((a) => words(`${a.rule} ${a.points > 0 ? '+' : ''}${points(a.points)}`));
  return [
    titleLine(c, canvas),
    ...failed.map((id) => theme.poor(cut(`  FAILED ${sanitise(id)}, to be confirmed by a person`, width))),
    ...review.map((id) => theme.fair(cut(`  REVIEW ${sanitise(id)}: a person should look`, width))),
    ...block('  overall', whole, width, INDENT, theme.dim),
    ...block('  adjusted', joined(rules), width, INDENT, theme.dim),
    ...(evaluability < 1 ? [theme.dim(`  ${percent(evaluability, 1)} of it could be judged`)] : []),
    ...c.opportunities.flatMap((o, i) => [
      '',
      ...opportunityLines(c, o, c.opportunities[i + 1]?.turn, canvas),
    ]),
  ];
}

/** A turn with its speaker, marked and with the reasons below. */
export function turnLines(turn: ScoredTurn, heading: string, canvas: Canvas): string[] {
  const { theme, width, options } = canvas;
  const pieces = excerpt(turn, 2 * (width - INDENT), options.quote === 'full', theme);
  const why = turn.role === 'agent' ? reasons(turn, theme) : [];
  const nothing: Piece[] = [{ text: '(nothing of note)', style: theme.dim }];
  return [
    ...block(`  ${heading}`, pieces.length > 0 ? pieces : nothing, width, INDENT, theme.dim),
    ...(why.length > 0 ? block('', why, width, INDENT) : []),
  ];
}

function titleLine(c: ScoredConversation, { theme, width, rubric }: Canvas): string {
  const { normalized, band } = c.score;
  const worth = cut(`${score1(normalized)} ${sanitise(band ?? '')}`.trimEnd(), Math.floor(width / 3));
  const who = [c.agent, c.channel]
    .filter((part) => part !== undefined)
    .map(sanitise)
    .join(' · ');
  const left = cut(sanitise(c.id), Math.floor(width / 3));
  const middle = cut(who, Math.max(1, width - columns(left) - columns(worth) - 6));
  const gap = ' '.repeat(Math.max(1, width - columns(left) - columns(middle) - columns(worth) - 2));
  return `${theme.title(left)}  ${middle}${gap}${bandStyle(band, rubric.bands, theme)(worth)}`;
}

function opportunityLines(
  c: ScoredConversation,
  o: Opportunity,
  next: number | undefined,
  canvas: Canvas,
): string[] {
  const { theme, width, rubric } = canvas;
  const said = c.turns.find((t) => t.index === o.turn);
  const notes = [
    `distress ${o.distress}`,
    ...(o.presumed ? ['presumed'] : []),
    ...(o.reopened ? ['raised again'] : []),
  ];
  const missed = o.missing === undefined ? undefined : criterionAdvice(rubric, o.missing);
  return [
    theme.dim(cut(`  turn ${o.turn} · ${notes.join(' · ')}`, width)),
    ...(said ? turnLines(said, 'customer', canvas) : []),
    ...replies(c, o, next).flatMap((t) => turnLines(t, replier(c, t), canvas)),
    ...block(`  ${outcomeName(o)}`, verdictPieces(o, canvas), width, INDENT, outcomeStyle(o.verdict, theme)),
    ...(missed === undefined ? [] : block('  to do', words(missed), width, INDENT, theme.dim)),
    ...(o.unused?.length
      ? block(
          '  not used',
          joined(o.unused.map((detail) => words(`“${sanitise(detail).trim()}”`))),
          width,
          INDENT,
          theme.dim,
        )
      : []),
  ];
}

/** The agent turns that matter to an opportunity: the first, the one that answered, those that earned or dismissed. */
function replies(c: ScoredConversation, o: Opportunity, next = Infinity): ScoredTurn[] {
  const later = c.turns.filter((t) => t.role === 'agent' && t.index > o.turn && t.index < next);
  const earned = new Set([o.answeredAt, ...o.verdicts.map((v) => (v.earned > 0 ? v.turn : undefined))]);
  const matters = (t: ScoredTurn) => t === later[0] || earned.has(t.index) || (t.labels.dismissive ?? 0) > 0;
  return later.filter(matters).slice(0, MAX_REPLIES);
}

/** `agent`, or the name where a colleague of the conversation's agent speaks. */
function replier(c: ScoredConversation, { speaker }: ScoredTurn): string {
  return speaker === undefined || speaker === c.agent ? 'agent' : sanitise(speaker);
}

function verdictPieces(o: Opportunity, { theme, rubric }: Canvas): Piece[] {
  const { earned, possible, normalized, reason } = o.score;
  const worth = words(`(${points(earned)} of ${points(possible)} points)`);
  const total =
    normalized === null
      ? words(`not scored${reason ? `: ${reason}` : ''}`)
      : [{ text: score1(normalized), style: theme.title }, ...worth];
  const turns = o.turnsToAnswer ?? 1;
  const late = turns > 1 ? [words(`answered after ${several(turns, 'turn')}`)] : [];
  return joined([total, ...o.verdicts.map((v) => verdictWords(v, theme, rubric)), ...late]);
}

function verdictWords(v: Verdict, theme: Theme, rubric: RubricCard): Piece[] {
  const doubt = own(rubric.criteria, v.criterion)?.experimental ? ' (experimental)' : '';
  const name = `${sanitise(v.criterion)}${doubt}`;
  if (v.verdict === 'not_applicable') return [{ text: `${name} n/a`, style: theme.dim }];
  if (v.verdict === 'not_evaluable') return [{ text: `${name} could not be judged`, style: theme.dim }];
  return [
    {
      text: `${name} ${points(v.earned)}/${points(v.possible)}`,
      ...(v.verdict === 'missed' && { style: theme.fair }),
    },
  ];
}

function outcomeName(o: Opportunity): string {
  return o.verdict === 'not_applicable' ? 'N/A' : o.verdict;
}

function joined(parts: readonly (readonly Piece[])[]): Piece[] {
  return parts.flatMap((part, i) => (i > 0 ? [{ text: '·' }, ...part] : part));
}
