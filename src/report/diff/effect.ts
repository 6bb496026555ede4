/** What a change of rubric does to transcripts, as lines for a person: scores, bands, points, labels, groups, movers. */

import { own } from '../../keys.ts';
import type { Comparison, GroupDifference, Mover, RubricCard, RubricDiff, Summary } from '../../model.ts';
import { placeText } from '../../place.ts';
import { sanitise } from '../sanitise.ts';
import { bar, block, columns, cut, type Piece, pad, words } from '../terminal/layout.ts';
import { percent, points, score1, several } from '../terminal/numbers.ts';
import { bandNames, type Theme } from '../terminal/theme.ts';
import { accountLine } from '../terminal/totals.ts';
import { cueNames, flipLines, flipWords } from './flips.ts';

const BAR = 24;
const INDENT = 12;
/** Columns of a band's name over its column. */
const BAND = 10;
/** Points from which on a move belongs to the next bar; the first bar holds every move that is smaller. */
const STEPS = [0, 5, 10, 20] as const;

/** What the parts below need to draw. */
interface Canvas {
  readonly width: number;
  readonly theme: Theme;
  readonly before: RubricCard;
  readonly after: RubricCard;
  /** The cue, with what became of it in the newer rubric. */
  readonly cueName: (cue: string) => string;
}

/** The lines, each part after a blank one; none without transcripts. */
export function effectLines(diff: RubricDiff, width: number, theme: Theme): string[] {
  if (!diff.effect) return [];
  const { before, after, comparison } = diff.effect;
  const canvas: Canvas = {
    ...{ width, theme, before: diff.before.card, after: diff.after.card },
    cueName: cueNames(diff.changes),
  };
  const parts = [
    [theme.dim('─'.repeat(width))],
    [
      theme.title(`Effect on ${several(comparison.conversations, 'conversation')}`),
      theme.dim(cut(accountLine(after), width)),
    ],
    scoreLines(comparison, before, after, canvas),
    moveLines(comparison, canvas),
    bandLines(comparison, canvas),
    criticalLines(comparison, canvas),
    beforeAfter('Opportunities for empathy', opportunityRows(before, after), canvas),
    beforeAfter('Criteria, points earned', criterionRows(before, after, canvas), canvas),
    flipLines(comparison.flips, canvas),
    ...Object.entries(comparison.groups).map(([column, list]) => groupLines(column, list, canvas)),
    moverLines(comparison.movers, canvas),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part) => ['', ...part]);
}

function scoreLines(c: Comparison, before: Summary, after: Summary, { theme, width }: Canvas): string[] {
  const { n, up, down, mean } = c.difference;
  const na =
    c.gainedScore + c.lostScore > 0
      ? [`N/A: ${c.gainedScore} got a score that had none, ${c.lostScore} lost theirs`]
      : [];
  if (mean === null) return [theme.title('No conversation has a score from both rubrics.'), ...na];
  const told = `${several(n, 'conversation')} with both scores: ${up} up, ${down} down, ${n - up - down} as before`;
  return [
    `${theme.title('Mean difference')}  ${meanOf(c.difference)}`,
    cut(told, width),
    cut(`Mean of all with a score: ${score1(before.overall.mean)} → ${score1(after.overall.mean)}`, width),
    ...na,
  ];
}

/** A histogram of the moves, from the largest loss to the largest gain; empty bars at its ends are left out. */
function moveLines({ moves, difference: { n } }: Comparison, { theme }: Canvas): string[] {
  const bins = [...STEPS.map((_, i) => -(STEPS.length - i)), 0, ...STEPS.map((_, i) => i + 1)];
  const counts = new Map(bins.map((bin) => [bin, 0]));
  for (const [tenths, times] of Object.entries(moves)) {
    const move = Number(tenths) / 10;
    const bin = Math.sign(move) * STEPS.filter((step) => Math.abs(move) >= step).length;
    counts.set(bin, counts.get(bin)! + times);
  }
  const filled = bins.filter((bin) => counts.get(bin)! > 0);
  if (filled.length === 0 || (filled.length === 1 && filled[0] === 0)) return [];
  const rows = bins
    .filter((bin) => bin >= Math.min(filled[0]!, 0) && bin <= Math.max(filled.at(-1)!, 0))
    .map((bin) => {
      const times = counts.get(bin)!;
      const style = bin > 0 ? theme.good : bin < 0 ? theme.poor : theme.dim;
      return row(moveName(bin), String(times), percent(times, n), style(bar(times / n, BAR)));
    });
  return [theme.title('Moves, in points'), ...rows];
}

