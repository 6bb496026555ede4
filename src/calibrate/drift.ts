/** Drift: whether a rater agrees more or less with the others, or gives more or less, from one round to the next. */
import { bootstrap, SEED } from './agreement.ts';
import type { Estimate } from './measure.ts';
import { affordable } from './pairs.ts';
import { answerOf, othersOf, type Sheets } from './questions.ts';
import { compareRounds, type Ratings } from './ratings.ts';
import { numberOf } from './severity.ts';

/** One round of a rater: answers, the share of them that are those of the others, and their mean level. */
interface Round {
  readonly n: number;
  readonly agreement: number | null;
  readonly level: number | null;
}

/** A rater's change in one question from a round to the next that the rater took part in. */
export interface Drift {
  readonly rater: string;
  readonly question: string;
  readonly from: string;
  readonly to: string;
  readonly before: Round;
  readonly after: Round;
  /** Later less earlier, with intervals. */
  readonly agreement: Estimate;
  readonly level: Estimate;
}

/** Sums of one round by conversation: items that others answered, those that agree, answers, and their levels. */
const PARTS = 4;

/**
 * Measures the drift of every rater of several rounds in every question. The others of an item are those who adjudicated
 * it, else the majority of everybody but the rater.
 */
export function measureDrift(ratings: Ratings, sheets: Sheets): readonly Drift[] {
  const { questions, clusters, conversations } = sheets;
  const rows: {
    rater: string;
    q: number;
    from: string;
    to: string;
    sums: readonly [Float64Array, Float64Array];
  }[] = [];
  for (const rater of ratings.raters) {
    const own = ratings.ratings.filter((rating) => rating.rater === rater);
    const rounds = [...new Set(own.map(({ round }) => round))].sort(compareRounds);
    if (rounds.length < 2) continue;
    const others = othersOf(ratings, sheets, rater);
    const sums = new Map(
      rounds.map((round) => [round, questions.map(() => new Float64Array(PARTS * conversations))]),
    );
    for (const { item, round, said } of own) {
      questions.forEach((question, q) => {
        const answer = answerOf(said, question);
        if (answer < 0) return;
        const flat = sums.get(round)![q]!;
        const at = PARTS * clusters[item]!;
        const other = others[q]![item]!;
        flat[at]! += Number(other >= 0);
        flat[at + 1]! += Number(other === answer);
        const level = numberOf(question, answer);
        if (Number.isNaN(level)) return;
        flat[at + 2]! += 1;
        flat[at + 3]! += level;
      });
    }
    rounds.slice(1).forEach((to, i) => {
      const from = rounds[i]!;
      questions.forEach((_, q) => {
        rows.push({ rater, q, from, to, sums: [sums.get(from)![q]!, sums.get(to)![q]!] });
      });
    });
  }
  const round = (flat: Float64Array, times?: Uint32Array): Round => {
    const sum = new Float64Array(PARTS);
    for (let c = 0; c < conversations; c++) {
      const w = times ? times[c]! : 1;
      if (w > 0) for (let p = 0; p < PARTS; p++) sum[p]! += w * flat[PARTS * c + p]!;
    }
    const [shared, same, n, levels] = sum;
    return { n: n!, agreement: shared! > 0 ? same! / shared! : null, level: n! > 0 ? levels! / n! : null };
  };
  const change = (before: Round, after: Round): (number | null)[] =>
    (['agreement', 'level'] as const).map((key) =>
      before[key] === null || after[key] === null ? null : after[key] - before[key],
    );
  const intervals = bootstrap(
    conversations,
    SEED,
    (times) => rows.flatMap(({ sums: [a, b] }) => change(round(a, times), round(b, times))),
    affordable(2 * PARTS * conversations * rows.length),
  );
  return rows.flatMap(({ rater, q, from, to, sums: [a, b] }, i): Drift[] => {
    const [before, after] = [round(a), round(b)];
    if (before.n === 0 || after.n === 0) return [];
    const [agreement, level] = change(before, after).map((value, s): Estimate => {
      const interval = value === null ? null : intervals[2 * i + s];
      return { value, low: interval?.low ?? null, high: interval?.high ?? null };
    });
    return [
      { rater, question: questions[q]!.name, from, to, before, after, agreement: agreement!, level: level! },
    ];
  });
}
