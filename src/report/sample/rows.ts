/** The rows of a sheet to label: what was said, what it answers, and nothing of what attune thinks unless asked. */

import { UserError } from '../../errors.ts';
import { own } from '../../keys.ts';
import type { Evidence, Receipt, Role, ScoredConversation, ScoredTurn } from '../../model.ts';
import { placeText } from '../../place.ts';
import { isLabelled, type Sample, type Sampled } from '../../select/sample.ts';
import { isRepresentative, type Strategy } from '../../select/strategies.ts';

/** A sample with what its sheet needs. */
export interface SampleReport {
  readonly sample: Sample;
  readonly strategy: Strategy;
  readonly seed: string;
  readonly labels: readonly string[];
  /** Whether rows show what attune found, which people who label should not see before they have. */
  readonly showScores: boolean;
  readonly receipt: Omit<Receipt, 'inputHash'>;
}

/** One agent turn, in the names that `attune calibrate` reads. */
export interface Row {
  readonly id: string;
  readonly conversation_id: string;
  readonly source: string;
  readonly sample: string;
  readonly weight?: number;
  readonly context: readonly { readonly speaker: Role; readonly text: string }[];
  readonly text: string;
  readonly labels: Readonly<Record<string, null>>;
  readonly attune?: {
    readonly score: number | null;
    readonly labels: ScoredTurn['labels'];
    readonly evidence: readonly Pick<Evidence, 'label' | 'level' | 'cue' | 'quote'>[];
    readonly why: readonly string[];
  };
}

/** Turns of context that people see, as many as the rules for labelling allow (CODEBOOK U3). */
export const CONTEXT = 3;

/**
 * The rows of a sample, by conversation. Agents are not named: who labels should judge words and not people.
 * @throws UserError when the scores kept no texts.
 */
export function rowsOf({ sample, strategy, seed, labels, showScores }: SampleReport): readonly Row[] {
  const times = new Map<string, number>();
  for (const { scored } of sample.sampled) times.set(scored.id, (times.get(scored.id) ?? 0) + 1);
  const kind = isRepresentative(strategy) ? '' : ', not representative';
  return sample.sampled.flatMap((sampled) => {
    const { scored, weight } = sampled;
    const source = placeText(scored.source);
    // The same id in two exports is two conversations.
    const id = times.get(scored.id)! > 1 ? `${scored.id} (${source})` : scored.id;
    const said = `${strategy}, seed ${seed}${kind}`;
    return scored.turns.filter(isLabelled).map((turn): Row => {
      const found = showScores ? { attune: foundIn(turn, sampled) } : undefined;
      return {
        id: `${id} ${turn.index}`,
        conversation_id: id,
        source,
        sample: said,
        ...(weight !== undefined && { weight: Math.round(weight * 1000) / 1000 }),
        context: contextOf(scored, turn),
        text: textOf(scored, turn),
        labels: Object.fromEntries(labels.map((label) => [label, null])),
        ...found,
      };
    });
  });
}

/** Talk in public before a turn: an agent turn without a score is an internal note, and a system line is no talk. */
function contextOf(scored: ScoredConversation, { index }: ScoredTurn): Row['context'] {
  return scored.turns
    .filter((turn) => turn.index < index && turn.role !== 'system' && (turn.role !== 'agent' || turn.score))
    .slice(-CONTEXT)
    .map((turn) => ({ speaker: turn.role, text: textOf(scored, turn) }));
}

function textOf(scored: ScoredConversation, { text }: ScoredTurn): string {
  if (text === undefined)
    throw new UserError(
      `${placeText(scored.source)}: the scores kept no texts to label; score again with --format ndjson=scored.ndjson --quote full`,
    );
  return text;
}

function foundIn({ score, labels, evidence }: ScoredTurn, { why }: Sampled): NonNullable<Row['attune']> {
  return {
    score: score?.normalized ?? null,
    labels: Object.fromEntries(Object.keys(labels).map((label) => [label, own(labels, label)!])),
    evidence: evidence.map(({ label, level, cue, quote }) => ({ label, level, cue, quote })),
    why,
  };
}
