/** Why a cue or a label was not found in a turn: what detection did with it, step by step. */
import type { CueIndex } from '../cue/cues.ts';
import type {
  Assumed,
  Conversation,
  Cue,
  CueAnswer,
  Obstacle,
  Question,
  Rubric,
  Turn,
  TurnAnswer,
} from '../model.ts';
import { cueAnswer, learnedAnswer, liftOf, quoted, sceneOf } from './answers.ts';
import { isLegible } from './context.ts';
import { planOf } from './plan.ts';
import { createSituate, type Situation } from './situate.ts';

/** How many cues are shown for a label that was not found. */
const NEAREST = 3;
/**
 * Words in common from which a cue is near, as every sentence has an "is" in common with some pattern; and log-odds
 * under a threshold up to which a learned entry is.
 */
const NEAR = 2;
const NEAR_VOTES = 1;

export interface WhyNotOptions {
  readonly assumed?: Assumed | undefined;
  /** Only the turn at this index. */
  readonly turn?: number | undefined;
}

/**
 * Answers questions with one compiled rubric: for the turn that is named, else for every turn of the side whose
 * words the label is about. Slow and thorough: every pattern that could have given the label is followed.
 */
export function createWhyNot(
  rubric: Rubric,
  cues: CueIndex,
): (conversation: Conversation, question: Question, options?: WhyNotOptions) => readonly TurnAnswer[] {
  const situate = createSituate(planOf(rubric), cues);
  return (conversation, question, { assumed, turn: only } = {}) => {
    const { spoken } = situate(conversation, assumed);
    const situations = new Map(spoken.map((situation) => [situation.reading.turn.index, situation]));
    const side = rubric.labels[question.label]?.on;
    return conversation.turns
      .filter(({ index, role }) => (only === undefined ? role === side : index === only))
      .map((turn) => {
        const situation = situations.get(turn.index);
        const { index, role, speaker, text } = turn;
        const who = { turn: index, role, ...(speaker !== undefined && { speaker }), text };
        const silent = silence(turn, situation, question, side);
        const nothing = { found: [], asked: 0, cues: [] };
        if (silent || situation === undefined)
          return { ...who, ...(silent && { obstacle: silent }), ...nothing };
        return { ...who, ...answer(situation, question, rubric, cues) };
      });
  };
}

/** Why nothing can be found in a turn at all. */
function silence(
  turn: Turn,
  situation: Situation | undefined,
  { label, cue }: Question,
  side: Turn['role'] | undefined,
): Obstacle | undefined {
  if (turn.visibility === 'internal') return { kind: 'internal' };
  if (situation === undefined) return { kind: 'speaker', by: [turn.role] };
  if (situation.kind === 'foreign') return { kind: 'language' };
  if (situation.kind === 'agent' && !isLegible(situation.reading)) return { kind: 'redacted' };
  // A cue may match the other side's words, and be a condition there; its label is not looked for.
  return cue === undefined && side !== turn.role ? { kind: 'speaker', by: [turn.role, label] } : undefined;
}

function answer(
  situation: Situation,
  question: Question,
  rubric: Rubric,
  cues: CueIndex,
): Pick<TurnAnswer, 'found' | 'asked' | 'cues'> {
  const scene = sceneOf(situation, rubric, cues);
  const found = scene.found
    .filter(({ label, level }) => label === question.label && level >= question.level)
    .map((detection) => quoted(detection, situation.reading));
  const cue = rubric.cues.find(({ id }) => id === question.cue);
  const learned = rubric.learned.find(({ id }) => id === question.cue);
  if (cue) return { found, asked: 1, cues: [cueAnswer(cue, undefined, scene)] };
  if (learned) return { found, asked: 1, cues: [learnedAnswer(learned, scene)] };
  const answers = [
    ...rubric.cues
      .filter((candidate) => couldGive(candidate, question))
      .map((candidate) => cueAnswer(candidate, question, scene)),
    ...rubric.learned
      .filter((entry) => entry.label === question.label && entry.level >= question.level)
      .map((entry) => learnedAnswer(entry, scene)),
  ];
  return { found, asked: answers.length, cues: found.length > 0 ? [] : nearest(answers) };
}

/** The answers that came nearest, nearest first. */
function nearest(answers: readonly CueAnswer[]): readonly CueAnswer[] {
  return answers
    .map((answer) => ({ answer, nearness: Math.max(...answer.obstacles.map(nearnessOf), 0) }))
    .filter(({ nearness }) => nearness >= NEAR)
    .sort((a, b) => b.nearness - a.nearness)
    .slice(0, NEAREST)
    .map(({ answer }) => answer);
}

/** How near a cue came to give its label, in words in common; what did match is nearer than all that did not. */
function nearnessOf({ kind, attempt, needed = 0, is = 0 }: Obstacle): number {
  if (kind === 'pattern') return attempt === undefined ? 0 : attempt.words + (attempt.whole ? 0.5 : 0);
  if (kind === 'votes') return needed - is < NEAR_VOTES ? NEAR : 0;
  return Infinity;
}

/** Whether a cue can give a label at the level that is asked for, by itself or by what lifts it. */
function couldGive(cue: Cue, { label, level }: Question): boolean {
  if (cue.role === 'block' || cue.role === 'reset') return false;
  const given = cue.label === label ? cue.level : cue.also[label];
  return given !== undefined && (given >= level || liftOf(cue, label) !== undefined);
}
