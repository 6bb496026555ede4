/** Detection: every turn read in its context, every label with the words that prove it. */

import type { CueIndex, CueMatch } from '../cue/cues.ts';
import { compareKeys } from '../keys.ts';
import type {
  Assumed,
  Conversation,
  ConversationDetections,
  Detail,
  Detection,
  Rubric,
  Turn,
  TurnDetections,
} from '../model.ts';
import { empathyDetector } from './anchor.ts';
import { type Detector, isLegible, type Reading, type TurnContext } from './context.ts';
import { createUptake, detailsOf } from './details.ts';
import type { TurnDistress } from './distress.ts';
import { conditionalDetector, cueDetector } from './evidence.ts';
import { hygieneDetector } from './hygiene.ts';
import { detectLearned } from './learned.ts';
import { nameDetector } from './names.ts';
import { type Plan, planOf } from './plan.ts';
import { reflectionDetector } from './reflection.ts';
import { createSituate, type Situation, type Surroundings } from './situate.ts';
import { sorryDetector } from './sorry.ts';
import { type AddTemplates, createTemplates } from './template.ts';

export { HYGIENE } from './hygiene.ts';
export { isLearned, votesFor } from './learned.ts';

/** The detectors of agent turns, in the order they run: later ones see what earlier ones found. */
const DETECTORS = {
  cue: cueDetector,
  learned: learnedDetector,
  sorry: sorryDetector,
  name: nameDetector,
  empathy: empathyDetector,
  reflection: reflectionDetector,
  conditional: conditionalDetector,
  hygiene: hygieneDetector,
} as const satisfies Record<string, Detector>;
export type DetectorName = keyof typeof DETECTORS;
const IN_ORDER = Object.entries(DETECTORS) as [DetectorName, Detector][];

/** Learned labels of agent turns that no cue has found already. */
function learnedDetector({ plan, reading, found }: TurnContext): Detection[] {
  const detections: Detection[] = [];
  for (const entry of plan.learned.agent) {
    if (found.some((d) => d.label === entry.label && d.level >= entry.level)) continue;
    detections.push(...detectLearned(entry, reading.tokens));
  }
  return detections;
}

/** Turns after a customer turn in which its details may still be taken up: the longest window, and a free turn. */
const ANSWERS = 12;
/** A turn this short and without any label uses up no window (SCORING §2.3). */
const TRANSPARENT_TOKENS = 15;

/** To be copied, so that the flags of all turns have the same fields. */
const NO_FLAGS: Required<TurnDetections['flags']> = {
  reset: false,
  fault: false,
  routine: false,
  transparent: false,
  understandBut: false,
  notEvaluable: undefined,
};

/** `assumed` is for sentences without their conversation (`Assumed`). */
export type Detect = (conversation: Conversation, assumed?: Assumed) => ConversationDetections;

/** A detector for one compiled rubric: a pure function of the conversation. */
export function createDetect(rubric: Rubric, cues: CueIndex): Detect {
  const plan = planOf(rubric);
  const situate = createSituate(plan, cues);
  return (conversation, assumed) => {
    const { spoken, customer, customerNameKnown } = situate(conversation, assumed);
    const found: TurnDetections[] = [];
    const takesUp = createUptake();
    const addTemplates = createTemplates(customer);
    let first = true;
    spoken.forEach((situation, i) => {
      const { reading, position } = situation;
      const { turn } = reading;
      if (situation.kind === 'foreign') found[turn.index] = foreignResult(turn, plan);
      else if (situation.kind === 'agent') {
        found[turn.index] = agentResult(situation.surroundings, plan, addTemplates);
      } else {
        // Without distress only the first turn may be presumed to call for an answer.
        const details =
          first || situation.distress.level > 0
            ? detailsOf(reading, answersTo(position, spoken.slice(i + 1, i + 1 + ANSWERS)), takesUp)
            : [];
        found[turn.index] = customerResult(turn, situation.distress, details);
        first = false;
      }
    });
    return {
      turns: conversation.turns.map(
        ({ index }) =>
          found[index] ?? { index, labels: {}, evidence: [], details: undefined, flags: NO_FLAGS },
      ),
      customerNameKnown,
    };
  };
}

/** What every cue finds in the public turns of agent and customer, before conditions and blocks: for who reviews a rubric. */
export function createMatcher(
  rubric: Rubric,
  cues: CueIndex,
): (conversation: Conversation) => { readonly role: Turn['role']; readonly matches: readonly CueMatch[] }[] {
  const situate = createSituate(planOf(rubric), cues);
  return (conversation) =>
    situate(conversation).spoken.map(({ reading: { turn, matches } }) => ({ role: turn.role, matches }));
}

/** The agent turns among `next` that stand near enough to a customer turn to take up what it says. */
function answersTo(position: number, next: readonly Situation[]): Reading[] {
  return next
    .filter((s) => s.reading.turn.role === 'agent' && s.position <= position + ANSWERS)
    .map((s) => s.reading);
}

function customerResult(turn: Turn, distress: TurnDistress, details: readonly Detail[]): TurnDetections {
  return {
    index: turn.index,
    labels: { distress: distress.level },
    evidence: distress.evidence,
    details,
    flags: { ...NO_FLAGS, reset: distress.reset, fault: distress.fault, routine: distress.routine },
  };
}

/** A turn in a language that the rubric does not know: nothing can be said about it, in particular not 0 points. */
function foreignResult(turn: Turn, { nothing }: Plan): TurnDetections {
  const labels = turn.role === 'agent' ? nothing : { distress: 0 };
  const flags = { ...NO_FLAGS, notEvaluable: 'language' };
  return { index: turn.index, labels, evidence: [], details: undefined, flags };
}

/**
 * Runs every detector on an agent turn. `before` is told what has been found when the turn of each comes, which is
 * what the conditions of its cues are held against.
 */
export function detectAll(
  surroundings: Surroundings,
  before?: (detector: DetectorName, context: TurnContext) => void,
): Detection[] {
  const found: Detection[] = [];
  const context: TurnContext = { ...surroundings, found };
  for (const [name, detector] of IN_ORDER) {
    before?.(name, { ...surroundings, found: [...found] });
    found.push(...detector(context));
  }
  return found;
}

function agentResult(
  surroundings: Surroundings,
  { nothing, answering }: Plan,
  addTemplates: AddTemplates,
): TurnDetections {
  const { reading, distress } = surroundings;
  const { turn } = reading;
  const found = detectAll(surroundings);
  const labels: Record<string, number> = { ...nothing, distress };
  for (const d of found) labels[d.label] = Math.max(labels[d.label] ?? 0, d.level);
  found.sort((a, b) => a.start - b.start || a.end - b.end || compareKeys(a.cue, b.cue));
  let words = 0;
  for (const { kind } of reading.tokens) if (kind === 'word' || kind === 'name') words++;
  return {
    index: turn.index,
    labels,
    evidence: addTemplates(reading, found),
    details: undefined,
    flags: {
      ...NO_FLAGS,
      transparent: words <= TRANSPARENT_TOKENS && !found.some((d) => answering.has(d.label)),
      notEvaluable: isLegible(reading) ? undefined : 'redacted',
      understandBut: reading.matches.some(
        (m) =>
          m.cue.label === 'empathy' &&
          /^\s*,?\s*(?:but|however|unfortunately)\b/i.test(turn.text.slice(reading.tokens[m.end - 1]!.end)),
      ),
    },
  };
}
