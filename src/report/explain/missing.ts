/** What was missing, what would have changed a score most, and what an answer could have built on (SCORING §13). */

import type {
  Change,
  Criterion,
  Explained,
  Missed,
  Opportunity,
  Score,
  ScoredConversation,
  Verdict,
} from '../../model.ts';
import { sanitise } from '../sanitise.ts';
import { block, words } from '../terminal/layout.ts';
import { score1 } from '../terminal/numbers.ts';
import { missingOf } from './parts.ts';
import { episodeValue, pointsOf, total } from './sums.ts';
import { type Canvas, exact, labelWords, ruleWords, signed } from './words.ts';

const INDENT = 14;
/** Enough details to choose from; a list of everything would be the transcript again. */
const MOST_UNUSED = 8;

/** A score and its parts. */
interface Part {
  readonly score: Score;
  readonly verdicts: readonly Verdict[];
  /** The distress of the customer that it answers, as far as it is known. */
  readonly distress?: number;
}

/** Under the sum of an episode or of a turn: nothing where nothing was left to earn and nothing to build on. */
export function missedLines(part: Part, missed: Missed | undefined, canvas: Canvas): string[] {
  const { theme, width, rubric } = canvas;
  const missing = missingOf(part.verdicts, rubric);
  const [change] = missed?.changes ?? [];
  const same = change?.criterion === missing?.criterion;
  const line = (head: string, text: string, style = theme.dim) =>
    block(`  ${head}`, words(text), width, INDENT, style);
  const ways = (id: string) => line('earned by', waysOf(rubric.criteria.find((c) => c.id === id)));
  const unused = unusedWords(missed?.unused ?? []);
  const lines = [
    ...(missing
      ? line(
          'missing',
          `${missing.criterion}, ${exact(missing.possible)} points: ${missing.todo}`,
          theme.fair,
        ).concat(ways(missing.criterion))
      : []),
    ...(unused === '' ? [] : line('not used', unused)),
  ];
  return [
    ...(lines.length === 0 ? [] : ['', theme.dim('  What was missing'), ...lines]),
    ...(change === undefined
      ? []
      : [
          '',
          theme.dim('  What would have changed the score most'),
          ...line('most', `${change.criterion}, fully met${same ? '' : `: ${todoOf(change, canvas)}`}`),
          ...(same ? [] : ways(change.criterion)),
          ...line('then', thenWords(part, change, canvas)),
        ]),
  ];
}

/** Under the sum of the conversation: the one criterion, of one episode or asked once, that would have raised it most. */
export function conversationChange({ scored, whatIf }: Explained, canvas: Canvas): string[] {
  const [change] = whatIf.changes;
  if (change === undefined) return [];
  const { theme, width, rubric } = canvas;
  const { opportunity: i, criterion, score } = change;
  const line = (head: string, text: string) => block(`  ${head}`, words(text), width, INDENT, theme.dim);
  const o = i === undefined ? undefined : scored.opportunities[i];
  const then = whatIf.opportunities[i ?? -1]?.changes.find((other) => other.criterion === criterion);
  const raised = o && then && { o, to: then.score.normalized ?? 0 };
  const where = raised
    ? ` in the episode of turn ${raised.o.turn}, fully met: ${score1(raised.o.score.normalized)} there would be ${score1(raised.to)}`
    : `, fully met: ${todoOf(change, canvas)}`;
  return [
    '',
    theme.dim('  What would have changed the score most'),
    ...line('most', `${criterion}${where}`),
    ...(raised ? [] : line('earned by', waysOf(rubric.criteria.find(({ id }) => id === criterion)))),
    // A scorecard's sections are means of many episodes; only by episodes is the new sum the old one and one addend.
    ...line(
      'then',
      scored.score.sections === undefined
        ? withGain(scored, gainOf(scored, criterion, raised), score, canvas)
        : score1(score.normalized),
    ),
  ];
}

// Rounded as shown, so that a reader's sum is this sum.
const shownValue = (o: Opportunity): number => Number(exact(episodeValue(o.score, o.verdicts), 2));

