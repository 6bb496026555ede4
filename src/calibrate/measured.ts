/** The measured agreement of a rubric with people, as a file keeps it, and the gate on it. */
import type { MeasuredAgreement, MeasuredQuestion } from '../model.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import type { Agreement } from './agree.ts';
import type { PairMeasure } from './pairs.ts';

/** What was measured of attune against what people agree on; `ratings` counts the rows. */
export function measuredOf(
  { consensus, raters }: Agreement,
  { rubric, hash }: CompiledRubric,
  ratings: number,
): MeasuredAgreement {
  return {
    kind: 'agreement',
    schema: 1,
    rubric: { id: rubric.id, version: rubric.version, hash },
    ratings,
    raters: raters.length,
    questions: consensus.questions.map(questionOf),
  };
}

function questionOf({ question, kind, n, kappa, counts: { tp, fp, fn, tn } }: PairMeasure): MeasuredQuestion {
  return {
    name: question,
    kind,
    n,
    kappa: rounded(kappa.value),
    low: rounded(kappa.low),
    high: rounded(kappa.high),
    sensitivity: rounded(tp + fn === 0 ? null : tp / (tp + fn)),
    specificity: rounded(tn + fp === 0 ? null : tn / (tn + fp)),
  };
}

const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toFixed(4)));

/**
 * One line for each label or criterion whose kappa, at the lower end of its interval, is below `least`. Where kappa is
 * undefined, as of a label that nobody gave, nothing was measured; where only its interval is, too little was.
 */
export function underKappa({ questions }: MeasuredAgreement, least: number): readonly string[] {
  return questions.flatMap(({ name, kappa, low, n }) => {
    if (kappa === null || (low !== null && low >= least)) return [];
    const bound =
      low === null ? 'has no lower bound (one conversation, or too rare)' : `is ${low.toFixed(2)}`;
    return [`${name}: the lower bound of kappa ${bound}, below ${least} (kappa ${kappa.toFixed(2)}, n ${n})`];
  });
}
