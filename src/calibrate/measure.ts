/** What a rubric finds in labelled turns, set against their labels: measures by label, each with its interval. */
import { createDetect } from '../detect/index.ts';
import type { Conversation, ConversationDetections, Detection, Rubric, Turn } from '../model.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import { planOf } from '../score/index.ts';
import {
  bootstrap,
  type Counts,
  countsOf,
  f1,
  kappa,
  type Matrix,
  mean,
  precision,
  presence,
  recall,
  SEED,
} from './agreement.ts';
import { type Judged, judge } from './judge.ts';
import { highest, type Labelled } from './labelled.ts';

/** A value with its 95 % interval; null where it is undefined. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Words that gave a label. */
export interface Proof {
  readonly label: string;
  readonly level: number;
  readonly cue: string;
  readonly quote: string;
  readonly weight?: number;
}

/** One labelled turn and what was found in it. */
export interface Compared {
  readonly turn: Labelled;
  /** Level found by label, for every label of the rubric. */
  readonly found: Readonly<Record<string, number>>;
  readonly evidence: readonly Proof[];
  /** What attune says of criteria and score, where people have judged these. */
  readonly judged?: Judged;
}

export interface LabelMeasure extends Counts {
  readonly label: string;
  readonly n: number;
  readonly positives: number;
  readonly prevalence: number;
  /** True positives whose level is right, too. */
  readonly rightLevel: number;
  readonly precision: Estimate;
  readonly recall: Estimate;
  readonly f1: Estimate;
  /** Cohen's kappa of absent against present. */
  readonly kappa: Estimate;
  /** Linear-weighted kappa of the levels; only where a label has several. */
  readonly weightedKappa?: Estimate;
}

export interface Measures {
  readonly turns: number;
  readonly conversations: number;
  readonly labels: readonly LabelMeasure[];
  /** Mean F1 of the labels that have one. */
  readonly macroF1: Estimate;
}

/** Turns before an agent turn that count as its context (CODEBOOK U3). */
const WINDOW = 3;

/** Runs the rubric's detection once over each labelled turn in its context, or each conversation that is rated whole. */
export function compare(turns: readonly Labelled[], compiled: CompiledRubric): readonly Compared[] {
  const { rubric, cues } = compiled;
  const detect = createDetect(rubric, cues);
  const plan = planOf(rubric);
  return turns.map((turn) => {
    const conversation = conversationOf(turn);
    const detections = detect(conversation);
    const whole = turn.whole === true;
    const findings = whole ? findingsOfAll : findingsOf;
    return {
      turn,
      ...findings(conversation, detections, rubric),
      ...((turn.criteria !== undefined || turn.score !== undefined) && {
        judged: judge(conversation, detections, plan, whole),
      }),
    };
  });
}

/** Rows of one speaker before the turn are one turn; the labelled turn stands alone, whoever spoke before it. */
export function conversationOf({ id, customerName, context, text, place }: Labelled): Conversation {
  const said: { role: Turn['role']; text: string }[] = [];
  for (const row of context) {
    const last = said.at(-1);
    if (last?.role === row.speaker) last.text += `\n${row.text}`;
    else said.push({ role: row.speaker, text: row.text });
  }
  if (text !== '') said.push({ role: 'agent', text });
  const turns = said.map((turn, index): Turn => ({ ...turn, index, visibility: 'public', rows: [] }));
  return { id, meta: {}, turns, source: place, ...(customerName !== undefined && { customerName }) };
}

function findingsOf(
  { turns }: Conversation,
  detections: ConversationDetections,
  rubric: Rubric,
): Omit<Compared, 'turn'> {
  const at = turns.length - 1;
  const heard = turns
    .slice(0, at)
    .filter((turn) => turn.role !== 'system')
    .slice(-WINDOW);
  // What was closed with satisfaction calls for nothing any more.
  const closed = heard.findLastIndex(({ index }) => detections.turns[index]!.flags.reset);
  const customer = heard.slice(closed + 1).filter((turn) => turn.role === 'customer');
  const found = Object.keys(rubric.labels).map((label): [string, number] => {
    const own = detections.turns[at]!.labels[label];
    return [
      label,
      own ?? Math.max(0, ...customer.map(({ index }) => detections.turns[index]!.labels[label] ?? 0)),
    ];
  });
  const evidence = [...customer, turns[at]!].flatMap(({ index, text }) =>
    detections.turns[index]!.evidence.map((detection) => proofOf(detection, text)),
  );
  return { found: Object.fromEntries(found), evidence };
}

/** Of a whole conversation the highest level of each label, on the side that it is looked for. */
function findingsOfAll(
  { turns }: Conversation,
  detections: ConversationDetections,
  rubric: Rubric,
): Omit<Compared, 'turn'> {
  const found = Object.entries(rubric.labels).map(([label, { on }]): [string, number] => [
    label,
    Math.max(
      0,
      ...turns.map(({ role, index }) => (role === on ? (detections.turns[index]!.labels[label] ?? 0) : 0)),
    ),
  ]);
  const evidence = turns.flatMap(({ index, text }) =>
    detections.turns[index]!.evidence.map((detection) => proofOf(detection, text)),
  );
  return { found: Object.fromEntries(found), evidence };
}

