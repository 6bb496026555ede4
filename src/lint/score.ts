/** Scores a rendering of a macro with the engine of transcripts, as the answer to a presumed customer (SCORING §10). */
import { createDetect } from '../detect/index.ts';
import type { Conversation, TurnDetections } from '../model.ts';
import { receiptOf } from '../pipeline.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import { score } from '../score/index.ts';
import type { Categorised } from './category.ts';

/** What was found in a rendering, and its points of 100; null where nothing is asked of it. */
export interface Judged {
  readonly found: TurnDetections;
  readonly score: number | null;
}

/** What the presumed customer says: distress of one level, and no detail that a macro could take up. */
const SAYS = {
  complaint_severe: 'I am very upset about this problem.',
  complaint: 'I have a problem with this.',
  routine: 'Hello.',
} as const;
const DISTRESS = { complaint_severe: 2, complaint: 1, routine: 0 } as const;

/** A judge of renderings by one rubric. */
export function createJudge(
  compiled: CompiledRubric,
): (text: string, category: Categorised, customerName?: string) => Judged {
  const detect = createDetect(compiled.rubric, compiled.cues);
  const receipt = { ...receiptOf(compiled), inputHash: '' };
  return (text, { category, fault }, customerName) => {
    const conversation = answering(text, SAYS[category], customerName);
    const detections = detect(conversation);
    const distress = DISTRESS[category];
    const customer: TurnDetections = {
      index: 0,
      labels: { distress },
      evidence: [],
      flags: { ...(fault && { fault }), ...(distress === 0 && { routine: true }) },
    };
    const found = detections.turns[1]!;
    const { turns } = score(
      conversation,
      { ...detections, turns: [customer, found] },
      compiled.rubric,
      receipt,
      2,
    );
    return { found, score: turns[1]!.score?.normalized ?? null };
  };
}

function answering(text: string, says: string, customerName: string | undefined): Conversation {
  const source = { path: '' };
  return {
    id: '',
    channel: 'macro',
    ...(customerName !== undefined && { customerName }),
    meta: {},
    turns: [
      { index: 0, role: 'customer', visibility: 'public', text: says, rows: [] },
      { index: 1, role: 'agent', visibility: 'public', text, rows: [] },
    ],
    source,
  };
}
