/** What attune says where people judge criteria or give scores: a verdict each and a number. */
import { own } from '../keys.ts';
import type { Conversation, ConversationDetections, Rubric, Verdict, VerdictKind } from '../model.ts';
import { type Plan, score } from '../score/index.ts';

export interface Judged {
  /** Verdict by criterion, for every criterion of the rubric. */
  readonly verdicts: Readonly<Record<string, VerdictKind>>;
  /** 0–100, null where there was nothing to judge. */
  readonly score: number | null;
}

/** Of scores that no report shows. */
export const RECEIPT = { engine: '', rubric: '', version: '', rubricHash: '', inputHash: '' };

/**
 * The verdicts and the score of the last turn, or of the whole conversation. What is not asked is not applicable. Of a
 * conversation's several opportunities the worst verdict counts, as one that was missed is what people would fail.
 */
export function judge(
  conversation: Conversation,
  detections: ConversationDetections,
  plan: Plan,
  whole: boolean,
): Judged {
  const scored = score(conversation, detections, plan, RECEIPT, 0);
  const last = scored.turns.at(-1);
  const given: readonly Verdict[] = whole
    ? [
        ...(scored.score.sections?.flatMap(({ verdicts }) => verdicts) ?? []),
        ...scored.opportunities.flatMap(({ verdicts }) => verdicts),
        ...(scored.score.verdicts ?? []),
      ]
    : (last?.verdicts ?? []);
  return {
    verdicts: worstOf(given, plan.rubric),
    score: (whole ? scored.score.normalized : last?.score?.normalized) ?? null,
  };
}

const WORST: readonly VerdictKind[] = ['missed', 'met', 'not_evaluable', 'not_applicable'];

function worstOf(given: readonly Verdict[], { criteria }: Rubric): Judged['verdicts'] {
  const worst: Record<string, VerdictKind> = {};
  for (const { criterion, verdict } of given) {
    const before = own(worst, criterion);
    if (before === undefined || WORST.indexOf(verdict) < WORST.indexOf(before)) worst[criterion] = verdict;
  }
  return Object.fromEntries(criteria.map(({ id }) => [id, own(worst, id) ?? 'not_applicable']));
}
