/** The worst disagreements: items and questions in which answers lie furthest apart, with words and rule. */
import type { Compared, Proof } from './measure.ts';
import type { Sheets } from './questions.ts';

export interface Disagreement {
  readonly item: Compared;
  readonly question: string;
  /** Name of each rater, attune last, and the answer. */
  readonly answers: readonly { readonly rater: string; readonly answer: string }[];
  /** 0–1: mean distance of two answers, as a share of the largest there can be. */
  readonly apart: number;
  /** What gave attune's answer. */
  readonly evidence: readonly Proof[];
}

/** How attune is called among the raters. */
export const ATTUNE = 'attune';

/**
 * The `limit` disagreements whose answers are furthest apart, attune's among them; of equal ones those with more
 * answers, and then as the items come. At most one question an item, its worst.
 */
export function worstOf(
  sheets: Sheets,
  compared: readonly Compared[],
  limit: number,
): readonly Disagreement[] {
  const voices = [...sheets.people, [ATTUNE, sheets.attune] as const];
  const found: { item: number; q: number; apart: number; n: number }[] = [];
  for (let item = 0; item < compared.length; item++) {
    let worst: (typeof found)[number] | undefined;
    for (const [q, { answers, kind }] of sheets.questions.entries()) {
      const given = voices.flatMap(([, voice]) => (voice[q]![item]! < 0 ? [] : [voice[q]![item]!]));
      const apart = spreadOf(given, kind === 'label' ? answers.length - 1 : undefined);
      if (apart > 0 && (!worst || apart > worst.apart)) worst = { item, q, apart, n: given.length };
    }
    if (worst) found.push(worst);
  }
  return found
    .sort((a, b) => b.apart - a.apart || b.n - a.n || a.item - b.item)
    .slice(0, limit)
    .map(({ item, q, apart }): Disagreement => {
      const { name, answers } = sheets.questions[q]!;
      const row = compared[item]!;
      return {
        item: row,
        question: name,
        answers: voices.flatMap(([rater, voice]) => {
          const answer = voice[q]![item]!;
          return answer < 0 ? [] : [{ rater, answer: answers[answer]! }];
        }),
        apart,
        evidence: row.evidence.filter(({ label }) => label === name),
      };
    });
}

/** Mean distance of two of these answers: of levels their difference over the largest, of verdicts 0 or 1. */
function spreadOf(given: readonly number[], widest: number | undefined): number {
  let [sum, pairs] = [0, 0];
  for (let i = 0; i < given.length; i++) {
    for (let j = i + 1; j < given.length; j++) {
      const apart = Math.abs(given[i]! - given[j]!);
      sum += widest === undefined ? Math.sign(apart) : apart / widest;
      pairs++;
    }
  }
  return pairs === 0 ? 0 : sum / pairs;
}