/** The points that a conversation gains by a criterion: in a raised episode by its weight, else by what was left of it. */
function gainOf(
  c: ScoredConversation,
  criterion: string,
  raised: { readonly o: Opportunity; readonly to: number } | undefined,
): number {
  if (raised) return (raised.to - shownValue(raised.o)) * (raised.o.weight ?? 1);
  const verdict = c.score.verdicts?.find((v) => v.criterion === criterion);
  return verdict === undefined ? 0 : verdict.possible - pointsOf(verdict);
}

/** The sum of the conversation with a gain: `100 × (14 + 60) / 300 = 24.67`. */
function withGain(c: ScoredConversation, gain: number, score: Score, canvas: Canvas): string {
  const valued = c.opportunities.filter((o) => o.score.normalized !== null);
  const earned =
    total(valued.map((o) => shownValue(o) * (o.weight ?? 1))) + total((c.score.verdicts ?? []).map(pointsOf));
  const value = (100 * (earned + gain)) / score.possible;
  const sum = gain > 0 ? `(${exact(earned, 2)} + ${exact(gain, 2)})` : exact(earned, 2);
  const shown = `100 × ${sum} / ${exact(score.possible)} = ${exact(value, 2)}`;
  return `${shown}${adjusted(score, value, canvas)}`;
}

/** What to anchor on, at most so many. */
function unusedWords(unused: readonly string[]): string {
  const shown = unused.slice(0, MOST_UNUSED).map((detail) => `“${sanitise(detail).trim()}”`);
  const more = unused.length - shown.length;
  return `${shown.join(' · ')}${more > 0 ? ` · and ${more} more` : ''}`;
}

/** Everything that earns a criterion's points, best first. */
function waysOf(criterion: Criterion | undefined): string {
  if (criterion?.avoid !== undefined) return `no ${labelWords(criterion.avoid, ', ')}`;
  const ways = (criterion?.credit ?? []).toSorted((a, b) => b.value - a.value);
  return ways.map(({ all, value }) => `${labelWords(all)}: ${exact(value)}`).join(' · ');
}

function todoOf({ criterion }: Change, { rubric }: Canvas): string {
  const known = rubric.criteria.find(({ id }) => id === criterion);
  return known?.missed || known?.title || '';
}

/** The sum of an episode or a turn with one criterion fully met: `100 × (30 + 30) / 100 = 60`. */
function thenWords({ verdicts, distress }: Part, { criterion, score }: Change, canvas: Canvas): string {
  const met = verdicts.find((v) => v.criterion === criterion);
  const gain = met ? met.possible - pointsOf(met) : 0;
  const earned = total(verdicts.map(pointsOf));
  const value = (100 * (earned + gain)) / score.possible;
  const sum = gain > 0 ? `(${exact(earned)} + ${exact(gain)})` : exact(earned);
  const shown = `100 × ${sum} / ${exact(score.possible)} = ${exact(value, 2)}`;
  return `${shown}${adjusted(score, value, canvas, distress)}`;
}

/** What was added and taken after the share, and what is left. */
function adjusted(score: Score, value: number, { rubric }: Canvas, distress?: number): string {
  const { adjustments = [], normalized } = score;
  if (adjustments.length === 0) return '';
  const steps = adjustments.map(({ rule, points, turn }) => {
    const where = turn === undefined ? '' : ` at turn ${turn}`;
    return `${signed(points)} ${ruleWords(rule, rubric)}${where}${milder(rule, normalized, distress, rubric)}`;
  });
  return `, ${steps.join(', ')}: ${score1(normalized ?? value)}`;
}

/** A dismissal that caps an episode caps it less once it is made good. */
function milder(
  rule: string,
  at: number | null,
  distress: number | undefined,
  rubric: Canvas['rubric'],
): string {
  const penalty = rubric.criteria.find(({ id }) => id === rule)?.penalty[String(distress)];
  const cap = penalty?.repairedCap;
  return cap === undefined || at === null || at >= cap ? '' : ` (held to ${exact(cap)} once it is made good)`;
}
