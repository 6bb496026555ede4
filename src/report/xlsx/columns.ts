/** The columns of the sheets of a workbook, beside those of turns. */

import { own } from '../../keys.ts';
import type {
  GroupSummary,
  OpportunityOutcome,
  RubricCard,
  ScoredConversation,
  Verdict,
} from '../../model.ts';
import { criterionTitle } from '../criteria.ts';
import { type Column, PLACE, type Value } from '../table.ts';

interface Conversation {
  readonly c: ScoredConversation;
}

const outcome = (name: OpportunityOutcome): Column<Conversation> => ({
  name: name === 'not_applicable' ? 'unanswerable' : name,
  kind: 'integer',
  of: ({ c }) => c.opportunities.filter(({ verdict }) => verdict === name).length,
});

export const CONVERSATION_COLUMNS: readonly Column<Conversation>[] = [
  { name: 'conversation', kind: 'text', of: ({ c }) => c.id },
  { name: 'agent', kind: 'text', of: ({ c }) => c.agent ?? null },
  { name: 'channel', kind: 'text', of: ({ c }) => c.channel ?? null },
  { name: 'score', kind: 'number', of: ({ c }) => c.score.normalized },
  { name: 'band', kind: 'text', of: ({ c }) => c.score.band },
  { name: 'earned', kind: 'number', of: ({ c }) => c.score.earned },
  { name: 'possible', kind: 'number', of: ({ c }) => c.score.possible },
  { name: 'evaluability', kind: 'number', of: ({ c }) => c.score.evaluability },
  { name: 'reason', kind: 'text', of: ({ c }) => c.score.reason ?? null },
  { name: 'failed', kind: 'text', of: ({ c }) => c.score.failed.join(', ') },
  { name: 'review', kind: 'text', of: ({ c }) => c.score.review?.join(', ') ?? null },
  outcome('met'),
  outcome('missed'),
  outcome('dismissed'),
  outcome('not_applicable'),
  {
    name: 'agent_turns',
    kind: 'integer',
    of: ({ c }) => c.turns.filter(({ role }) => role === 'agent').length,
  },
  { name: 'file', kind: 'text', of: ({ c }) => c.source.path },
  ...PLACE,
];

/** A criterion as it was judged: for an opportunity, for a section of a scorecard, or once a conversation. */
export interface Judged {
  readonly c: ScoredConversation;
  readonly scope: 'opportunity' | 'section' | 'conversation';
  /** The customer turn of the opportunity. */
  readonly turn?: number;
  readonly v: Verdict;
}

/** All judgements that a conversation's score is made of. */
export function judgementsOf(c: ScoredConversation): Judged[] {
  return [
    ...c.opportunities.flatMap(({ turn, verdicts }) =>
      verdicts.map((v): Judged => ({ c, scope: 'opportunity', turn, v })),
    ),
    ...(c.score.sections ?? []).flatMap(({ verdicts }) =>
      verdicts.map((v): Judged => ({ c, scope: 'section', v })),
    ),
    ...(c.score.verdicts ?? []).map((v): Judged => ({ c, scope: 'conversation', v })),
  ];
}

export function criterionColumns(rubric: RubricCard): readonly Column<Judged>[] {
  const { criteria } = rubric;
  return [
    { name: 'conversation', kind: 'text', of: ({ c }) => c.id },
    { name: 'agent', kind: 'text', of: ({ c }) => c.agent ?? null },
    { name: 'scope', kind: 'text', of: ({ scope }) => scope },
    { name: 'opportunity_turn', kind: 'integer', of: ({ turn }) => turn ?? null },
    { name: 'criterion', kind: 'text', of: ({ v }) => v.criterion },
    {
      name: 'title',
      kind: 'text',
      of: ({ v }) => (own(criteria, v.criterion) ? criterionTitle(rubric, v.criterion) : null),
    },
    { name: 'section', kind: 'text', of: ({ v }) => own(criteria, v.criterion)?.section ?? null },
    { name: 'verdict', kind: 'text', of: ({ v }) => v.verdict },
    { name: 'earned', kind: 'number', of: ({ v }) => v.earned },
    { name: 'possible', kind: 'number', of: ({ v }) => v.possible },
    { name: 'rating', kind: 'integer', of: ({ v }) => v.rating ?? null },
    { name: 'answer_turn', kind: 'integer', of: ({ v }) => v.turn ?? null },
    { name: 'reason', kind: 'text', of: ({ v }) => v.reason ?? null },
  ];
}

/** A group with the column that it is a value of. */
export interface Grouped {
  readonly by: string;
  readonly g: GroupSummary;
}

export const GROUP_COLUMNS: readonly Column<Grouped>[] = [
  { name: 'by', kind: 'text', of: ({ by }) => by },
  { name: 'name', kind: 'text', of: ({ g }) => g.key },
  { name: 'conversations', kind: 'integer', of: ({ g }) => g.tally.conversations },
  { name: 'n', kind: 'integer', of: ({ g }) => g.tally.scored },
  { name: 'mean', kind: 'number', of: ({ g }) => g.mean },
  { name: 'low', kind: 'number', of: ({ g }) => g.low },
  { name: 'high', kind: 'number', of: ({ g }) => g.high },
  { name: 'note', kind: 'text', of: ({ g }) => (g.mean === null && g.tally.scored > 0 ? 'too few' : null) },
  { name: 'agent_turns', kind: 'integer', of: ({ g }) => g.tally.agentTurns },
  { name: 'met', kind: 'integer', of: ({ g }) => g.tally.opportunities.met },
  { name: 'missed', kind: 'integer', of: ({ g }) => g.tally.opportunities.missed },
  { name: 'dismissed', kind: 'integer', of: ({ g }) => g.tally.opportunities.dismissed },
  { name: 'met_percent', kind: 'number', of: ({ g }) => percent(g.answered?.rate) },
  { name: 'met_low', kind: 'number', of: ({ g }) => percent(g.answered?.low) },
  { name: 'met_high', kind: 'number', of: ({ g }) => percent(g.answered?.high) },
  { name: 'failed', kind: 'integer', of: ({ g }) => g.tally.failed.conversations },
  { name: 'clauses', kind: 'integer', of: ({ g }) => g.scripts?.spans ?? null },
  { name: 'script_percent', kind: 'number', of: ({ g }) => percent(g.scripts?.reliance) },
];

/** A line of the totals, with its 95 % interval and what it was counted in, where it has them. */
export interface Total {
  readonly what: string;
  readonly value: Value;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly n?: number;
  readonly note?: string;
}

export const TOTAL_COLUMNS: readonly Column<Total>[] = [
  { name: 'what', kind: 'text', of: ({ what }) => what },
  { name: 'value', kind: 'number', of: ({ value }) => value },
  { name: 'low', kind: 'number', of: ({ low }) => low ?? null },
  { name: 'high', kind: 'number', of: ({ high }) => high ?? null },
  { name: 'n', kind: 'integer', of: ({ n }) => n ?? null },
  { name: 'note', kind: 'text', of: ({ note }) => note ?? null },
];

export function percent(share: number | null | undefined): number | null {
  return share === null || share === undefined ? null : 100 * share;
}
