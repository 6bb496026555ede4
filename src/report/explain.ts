/** One conversation explained: every point, its rule and its words, as sums that a reader can redo (SCORING §13). */

import type {
  Assumed,
  Explained,
  Missed,
  Opportunity,
  Rubric,
  ScoredConversation,
  WhyNot,
} from '../model.ts';
import { placeText } from '../place.ts';
import { encode } from './encode.ts';
import { turnLines } from './explain/evidence.ts';
import { shapeExplanation, shapeWhyNot } from './explain/explanation.ts';
import { conversationChange, missedLines } from './explain/missing.ts';
import { repliesOf } from './explain/parts.ts';
import { conversationSum, verdictSum } from './explain/sums.ts';
import { lookedLines, whyNotLines } from './explain/why-not.ts';
import { assumedWords, type Canvas, exact, outcomeWords, reasonWords, tierWords } from './explain/words.ts';
import { sanitise } from './sanitise.ts';
import { block, cut, words, wrap } from './terminal/layout.ts';
import { score1 } from './terminal/numbers.ts';
import { bandStyle, outcomeStyle, themeOf } from './terminal/theme.ts';

const INDENT = 14;
/** `sha256:` and enough of it to tell two apart; reports for machines have all of it. */
const SHORT_HASH = 19;

/** How to draw an explanation. */
export interface ExplainOptions {
  /** Whether ANSI colour may be used. */
  readonly color: boolean;
  /** Columns of the terminal; taken between 60 and 160. */
  readonly width: number;
  /** Whether the turn is a bare sentence: it has no conversation whose score would tell anything. */
  readonly sentence?: boolean;
}

/**
 * The explanation of a conversation, or of one agent turn of it. The numbers that are shown give the score when
 * they are added up as shown.
 */
export function explain(
  explained: Explained,
  rubric: Rubric,
  options: ExplainOptions,
  turn?: number,
): string {
  const { scored, assumed } = explained;
  const canvas = canvasOf(options, rubric);
  return page([
    ...headerLines(scored, assumed, options.sentence ? turn : undefined, canvas),
    ...(turn === undefined ? wholeLines(explained, canvas) : onlyTurn(explained, turn, canvas)),
    '',
    ...tierLines(scored, turn, canvas),
    ...receiptLines(scored, canvas),
  ]);
}

/** The same for a program (`explain/schema.ts`). */
export function explainJson(explained: Explained, rubric: Rubric, turn?: number): string {
  return `${encode(shapeExplanation(explained, rubric, turn), 2)}\n`;
}

/** Why a cue or a label was not found, turn by turn. */
export function whyNot(answer: WhyNot, rubric: Rubric, options: ExplainOptions): string {
  const canvas = canvasOf(options, rubric);
  return page([...whyNotLines(answer, canvas), '', ...receiptLines(answer, canvas)]);
}

/** The same for a program. */
export function whyNotJson(answer: WhyNot): string {
  return `${encode(shapeWhyNot(answer), 2)}\n`;
}

function canvasOf({ color, width }: ExplainOptions, rubric: Rubric): Canvas {
  return { width: Math.min(160, Math.max(60, width)), theme: themeOf(color), rubric };
}

