/** What one criterion is worth: credit, applicability, weight and the factor that time leaves of it. */

import { own } from '../keys.ts';
import type { Criterion, Verdict } from '../model.ts';
import type { Context } from './context.ts';
import type { Episode, Slot } from './opportunities.ts';
import { round } from './round.ts';
import { evidenceOf, holdsAll, holdsAny } from './terms.ts';

/** What the labels of a turn are worth to a criterion, in [0,1], and the share that repetition leaves of it. */
export interface Earned {
  readonly credit: number;
  readonly repeat: number;
}

/** A criterion's best moment: its credit, what lag, clock and repetition left of it, and where. */
export interface Best extends Earned {
  readonly factor: number;
  /** Absent where several turns earned it together. */
  readonly turn?: number | undefined;
}

/** Points at this severity; the key `0` serves every severity without a weight of its own. */
export function weightOf(criterion: Criterion, severity: number): number {
  return criterion.weight[severity] ?? criterion.weight[0] ?? 0;
}

/**
 * The best credit whose terms all stand in one turn: a maximum, never a sum (SCORING §1). A credit is as worn as its
 * most worn term, and a term as its freshest evidence; `since` is the turn before which words wear out.
 */
export function creditOf(
  criterion: Criterion,
  turn: number,
  since: number,
  { found, plan, repetition }: Context,
): Earned {
  const here = found(turn);
  let credit = floorOf(criterion);
  let repeat = 1;
  for (const { all, value } of criterion.credit) {
    const worth = credit * repeat;
    if (value <= worth || !holdsAll(here, all, plan)) continue;
    let left = 1;
    for (const term of all) {
      const worths = evidenceOf(here, term, plan).map((d) => repetition.worth(turn, d, since));
      if (worths.length > 0) left = Math.min(left, Math.max(...worths));
    }
    // What is worn out is still named, where nothing else is worth anything.
    if (value * left > worth || (worth === 0 && value > credit)) [credit, repeat] = [value, left];
  }
  return credit === 0 ? NOTHING_EARNED : { credit, repeat };
}

/** What most turns earn for most criteria. */
const NOTHING_EARNED: Earned = { credit: 0, repeat: 1 };

/** What even the lowest rating of a scale is worth; 0 for everything else. */
function floorOf({ scale }: Criterion): number {
  return scale?.[0]?.value ?? 0;
}

/** What a criterion is asked about: the open opportunity, or the whole conversation. */
export interface Situation {
  readonly fault: boolean;
  readonly severity: number;
  /** Indexes of the customer turns that belong to it. */
  readonly customer: () => readonly number[];
}

/** Why a criterion does not apply, or nothing when it does (SCORING §8). */
export function inapplicable(
  criterion: Criterion,
  situation: Situation,
  context: Context,
): string | undefined {
  const { applies, when } = criterion;
  if (applies === 'fault possible' && !situation.fault) return 'no_possible_fault';
  if (applies === 'customer name known' && !context.nameKnown) return 'name_unknown';
  if (when.distress > situation.severity) return 'distress_lower';
  if (when.channel.length > 0 && !when.channel.some((name) => context.channels.has(name)))
    return 'other_channel';
  if (when.replies > context.agentTurns.length) return 'few_replies';
  const { meta } = context.conversation;
  for (const column in when.meta) {
    if (!when.meta[column]!.includes(own(meta, column)?.trim() ?? '')) return 'other_contact';
  }
  if (when.customer.length > 0 && !situation.customer().some((index) => heard(criterion, index, context)))
    return 'not_said';
  return undefined;
}

/** Whether the customer says in this turn what the criterion waits for. */
export function heard({ when }: Criterion, index: number, { found, plan }: Context): boolean {
  return holdsAny(found(index), when.customer, plan);
}

/** Share of the credit that lag and clock leave (SCORING §4). */
function factorOf(criterion: Criterion, slot: Slot, context: Context): number {
  const lag = Math.min(slot.lag, criterion.decay.length - 1);
  const decay = slot.phase === 'late' ? criterion.late : (criterion.decay[lag] ?? 1);
  return criterion.clock ? decay * clockFactor(slot.turn, context) : decay;
}

