/** All people together: how far any number of them agree on a question, with intervals. */
import { bootstrap, SEED } from './agreement.ts';
import { alpha } from './alpha.ts';
import { fleiss } from './fleiss.ts';
import { gwet } from './gwet.ts';
import type { Estimate } from './measure.ts';
import { affordable } from './pairs.ts';
import { addUnit, flatLength, observed, type Pool, poolOf } from './pool.ts';
import { isOrdered, type Question, type Sheets } from './questions.ts';

export interface PooledMeasure {
  readonly question: string;
  readonly kind: Question['kind'];
  /** Items that two people or more answered, and answers to all items. */
  readonly n: number;
  readonly answers: number;
  /** How often a person said that it can't be judged. */
  readonly unjudged: number;
  /** Mean share of answers that say "present" (level 1 or more), or "met". */
  readonly prevalence: number;
  /** Share of pairs of answers to the same item that are the same. */
  readonly agreement: Estimate;
  /** Krippendorff's: nominal, of levels ordinal. */
  readonly alpha: Estimate;
  /** Gwet's AC1; of levels AC2 with linear weights. */
  readonly gwet: Estimate;
  /** Fleiss' kappa; of levels with linear weights. */
  readonly fleiss: Estimate;
}

/** Measures the agreement of all people by question; questions that no item has two answers to are left out. */
export function measurePooled(sheets: Sheets): readonly PooledMeasure[] {
  const { conversations, clusters, people } = sheets;
  const voices = [...people.values()];
  const flats = sheets.questions.map(({ answers: { length: size } }, q) => {
    const width = flatLength(size);
    const flat = new Float64Array(conversations * width);
    const counts = new Uint16Array(size);
    let answers = 0;
    for (let i = 0; i < clusters.length; i++) {
      counts.fill(0);
      for (const voice of voices) {
        const answer = voice[q]![i]!;
        if (answer >= 0) counts[answer]! += 1;
        answers += Number(answer >= 0);
      }
      addUnit(flat, clusters[i]! * width, counts);
    }
    return { width, flat, answers };
  });
  const pools = (times?: Uint32Array): Pool[] =>
    flats.map(({ width, flat }, q) => {
      const sum = new Float64Array(width);
      for (let c = 0; c < conversations; c++) {
        const n = times ? times[c]! : 1;
        if (n === 0) continue;
        for (let i = 0; i < width; i++) sum[i]! += n * flat[c * width + i]!;
      }
      return poolOf(sum, sheets.questions[q]!.answers.length);
    });
  const work = flats.reduce((sum, { width }) => sum + conversations * width, 0);
  const statistics = (times?: Uint32Array) =>
    pools(times).flatMap((pool, q) => valuesOf(pool, sheets.questions[q]!));
  const intervals = bootstrap(conversations, SEED, statistics, affordable(2 * work));
  const values = statistics();
  const estimate = (i: number): Estimate => {
    const value = values[i] ?? null;
    const interval = value === null ? null : intervals[i];
    return { value, low: interval?.low ?? null, high: interval?.high ?? null };
  };
  return pools().flatMap((pool, q): PooledMeasure[] => {
    if (pool.paired === 0) return [];
    const { name, kind } = sheets.questions[q]!;
    const shares = kind === 'label' ? pool.shares.slice(1) : pool.shares.slice(0, 1);
    const [agreement, alphaOf, gwetOf, fleissOf] = [0, 1, 2, 3].map((i) => estimate(4 * q + i));
    return [
      {
        question: name,
        kind,
        n: pool.paired,
        answers: flats[q]!.answers,
        unjudged: sheets.unjudged[q]!,
        prevalence: shares.reduce((a, b) => a + b, 0) / pool.units,
        agreement: agreement!,
        alpha: alphaOf!,
        gwet: gwetOf!,
        fleiss: fleissOf!,
      },
    ];
  });
}

function valuesOf(pool: Pool, question: Question): (number | null)[] {
  const weights = isOrdered(question) ? 'linear' : 'none';
  const metric = isOrdered(question) ? 'ordinal' : 'nominal';
  return [observed(pool), alpha(pool, metric), gwet(pool, weights), fleiss(pool, weights)];
}
