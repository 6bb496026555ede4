/** What somebody said, and below it every label with its words, its cue and the cue's reason. */

import type { Evidence, Learned, ScoredConversation, ScoredTurn } from '../../model.ts';
import { sanitise } from '../sanitise.ts';
import { excerpt } from '../terminal/excerpt.ts';
import { block, type Piece, words } from '../terminal/layout.ts';
import { type Canvas, flagWords, speakerOf } from './words.ts';

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
    ...distinct(turn.evidence).flatMap((e) => evidenceLines(e, canvas, turn.flags?.includes('repeated'))),
    ...(turn.role === 'agent' && turn.evidence.length === 0
      ? block('', words('no cue matched', theme.dim), width, INDENT)
      : []),
  ];
}

/** `empathy 2   “I'd be furious in your place” · cue E37, tier A`, and why that is so; `repeated` shows the formula. */
function evidenceLines(evidence: Evidence, { theme, width, rubric }: Canvas, repeated = false): string[] {
  const { label, level, cue, quote, template } = evidence;
  const known = rubric.cues.find(({ id }) => id === cue);
  const learned = rubric.learned.find(({ id }) => id === cue);
  const source = known
    ? `cue ${cue}, tier ${known.tier}`
    : learned
      ? voteWords(evidence, learned)
      : `rule ${cue}`;
  const pieces = [...words(`“${sanitise(quote).trim()}”`), { text: '·' }, ...words(source, theme.dim)];
  const reason = known?.why ?? learned?.why;
  const why = reason === undefined ? [] : [{ text: '·' }, ...words(reason, theme.dim)];
  const formula =
    repeated && template !== undefined
      ? [{ text: '·' }, ...words(`formula “${sanitise(template)}”`, theme.dim)]
      : [];
  const head = `${' '.repeat(INDENT)}${sanitise(label)} ${level}`;
  return block(head, [...pieces, ...formula, ...why], width, LABEL_INDENT, theme.label);
}

/** What these words said for a label that all words of the turn decided together. */
function voteWords({ cue, weight }: Evidence, { threshold }: Learned): string {
  const vote =
    weight === undefined ? '' : `, a vote of ${weight} (all votes of the turn passed ${threshold})`;
  return `learned ${cue}${vote}`;
}

/** Two cues that are the same to a reader are one. */
function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  const byContent = new Map(
    evidence.map((e) => [JSON.stringify([e.label, e.level, e.cue, e.start, e.end]), e]),
  );
  return [...byContent.values()];
}
