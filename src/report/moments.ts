/** Moments on paper: what the customer said, what the agent said back, and where it stands. */

import { own } from '../keys.ts';
import type { Place, RubricCard, ScoredTurn } from '../model.ts';
import { placeText } from '../place.ts';
import type { Reason } from '../select/highlights.ts';
import type { Moment } from '../select/moments.ts';
import { criterionTitle } from './criteria.ts';
import { sanitise } from './sanitise.ts';
import type { Canvas } from './terminal/conversation.ts';
import { excerpt } from './terminal/excerpt.ts';
import { block, type Piece, words } from './terminal/layout.ts';
import { points, several } from './terminal/numbers.ts';

const INDENT = 14;
/** Enough details to choose from. */
const MOST_UNUSED = 6;

/** Why a moment is worth telling, in words that finish "the agent" or "the customer". */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  severe: 'the customer was very upset (distress 2)',
  settled: 'the customer said next that all was well',
  calmer: 'the customer’s next words show no distress',
  fault: 'the fault was named and owned',
  solved: 'the agent took it on and offered a way out',
  offered: 'the agent acted on it',
  reflected: 'the problem was given back in words',
  prompt: 'it came in the first reply',
};

/** `c-17, turn 3 · distress 2 · raised again · chat · calls.csv:12`. */
export function whereWords({ conversation, reply, opportunity, channel, source }: Moment): string {
  const { distress, presumed, reopened, turn } = opportunity;
  return [
    `${sanitise(conversation)}, turn ${reply?.index ?? turn}`,
    presumed ? 'a complaint, presumed' : `distress ${distress}`,
    ...(reopened ? ['raised again'] : []),
    ...(channel === undefined ? [] : [sanitise(channel)]),
    placeWords(source),
  ].join(' · ');
}

/** The place in the input: `calls.csv:12`. */
function placeWords(place: Place): string {
  return sanitise(placeText(place));
}

/**
 * A turn behind its speaker: an agent's with the evidence marked, a customer's as they said it. Of words that were not
 * kept it shows those that were evidence.
 */
export function saidLines(heading: string, turn: ScoredTurn | undefined, canvas: Canvas): string[] {
  if (turn === undefined) return [];
  const { options, theme, width } = canvas;
  const plain = turn.role === 'customer' && turn.text !== undefined;
  const shown = plain ? { ...turn, evidence: [] } : turn;
  const pieces = excerpt(shown, 3 * (width - INDENT), options.quote === 'full', theme);
  const nothing = words('(the words were not kept)', theme.dim);
  return block(`  ${heading}`, pieces.length > 0 ? pieces : nothing, width, INDENT, theme.dim);
}

/** A line of words under a heading. */
export function noteLines(
  heading: string,
  text: string | readonly Piece[],
  { theme, width }: Canvas,
): string[] {
  return block(`  ${heading}`, typeof text === 'string' ? words(text) : text, width, INDENT, theme.dim);
}

/** What a reply earned, by the titles of the criteria: `Committed to act 25 of 25`. */
export function earnedWords({ opportunity, reply }: Moment, rubric: RubricCard): string {
  return opportunity.verdicts
    .filter(({ earned, turn }) => earned > 0 && turn === reply?.index)
    .map(
      ({ criterion, earned, possible }) =>
        `${sanitise(criterionTitle(rubric, criterion))} (${points(earned)} of ${points(possible)})`,
    )
    .join(' · ');
}

/** What was missing, in the rubric's words: guidance, never a sentence to read out. */
export function missingWords({ opportunity: { missing } }: Moment, rubric: RubricCard): string {
  if (missing === undefined) return '';
  const missed = own(rubric.criteria, missing)?.missed ?? '';
  return [criterionTitle(rubric, missing), missed].filter((part) => part !== '').join(': ');
}

/** The customer's own words that no reply took up. */
export function anchorWords({ opportunity: { unused = [] } }: Moment): string {
  const shown = unused.slice(0, MOST_UNUSED).map((detail) => `“${sanitise(detail).trim()}”`);
  const more = unused.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${several(more, 'more word')}`] : [])].join(' · ');
}

/** Whether a moment can show no more than the words that were evidence. */
export function isWordless({ customer, reply }: Moment): boolean {
  return [customer, reply].some((turn) => turn !== undefined && turn.text === undefined);
}