function moveName(bin: number): string {
  const [sign, size] = [bin < 0 ? '-' : '+', Math.abs(bin)];
  if (size === 0) return 'none';
  if (size === STEPS.length) return `${sign}${STEPS.at(-1)} or more`;
  return `${size === 1 ? '0' : `${sign}${STEPS[size - 1]}`} to ${sign}${STEPS[size]}`;
}

function bandLines({ bands }: Comparison, { before, after, theme }: Canvas): string[] {
  if (bands.every(({ from, to }) => from === to)) return [];
  const rows = [...bandNames(before.bands), null];
  const heads = [...bandNames(after.bands), null];
  const cell = (text: string) => pad(text, BAND, 'right');
  const name = (band: string | null) => sanitise(band ?? 'N/A');
  const lines = rows.map((from) => {
    const cells = heads.map((to) => {
      const n = bands.find((b) => b.from === from && b.to === to)?.conversations ?? 0;
      return from === to || n === 0 ? theme.dim(cell(n === 0 ? '·' : String(n))) : cell(String(n));
    });
    return `  ${pad(name(from), INDENT)} ${cells.join(' ')}`;
  });
  return [
    `${theme.title('Bands')}${theme.dim(', from the row to the column')}`,
    theme.dim(`  ${pad('', INDENT)} ${heads.map((band) => cell(name(band))).join(' ')}`),
    ...lines,
  ];
}

function criticalLines({ critical }: Comparison, { theme, width }: Canvas): string[] {
  if (critical.length === 0) return [];
  const rows = critical.map(({ criterion, what, began, ended }) => {
    const fates = [
      ...(began > 0 ? [`in ${several(began, 'more conversation')}`] : []),
      ...(ended > 0 ? [`no longer in ${several(ended, 'conversation')}`] : []),
    ];
    return cut(
      `  ${sanitise(criterion)} ${what === 'failed' ? 'fails' : 'calls for a review'} ${fates.join(', ')}`,
      width,
    );
  });
  return [theme.title('Critical criteria'), ...rows];
}

type Row = readonly [name: string, before: string, after: string];

/** A table of two columns; rows in which nothing changed are left out. */
function beforeAfter(title: string, rows: readonly Row[], { theme }: Canvas): string[] {
  const lines = rows
    .filter(([, before, after]) => before !== after)
    .map(([name, before, after]) => `  ${pad(name, 46)} ${pad(before, 14, 'right')} → ${after}`);
  return lines.length > 0 ? [theme.title(title), ...lines] : [];
}

function opportunityRows(before: Summary, after: Summary): Row[] {
  const rows = (['met', 'missed', 'dismissed', 'not_applicable'] as const).map((verdict): Row => {
    const of = (s: Summary) => String(s.overall.tally.opportunities[verdict]);
    return [verdict === 'not_applicable' ? 'N/A' : verdict, of(before), of(after)];
  });
  return rows;
}

/** Criteria of the newer rubric first, then those that only the older one has. */
function criterionRows(before: Summary, after: Summary, canvas: Canvas): Row[] {
  const known = { ...canvas.before.criteria, ...canvas.after.criteria };
  const ids = new Set([...Object.keys(canvas.after.criteria), ...Object.keys(canvas.before.criteria)]);
  return [...ids].map((id): Row => {
    const of = ({ overall }: Summary) => {
      const { earned, possible } = own(overall.tally.criteria, id) ?? { earned: 0, possible: 0 };
      // The tally holds hundredths.
      return possible > 0 ? `${percent(earned, possible)} of ${points(possible / 100)}` : 'none';
    };
    return [sanitise(own(known, id)?.title ?? id), of(before), of(after)];
  });
}

