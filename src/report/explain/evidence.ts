/** What somebody said, and below it every label with its words, its cue and the cue's reason. */

import type { ScoredConversation, ScoredTurn } from '../../model.ts';
import { sanitise } from '../sanitise.ts';
import { excerpt } from '../terminal/excerpt.ts';
import { block, type Piece, words } from '../terminal/layout.ts';
import { withRules } from './parts.ts';
import type { Found } from './schema.ts';
import { type Canvas, flagWords, ruleReason, speakerOf } from './words.ts';

const INDENT = 14;
const LABEL_INDENT = 32;

/** The lines of one turn; with `whole` all of its text, else what stands around the evidence. */
export function turnLines(c: ScoredConversation, turn: ScoredTurn, whole: boolean, canvas: Canvas): string[] {
  const { theme, width } = canvas;
  const said = excerpt(turn, 2 * (width - INDENT), whole, theme);
  const nothing: Piece[] = [{ text: '(no words)', style: theme.dim }];
  const speaker = words(`${speakerOf(c, turn)}:`, theme.dim);
  const notes = (turn.flags ?? []).flatMap((flag) => words(`(${flagWords(flag)})`, theme.dim));
  return [
    ...block(
      `  turn ${turn.index}`,
      [...speaker, ...(said.length > 0 ? said : nothing), ...notes],
      width,
      INDENT,
      theme.title,
    ),
    ...withRules(turn.evidence, canvas.rubric).flatMap((found) =>
      evidenceLines(found, canvas, turn.flags?.includes('repeated')),
    ),
    ...(turn.role === 'agent' && turn.evidence.length === 0
      ? block('', words('no cue matched', theme.dim), width, INDENT)
      : []),
  ];
}

/** `empathy 2   “I'd be furious in your place” · cue E37, tier A`, and why that is so; `repeated` shows the formula. */
function evidenceLines(found: Found, { theme, width }: Canvas, repeated = false): string[] {
  const { label, level, quote, template, why = ruleReason(found.cue) } = found;
  const pieces = [
    ...words(`“${sanitise(quote).trim()}”`),
    { text: '·' },
    ...words(sourceOf(found), theme.dim),
  ];
  const notes = [
    ...(repeated && template !== undefined ? [`formula “${sanitise(template)}”`] : []),
    ...(why === undefined ? [] : [why]),
  ].flatMap((note) => [{ text: '·' }, ...words(note, theme.dim)]);
  const head = `${' '.repeat(INDENT)}${sanitise(label)} ${level}`;
  return block(head, [...pieces, ...notes], width, LABEL_INDENT, theme.label);
}

/** What gave a label: a cue with its tier, a learned entry with the vote of these words, or a rule of a detector. */
function sourceOf({ cue, tier, weight, threshold }: Found): string {
  if (tier !== undefined) return `cue ${cue}, tier ${tier}`;
  if (threshold === undefined) return `rule ${cue}`;
  const vote =
    weight === undefined ? '' : `, a vote of ${weight} (all votes of the turn passed ${threshold})`;
  return `learned ${cue}${vote}`;
}
