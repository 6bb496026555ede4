/** What became of one cue, or one learned entry, in one turn. */
import type { CueIndex, CueMatch, NearCue } from '../cue/cues.ts';
import type {
  Attempt,
  Cue,
  CueAnswer,
  Detection,
  Evidence,
  Learned,
  Obstacle,
  Question,
  Rubric,
} from '../model.ts';
import { tokenise } from '../text/index.ts';
import type { Reading, TurnContext } from './context.ts';
import { detectAll } from './index.ts';
import { votesOf } from './learned.ts';
import { agentObstacle, customerObstacle, type Stages, wordsAt } from './obstacles.ts';
import type { Situation } from './situate.ts';

/** One turn with everything that detection found in it. */
export interface Scene {
  readonly situation: Situation;
  readonly rubric: Rubric;
  readonly cues: CueIndex;
  readonly found: readonly Detection[];
  readonly stages: Stages | undefined;
}

/** Runs detection on a turn, and remembers what each detector found already there. */
export function sceneOf(situation: Situation, rubric: Rubric, cues: CueIndex): Scene {
  const shared = { situation, rubric, cues };
  if (situation.kind === 'customer')
    return { ...shared, found: situation.distress.evidence, stages: undefined };
  if (situation.kind === 'foreign') return { ...shared, found: [], stages: undefined };
  const stages: Partial<Record<keyof Stages, TurnContext>> = {};
  const found = detectAll(situation.surroundings, (detector, context) => {
    stages[detector] = context;
  });
  return { ...shared, found, stages: stages as Stages };
}

/** One cue in one turn; with a question, only as far as the label goes that it asks for. */
export function cueAnswer(cue: Cue, question: Question | undefined, scene: Scene): CueAnswer {
  const { reading } = scene.situation;
  const { id, label, level, role, tier, why } = cue;
  const found = scene.found.filter(
    (d) => d.cue === id && (question === undefined || d.label === question.label),
  );
  const matches = reading.matches.filter((match) => match.cue === cue);
  const obstacles =
    matches.length > 0
      ? matches.flatMap((match) => shortfalls(match, found, question, scene))
      : unmatched(cue, reading, scene.cues);
  return {
    cue: id,
    label,
    level,
    role,
    tier,
    ...(why !== undefined && { why }),
    found: found.map((detection) => quoted(detection, reading)),
    obstacles: distinct(obstacles),
  };
}

/** Which of its labels a match did not give, or not at the level that is asked for. */
function shortfalls(
  match: CueMatch,
  found: readonly Detection[],
  question: Question | undefined,
  scene: Scene,
): readonly Obstacle[] {
  const { cue } = match;
  const { reading } = scene.situation;
  const labels = question ? [question.label] : [cue.label, ...Object.keys(cue.also)];
  return labels.flatMap((label): Obstacle[] => {
    const given = found.find((d) => d.label === label && covers(d, reading.tokens[match.start]!));
    if (given === undefined) return [obstacleOf(match, label, scene)];
    if (question === undefined || given.level >= question.level) return [];
    const quote = wordsAt(reading, match.start, match.end);
    const short = { quote, needed: question.level, is: given.level };
    const lift = liftOf(cue, label);
    return lift === undefined ? [] : [{ ...lift, ...short }];
  });
}

/** What lifts a cue over its own level: an anchor in its clause, or a burden of another kind beside it. */
export function liftOf(cue: Cue, label: string): Pick<Obstacle, 'kind' | 'by'> | undefined {
  if (cue.label !== label) return undefined;
  if (label === 'empathy' && cue.anchors.length > 0) return { kind: 'anchor', by: cue.anchors };
  if (label === 'distress' && cue.escalator !== undefined) return { kind: 'stack', by: [cue.escalator] };
  return undefined;
}

