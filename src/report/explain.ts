/** One conversation explained: every point, its rule and its words, as sums that a reader can redo (SCORING §13). */

import type { Criterion, Opportunity, Rubric, ScoredConversation, ScoredTurn, Verdict } from '../model.ts';
import { turnLines } from './explain/evidence.ts';
import { conversationSum, episodeValue, pointsOf, total, verdictSum } from './explain/sums.ts';
import { type Canvas, exact, labelWords, outcomeWords, reasonWords } from './explain/words.ts';
import { sanitise } from './sanitise.ts';
import { block, cut, words, wrap } from './terminal/layout.ts';
import { score1 } from './terminal/numbers.ts';
import { bandStyle, outcomeStyle, themeOf } from './terminal/theme.ts';

const INDENT = 14;
/** `sha256:` and enough of it to tell two apart; reports for machines have all of it. */
const SHORT_HASH = 19;

export interface ExplainOptions {
  /** Whether ANSI colour may be used. */
  readonly color: boolean;
  /** Columns of the terminal; taken between 60 and 160. */
  readonly width: number;
  /** Only the agent turn at this index. */
  readonly turn?: number;
}

/**
 * The explanation of a conversation, or of one agent turn of it. The numbers that are shown give the score when
 * they are added up as shown.
 */
export function explain(scored: ScoredConversation, rubric: Rubric, options: ExplainOptions): string {
  const width = Math.min(160, Math.max(60, options.width));
  const canvas: Canvas = { width, theme: themeOf(options.color), rubric };
  const lines = [
    ...headerLines(scored, canvas),
    ...(options.turn === undefined ? wholeLines(scored, canvas) : onlyTurn(scored, options.turn, canvas)),
    '',
    ...receiptLines(scored, canvas),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function headerLines(c: ScoredConversation, { theme, width, rubric }: Canvas): string[] {
  const { normalized, band } = c.score;
  const worth = words(`· ${score1(normalized)} ${band ?? ''}`, bandStyle(band, rubric.bands, theme));
  const who = [c.id, c.agent, c.channel].filter((part) => part !== undefined);
  const { path, line, pointer } = c.source;
  const place = [path, line ?? pointer].filter((part) => part !== undefined && part !== '').join(':');
  return [
    ...wrap([...words(who.join(' · '), theme.title), ...worth], width),
    theme.dim(cut(sanitise(place), width)),
  ];
}

function wholeLines(c: ScoredConversation, canvas: Canvas): string[] {
  const { theme, width } = canvas;
  return [
    ...c.opportunities.flatMap((o) => ['', ...episodeLines(c, o, canvas)]),
    '',
    theme.dim('─'.repeat(width)),
    theme.title('The conversation'),
    ...conversationSum(c, canvas),
    ...otherTurns(c, canvas),
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

function episodeLines(c: ScoredConversation, o: Opportunity, canvas: Canvas): string[] {
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
    ...missingLines(o, canvas),
  ];
}

function waitOf({ secondsToAnswer }: Opportunity): string {
  return secondsToAnswer === undefined ? '' : ` after ${exact(secondsToAnswer)} s`;
}

/**
 * The turns from one opportunity to the next that its agent spoke, those that earned something later, and what the
 * customer said in between, where it shows distress.
 */
function repliesOf(c: ScoredConversation, o: Opportunity): readonly ScoredTurn[] {
  const next = c.opportunities.find(({ turn }) => turn > o.turn)?.turn ?? Infinity;
  const earning = new Set(o.verdicts.map(({ turn }) => turn));
  const answers = c.turns.filter((turn) => {
    if (turn.index <= o.turn || turn.score === undefined) return false;
    const own = o.agent === undefined || (turn.speaker ?? c.agent) === o.agent;
    return earning.has(turn.index) || (own && turn.index < next);
  });
  const last = answers.at(-1)?.index ?? o.turn;
  const pressing = c.turns.filter(
    ({ index, role, labels }) =>
      role === 'customer' && index > o.turn && index < Math.min(next, last) && (labels.distress ?? 0) > 0,
  );
  return [...answers, ...pressing].sort((a, b) => a.index - b.index);
}

/** What was missing, what to do, and the score with it done. */
function missingLines(o: Opportunity, canvas: Canvas): string[] {
  const { rubric, theme, width } = canvas;
  const unused = (o.unused ?? []).map((detail) => `“${sanitise(detail).trim()}”`).join(' · ');
  const criterion = rubric.criteria.find(({ id }) => id === o.missing);
  const notUsed = block('  not used', words(unused), width, INDENT, theme.dim);
  if (o.missing === undefined || o.score.normalized === null)
    return notUsed.length > 0 ? ['', ...notUsed] : [];
  return [
    '',
    theme.dim('  What would have changed the score most'),
    ...block(
      '  missing',
      words(`${o.missing}: ${criterion?.missed || criterion?.title || ''}`),
      width,
      INDENT,
      theme.fair,
    ),
    ...block('  earned by', words(waysOf(criterion)), width, INDENT, theme.dim),
    ...block('  then', words(withIt(o, o.missing, rubric)), width, INDENT, theme.dim),
    ...notUsed,
  ];
}

/** Everything that earns a criterion's points, best first. */
function waysOf(criterion: Criterion | undefined): string {
  const ways = (criterion?.credit ?? []).toSorted((a, b) => b.value - a.value);
  return ways.map(({ all, value }) => `${labelWords(all)}: ${exact(value)}`).join(' · ');
}

/** The sum of an episode with one criterion fully met, the caps of the others kept. */
function withIt(o: Opportunity, missing: string, rubric: Rubric): string {
  const met = o.verdicts.find(({ criterion }) => criterion === missing);
  const gain = met ? met.possible - pointsOf(met) : 0;
  const earned = total(o.verdicts.map(pointsOf));
  const possible = o.score.possible;
  const value = (100 * (earned + gain)) / possible;
  const sum = gain > 0 ? `(${exact(earned)} + ${exact(gain)})` : exact(earned);
  const caps = o.verdicts.flatMap((v) => (v.criterion === missing ? [] : capOf(v, o, rubric)));
  const cap = caps.toSorted((a, b) => a.cap - b.cap)[0];
  const held = cap && cap.cap < value ? `, held to ${exact(cap.cap)} by ${cap.why}` : '';
  return `100 × ${sum} / ${exact(possible)} = ${exact(value, 2)}${held}`;
}

/** To how much a lapse holds the episode. */
function capOf(v: Verdict, o: Opportunity, rubric: Rubric): readonly { cap: number; why: string }[] {
  const criterion = rubric.criteria.find(({ id }) => id === v.criterion);
  const penalty = criterion?.penalty[String(o.distress)];
  if (v.verdict !== 'missed' || criterion?.avoid === undefined || penalty?.cap === undefined) return [];
  const { cap, repairedCap = cap } = penalty;
  const why = `${labelWords(criterion.avoid, ', ')} at turn ${v.turn}`;
  const value = episodeValue(o.score, o.verdicts);
  // Over the plain cap there is only one way to be: the lapse was made good.
  if (value > cap) return [{ cap: repairedCap, why: `${why}, made good` }];
  return [{ cap, why: repairedCap === cap ? why : `${why} (to ${exact(repairedCap)} once it is made good)` }];
}

function onlyTurn(c: ScoredConversation, index: number, canvas: Canvas): string[] {
  const { theme } = canvas;
  const turn = c.turns.find((t) => t.index === index);
  if (!turn) return ['', `There is no turn ${index}.`];
  const { score, verdicts = [] } = turn;
  const levels = Object.entries(turn.labels).filter(([, level]) => level > 0);
  const shown = levels.map(([label, level]) => `${sanitise(label)} ${level}`).join(' · ') || 'none';
  return [
    '',
    ...turnLines(c, turn, true, canvas),
    ...block(
      '  labels',
      words(`${shown} (distress is that of the turns before)`),
      canvas.width,
      INDENT,
      theme.dim,
    ),
    '',
    theme.dim('  What it was worth'),
    ...(score ? verdictSum(score, verdicts, c.turns, canvas) : [`    not scored: ${reasonWords(undefined)}`]),
  ];
}

function receiptLines({ receipt }: ScoredConversation, { theme, width }: Canvas): string[] {
  const { engine, rubric, version, rubricHash, inputHash } = receipt;
  const short = (hash: string) => hash.slice(0, SHORT_HASH);
  const text = `attune ${engine} · ${rubric} ${version} · rubric ${short(rubricHash)} · input ${short(inputHash)}`;
  return block('receipt', words(text, theme.dim), width, 8, theme.dim);
}