function page(lines: readonly string[]): string {
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function headerLines(
  c: ScoredConversation,
  assumed: Assumed | undefined,
  sentence: number | undefined,
  canvas: Canvas,
): string[] {
  const { theme, width, rubric } = canvas;
  const own = c.turns.find(({ index }) => index === sentence)?.score;
  const { normalized, band } = own ? { ...own, band: null } : c.score;
  const worth = words(`· ${score1(normalized)} ${band ?? ''}`, bandStyle(band, rubric.bands, theme));
  const who = [c.id, c.agent, c.channel].filter((part) => part !== undefined);
  const place = placeText(c.source);
  return [
    ...wrap([...words(who.join(' · '), theme.title), ...worth], width),
    theme.dim(cut(sanitise(place), width)),
    ...(assumed ? wrap(words(assumedWords(assumed), theme.dim), width) : []),
  ];
}

function wholeLines(explained: Explained, canvas: Canvas): string[] {
  const { theme, width } = canvas;
  const { scored: c, whatIf } = explained;
  return [
    ...c.opportunities.flatMap((o, i) => ['', ...episodeLines(c, o, whatIf.opportunities[i], canvas)]),
    '',
    theme.dim('─'.repeat(width)),
    theme.title('The conversation'),
    ...conversationSum(c, canvas),
    ...otherTurns(c, canvas),
    ...conversationChange(explained, canvas),
  ];
}

/** The words behind points of the conversation that belong to no episode shown above. */
function otherTurns(c: ScoredConversation, canvas: Canvas): string[] {
  const { adjustments = [], verdicts = [] } = c.score;
  const shown = new Set(c.opportunities.flatMap((o) => repliesOf(c, o)).map(({ index }) => index));
  const moved = new Set([...adjustments, ...verdicts].map(({ turn }) => turn));
  const turns = c.turns.filter(({ index }) => moved.has(index) && !shown.has(index));
  if (turns.length === 0) return [];
  const heading = canvas.theme.dim('  Turns outside the episodes that changed the score');
  return ['', heading, ...turns.flatMap((turn) => turnLines(c, turn, false, canvas))];
}

function episodeLines(
  c: ScoredConversation,
  o: Opportunity,
  missed: Missed | undefined,
  canvas: Canvas,
): string[] {
  const { theme, width } = canvas;
  const notes = [
    `Turn ${o.turn}: distress ${o.distress}`,
    ...(o.presumed ? ['presumed, as no words say so'] : []),
    ...(o.reopened ? ['raised again'] : []),
    ...(o.agent === undefined ? [] : [`for ${o.agent} to answer`]),
    ...(o.answeredAt === undefined ? [] : [`answered at turn ${o.answeredAt}${waitOf(o)}`]),
  ];
  const outcome = words(`· ${outcomeWords(o)} ${score1(o.score.normalized)}`, outcomeStyle(o.verdict, theme));
  const said = c.turns.filter(({ index }) => index === o.turn);
  const after = repliesOf(c, o);
  return [
    theme.dim('─'.repeat(width)),
    ...wrap([...words(notes.join(' · '), theme.title), ...outcome], width),
    '',
    theme.dim('  What the customer said'),
    ...said.flatMap((turn) => turnLines(c, turn, false, canvas)),
    '',
    theme.dim('  What came back'),
    ...(after.length > 0 ? after.flatMap((turn) => turnLines(c, turn, false, canvas)) : ['  nothing']),
    '',
    theme.dim('  What it was worth'),
    ...verdictSum(o.score, o.verdicts, c.turns, canvas),
    ...missedLines(o, missed, canvas),
  ];
}

function waitOf({ secondsToAnswer }: Opportunity): string {
  return secondsToAnswer === undefined ? '' : ` after ${exact(secondsToAnswer)} s`;
}

function onlyTurn({ scored: c, whatIf, lookedFor }: Explained, index: number, canvas: Canvas): string[] {
  const { theme } = canvas;
  const turn = c.turns.find((t) => t.index === index);
  if (!turn) return ['', `There is no turn ${index}.`];
  const { score, verdicts = [] } = turn;
  const levels = Object.entries(turn.labels).filter(([, level]) => level > 0);
  const shown = levels.map(([label, level]) => `${sanitise(label)} ${level}`).join(' · ') || 'none';
  const missed = whatIf.turns.find((m) => m.turn === index);
  return [
    '',
    ...answeredLines(c, index, canvas),
    ...turnLines(c, turn, true, canvas),
    ...block(
      '  labels',
      words(`${shown} (distress is that of the turns before)`),
      canvas.width,
      INDENT,
      theme.dim,
    ),
    ...(lookedFor ? lookedLines(lookedFor, canvas) : []),
    '',
    theme.dim('  What it was worth'),
    ...(score ? verdictSum(score, verdicts, c.turns, canvas) : [`    not scored: ${reasonWords(undefined)}`]),
    ...(score && score.normalized !== null ? missedLines({ score, verdicts }, missed, canvas) : []),
  ];
}

/** The customer's words that a turn may answer: those that opened the last episode before it. */
function answeredLines(c: ScoredConversation, index: number, canvas: Canvas): string[] {
  const opened = c.opportunities.findLast(({ turn }) => turn < index)?.turn;
  const said = c.turns.find((turn) => turn.index === opened);
  if (said === undefined || said.text === '') return [];
  const { theme } = canvas;
  return [
    theme.dim('  What the customer said'),
    ...turnLines(c, said, false, canvas),
    '',
    theme.dim('  What came back'),
  ];
}

/** What the tiers of the cues above promise. */
function tierLines(
  c: ScoredConversation,
  turn: number | undefined,
  { rubric, theme, width }: Canvas,
): string[] {
  const turns = turn === undefined ? c.turns : c.turns.filter(({ index }) => index === turn);
  const cues = new Set(turns.flatMap(({ evidence }) => evidence.map(({ cue }) => cue)));
  const tiers = rubric.cues.filter(({ id }) => cues.has(id)).map(({ tier }) => tier);
  return block('tiers', words(tierWords(tiers), theme.dim), width, 8, theme.dim);
}

function receiptLines({ receipt }: Pick<ScoredConversation, 'receipt'>, { theme, width }: Canvas): string[] {
  const { engine, rubric, version, rubricHash, inputHash } = receipt;
  const short = (hash: string) => hash.slice(0, SHORT_HASH);
  const text = `attune ${engine} · ${rubric} ${version} · rubric ${short(rubricHash)} · input ${short(inputHash)}`;
  return block('receipt', words(text, theme.dim), width, 8, theme.dim);
}
