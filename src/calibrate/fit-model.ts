/** A score as a smooth function of a rubric's weights and credits, so that these can be learned. */
import { own } from '../keys.ts';
import type { Rubric, ScoredConversation, Verdict } from '../model.ts';

/** One number that is learned. */
export interface Parameter {
  readonly criterion: string;
  /** The distress level of a weight; absent of a credit. */
  readonly level?: string;
  /** What the rubric says. */
  readonly prior: number;
}

/** What can be learned of a rubric: weights by level, and the credits below each criterion's highest, in rising order. */
export function parametersOf({ criteria }: Rubric): readonly Parameter[] {
  return criteria
    .filter(({ scope, avoid, scale, critical }) => scope === 'opportunity' && !avoid && !scale && !critical)
    .flatMap(({ id, weight, credit }): Parameter[] => {
      const values = [...new Set(credit.map(({ value }) => value))].filter((value) => value > 0);
      return [
        ...Object.entries(weight)
          .filter(([, points]) => points > 0)
          .map(([level, prior]) => ({ criterion: id, level, prior })),
        ...values
          .sort((a, b) => a - b)
          .slice(0, -1)
          .map((prior) => ({ criterion: id, prior })),
      ];
    });
}

/** One criterion of one opportunity: which parameters are its weight and its credit, −1 where that is fixed. */
interface Entry {
  readonly weight: number;
  readonly possible: number;
  readonly credit: number;
  readonly value: number;
  readonly factor: number;
}

/** One opportunity, or one turn. */
interface Part {
  readonly entries: readonly Entry[];
  /** What it weighs in the score. */
  readonly weight: number;
  /** Share of the points at which it is full. */
  readonly target: number;
  /** Points that rules take or give, which stay as they are. */
  readonly shift: number;
}

/** How one score came to be. */
export interface Sum {
  readonly parts: readonly Part[];
  readonly shift: number;
}

/** The sum behind the score of a conversation, or of its last turn; null where there is none. */
export function sumOf(
  scored: ScoredConversation,
  whole: boolean,
  parameters: readonly Parameter[],
): Sum | null {
  const last = scored.turns.at(-1);
  const parts: Part[] = whole
    ? scored.opportunities.flatMap(({ score, verdicts, weight = 1 }) =>
        score.normalized === null ? [] : [partOf(verdicts, weight, 1, score.normalized, parameters)],
      )
    : last?.score?.normalized == null || !last.verdicts
      ? []
      : [
          partOf(
            last.verdicts,
            1,
            targetOf(last.score.possible, last.verdicts),
            last.score.normalized,
            parameters,
          ),
        ];
  if (parts.length === 0) return null;
  const score = (whole ? scored.score.normalized : last?.score?.normalized) ?? null;
  if (score === null) return null;
  return { parts, shift: score - predict({ parts, shift: 0 }, priors(parameters)) };
}

/** What the rubric itself says. */
export const priors = (parameters: readonly Parameter[]): Float64Array =>
  Float64Array.from(parameters, ({ prior }) => prior);

const targetOf = (possible: number, verdicts: readonly Verdict[]): number => {
  const all = verdicts.reduce((sum, verdict) => sum + verdict.possible, 0);
  return all > 0 ? possible / all : 1;
};

function partOf(
  verdicts: readonly Verdict[],
  weight: number,
  target: number,
  normalized: number,
  parameters: readonly Parameter[],
): Part {
  const entries = verdicts
    .filter(({ possible }) => possible > 0)
    .map(({ criterion, possible, credit = 0, factor = 1 }): Entry => {
      const find = (value: number, isWeight: boolean): number =>
        parameters.findIndex(
          (p) =>
            p.criterion === criterion &&
            (p.level !== undefined) === isWeight &&
            Math.abs(p.prior - value) < 1e-9,
        );
      return { weight: find(possible, true), possible, credit: find(credit, false), value: credit, factor };
    });
  const part = { entries, weight, target, shift: 0 };
  return { ...part, shift: normalized - worthOf(part, priors(parameters)) };
}

/** The score (0–100) that these values of the parameters give. */
export function predict({ parts, shift }: Sum, values: ArrayLike<number>): number {
  let [sum, weights] = [0, 0];
  for (const part of parts) {
    sum += part.weight * worthOf(part, values);
    weights += part.weight;
  }
  return Math.max(0, Math.min(100, sum / weights + shift));
}

function worthOf({ entries, target, shift }: Part, values: ArrayLike<number>): number {
  let [earned, possible] = [0, 0];
  for (const { weight, possible: points, credit, value, factor } of entries) {
    const w = weight < 0 ? points : values[weight]!;
    earned += w * (credit < 0 ? value : values[credit]!) * factor;
    possible += w;
  }
  return possible === 0 ? 0 : Math.max(0, Math.min(100, (100 * earned) / (possible * target) + shift));
}

/** What people's verdicts on an item are worth with the rubric's own points, 0–100; null where they judged none. */
export function worthOfVerdicts(
  given: Readonly<Record<string, string>>,
  verdicts: readonly Verdict[],
): number | null {
  let [earned, possible] = [0, 0];
  for (const { criterion, possible: points } of verdicts) {
    const verdict = own(given, criterion);
    if (points <= 0 || (verdict !== 'met' && verdict !== 'missed')) continue;
    possible += points;
    if (verdict === 'met') earned += points;
  }
  return possible === 0 ? null : (100 * earned) / possible;
}
