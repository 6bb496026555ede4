/** Turns points and rules into a score that a reader can redo with a pocket calculator (SCORING §13). */

import type { Adjustment, Score } from '../model.ts';
import { round } from './round.ts';

/** A rule that adds points of the 0–100 scale, or one that caps. */
export type Step =
  | { readonly rule: string; readonly points: number; readonly turn?: number | undefined }
  | { readonly rule: string; readonly cap: number; readonly turn?: number | undefined };

/** Less than this is the noise of binary fractions and no adjustment. */
const NOTHING = 1e-9;

export interface Settled {
  /** 0–100, not rounded, for further sums. */
  readonly value: number;
  readonly score: Score;
}

/**
 * Scores `earned` of `possible` points: the ratio is limited to 100, the steps are taken in order, and the result
 * is held inside 0–100. Whatever changed the ratio, the two limits included, is listed as an adjustment.
 */
export function settle(earned: number, possible: number, steps: readonly Step[], evaluability = 1): Settled {
  const adjustments: Adjustment[] = [];
  const value = settledValue(earned, possible, steps, (rule, points, turn) => {
    adjustments.push({ rule, points: round(points, 2), turn });
  });
  const score: Score = {
    earned: round((value / 100) * possible, 2),
    possible: round(possible, 2),
    normalized: round(value, 1),
    evaluability: round(evaluability, 2),
    reason: undefined,
    adjustments: adjustments.length > 0 ? adjustments : undefined,
  };
  return { value, score };
}

/** The value that `settle` comes to; `moved` is told of each rule that changed it. */
export function settledValue(
  earned: number,
  possible: number,
  steps: readonly Step[],
  moved?: (rule: string, points: number, turn: number | undefined) => void,
): number {
  let value = (100 * earned) / possible;
  const move = (rule: string, points: number, turn: number | undefined): void => {
    if (Math.abs(points) < NOTHING) return;
    value += points;
    moved?.(rule, points, turn);
  };
  const limit = (): void => {
    move('ceiling', Math.min(0, 100 - value), undefined);
    move('floor', Math.max(0, -value), undefined);
  };
  limit();
  for (const step of steps) {
    if ('points' in step) move(step.rule, step.points, step.turn);
    else move(step.rule, Math.min(0, step.cap - value), step.turn);
  }
  limit();
  return value;
}

/** A score that says why there is none. */
export function unscored(reason: string, evaluability = 1): Score {
  return {
    earned: 0,
    possible: 0,
    normalized: null,
    evaluability: round(evaluability, 2),
    reason,
    adjustments: undefined,
  };
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
