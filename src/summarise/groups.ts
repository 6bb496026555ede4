/** Which group of a column a scored conversation, or a part of it, belongs to. */

import { valueIn } from '../columns.ts';
import type { Opportunity, ScoredConversation } from '../model.ts';
import { cellOf } from './case-mix.ts';
import { type Slice, wholeOf } from './tally.ts';

/** The group of conversations that do not say. */
export const NO_GROUP = '(none)';

export interface GroupSlice extends Slice {
  readonly key: string;
}

/** What stands between the columns of a nested group, and between their values. */
const NESTED = '/';
const WITHIN = ' / ';

/**
 * The slices of a conversation for one group column (`src/columns.ts`), or for several that nest: `team/agent`. Only
 * `agent` can give several; every other column puts the whole conversation into one group. `whole` is the slice of all
 * of it, for callers that ask about several columns.
 */
export function slicesBy(
  column: string,
  scored: ScoredConversation,
  whole: Slice = wholeOf(scored),
): readonly GroupSlice[] {
  const columns = column.split(NESTED);
  const slices: readonly GroupSlice[] = columns.includes('agent')
    ? slicesByAgent(scored, whole)
    : [{ key: '', ...whole }];
  return slices.map((slice) => ({
    ...slice,
    key: columns
      .map((one) => (one === 'agent' ? slice.key : (valueIn(one, scored) ?? NO_GROUP)))
      .join(WITHIN),
  }));
}

/**
 * One agent takes the whole conversation. Of several, each takes their own turns and opportunities, and their score
 * is the weighted mean of their own episodes; the conversation's band and its once-a-conversation criteria are
 * nobody's alone and left out.
 */
function slicesByAgent(scored: ScoredConversation, whole: Slice): readonly GroupSlice[] {
  const owner = (speaker: string | undefined): string => speaker ?? scored.agent ?? NO_GROUP;
  const agents = new Set(whole.agentTurns.map(({ speaker }) => owner(speaker)));
  if (agents.size <= 1) {
    const [only = owner(undefined)] = agents;
    return [{ key: only, ...whole }];
  }
  return [...agents].map((key) => {
    const opportunities = scored.opportunities.filter(({ agent }) => agent === key);
    return {
      key,
      normalized: meanOf(opportunities),
      cell: cellOf(scored, opportunities),
      band: null,
      failed: [],
      review: [],
      opportunities,
      agentTurns: whole.agentTurns.filter(({ speaker }) => owner(speaker) === key),
      verdicts: [],
    };
  });
}

function meanOf(opportunities: readonly Opportunity[]): number | null {
  let sum = 0;
  let weights = 0;
  for (const { score, weight = 1 } of opportunities) {
    if (score.normalized === null) continue;
    sum += score.normalized * weight;
    weights += weight;
  }
  return weights === 0 ? null : sum / weights;
}
