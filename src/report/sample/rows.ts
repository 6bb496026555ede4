/** The rows of a sheet to label: what was said, what it answers, and nothing of what attune thinks unless asked. */

import { UserError } from '../../errors.ts';
import { own } from '../../keys.ts';
import type { Evidence, Receipt, Role, ScoredConversation, ScoredTurn } from '../../model.ts';
import { placeText } from '../../place.ts';
import { isLabelled, type Sample, type Sampled } from '../../select/sample.ts';
import { caveatOf, type Strategy } from '../../select/strategies.ts';

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
  readonly turn: number;
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
  const ids = idsOf(sample.sampled.map(({ scored }) => scored));
  return sample.sampled.flatMap((sampled, i) => {
    const { scored, weight } = sampled;
    return toLabel(scored, ids[i]!).map(
      ({ turn, ...said }): Row => ({
        id: said.id,
        conversation_id: said.conversation_id,
        turn: turn.index,
        source: placeText(scored.source),
        sample: `${strategy}, seed ${seed}${caveatOf(strategy)}`,
        ...(weight !== undefined && { weight: Math.round(weight * 1000) / 1000 }),
        context: said.context,
        text: said.text,
        labels: Object.fromEntries(labels.map((label) => [label, null])),
        ...(showScores && { attune: foundIn(turn, sampled) }),
      }),
    );
  });
}

/** What conversations are called where people label them: the same id in two exports is two conversations. */
export function idsOf(list: readonly ScoredConversation[]): readonly string[] {
  const times = new Map<string, number>();
  for (const { id } of list) times.set(id, (times.get(id) ?? 0) + 1);
  return list.map(({ id, source }) => (times.get(id)! > 1 ? `${id} (${placeText(source)})` : id));
}

/** An agent turn as people see it who label it, wherever they do: a sheet and a rating of it have the same id. */
interface ToLabel extends Pick<Row, 'id' | 'conversation_id' | 'context' | 'text'> {
  readonly turn: ScoredTurn;
}

/**
 * The agent turns of a conversation that are to be labelled; `id` is what the conversation is called.
 * @throws UserError when the scores kept no texts.
 */
export function toLabel(scored: ScoredConversation, id: string): readonly ToLabel[] {
  return scored.turns.filter(isLabelled).map((turn) => ({
    id: `${id} ${turn.index}`,
    conversation_id: id,
    context: talkOf(scored, turn.index).slice(-CONTEXT),
    text: textOf(scored, turn),
    turn,
  }));
}

/**
 * What was said in public before a turn, or at all: an agent turn without a score is an internal note, and a system
 * line is no talk.
 * @throws UserError when the scores kept no texts.
 */
export function talkOf(scored: ScoredConversation, before = Infinity): Row['context'] {
  return scored.turns
    .filter(({ index, role, score }) => index < before && role !== 'system' && (role !== 'agent' || score))
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
