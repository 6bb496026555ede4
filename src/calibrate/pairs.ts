/** Two raters who answered the same questions: how far they agree, with intervals. */
import {
  bootstrap,
  type Counts,
  countsOf,
  f1,
  kappa,
  kappaOfCells,
  type Matrix,
  precision,
  presence,
  RESAMPLES,
  recall,
  SEED,
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

/**
 * The items of one question that both answered, counted by conversation and cell of the matrix. The commonest cell is
 * left out: it is what the others leave of all items.
 */
interface Cells {
  readonly question: Question;
  readonly size: number;
  /** The whole matrix, row after row. */
  readonly all: Float64Array;
  readonly n: number;
  /** Conversations with such items. */
  readonly conversations: number;
  readonly commonest: number;
  /** By cell: the conversation of each item in it; empty for the commonest. */
  readonly clusters: readonly Uint32Array[];
  /** Which of `totals` has the items by conversation. */
  readonly total: number;
}

/** Items by conversation, each list once however many questions have the same. */
type Totals = Map<string, { readonly at: number; readonly items: Uint16Array }>;

/** Additions that resampling may take, so that many raters of many items cost seconds and not minutes. */
const WORK = 5e7;
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
  const totals: Totals = new Map();
  const all = pairs.map(({ first, second }) =>
    questions
      .map((question, q) => cellsOf(question, [first[q]!, second[q]!], { clusters, conversations, totals }))
      .filter(({ n }) => n > 0),
  );
  const flat = all.flat();
  const work = flat.reduce(
    (sum, { clusters: lists }) => sum + OVERHEAD + lists.reduce((n, l) => n + l.length, 0),
    0,
  );
  const lists = [...totals.values()].map(({ items }) => items);
  const intervals = bootstrap(
    conversations,
    SEED,
    (times) => {
      const drawn = lists.map((items) => items.reduce((sum, n, c) => sum + n * times[c]!, 0));
      const values: (number | null)[] = [];
      for (const of of flat) {
        const cells = resampled(of, times, drawn[of.total]!);
        const { question, size } = of;
        values.push(
          agreed(cells, size),
          question.kind === 'label' ? kappaOfCells(cut(cells, size), 2) : kappaOfCells(cells, size),
          isOrdered(question) ? kappaOfCells(cells, size, 'linear') : null,
        );
      }
      return values;
    },
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
      const { question, size, all: whole, n } = of;
      const matrix = squared(whole, size);
      const counts = countsFor(question, matrix);
      const pool = poolOfTwo(matrix);
      const ordered = isOrdered(question);
      const agreement = next(agreed(whole, size));
      const chance = next(kappa(judged(question, matrix)));
      const weighted = next(ordered ? kappa(matrix, 'linear') : null);
      const failed = [matrix[1]?.[2] ?? 0, matrix[2]?.[1] ?? 0] as const;
      return {
        question: question.name,
        kind: question.kind,
        n,
        conversations: of.conversations,
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

function cellsOf(
  question: Question,
  [first, second]: readonly [Answers, Answers],
  {
    clusters,
    conversations,
    totals,
  }: Pick<Sheets, 'clusters' | 'conversations'> & { readonly totals: Totals },
): Cells {
  const size = question.answers.length;
  const width = size * size;
  const lists = Array.from({ length: width }, (): number[] => []);
  const items = new Uint16Array(conversations);
  for (let i = 0; i < first.length; i++) {
    if (first[i]! < 0 || second[i]! < 0) continue;
    lists[first[i]! * size + second[i]!]!.push(clusters[i]!);
    items[clusters[i]!]! += 1;
  }
  const all = Float64Array.from(lists, ({ length }) => length);
  const commonest = all.indexOf(Math.max(...all));
  const key = items.join();
  const total = totals.get(key) ?? { at: totals.size, items };
  totals.set(key, total);
  return {
    question,
    size,
    all,
    n: all.reduce((a, b) => a + b, 0),
    conversations: items.filter((n) => n > 0).length,
    commonest,
    clusters: lists.map((list, cell) => Uint32Array.from(cell === commonest ? [] : list)),
    total: total.at,
  };
}

/** The cells with every conversation as often as it was drawn, `drawn` items in all. */
function resampled(of: Cells, times: Uint32Array, drawn: number): Float64Array {
  const { size, commonest, clusters } = of;
  const flat = new Float64Array(size * size);
  let others = 0;
  for (let cell = 0; cell < clusters.length; cell++) {
    const list = clusters[cell]!;
    let n = 0;
    for (let i = 0; i < list.length; i++) n += times[list[i]!]!;
    flat[cell] = n;
    others += n;
  }
  flat[commonest] = drawn - others;
  return flat;
}

/** The cells of "absent" against "present". */
function cut(cells: Float64Array, size: number): Float64Array {
  const two = new Float64Array(4);
  for (let i = 0; i < size * size; i++) two[2 * Number(i >= size) + Number(i % size > 0)]! += cells[i]!;
  return two;
}

function squared(flat: Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from(flat.subarray(i * size, (i + 1) * size)));
}

/** What kappa and AC1 judge: presence of a label, the verdicts of a criterion. */
function judged({ kind }: Question, matrix: Matrix): Matrix {
  return kind === 'label' ? presence(matrix) : matrix;
}

function agreed(cells: Float64Array, size: number): number | null {
  let [same, n] = [0, 0];
  for (let i = 0; i < size * size; i++) {
    n += cells[i]!;
    if (i % (size + 1) === 0) same += cells[i]!;
  }
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
