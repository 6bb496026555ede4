/** Agreement in full: person against person, attune against people, strictness, drift and the worst disagreements. */
import type { Rubric } from '../model.ts';
import { type Drift, measureDrift } from './drift.ts';
import type { Compared } from './measure.ts';
import { measurePairs, type PairMeasure } from './pairs.ts';
import { measurePooled, type PooledMeasure } from './pooled.ts';
import { layOut } from './questions.ts';
import type { Ratings } from './ratings.ts';
import { alphaOfScores, measureScores, type ScoreMeasure } from './scores.ts';
import { measureSeverity, type Severity } from './severity.ts';
import { ATTUNE, type Disagreement, worstOf } from './worst.ts';

/** How two raters agree, in every question and in the score. */
export interface Against {
  readonly first: string;
  readonly second: string;
  readonly questions: readonly PairMeasure[];
  /** Null where no item has both scores. */
  readonly scores: ScoreMeasure | null;
}

export interface Agreement {
  readonly raters: readonly string[];
  readonly rounds: readonly string[];
  readonly items: number;
  /** All people together; empty with one rater. */
  readonly pooled: readonly PooledMeasure[];
  /** Interval alpha of people's scores; null where there are none to compare. */
  readonly scoresAlpha: number | null;
  /** Every two people who share items. */
  readonly people: readonly Against[];
  /** attune against what people agree on, or against the one rater. */
  readonly consensus: Against;
  /** attune against each person; empty with one rater. */
  readonly attune: readonly Against[];
  readonly severity: readonly Severity[];
  readonly drift: readonly Drift[];
  readonly worst: readonly Disagreement[];
}

const CONSENSUS = 'consensus';

/** Measures ratings; `compared` are their items with what was found in them, `worst` how many disagreements to list. */
export function measureAgreement(
  ratings: Ratings,
  compared: readonly Compared[],
  rubric: Rubric,
  { labels, worst }: { readonly labels: readonly string[]; readonly worst: number },
): Agreement {
  const sheets = layOut(ratings, compared, rubric, labels);
  const { people, scores, attune, consensus } = sheets;
  const names = [...people.keys()];
  const several = names.length > 1;
  const couples = names.flatMap((first, i) => names.slice(i + 1).map((second) => [first, second] as const));
  const asked = several ? names : [];
  const measured = measurePairs(
    [
      ...couples.map(([a, b]) => ({ first: people.get(a)!, second: people.get(b)! })),
      { first: consensus, second: attune },
      ...asked.map((name) => ({ first: people.get(name)!, second: attune })),
    ],
    sheets,
  );
  const judged = (name: string) => measureScores(scores.people.get(name)!, scores.attune, sheets);
  return {
    raters: names,
    rounds: ratings.rounds,
    items: compared.length,
    pooled: several ? measurePooled(sheets) : [],
    scoresAlpha: several ? alphaOfScores([...scores.people.values()]) : null,
    people: couples
      .map(
        ([first, second], i): Against => ({
          first,
          second,
          questions: measured[i]!,
          scores: measureScores(scores.people.get(first)!, scores.people.get(second)!, sheets),
        }),
      )
      .filter(({ questions, scores }) => questions.length > 0 || scores !== null),
    consensus: {
      first: CONSENSUS,
      second: ATTUNE,
      questions: measured[couples.length]!,
      scores: measureScores(scores.consensus, scores.attune, sheets),
    },
    attune: asked.map((first, i) => ({
      first,
      second: ATTUNE,
      questions: measured[couples.length + 1 + i]!,
      scores: judged(first),
    })),
    severity: several ? measureSeverity(sheets) : [],
    drift: ratings.rounds.length > 1 ? measureDrift(ratings, sheets) : [],
    worst: worstOf(sheets, compared, worst),
  };
}