/** In alphabetical order, as in every report: with these intervals a league table would rank chance. */
function groupLines(column: string, groups: readonly GroupDifference[], { theme, width }: Canvas): string[] {
  const shown = groups.filter(({ evidence }) => evidence !== 'too_few');
  const few = groups.length - shown.length;
  // Where nobody says who spoke, the one group is everybody and has been told already.
  if (groups.length === 0 || (groups.length === 1 && groups[0]!.key === '(none)')) return [];
  const name = Math.min(Math.max(12, ...shown.map((g) => columns(sanitise(g.key)))), width - 60);
  const rows = shown.map((g) => {
    const text = `  ${pad(sanitise(g.key), name)} ${pad(String(g.n), 5, 'right')}  ${pad(meanOf(g), 26)}  ${groupWords(g)}`;
    return g.holm ? (g.mean! > 0 ? theme.good : theme.poor)(text) : text;
  });
  const chance = 'beyond noise: 0 is outside the interval, also when all of them are compared (Holm)';
  return [
    `${theme.title(`By ${sanitise(column)}`)}${theme.dim(', in alphabetical order')}`,
    ...rows,
    ...(shown.length > 0 ? [theme.dim(cut(`  ${chance}`, width))] : []),
    ...(few > 0 ? [theme.dim(`  ${several(few, 'group')} with too few scored conversations to tell`)] : []),
  ];
}

function groupWords({ beyond, holm, evidence }: GroupDifference): string {
  const what = holm ? 'beyond noise' : beyond ? 'beyond noise only by itself' : 'within noise';
  return evidence === 'indicative' ? `${what}, indicative` : what;
}

function moverLines(movers: readonly Mover[], canvas: Canvas): string[] {
  const { theme, width } = canvas;
  if (movers.length === 0) return [];
  const lines = movers.flatMap((m) => {
    const move = `${score1(m.before)} → ${score1(m.after)} (${signed(m.after - m.before, 1)})`;
    const head = [
      ...words(m.conversation, theme.label),
      ...words(`${m.agent ?? ''} ${move}`),
      ...words(placeText(m.place), theme.dim),
    ];
    const earned = m.points.map(({ rule, before, after }) =>
      words(`${rule} ${pointsWords(before)} → ${pointsWords(after)}`),
    );
    const flipped = m.flips.map((f) => [...words(`turn ${f.turn}`), ...flipWords(f, canvas)]);
    return [
      ...block('  ', head, width, 3),
      ...block('    points', joined(earned), width, INDENT, theme.dim),
      ...block('    labels', joined(flipped), width, INDENT, theme.dim),
    ];
  });
  return [theme.title('Largest moves'), ...lines];
}

/** `18/40`, or the points alone where a rule has none of its own to give. */
function pointsWords({ earned, possible }: Mover['points'][number]['before']): string {
  return possible > 0 ? `${points(earned)}/${points(possible)}` : points(earned);
}

function joined(parts: readonly (readonly Piece[])[]): Piece[] {
  return parts.flatMap((part, i) => (i > 0 ? [{ text: '·' }, ...part] : part));
}

/** `-2.31 (-3.05 to -1.60)`, with its 95 % interval. */
function meanOf({ mean, low, high }: Pick<GroupDifference, 'mean' | 'low' | 'high'>): string {
  if (mean === null) return 'N/A';
  const interval = low === null || high === null ? '' : ` (${signed(low, 2)} to ${signed(high, 2)})`;
  return `${signed(mean, 2)}${interval}`;
}

function signed(value: number, decimals: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(decimals)}`;
}

function row(name: string, n: string, share: string, chart: string): string {
  return `  ${pad(name, INDENT)} ${pad(n, 6, 'right')} ${pad(share, 6, 'right')}  ${chart}`.trimEnd();
}