/** Why no pattern of a cue matches. */
function unmatched(cue: Cue, reading: Reading, cues: CueIndex): readonly Obstacle[] {
  const { vetoed, nearest } = cues.trace(cue, reading.tokens);
  if (vetoed.length > 0) {
    return vetoed.map(({ match, unless, by }) => ({
      kind: 'unless',
      quote: wordsAt(reading, match.start, match.end),
      by: [unless],
      words: [wordsAt(reading, by.start, by.end)],
    }));
  }
  const cut = cutFrom(cue, reading, cues);
  if (cut) return [cut];
  return [{ kind: 'pattern', ...(nearest && { attempt: attemptOf(nearest, reading) }) }];
}

function obstacleOf(match: CueMatch, label: string, { situation, stages }: Scene): Obstacle {
  if (situation.kind === 'customer') return customerObstacle(match, situation.reading, situation.distress);
  return agentObstacle(match, label, stages!);
}

/** A match that a signature or quoted history has taken away. */
function cutFrom(cue: Cue, { turn, tokens }: Reading, cues: CueIndex): Obstacle | undefined {
  const whole = tokenise(turn.text, { whole: true });
  const read = new Set(tokens.map(({ start }) => start));
  const match = cues.match(whole).find((m) => m.cue === cue);
  if (match === undefined) return undefined;
  const taken = whole.slice(match.start, match.end);
  if (taken.every(({ start }) => read.has(start))) return undefined;
  return { kind: 'cut', quote: turn.text.slice(taken[0]!.start, taken.at(-1)!.end) };
}

/** One learned entry in one turn. */
export function learnedAnswer(entry: Learned, { found, situation }: Scene): CueAnswer {
  const { reading } = situation;
  const { id, label, level, why } = entry;
  const shared = { cue: id, label, level, role: 'learned' as const, ...(why !== undefined && { why }) };
  const evidence = found.filter((d) => d.cue === id).map((detection) => quoted(detection, reading));
  if (evidence.length > 0) return { ...shared, found: evidence, obstacles: [] };
  const { sum, voters } = votesOf(entry, reading.tokens);
  const words = voters.map(({ start, end }) => wordsAt(reading, start, end));
  const given = found.find((d) => d.label === label && d.level >= level);
  const obstacle: Obstacle =
    given && sum > entry.threshold
      ? { kind: 'already', by: [given.cue], words: [quoted(given, reading).quote] }
      : { kind: 'votes', words, needed: entry.threshold, is: Math.round(sum * 100) / 100 };
  return { ...shared, found: [], obstacles: [obstacle] };
}

function attemptOf({ pattern, whole, words, steps }: NearCue, reading: Reading): Attempt {
  return {
    pattern,
    whole,
    words,
    steps: steps.map(({ part, start, end, miss }) => {
      const next = miss !== undefined && end === start ? wordAt(reading, start) : '';
      const stands =
        miss !== undefined && end === start + 1 ? wordAt(reading, start) : wordsAt(reading, start, end);
      return {
        part,
        quote: stands,
        ...(miss !== undefined && { miss }),
        ...(next !== '' && { before: next }),
      };
    }),
  };
}

/** One token as written; of a word that stands for several, such as "can't", which of them is meant. */
function wordAt(reading: Reading, at: number): string {
  const { tokens } = reading;
  const token = tokens[at];
  if (token === undefined) return '';
  const written = wordsAt(reading, at, at + 1);
  const shared = [tokens[at - 1], tokens[at + 1]].some((other) => other?.start === token.start);
  return shared ? `${written} (${token.norm})` : written;
}

/** A detection with its words. */
export function quoted({ label, level, cue, start, end, weight }: Detection, { turn }: Reading): Evidence {
  const quote = turn.text.slice(start, end);
  return { label, level, cue, start, end, quote, ...(weight !== undefined && { weight }) };
}

const covers = (a: { start: number; end: number }, b: { start: number }): boolean =>
  a.start <= b.start && b.start < a.end;

/** The same reason for the same words is one reason. */
function distinct(obstacles: readonly Obstacle[]): readonly Obstacle[] {
  return [...new Map(obstacles.map((obstacle) => [JSON.stringify(obstacle), obstacle])).values()];
}
