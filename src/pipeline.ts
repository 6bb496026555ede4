/** The line in one call: a conversation and a compiled rubric in, a scored conversation out. */
import { hash } from 'node:crypto';
import { createDetect } from './detect/index.ts';
import { createWhyNot } from './detect/why-not.ts';
import type {
  Assumed,
  Conversation,
  Explained,
  Looked,
  MeasuredAgreement,
  Question,
  Receipt,
  RubricCard,
  ScoredConversation,
  WhyNot,
} from './model.ts';
import { type CompiledRubric, experimental } from './rubric/index.ts';
import { planOf, score } from './score/index.ts';
import { whatIf } from './score/what-if.ts';
import { forgetWords } from './text/index.ts';
import { ENGINE } from './version.ts';

/** Scores one conversation; `rows` is the number of input rows it was made of. Pure: no state from call to call. */
export type Scorer = (conversation: Conversation, rows?: number) => ScoredConversation;

/** A scorer for one rubric. */
export function createScorer(compiled: CompiledRubric): Scorer {
  const detect = createDetect(compiled.rubric, compiled.cues);
  const plan = planOf(compiled.rubric);
  return (conversation, rows = conversation.turns.length) => {
    forgetWords();
    return score(conversation, detect(conversation), plan, receiptFor(conversation, compiled), rows);
  };
}

export interface ExplainOptions {
  /** The number of input rows that the conversation was made of. */
  readonly rows?: number;
  readonly assumed?: Assumed;
  /** The agent turn that is explained alone. */
  readonly turn?: number;
}

/** Scores a conversation as `createScorer` does, and adds what an explanation shows beyond the score. */
export function createExplainer(
  compiled: CompiledRubric,
): (conversation: Conversation, options?: ExplainOptions) => Explained {
  const { rubric, cues } = compiled;
  const detect = createDetect(rubric, cues);
  const plan = planOf(rubric);
  const ask = createWhyNot(rubric, cues);
  return (conversation, { rows = conversation.turns.length, assumed, turn } = {}) => {
    const detections = detect(conversation, assumed);
    const receipt = receiptFor(conversation, compiled);
    const alone = detections.turns.find(({ index }) => index === turn);
    const looked =
      alone?.evidence.length === 0 && alone.flags.notEvaluable === undefined
        ? Object.keys(rubric.labels)
            .filter((label) => rubric.labels[label]!.on === 'agent')
            .map((label): Looked => {
              const [answer] = ask(conversation, { label, level: 1 }, { assumed, turn });
              const nearest = answer?.cues[0];
              return { label, asked: answer?.asked ?? 0, ...(nearest && { nearest }) };
            })
        : undefined;
    return {
      scored: score(conversation, detections, plan, receipt, rows),
      whatIf: whatIf(conversation, detections, plan),
      ...(assumed && { assumed }),
      ...(looked && { lookedFor: looked }),
    };
  };
}

/** Answers why something was not found: in one turn, or in every turn of the side that it is looked for in. */
export function createInquiry(
  compiled: CompiledRubric,
): (conversation: Conversation, question: Question, options?: Omit<ExplainOptions, 'rows'>) => WhyNot {
  const ask = createWhyNot(compiled.rubric, compiled.cues);
  return (conversation, question, options) => ({
    kind: 'why-not',
    schema: 1,
    id: conversation.id,
    source: conversation.source,
    question,
    ...(options?.assumed && { assumed: options.assumed }),
    turns: ask(conversation, question, options),
    receipt: receiptFor(conversation, compiled),
  });
}

/** What every score of a rubric states about how it came to be. */
export function receiptOf({ rubric, hash }: CompiledRubric): Omit<Receipt, 'inputHash'> {
  return { engine: ENGINE, rubric: rubric.id, version: rubric.version, rubricHash: hash };
}

function receiptFor(conversation: Conversation, { rubric, hash }: CompiledRubric): Receipt {
  const { id, version } = rubric;
  return { engine: ENGINE, rubric: id, version, rubricHash: hash, inputHash: hashOf(conversation) };
}

/** The part of a rubric that reports show; with what was measured of it, which criteria are experimental. */
export function cardOf({ rubric }: CompiledRubric, measured?: MeasuredAgreement): RubricCard {
  const doubtful = measured && measured.rubric.id === rubric.id ? experimental(rubric, measured) : undefined;
  return {
    id: rubric.id,
    version: rubric.version,
    title: rubric.title,
    criteria: Object.fromEntries(
      rubric.criteria.map(({ id, title, section, missed }) => [
        id,
        { title, section, missed, ...(doubtful?.has(id) && { experimental: true }) },
      ]),
    ),
    bands: rubric.bands,
    labels: Object.keys(rubric.labels),
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
  return `sha256:${hash('sha256', JSON.stringify([id, channel, agent, customerName, said]))}`;
}
