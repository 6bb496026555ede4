/** What one criterion is worth: credit, applicability, weight and the factor that time leaves of it. */

import type { Criterion, Rubric, Verdict } from '../model.ts';
import type { Labels } from './acts.ts';
import type { Context } from './context.ts';
import type { Slot } from './opportunities.ts';
import { round } from './round.ts';

/** A criterion's best moment: credit in [0,1], what lag and clock left of it, and where. */
export interface Best {
  readonly credit: number;
  readonly factor: number;
  readonly turn: number;
}

/** Points at this severity; the key `0` serves every severity without a weight of its own. */
export function weightOf(criterion: Criterion, severity: number): number {
  return criterion.weight[String(severity)] ?? criterion.weight['0'] ?? 0;
}

/** The best credit whose labels are all present at one turn: a maximum, never a sum (SCORING §1). */
export function creditOf(criterion: Criterion, labels: Labels, rubric: Rubric): number {
  let best = 0;
  for (const { all, value } of criterion.credit) {
    const earned = all.every(({ label, level }) => (labels[label] ?? 0) >= expected(label, level, rubric));
    if (earned && value > best) best = value;
  }
  return best;
}

/** Where the law forbids admitting fault, a plain apology is all that can be asked for (SCORING §8). */
function expected(label: string, level: number, rubric: Rubric): number {
  return label === 'apology' && !rubric.admissionAllowed ? 1 : level;
}

/** Why a criterion does not apply, or nothing when it does (SCORING §8). */
export function inapplicable(criterion: Criterion, fault: boolean, context: Context): string | undefined {
  switch (criterion.applies) {
    case 'always':
      return undefined;
    case 'fault possible':
      return fault ? undefined : 'no_possible_fault';
    case 'customer name known':
      return context.nameKnown ? undefined : 'name_unknown';
  }
}

/** Share of the credit that lag and clock leave (SCORING §4). */
function factorOf(criterion: Criterion, slot: Slot, context: Context): number {
  const lag = Math.min(slot.lag, criterion.decay.length - 1);
  const decay = slot.phase === 'late' ? criterion.late : (criterion.decay[lag] ?? 1);
  return criterion.clock ? decay * clockFactor(slot.turn, context) : decay;
}

/** The factor of the longest waiting time that the reply exceeded; 1 without times. */
function clockFactor(turn: number, context: Context): number {
  const seconds = context.waited(turn);
  if (seconds === undefined) return 1;
  const exceeded = context.profile.clock.filter(({ afterSeconds }) => seconds > afterSeconds);
  const longest = exceeded.reduce((a, b) => (b.afterSeconds > a.afterSeconds ? b : a), {
    afterSeconds: -1,
    factor: 1,
  });
  return longest.factor;
}

/** The moment that is worth most, the earliest of equals; nothing when no turn earns anything. */
export function bestOf(criterion: Criterion, slots: readonly Slot[], context: Context): Best | undefined {
  let best: Best | undefined;
  for (const slot of slots) {
    const { labels, flags } = context.found(slot.turn);
    if (flags.notEvaluable !== undefined) continue;
    const credit = creditOf(criterion, labels, context.rubric);
    const factor = factorOf(criterion, slot, context);
    const worth = best ? best.credit * best.factor : 0;
    if (credit * factor > worth) best = { credit, factor, turn: slot.turn };
  }
  return best;
}

/** The verdict on a criterion that applies: met as soon as it earned anything at all. */
export function judged({ id }: Criterion, possible: number, best: Best | undefined): Verdict {
  if (!best) return { criterion: id, verdict: 'missed', earned: 0, possible };
  const { credit, factor, turn } = best;
  const earned = round(possible * credit * factor, 2);
  return { criterion: id, verdict: 'met', earned, possible, credit, factor: round(factor, 4), turn };
}

/** The verdict on a criterion that counts on neither side, with the reason. */
export function setAside(
  criterion: Criterion,
  verdict: 'not_applicable' | 'not_evaluable',
  reason: string,
): Verdict {
  return { criterion: criterion.id, verdict, earned: 0, possible: 0, reason };
}

/** The verdict on something to avoid; it has no points of its own, only penalties and caps. */
export function avoided({ id }: Criterion, turn: number | undefined): Verdict {
  if (turn === undefined) return { criterion: id, verdict: 'met', earned: 0, possible: 0 };
  return { criterion: id, verdict: 'missed', earned: 0, possible: 0, turn };
}

/** A verdict's points before rounding, so that a sum of verdicts is rounded only once. */
export function pointsOf({ possible, credit = 0, factor = 0 }: Verdict): number {
  return possible * credit * factor;
}