function proofOf({ label, level, cue, start, end, weight }: Detection, text: string): Proof {
  return { label, level, cue, quote: text.slice(start, end), ...(weight !== undefined && { weight }) };
}

/** The turns of one label as cells of its matrix, by cluster. */
interface Cells {
  readonly size: number;
  readonly clusters: readonly number[];
  readonly cells: readonly number[];
}

/**
 * Measures by label over the turns that have a level for it (`null` leaves a turn out), and the mean F1. Intervals
 * are percentiles of a seeded bootstrap that draws whole conversations, so rows in any order give the same.
 */
export function measure(compared: readonly Compared[], rubric: Rubric, labels: readonly string[]): Measures {
  const conversations = [...new Set(compared.map(({ turn }) => turn.conversationId))].sort();
  const cluster = new Map(conversations.map((id, i) => [id, i]));
  const columns = labels
    .map((label) => ({ label, ...cellsOf(label, highest(rubric.labels[label]!) + 1, compared, cluster) }))
    .filter(({ cells }) => cells.length > 0);
  const statistics = (times: Uint32Array | undefined): (number | null)[] => {
    const values = columns.map((column) => valuesOf(matrixOf(column, times)));
    return [mean(values.map(([, , f]) => f!)), ...values.flat()];
  };
  const values = statistics(undefined);
  const intervals = bootstrap(conversations.length, SEED, statistics);
  const estimate = (i: number): Estimate => {
    const value = values[i] ?? null;
    const interval = value === null ? null : intervals[i];
    return { value, low: interval?.low ?? null, high: interval?.high ?? null };
  };
  return {
    turns: compared.length,
    conversations: conversations.length,
    labels: columns.map((column, c) => {
      const matrix = matrixOf(column, undefined);
      const counts = countsOf(matrix);
      const n = column.cells.length;
      const positives = counts.tp + counts.fn;
      const first = 1 + c * PER_LABEL;
      return {
        label: column.label,
        n,
        positives,
        prevalence: positives / n,
        ...counts,
        rightLevel: matrix.reduce((sum, row, i) => sum + (i > 0 ? row[i]! : 0), 0),
        precision: estimate(first),
        recall: estimate(first + 1),
        f1: estimate(first + 2),
        kappa: estimate(first + 3),
        ...(column.size > 2 && { weightedKappa: estimate(first + 4) }),
      };
    }),
    macroF1: estimate(0),
  };
}

/** Statistics of `valuesOf`. */
const PER_LABEL = 5;

function valuesOf(matrix: Matrix): (number | null)[] {
  const counts = countsOf(matrix);
  return [precision(counts), recall(counts), f1(counts), kappa(presence(matrix)), kappa(matrix, 'linear')];
}

function cellsOf(
  label: string,
  size: number,
  compared: readonly Compared[],
  cluster: ReadonlyMap<string, number>,
): Cells {
  const used = compared.flatMap(({ turn, found }) => {
    const expected = turn.labels[label] ?? null;
    const level = Math.min(found[label] ?? 0, size - 1);
    return expected === null
      ? []
      : [{ cluster: cluster.get(turn.conversationId)!, cell: expected * size + level }];
  });
  return { size, clusters: used.map((row) => row.cluster), cells: used.map((row) => row.cell) };
}

/** The matrix of one label, each turn as often as its cluster was drawn. */
function matrixOf({ size, clusters, cells }: Cells, times: Uint32Array | undefined): Matrix {
  const flat = new Array<number>(size * size).fill(0);
  for (let i = 0; i < cells.length; i++) flat[cells[i]!]! += times ? times[clusters[i]!]! : 1;
  return Array.from({ length: size }, (_, i) => flat.slice(i * size, (i + 1) * size));
}

/** How a found level differs from the expected one. */
export type ErrorKind = 'missed' | 'false alarm' | 'wrong level';

/** A turn whose label was not found as labelled. */
export interface LabelError extends Compared {
  readonly label: string;
  readonly kind: ErrorKind;
  readonly expected: number;
  readonly level: number;
}

/** The turns in which one label was missed, found where it is not, or found at another level, in this order. */
export function errorsOf(compared: readonly Compared[], label: string): readonly LabelError[] {
  const kinds: readonly ErrorKind[] = ['missed', 'false alarm', 'wrong level'];
  const wrong = compared.flatMap((row): LabelError[] => {
    const expected = row.turn.labels[label] ?? null;
    const level = row.found[label] ?? 0;
    if (expected === null || expected === level) return [];
    const kind = level === 0 ? 'missed' : expected === 0 ? 'false alarm' : 'wrong level';
    return [{ ...row, label, kind, expected, level }];
  });
  return wrong.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}
