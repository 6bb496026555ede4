/** Agreement as JSON: every pair by question, in a shape that stays. */
import type { Against, Agreement } from './agree.ts';

/** Plain data; numbers are rounded where the document is written. */
export function agreementData(agreement: Agreement): object {
  const { raters, rounds, items, pooled, scoresAlpha, people, consensus, attune, severity, drift, worst } =
    agreement;
  return {
    raters,
    rounds,
    items,
    people: { together: pooled, scoresAlpha, pairs: people.map(pairData) },
    attune: { consensus: pairData(consensus), raters: attune.map(pairData) },
    severity,
    drift,
    disagreements: worst.map(({ item: { turn }, question, answers, apart, evidence }) => ({
      ...{ id: turn.id, conversation: turn.conversationId, place: turn.place, question, apart, answers },
      ...{ context: turn.context, text: turn.text, evidence },
    })),
  };
}

function pairData({ first, second, questions, scores }: Against): object {
  return { first, second, questions, scores };
}