/** The factor of the longest waiting time that the reply exceeded; 1 without times. */
function clockFactor(turn: number, context: Context): number {
  const { clock } = context.profile;
  const seconds = clock.length > 0 ? context.waited(turn) : undefined;
  if (seconds === undefined) return 1;
  const exceeded = clock.filter(({ afterSeconds }) => seconds > afterSeconds);
  const longest = exceeded.reduce((a, b) => (b.afterSeconds > a.afterSeconds ? b : a), {
    afterSeconds: -1,
    factor: 1,
  });
  return longest.factor;
}

/** The moment that is worth most, the earliest of equals; nothing when no turn earns anything. */
export function bestOf(
  criterion: Criterion,
  { turn: since, slots }: Pick<Episode, 'turn' | 'slots'>,
  context: Context,
): Best | undefined {
  const reach = criterion.within?.next ?? Number.POSITIVE_INFINITY;
  let best: Best | undefined;
  for (const slot of slots) {
    if (context.found(slot.turn).flags.notEvaluable !== undefined || slot.lag >= reach) continue;
    const { credit, repeat } = creditOf(criterion, slot.turn, since, context);
    const timely = factorOf(criterion, slot, context);
    const factor = timely * repeat;
    const worth = best ? best.credit * best.factor : 0;
    const wornOut = best === undefined && repeat === 0 && credit * timely > 0;
    if (credit * factor > worth || wornOut) best = { credit, factor, repeat, turn: slot.turn };
  }
  return best;
}

/** To be copied: all verdicts have the same fields, and V8 is quick with objects that are alike. */
const VERDICT: Required<Verdict> = {
  criterion: '',
  verdict: 'missed',
  earned: 0,
  possible: 0,
  reason: undefined,
  credit: undefined,
  factor: undefined,
  repeat: undefined,
  turn: undefined,
  rating: undefined,
};

/** The verdict on a criterion that applies: met as soon as it earned more than nothing, or than the lowest rating. */
export function judged(criterion: Criterion, possible: number, best: Best | undefined): Verdict {
  const { id, scale } = criterion;
  if (!best) return { ...VERDICT, criterion: id, possible, rating: ratingOf(scale, 0) };
  const { credit, factor, repeat, turn } = best;
  const earned = round(possible * credit * factor, 2);
  return {
    ...VERDICT,
    criterion: id,
    verdict: repeat > 0 && credit > floorOf(criterion) ? 'met' : 'missed',
    earned,
    possible,
    credit,
    factor: round(factor, 4),
    repeat: repeat < 1 ? round(repeat, 4) : undefined,
    turn,
    rating: ratingOf(scale, credit),
  };
}

/** The highest rating that this credit reaches. */
function ratingOf(scale: Criterion['scale'], credit: number): number | undefined {
  return (scale?.findLast(({ value }) => value <= credit) ?? scale?.[0])?.rating;
}

/** The verdict on a criterion that counts on neither side, with the reason. */
export function setAside(
  criterion: Criterion,
  verdict: 'not_applicable' | 'not_evaluable',
  reason: string,
): Verdict {
  return { ...VERDICT, criterion: criterion.id, verdict, reason };
}

/** The verdict on something to avoid. It has penalties and caps; points of its own only where it has a weight. */
export function avoided({ id }: Criterion, turn: number | undefined, possible = 0): Verdict {
  if (turn !== undefined) return { ...VERDICT, criterion: id, possible, turn };
  const full = possible === 0 ? undefined : 1;
  return {
    ...VERDICT,
    criterion: id,
    verdict: 'met',
    earned: possible,
    possible,
    credit: full,
    factor: full,
  };
}

/** A verdict's points before rounding, so that a sum of verdicts is rounded only once. */
export function pointsOf({ possible, credit = 0, factor = 0 }: Verdict): number {
  return possible * credit * factor;
}
