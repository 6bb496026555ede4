/** The line in one call: a conversation and a compiled rubric in, a scored conversation out. */
import { createHash } from 'node:crypto';
import { createDetect } from './detect/index.ts';
import type { Conversation, Receipt, RubricCard, ScoredConversation } from './model.ts';
import type { CompiledRubric } from './rubric/index.ts';
import { score } from './score/index.ts';
import { ENGINE } from './version.ts';

/** Scores one conversation; `rows` is the number of input rows it was made of. Pure: no state from call to call. */
export type Scorer = (conversation: Conversation, rows?: number) => ScoredConversation;

/** A scorer for one rubric. */
export function createScorer(compiled: CompiledRubric): Scorer {
  const detect = createDetect(compiled.rubric, compiled.cues);
  const receipt = receiptOf(compiled);
  return (conversation, rows = conversation.turns.length) =>
    score(
      conversation,
      detect(conversation),
      compiled.rubric,
      { ...receipt, inputHash: hashOf(conversation) },
      rows,
    );
}

/** What every score of a rubric states about how it came to be. */
export function receiptOf({ rubric, hash }: CompiledRubric): Omit<Receipt, 'inputHash'> {
  return { engine: ENGINE, rubric: rubric.id, version: rubric.version, rubricHash: hash };
}

/** The part of a rubric that reports show. */
export function cardOf({ rubric }: CompiledRubric): RubricCard {
  return {
    id: rubric.id,
    version: rubric.version,
    title: rubric.title,
    criteria: Object.fromEntries(
      rubric.criteria.map(({ id, title, section, missed }) => [id, { title, section, missed }]),
    ),
    bands: rubric.bands,
  };
}

/** `sha256:` over what was said, by whom and when; where it stood in which file does not matter. */
function hashOf({ id, channel, agent, customerName, turns }: Conversation): string {
  const said = turns.map(({ role, visibility, speaker, text, at, startMs, endMs }) => [
    role,
    visibility,
    speaker,
    text,
    at,
    startMs,
    endMs,
  ]);
  return `sha256:${createHash('sha256')
    .update(JSON.stringify([id, channel, agent, customerName, said]))
    .digest('hex')}`;
}
