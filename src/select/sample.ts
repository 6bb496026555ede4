/** Samples of scored conversations for people to read and label: which ones, by what strategy, and what each stands for. */

import { valueIn } from '../columns.ts';
import { compareKeys } from '../keys.ts';
import type { ScoredConversation } from '../model.ts';
import { NO_GROUP } from '../summarise/index.ts';
import { allot } from './allot.ts';
import { chanceOf, firstOf, hashOf, type Kept, keepFirst } from './order.ts';
import { drawRare } from './rare.ts';
import type { Strategy } from './strategies.ts';
import { JUDGES, type Judge, type Judged, type Known } from './suspicion.ts';

export interface SampleOptions extends Known {
  readonly size: number;
  readonly strategy: Strategy;
  readonly seed: string;
  /** Columns whose values make the strata. */
  readonly by: readonly string[];
}

/** One chosen conversation. */
export interface Sampled {
  readonly scored: ScoredConversation;
  /** How many conversations it stands for; absent where nobody can tell, as the strategy looks for some. */
  readonly weight?: number;
  /** What spoke for it, in words; empty where nothing but chance or the wish to fill the sample did. */
  readonly why: readonly string[];
}

export interface Sample {
  /** In an order of chance, so that nobody who labels can tell from it what attune thinks. */
  readonly sampled: readonly Sampled[];
  /** The conversations that could have been chosen: those with a turn to label. */
  readonly population: number;
  readonly strata?: number;
}

export interface Sampler {
  readonly add: (scored: ScoredConversation) => void;
  readonly result: () => Sample;
}

/** A conversation with its place in the order of chance. */
export interface Drawn {
  readonly scored: ScoredConversation;
  readonly chance: string;
}

const byChance = (a: Drawn, b: Drawn): number => compareKeys(a.chance, b.chance);

/**
 * Draws a sample of `size` conversations, or all if there are fewer. The same seed draws the same ones in whatever
 * order they come. Memory holds at most `size` conversations, of a stratified sample as many for each
 * stratum, of a sample of rare labels as many for each level of a label.
 */
export function openSampler(options: SampleOptions): Sampler {
  const { seed } = options;
  let population = 0;
  const draw = openDraw(options);
  return {
    add: (scored) => {
      if (!scored.turns.some(isLabelled)) return;
      population++;
      draw.add({ scored, chance: chanceOf(seed, scored) });
    },
    result: () => ({ population, ...draw.result(population) }),
  };
}

/** Whether a turn of a conversation is one to label: what an agent said in public, with words. */
export function isLabelled({ score, text }: ScoredConversation['turns'][number]): boolean {
  return score !== undefined && text?.trim() !== '';
}

/** A way to draw. */
export interface Draw {
  readonly add: (drawn: Drawn) => void;
  readonly result: (population: number) => Omit<Sample, 'population'>;
}

function openDraw(options: SampleOptions): Draw {
  const { strategy, size } = options;
  if (strategy === 'stratified') return drawStrata(options);
  if (strategy === 'rare-label') return drawRare(size, byChance);
  return drawFirst(options, strategy === 'random' ? undefined : JUDGES[strategy](options));
}

/** The first by chance, or by what a strategy looks for and then by chance. */
function drawFirst({ size }: SampleOptions, judge: Judge | undefined): Draw {
  const kept = keepFirst<Drawn & Judged>(size, (a, b) =>
    firstOf(compareRanks(b.rank, a.rank), byChance(a, b)),
  );
  return {
    add: (drawn) => kept.add({ ...drawn, ...(judge?.(drawn.scored) ?? { rank: [], why: [] }) }),
    result: (population) => {
      const chosen = kept.items().toSorted(byChance);
      return {
        sampled: chosen.map(({ scored, why }) => ({
          scored,
          why,
          ...(judge === undefined && { weight: population / chosen.length }),
        })),
      };
    },
  };
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}

/** Every stratum by its share of the conversations, and the smallest by one at least while there are enough to give. */
function drawStrata({ size, seed, by }: SampleOptions): Draw {
  const strata = new Map<string, { readonly kept: Kept<Drawn>; size: number }>();
  return {
    add: (drawn) => {
      const key = by.map((column) => valueIn(column, drawn.scored) ?? NO_GROUP).join(' / ');
      const stratum = strata.get(key) ?? { kept: keepFirst(size, byChance), size: 0 };
      strata.set(key, stratum);
      stratum.size++;
      stratum.kept.add(drawn);
    },
    result: () => {
      const list = [...strata]
        .map(([key, stratum]) => ({ key, ...stratum, chance: hashOf([seed, key]) }))
        .sort((a, b) => compareKeys(a.chance, b.chance));
      const shares = allot(
        list.map((stratum) => stratum.size),
        size,
      );
      const chosen = list.flatMap(({ key, kept, size: all }, i) =>
        kept
          .items()
          .slice(0, shares[i])
          .map((drawn) => ({ ...drawn, weight: all / shares[i]!, why: [`stratum ${key}`] })),
      );
      return {
        sampled: chosen.sort(byChance).map(({ scored, weight, why }) => ({ scored, weight, why })),
        strata: list.length,
      };
    },
  };
}
