/** Learns a rubric's weights and credits from scores, verdicts and preferences, and says whether that helps (SCORING §14). */
import { seededRandom } from '../summarise/interval.ts';
import { pearson } from './correlation.ts';
import { type Parameter, predict, priors, type Sum } from './fit-model.ts';

/** A score that people gave, or a preference; `cluster` is the conversation that decides which fold it is in. */
export type Lesson =
  | { readonly cluster: string; readonly of: Sum; readonly score: number }
  | { readonly cluster: string; readonly better: Sum; readonly worse: Sum };

export interface Held {
  /** Pearson's r of scores, and share of preferences that the score sides with; null where there are none. */
  readonly correlation: number | null;
  readonly sided: number | null;
}

export interface Fitted {
  /** By parameter. */
  readonly values: readonly number[];
  readonly scores: number;
  readonly preferences: number;
  /** On lessons that were held out, with the rubric as it is and as it was learned from the others. */
  readonly before: Held;
  readonly after: Held;
  /** Nothing is worse on what was held out, and something better. */
  readonly improves: boolean;
}

/** Lessons that are enough: preferences by SCORING §14; scores about ten for each number that is learned. */
export const LEAST = { preferences: 500, scores: 200 };

const FOLDS = 5;
/** Standard deviations: how far weights (points) and credits may be expected to lie from the rubric's, and people's noise. */
const SPREAD = { weight: 8, credit: 0.15, score: 15 };
/** Points of difference that make a preference e times as likely as its opposite (Bradley and Terry 1952). */
const SCALE = 10;
/** Search: first and last steps, as shares of the spreads. */
const STEPS = { first: 0.5, last: 0.03 };

/** How many more lessons are needed; undefined where there are enough of one kind. */
export function tooFew(
  lessons: readonly Lesson[],
): { readonly preferences: number; readonly scores: number } | undefined {
  const scores = lessons.filter((lesson) => 'score' in lesson).length;
  const missing = {
    preferences: LEAST.preferences - (lessons.length - scores),
    scores: LEAST.scores - scores,
  };
  return missing.preferences > 0 && missing.scores > 0 ? missing : undefined;
}

/**
 * The most likely numbers given the lessons and the rubric as prior: normal about the rubric's numbers (a ridge), scores
 * normal about a line through attune's, preferences by Bradley and Terry. Credits keep their order, so that a higher
 * level is never worth less, and weights never fall below 0. Cross-validated in five folds of whole conversations.
 */
export function learn(lessons: readonly Lesson[], parameters: readonly Parameter[]): Fitted {
  const clusters = [...new Set(lessons.map(({ cluster }) => cluster))].sort();
  const random = seededRandom('attune calibrate fit');
  const order = clusters.map((cluster) => ({ cluster, at: random() })).sort((a, b) => a.at - b.at);
  const fold = new Map(order.map(({ cluster }, i) => [cluster, i % FOLDS]));
  const start = priors(parameters);
  const learned = Array.from({ length: FOLDS }, (_, f) =>
    search(
      lessons.filter(({ cluster }) => fold.get(cluster) !== f),
      parameters,
    ),
  );
  const before = held(lessons, () => start);
  const after = held(lessons, ({ cluster }) => learned[fold.get(cluster)!]!);
  const gains = (['correlation', 'sided'] as const).flatMap((key) =>
    before[key] === null || after[key] === null ? [] : [after[key] - before[key]],
  );
  return {
    values: [...search(lessons, parameters)],
    scores: lessons.filter((lesson) => 'score' in lesson).length,
    preferences: lessons.filter((lesson) => 'better' in lesson).length,
    before,
    after,
    improves: gains.every((gain) => gain >= 0) && gains.some((gain) => gain > 0),
  };
}

function held(lessons: readonly Lesson[], valuesOf: (lesson: Lesson) => ArrayLike<number>): Held {
  const [said, found]: [number[], number[]] = [[], []];
  let [sided, pairs] = [0, 0];
  for (const lesson of lessons) {
    const values = valuesOf(lesson);
    if ('score' in lesson) {
      said.push(lesson.score);
      found.push(predict(lesson.of, values));
    } else {
      const apart = predict(lesson.better, values) - predict(lesson.worse, values);
      sided += Math.abs(apart) < 0.05 ? 0.5 : Number(apart > 0);
      pairs++;
    }
  }
  return { correlation: pearson(said, found), sided: pairs === 0 ? null : sided / pairs };
}

/** Moves one number at a time while that helps, by smaller and smaller steps; the same lessons give the same result. */
function search(lessons: readonly Lesson[], parameters: readonly Parameter[]): Float64Array {
  const values = priors(parameters);
  let best = loss(lessons, parameters, values);
  for (let share = STEPS.first; share >= STEPS.last; share /= 2) {
    for (let moved = true; moved; ) {
      moved = false;
      for (const [p, parameter] of parameters.entries()) {
        const step = share * (parameter.level === undefined ? SPREAD.credit : SPREAD.weight);
        const [lowest, highest] = boundsOf(p, parameters, values);
        for (const direction of [step, -step]) {
          const was = values[p]!;
          values[p] = Math.max(lowest, Math.min(highest, was + direction));
          const now = loss(lessons, parameters, values);
          if (now < best - 1e-9) {
            best = now;
            moved = true;
            break;
          }
          values[p] = was;
        }
      }
    }
  }
  return values;
}

/** A credit lies between the next lower and the next higher one of its criterion. */
function boundsOf(
  p: number,
  parameters: readonly Parameter[],
  values: Float64Array,
): readonly [number, number] {
  const { criterion, level } = parameters[p]!;
  if (level !== undefined) return [0, 100];
  const isCredit = (i: number) => parameters[i]?.criterion === criterion && parameters[i].level === undefined;
  return [isCredit(p - 1) ? values[p - 1]! : 0, isCredit(p + 1) ? values[p + 1]! : 1];
}

/** Minus the logarithm of the posterior, but for a constant. */
function loss(lessons: readonly Lesson[], parameters: readonly Parameter[], values: Float64Array): number {
  let sum = 0;
  for (const [p, { level, prior }] of parameters.entries())
    sum += ((values[p]! - prior) / (level === undefined ? SPREAD.credit : SPREAD.weight)) ** 2 / 2;
  const [said, found]: [number[], number[]] = [[], []];
  for (const lesson of lessons) {
    if ('score' in lesson) {
      said.push(lesson.score);
      found.push(predict(lesson.of, values));
    } else {
      const apart = predict(lesson.better, values) - predict(lesson.worse, values);
      sum += Math.log1p(Math.exp(-apart / SCALE));
    }
  }
  return sum + residue(said, found) / (2 * SPREAD.score ** 2);
}

/** Squares left by the best rising line from what was found to what people said: their scale need not be attune's. */
function residue(said: readonly number[], found: readonly number[]): number {
  const n = said.length;
  if (n === 0) return 0;
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / n;
  const [meanSaid, meanFound] = [mean(said), mean(found)];
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [found[i]! - meanFound, said[i]! - meanSaid];
    xy += x * y;
    xx += x * x;
    yy += y * y;
  }
  return xx === 0 || xy <= 0 ? yy : yy - xy ** 2 / xx;
}
