/** What each cue is worth on labelled turns: how often it fired, how often its label was there, and whether its tier fits. */
import { compareKeys, own } from '../keys.ts';
import type { Rubric, Tier } from '../model.ts';
import { wilson } from '../summarise/interval.ts';
import type { Compared } from './measure.ts';

/** Turns in which a cue, learned entry or rule gave its label, and those of them that were labelled with it. */
export interface CueCount {
  readonly label: string;
  readonly right: number;
  readonly fired: number;
}

export type CueCounts = Readonly<Record<string, CueCount>>;

/** Precision that a tier promises (CUES §1). */
export const EXPECTED: Readonly<Record<Tier, number>> = { A: 0.95, B: 0.85, C: 0.7 };

/** Fewer turns than this are too few to say anything. */
export const ENOUGH = 10;

/**
 * Counts by cue: a turn counts once for each cue that gave its own label there, and is right where the label
 * stands at level 1 or more. Labels that a cue gives besides (`also`) are not counted; disputed ones neither.
 */
export function countCues(compared: readonly Compared[], rubric: Rubric): CueCounts {
  const labelOf = new Map([...rubric.cues, ...rubric.learned].map(({ id, label }) => [id, label]));
  const counts = new Map<string, { label: string; right: number; fired: number }>();
  for (const { turn, evidence } of compared) {
    const fired = new Map(evidence.map(({ cue, label }) => [`${cue}\n${label}`, { cue, label }]));
    for (const { cue, label } of fired.values()) {
      const level = turn.labels[label] ?? null;
      if (level === null || (labelOf.get(cue) ?? label) !== label) continue;
      const count = counts.get(cue) ?? { label, right: 0, fired: 0 };
      counts.set(cue, { label, right: count.right + Number(level > 0), fired: count.fired + 1 });
    }
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => compareKeys(a, b)));
}

/** A cue whose declared tier promises more than was measured. */
export interface Overrated extends CueCount {
  readonly cue: string;
  readonly tier: Tier;
  /** Upper end of the 95 % Wilson interval of its precision. */
  readonly upper: number;
  /** The best tier whose promise the interval still reaches; absent where none does. */
  readonly fits?: Tier;
}

/**
 * Cues that fired in at least `ENOUGH` turns and whose precision, at the upper end of its 95 % interval (E. B. Wilson,
 * JASA 22, 1927, 209–212), stays below what their tier promises.
 */
export function overrated({ cues }: Pick<Rubric, 'cues'>, counts: CueCounts): readonly Overrated[] {
  return cues.flatMap(({ id, tier }): Overrated[] => {
    const count = own(counts, id);
    if (!count || count.fired < ENOUGH) return [];
    const upper = wilson(count.right, count.fired).high;
    if (upper >= EXPECTED[tier]) return [];
    const fits = (['A', 'B', 'C'] as const).find((other) => upper >= EXPECTED[other]);
    return [{ cue: id, tier, upper, ...count, ...(fits && { fits }) }];
  });
}
