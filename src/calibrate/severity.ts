/** How strict raters are: what each gives beyond what the others give to the same items. */
import { bootstrap, SEED } from './agreement.ts';
import type { Estimate } from './measure.ts';
import { affordable } from './pairs.ts';
import type { Question, Sheets } from './questions.ts';

/** A rater's deviation in one question: levels of a label, shares "met" of a criterion, points of the score. */
export interface Severity {
  readonly rater: string;
  /** Absent where it is the score. */
  readonly question?: string;
  /** Items that the rater and somebody else answered. */
  readonly n: number;
  /** Mean of the rater's answer less the mean of the others' to the same item; below 0 gives less than the others. */
  readonly deviation: Estimate;
}

/** Measures every rater in every question and in the score; nothing where nobody else answered the same items. */
export function measureSeverity(sheets: Sheets): readonly Severity[] {
  const { questions, people, scores, clusters, conversations } = sheets;
  const raters = [...people.keys()];
  const asked: { readonly question?: string; readonly values: readonly Float64Array[] }[] = [
    ...questions.map((question, q) => ({
      question: question.name,
      values: raters.map((rater) =>
        Float64Array.from(people.get(rater)![q]!, (answer) => numberOf(question, answer)),
      ),
    })),
    { values: raters.map((rater) => scores.people.get(rater)!) },
  ];
  const rows = asked.flatMap(({ question, values }) =>
    deviations(values).map((items, r) => ({
      rater: raters[r]!,
      ...(question !== undefined && { question }),
      items,
    })),
  );
  const shared = rows.filter(({ items }) => items.some((value) => !Number.isNaN(value)));
  // By conversation: the sum of the deviations and their number, so that a resample costs a conversation and not an item.
  const sums = shared.map(({ items }) => {
    const flat = new Float64Array(2 * conversations);
    for (let i = 0; i < items.length; i++) {
      if (Number.isNaN(items[i]!)) continue;
      flat[2 * clusters[i]!]! += items[i]!;
      flat[2 * clusters[i]! + 1]! += 1;
    }
    return flat;
  });
  const mean = (flat: Float64Array, times?: Uint32Array): number | null => {
    let [sum, n] = [0, 0];
    for (let c = 0; c < conversations; c++) {
      const w = times ? times[c]! : 1;
      sum += w * flat[2 * c]!;
      n += w * flat[2 * c + 1]!;
    }
    return n === 0 ? null : sum / n;
  };
  const intervals = bootstrap(
    conversations,
    SEED,
    (times) => sums.map((flat) => mean(flat, times)),
    affordable(2 * conversations * sums.length),
  );
  return shared.map(({ rater, question, items }, i): Severity => {
    const interval = intervals[i];
    return {
      rater,
      ...(question !== undefined && { question }),
      n: items.filter((value) => !Number.isNaN(value)).length,
      deviation: { value: mean(sums[i]!), low: interval?.low ?? null, high: interval?.high ?? null },
    };
  });
}

/** An answer as a number: a level; 1 for "met" and 0 for "missed"; NaN for none and for "not applicable". */
export function numberOf({ kind }: Question, answer: number): number {
  if (answer < 0 || (kind === 'criterion' && answer > 1)) return Number.NaN;
  return kind === 'criterion' ? 1 - answer : answer;
}

/** By rater and item: the value less the mean of the others'; NaN where one of the two is missing. */
function deviations(values: readonly Float64Array[]): readonly Float64Array[] {
  const items = values[0]?.length ?? 0;
  const result = values.map(() => new Float64Array(items).fill(Number.NaN));
  for (let i = 0; i < items; i++) {
    let [sum, n] = [0, 0];
    for (const { [i]: value } of values) {
      if (Number.isNaN(value!)) continue;
      sum += value!;
      n++;
    }
    if (n < 2) continue;
    values.forEach(({ [i]: value }, r) => {
      if (!Number.isNaN(value!)) result[r]![i] = value! - (sum - value!) / (n - 1);
    });
  }
  return result;
}
