/** Two raters who answered the same questions: how far they agree, with intervals. */
import {
  bootstrap,
  type Counts,
  countsOf,
  f1,
  kappa,
  type Matrix,
  precision,
  presence,
  RESAMPLES,
  recall,
} from './agreement.ts';
import { alpha } from './alpha.ts';
import { gwet } from './gwet.ts';
import type { Estimate } from './measure.ts';
import { poolOfTwo } from './pool.ts';
import { type Answers, isOrdered, type Question, type Sheets } from './questions.ts';

/** How one rater's answers to one question go with another's. */
export interface PairMeasure {
  readonly question: string;
  readonly kind: Question['kind'];
  /** Items that both answered, and the conversations they are of. */
  readonly n: number;
  readonly conversations: number;
  /** `matrix[i][j]`: the first said answer `i` and the second `j`. */
  readonly matrix: Matrix;
  /** Share of the first and of the second rater's answers that say "present" (level 1 or more), or "met". */
  readonly prevalence: readonly [number, number];
  /** Share of items with the same answer. */
  readonly agreement: Estimate;
  /** Cohen's kappa: of a label absent against present, of a criterion its verdicts. */
  readonly kappa: Estimate;
  /** Linear-weighted, of labels with several levels. */
  readonly weightedKappa?: Estimate;
  /** Gwet's AC1 of the answers that `kappa` judges; AC2 of levels. */
  readonly ac1: number | null;
  readonly ac2?: number | null;
  /** Krippendorff's, nominal; of levels ordinal. */
  readonly alpha: number | null;
  /** The second rater's "present" or "met" taken as a finding of the first's. */
  readonly counts: Counts;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** Of criteria: one said "missed" and the other "not applicable". */
  readonly failedOrNotApplicable?: { readonly first: number; readonly second: number };
}

/** Two raters' answers, by question. */
export interface Pair {
  readonly first: readonly Answers[];
  readonly second: readonly Answers[];
}

/** The items of one question that both answered: the cell of the matrix and the conversation of each. */
interface Cells {
  readonly question: Question;
  readonly cells: Uint8Array;
  readonly clusters: Uint32Array;
}

const SEED = 'attune calibrate pairs';
/** Additions that resampling may take, so that many raters of many items cost seconds and not minutes. */
const WORK = 2e8;
const LEAST = 200;
/** What evaluating one matrix costs, in additions. */
const OVERHEAD = 1500;

/** Resamples for so many additions each: 1000, and fewer where the ratings are very many, but at least 200. */
export function affordable(additions: number): number {
  return Math.max(LEAST, Math.min(RESAMPLES, Math.floor(WORK / Math.max(1, additions))));
}

/**
 * Measures every question of every pair. The intervals of one call come from the same resamples of whole conversations;
 * questions that a pair has no item of are left out.
 */
export function measurePairs(
  pairs: readonly Pair[],
  { questions, clusters, conversations }: Sheets,
): readonly (readonly PairMeasure[])[] {
  const all = pairs.map(({ first, second }) =>
    questions
      .map((question, q) => cellsOf(question, first[q]!, second[q]!, clusters))
      .filter(({ cells }) => cells.length > 0),
  );
  const flat = all.flat();
  const work = flat.reduce((sum, { cells }) => sum + cells.length + OVERHEAD, 0);
  const intervals = bootstrap(
    conversations,
    SEED,
    (times) =>
      flat.flatMap((of) => {
        const matrix = matrixOf(of, times);
        return [agreed(matrix), kappa(judged(of.question, matrix)), levels(of.question, matrix)];
      }),
    affordable(work),
  );
  let at = 0;
  const next = (value: number | null): Estimate => {
    const interval = value === null ? null : intervals[at];
    at++;
    return { value, low: interval?.low ?? null, high: interval?.high ?? null };
  };
  return all.map((list) =>
    list.map((of): PairMeasure => {
      const { question } = of;
      const matrix = matrixOf(of);
      const counts = countsFor(question, matrix);
      const pool = poolOfTwo(matrix);
      const ordered = isOrdered(question);
      const n = of.cells.length;
      const agreement = next(agreed(matrix));
      const chance = next(kappa(judged(question, matrix)));
      const weighted = next(levels(question, matrix));
      const failed = [matrix[1]?.[2] ?? 0, matrix[2]?.[1] ?? 0] as const;
      return {
        question: question.name,
        kind: question.kind,
        n,
        conversations: new Set(of.clusters).size,
        matrix,
        prevalence: [present(question, matrix.map(total)) / n, present(question, columns(matrix)) / n],
        agreement,
        kappa: chance,
        ...(ordered && { weightedKappa: weighted }),
        ac1: gwet(poolOfTwo(judged(question, matrix))),
        ...(ordered && { ac2: gwet(pool, 'linear') }),
        alpha: alpha(pool, ordered ? 'ordinal' : 'nominal'),
        counts,
        precision: precision(counts),
        recall: recall(counts),
        f1: f1(counts),
        ...(question.kind === 'criterion' && {
          failedOrNotApplicable: { first: failed[0], second: failed[1] },
        }),
      };
    }),
  );
}

function cellsOf(question: Question, first: Answers, second: Answers, clusters: Uint32Array): Cells {
  const size = question.answers.length;
  const [cells, where]: [number[], number[]] = [[], []];
  for (let i = 0; i < first.length; i++) {
    if (first[i]! < 0 || second[i]! < 0) continue;
    cells.push(first[i]! * size + second[i]!);
    where.push(clusters[i]!);
  }
  return { question, cells: Uint8Array.from(cells), clusters: Uint32Array.from(where) };
}

function matrixOf({ question, cells, clusters }: Cells, times?: Uint32Array): number[][] {
  const size = question.answers.length;
  const flat = new Float64Array(size * size);
  if (times) for (let i = 0; i < cells.length; i++) flat[cells[i]!]! += times[clusters[i]!]!;
  else for (const cell of cells) flat[cell]! += 1;
  return Array.from({ length: size }, (_, i) => Array.from(flat.subarray(i * size, (i + 1) * size)));
}

/** What kappa and AC1 judge: presence of a label, the verdicts of a criterion. */
function judged({ kind }: Question, matrix: Matrix): Matrix {
  return kind === 'label' ? presence(matrix) : matrix;
}

function levels(question: Question, matrix: Matrix): number | null {
  return isOrdered(question) ? kappa(matrix, 'linear') : null;
}

function agreed(matrix: Matrix): number | null {
  let [same, n] = [0, 0];
  matrix.forEach((row, i) => {
    same += row[i]!;
    for (const count of row) n += count;
  });
  return n === 0 ? null : same / n;
}

/** A label that is present, or a criterion that is met; where both say that it applies. */
function countsFor({ kind }: Question, matrix: Matrix): Counts {
  if (kind === 'label') return countsOf(matrix);
  const [[tp = 0, fn = 0] = [], [fp = 0, tn = 0] = []] = matrix;
  return { tp, fp, fn, tn };
}

const total = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
const columns = (matrix: Matrix): number[] => matrix.map((_, j) => total(matrix.map((row) => row[j]!)));

/** How many of these answers say "present", or "met". */
function present({ kind }: Question, counts: readonly number[]): number {
  return kind === 'label' ? total(counts.slice(1)) : counts[0]!;
}
