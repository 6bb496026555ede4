/** The score of one agent turn, for coaching: what it did about the opportunity that was open then (SCORING §3). */

import type { Criterion, Score, Turn, Verdict } from '../model.ts';
import { dismisses, empathises } from './acts.ts';
import { type Context, customerTurns } from './context.ts';
import {
  avoided,
  creditOf,
  inapplicable,
  judged,
  pointsOf,
  type Situation,
  setAside,
  weightOf,
} from './criteria.ts';
import type { Episode, Slot } from './opportunities.ts';
import { type Step, settle, sum, unscored } from './points.ts';
import { holdsAny } from './terms.ts';

export interface JudgedTurn {
  readonly score: Score;
  readonly verdicts: readonly Verdict[];
  readonly flags: readonly string[];
}

/** A turn's place in one episode. */
interface Place {
  readonly slot: Slot;
  readonly fault: boolean;
  /** Index of the customer turn that opened the episode. */
  readonly asked: number;
}

/** Turn index → its places, in the order of the episodes' openings. */
export type Places = ReadonlyMap<number, readonly Place[]>;

const NOWHERE: readonly Place[] = [];

/** The opportunity that a turn should answer; severity 0 when none was open. */
type Open = Situation;

/** Puts the slots of all episodes in the order of the turns, once, so that turns need not search for theirs. */
export function placesOf(episodes: readonly Episode[]): Places {
  const places = new Map<number, Place[]>();
  for (const { slots, fault, turn: asked } of episodes) {
    for (const slot of slots) {
      const here = places.get(slot.turn) ?? [];
      here.push({ slot, fault, asked });
      places.set(slot.turn, here);
    }
  }
  return places;
}

export function judgeTurn(turn: Turn, all: Places, context: Context): JudgedTurn {
  const { labels, flags } = context.found(turn.index);
  const places = all.get(turn.index) ?? NOWHERE;
  const noted: string[] = [];
  if (flags.transparent) noted.push('transparent');
  if (flags.understandBut) noted.push('understand_but');
  // Empathy with nothing to answer earns nothing and is listed (SCORING §4).
  if (places.length === 0 && empathises(labels)) noted.push('unprompted');
  noted.push(...context.repetition.flags(turn.index));
  if (flags.notEvaluable !== undefined) {
    return { score: unscored(flags.notEvaluable, 0), verdicts: [], flags: noted };
  }
  // Of two episodes the later one is what the customer said last; a dismissal counts even in an answered one.
  const place =
    places.findLast(({ slot }) => slot.waiting) ??
    places.findLast(({ slot }) => slot.phase !== 'late' && dismisses(labels));
  const open: Open = {
    severity: place?.slot.severity ?? 0,
    fault: place?.fault ?? false,
    customer: () => (place ? customerTurns(context, place.asked, turn.index) : []),
  };
  return judge(turn, open, noted, context);
}

/**
 * `min(100, raw / target)`, less the penalties. The target counts into `possible`: one turn of a conversation
 * need not do everything.
 */
function judge(turn: Turn, open: Open, flags: readonly string[], context: Context): JudgedTurn {
  const { plan, profile } = context;
  const found = context.found(turn.index);
  const earning = open.severity > 0 ? plan.turn.open : plan.turn.idle;
  const credited = earning.map((criterion) => judgeCriterion(criterion, turn, open, context));
  const possible = sum(credited.map((verdict) => verdict.possible)) * profile.target;
  const watched = plan.lapses.filter((criterion) => inapplicable(criterion, open, context) === undefined);
  const lapses = watched.filter(({ avoid = [] }) => holdsAny(found, avoid, plan));
  const fixed = open.severity === 0 ? lapses.find(({ outside }) => outside !== undefined) : undefined;
  if (possible === 0 && fixed === undefined) {
    return { score: unscored('no_opportunity'), verdicts: [], flags };
  }
  const verdicts = [
    ...credited,
    ...watched.map((criterion) => avoided(criterion, lapses.includes(criterion) ? turn.index : undefined)),
  ];
  if (fixed?.outside) {
    const steps = [{ rule: fixed.id, points: fixed.outside.turnScore - 100, turn: turn.index }];
    return { score: settle(100, 100, steps).score, verdicts, flags };
  }
  const earned = sum(credited.map(pointsOf));
  const steps = lapses.flatMap((criterion) => penaltySteps(criterion, open.severity, turn.index));
  return { score: settle(earned, possible, steps).score, verdicts, flags };
}

function judgeCriterion(criterion: Criterion, turn: Turn, open: Open, context: Context): Verdict {
  const reason = inapplicable(criterion, open, context);
  if (reason !== undefined) return setAside(criterion, 'not_applicable', reason);
  const { credit, repeat } = creditOf(criterion, turn.index, turn.index, context);
  const best = credit > 0 ? { credit, repeat, factor: repeat, turn: turn.index } : undefined;
  return judged(criterion, weightOf(criterion, open.severity), best);
}

/** First the points, then the cap (SCORING §3). */
function penaltySteps(criterion: Criterion, severity: number, turn: number): readonly Step[] {
  const penalty = criterion.penalty[severity];
  if (!penalty) return [];
  const rule = criterion.id;
  const cap = penalty.cap === undefined ? [] : [{ rule, cap: penalty.cap, turn }];
  return [{ rule, points: -penalty.points, turn }, ...cap];
}
