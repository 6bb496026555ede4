/**
 * What `attune explain --format json` writes, as `schema.ts` describes it: every key in one fixed place. Keys that
 * have nothing to say are undefined here, and JSON leaves those out.
 */

import type {
  Change,
  CueAnswer,
  Explained,
  Missed,
  Obstacle,
  Opportunity,
  Rubric,
  ScoredConversation,
  ScoredTurn,
  TurnAnswer,
  Verdict,
  WhyNot,
} from '../../model.ts';
import { compareLabels } from '../labels.ts';
import { shapeEvidence, shapePlace, shapeReceipt, shapeScore, shapeSection, shapeVerdict } from '../shape.ts';
import { missingOf, repliesOf, wayTo, withRules } from './parts.ts';
import type { EpisodeExplanation, Explanation, Spoken, TurnExplanation, Worth } from './schema.ts';
import { pointsOf } from './sums.ts';
import { exact, labelWords } from './words.ts';

/** Everything that the terminal explanation says, and all further ways to raise a score; `turn` explains one alone. */
export function shapeExplanation(explained: Explained, rubric: Rubric, turn?: number) {
  const { scored: c, whatIf, assumed } = explained;
  const only = c.turns.find(({ index }) => index === turn);
  const whole = only === undefined;
  return {
    kind: 'explanation',
    schema: 1,
    id: c.id,
    source: shapePlace(c.source),
    agent: c.agent,
    channel: c.channel,
    assumed,
    score: {
      ...shapeScore(c.score),
      band: c.score.band,
      failed: c.score.failed,
      review: c.score.review,
      sections: c.score.sections?.map(shapeSection),
    },
    worth: whole ? c.score.verdicts?.map((v) => shapeWorth(v, c, rubric)) : undefined,
    episodes: whole
      ? c.opportunities.map((o, i) => shapeEpisode(o, whatIf.opportunities[i], c, rubric))
      : undefined,
    changes: whole ? whatIf.changes.map(shapeChange) : undefined,
    only: only && shapeOnly(only, explained, rubric),
    receipt: shapeReceipt(c.receipt),
  } satisfies Record<keyof Explanation, unknown>;
}

/** Why something was not found. */
export function shapeWhyNot({ kind, schema, id, source, question, assumed, turns, receipt }: WhyNot) {
  const { cue, label, level } = question;
  return {
    kind,
    schema,
    id,
    source: shapePlace(source),
    question: { cue, label, level },
    assumed,
    turns: turns.map(shapeTurnAnswer),
    receipt: shapeReceipt(receipt),
  } satisfies Record<keyof WhyNot, unknown>;
}

function shapeEpisode(o: Opportunity, missed: Missed | undefined, c: ScoredConversation, rubric: Rubric) {
  return {
    turn: o.turn,
    distress: o.distress,
    presumed: o.presumed,
    reopened: o.reopened,
    weight: o.weight ?? 1,
    agent: o.agent,
    verdict: o.verdict,
    answeredAt: o.answeredAt,
    turnsToAnswer: o.turnsToAnswer,
    secondsToAnswer: o.secondsToAnswer,
    said: c.turns.filter(({ index }) => index === o.turn).map((turn) => shapeSpoken(turn, rubric)),
    replies: repliesOf(c, o).map((turn) => shapeSpoken(turn, rubric)),
    worth: o.verdicts.map((v) => shapeWorth(v, c, rubric)),
    score: shapeScore(o.score),
    missing: missingOf(o.verdicts, rubric),
    changes: (missed?.changes ?? []).map(shapeChange),
    unused: missed?.unused ?? [],
  } satisfies Record<keyof EpisodeExplanation, unknown>;
}

function shapeOnly(turn: ScoredTurn, { scored: c, whatIf, lookedFor }: Explained, rubric: Rubric) {
  const { text, labels, verdicts = [], score } = turn;
  const missed = whatIf.turns.find((m) => m.turn === turn.index);
  const sorted = Object.entries(labels).sort(([a], [b]) => compareLabels(a, b));
  return {
    ...shapeSpoken(turn, rubric),
    text,
    labels: Object.fromEntries(sorted),
    worth: verdicts.map((v) => shapeWorth(v, c, rubric)),
    score: score && shapeScore(score),
    missing: missingOf(verdicts, rubric),
    changes: (missed?.changes ?? []).map(shapeChange),
    unused: missed?.unused ?? [],
    lookedFor: lookedFor?.map(({ label, asked, nearest }) => {
      return { label, asked, nearest: nearest && shapeCueAnswer(nearest) };
    }),
  } satisfies Record<keyof TurnExplanation, unknown>;
}

function shapeSpoken({ index, role, speaker, evidence, flags }: ScoredTurn, rubric: Rubric) {
  const found = withRules(evidence, rubric);
  return { turn: index, role, speaker, found, flags } satisfies Record<keyof Spoken, unknown>;
}

function shapeWorth(v: Verdict, c: ScoredConversation, rubric: Rubric) {
  const criterion = rubric.criteria.find(({ id }) => id === v.criterion);
  const labels = c.turns.find(({ index }) => index === v.turn)?.labels ?? {};
  const way = v.credit === undefined ? undefined : wayTo(criterion, v.credit, labels);
  const by = way?.map((term) => labelWords([term]));
  const points = Number(exact(pointsOf(v)));
  return { ...shapeVerdict(v), points, by } satisfies Record<keyof Worth, unknown>;
}

function shapeChange({ criterion, opportunity, turn, score }: Change) {
  return { criterion, opportunity, turn, score: shapeScore(score) } satisfies Record<keyof Change, unknown>;
}

function shapeTurnAnswer({ turn, role, speaker, text, obstacle, found, asked, cues }: TurnAnswer) {
  return {
    turn,
    role,
    speaker,
    text,
    obstacle: obstacle && shapeObstacle(obstacle),
    found: found.map(shapeEvidence),
    asked,
    cues: cues.map(shapeCueAnswer),
  } satisfies Record<keyof TurnAnswer, unknown>;
}

function shapeCueAnswer({ cue, label, level, role, tier, why, found, obstacles }: CueAnswer) {
  return {
    cue,
    label,
    level,
    role,
    tier,
    why,
    found: found.map(shapeEvidence),
    obstacles: obstacles.map(shapeObstacle),
  } satisfies Record<keyof CueAnswer, unknown>;
}

function shapeObstacle({ kind, quote, by, words, needed, is, attempt }: Obstacle) {
  const steps = attempt?.steps.map(({ part, quote: took, miss, before }) => {
    return { part, quote: took, miss, before };
  });
  return {
    kind,
    quote,
    by,
    words,
    needed,
    is,
    attempt: attempt && { pattern: attempt.pattern, whole: attempt.whole, words: attempt.words, steps },
  } satisfies Record<keyof Obstacle, unknown>;
}
