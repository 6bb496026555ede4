/** What an explanation is put together from: an episode's turns, the rules behind words, what was missing. */

import { own } from '../../keys.ts';
import type {
  Credit,
  Criterion,
  Evidence,
  Opportunity,
  Rubric,
  ScoredConversation,
  ScoredTurn,
  Verdict,
} from '../../model.ts';
import type { Found, Missing } from './schema.ts';

/**
 * The turns from one opportunity to the next that its agent spoke, those that earned something later, and what the
 * customer said in between, where it shows distress.
 */
export function repliesOf(c: ScoredConversation, o: Opportunity): readonly ScoredTurn[] {
  const next = c.opportunities.find(({ turn }) => turn > o.turn)?.turn ?? Infinity;
  const earning = new Set(o.verdicts.map(({ turn }) => turn));
  const answers = c.turns.filter((turn) => {
    if (turn.index <= o.turn || turn.score === undefined) return false;
    const mine = o.agent === undefined || (turn.speaker ?? c.agent) === o.agent;
    return earning.has(turn.index) || (mine && turn.index < next);
  });
  const last = answers.at(-1)?.index ?? o.turn;
  const pressing = c.turns.filter(
    ({ index, role, labels }) =>
      role === 'customer' && index > o.turn && index < Math.min(next, last) && (labels.distress ?? 0) > 0,
  );
  return [...answers, ...pressing].sort((a, b) => a.index - b.index);
}

/** Evidence with what the rubric says about the rule behind it; two that are the same to a reader are one. */
export function withRules(evidence: readonly Evidence[], rubric: Rubric): readonly Found[] {
  const byContent = new Map(
    evidence.map((e) => [JSON.stringify([e.label, e.level, e.cue, e.start, e.end]), e]),
  );
  return [...byContent.values()].map(({ label, level, cue, start, end, quote, weight, template }) => {
    const known = rubric.cues.find(({ id }) => id === cue);
    const learned = rubric.learned.find(({ id }) => id === cue);
    const why = known?.why ?? learned?.why;
    return {
      label,
      level,
      cue,
      start,
      end,
      quote,
      ...(weight === undefined ? {} : { weight }),
      ...(learned === undefined ? {} : { threshold: learned.threshold }),
      ...(template === undefined ? {} : { template }),
      ...(known === undefined ? {} : { tier: known.tier }),
      ...(why === undefined ? {} : { why }),
    };
  });
}

/** The labels that earned a credit in a turn; the first way of that worth where the turn is not known. */
export function wayTo(
  criterion: Criterion | undefined,
  credit: number,
  labels: ScoredTurn['labels'],
): Credit['all'] | undefined {
  const worth = criterion?.credit.filter(({ value }) => value === credit) ?? [];
  const held = worth.find(({ all }) => all.every(({ label, level }) => (own(labels, label) ?? 0) >= level));
  return (held ?? worth[0])?.all;
}

/** Of the criteria that earned nothing at all the one with most points: what was missing (SCORING §13). */
export function missingOf(verdicts: readonly Verdict[], rubric: Rubric): Missing | undefined {
  const zero = verdicts.filter(
    ({ verdict, possible, earned }) => verdict === 'missed' && possible > 0 && earned === 0,
  );
  const [most] = zero.toSorted((a, b) => b.possible - a.possible);
  if (most === undefined) return undefined;
  const criterion = rubric.criteria.find(({ id }) => id === most.criterion);
  const todo = criterion?.missed || criterion?.title || '';
  return { criterion: most.criterion, possible: most.possible, todo };
}
