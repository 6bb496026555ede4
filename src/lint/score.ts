/** Scores a rendering of a macro with the engine of transcripts, as the answer to a presumed customer (SCORING §10). */
import { createDetect, HYGIENE } from '../detect/index.ts';
import type { Conversation, Detection, Span, TurnDetections } from '../model.ts';
import type { CompiledRubric } from '../rubric/index.ts';
import { planOf, scoreOfTurn } from '../score/index.ts';
import type { Category } from './macro.ts';
import { NAMES } from './template/index.ts';

/** What was found in a rendering, and its points of 100; null where nothing is asked of it. */
export interface Judged {
  readonly found: TurnDetections;
  readonly score: number | null;
}

/** What a macro is judged as. */
export interface Standing {
  readonly category: Category;
  /** The matter may be a failing of ours, so an apology is in place (SCORING §3, responsibility). */
  readonly fault: boolean;
}

/** Judges renderings by one rubric. */
export interface Judge {
  /** `isTied` tells whether a slot that has to be filled ties these words to one customer. */
  judge(text: string, standing: Standing, isTied: (words: Span) => boolean): Judged;
  /** The same text without the customer's name: it loses what names earn, and nothing else. */
  withoutName(text: string, standing: Standing, judged: Judged): Judged;
}

/** The name in the renderings, and whom they presume to have written. */
const CUSTOMER = `${NAMES.present.first} ${NAMES.present.last}`;
/** Distress of one level, and no detail that a macro could take up. */
const SAYS: Readonly<Record<Category, string>> = {
  complaint_severe: 'I am very upset about this problem.',
  complaint: 'I have a problem with this.',
  routine: 'Hello.',
};
const DISTRESS: Readonly<Record<Category, number>> = { complaint_severe: 2, complaint: 1, routine: 0 };

/** A judge by one rubric. */
export function createJudge(compiled: CompiledRubric): Judge {
  const detect = createDetect(compiled.rubric, compiled.cues);
  const plan = planOf(compiled.rubric);
  const judged = (
    conversation: Conversation,
    found: TurnDetections,
    { category, fault }: Standing,
  ): Judged => {
    const distress = DISTRESS[category];
    const customer: TurnDetections = {
      index: 0,
      labels: { distress },
      evidence: [],
      flags: { ...(fault && { fault }), ...(distress === 0 && { routine: true }) },
    };
    const detections = { turns: [customer, found], customerNameKnown: true };
    const answer = scoreOfTurn(conversation, detections, plan, 1);
    return { found, score: answer?.normalized ?? null };
  };
  return {
    judge(text, standing, isTied) {
      const conversation = answering(text, SAYS[standing.category]);
      return judged(conversation, asMacro(detect(conversation).turns[1]!, isTied), standing);
    },
    withoutName(text, standing, { found }) {
      const labels = { ...found.labels, ...(NAME in found.labels && { [NAME]: 0 }) };
      return judged(answering(text, SAYS[standing.category]), { ...found, labels, evidence: [] }, standing);
    },
  };
}

const NAME = 'name_use';

/**
 * What the same words amount to before there is a customer: empathy of level 2 needs a slot that somebody must fill
 * (SCORING §10), and a placeholder is no slip where it is waiting to be filled.
 */
function asMacro(turn: TurnDetections, isTied: (words: Span) => boolean): TurnDetections {
  const evidence = turn.evidence
    .filter(({ label }) => label !== HYGIENE)
    .map((one): Detection => {
      const premature = one.label === 'empathy' && one.level > 1 && !isTied(one);
      return premature ? { ...one, level: 1 } : one;
    });
  const labels: Record<string, number> = { ...turn.labels };
  if (HYGIENE in labels) labels[HYGIENE] = 0;
  if ((labels.empathy ?? 0) > 1) {
    labels.empathy = Math.max(...evidence.flatMap(({ label, level }) => (label === 'empathy' ? level : [])));
  }
  return { ...turn, evidence, labels };
}

function answering(text: string, says: string): Conversation {
  return {
    id: '',
    channel: 'macro',
    customerName: CUSTOMER,
    meta: {},
    turns: [
      { index: 0, role: 'customer', visibility: 'public', text: says, rows: [] },
      { index: 1, role: 'agent', visibility: 'public', text, rows: [] },
    ],
    source: { path: '' },
  };
}
