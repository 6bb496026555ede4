/** Why a cue that matched gave no label: the checks of the detectors, asked for their reasons. */
import type { CueMatch } from '../cue/cues.ts';
import type { Cue, Obstacle } from '../model.ts';
import {
  blockerOf,
  isConditional,
  type Reading,
  spanOf,
  type TurnContext,
  type Unmet,
  unmet,
  usable,
} from './context.ts';
import type { TurnDistress } from './distress.ts';
import type { DetectorName } from './index.ts';
import { takenUp } from './reflection.ts';
import { sorriesIn, sorryClauses } from './sorry.ts';

/** What an agent turn looked like when the turn of a detector came. */
export type Stages = Readonly<Record<DetectorName, TurnContext>>;

/** The words of some tokens, as written. */
export function wordsAt({ turn, tokens }: Reading, start: number, end: number): string {
  if (end <= start) return '';
  const span = spanOf(tokens, start, end);
  return turn.text.slice(span.start, span.end);
}

const wordsOf = (reading: Reading, { start, end }: CueMatch): string => wordsAt(reading, start, end);

/** Why a match of a cue on an agent turn did not give `label`. */
export function agentObstacle(match: CueMatch, label: string, stages: Stages): Obstacle {
  const { cue } = match;
  const context = stages[detectorOf(match, label)];
  const { reading, plan, distress } = context;
  const quote = wordsOf(reading, match);
  if (cue.role === 'block') return { kind: 'role', quote, by: [cue.role] };
  if (plan.rubric.labels[label]?.on !== 'agent') return { kind: 'speaker', quote };
  if (cue.row === undefined) {
    const blocked = blockedBy(reading, label, match);
    if (blocked) return blocked;
    if (!rolesFor(label).includes(cue.role)) return { kind: 'role', quote, by: [cue.role] };
  }
  // The frames of reflection ask for shared words and for nothing else.
  const broken = label === 'reflection' && cue.row === undefined ? undefined : unmet(match, context);
  if (broken) return condition(broken, cue, quote, distress);
  if (cue.row !== undefined) return outranked(match, context);
  if (label === 'reflection') {
    const { shared, needed } = takenUp(reading, match, context.customer);
    return { kind: 'story', quote, words: [...shared], needed, is: shared.size };
  }
  return { kind: 'role', quote, by: [cue.role] };
}

/** Why a match of a cue on a customer turn did not count as distress. */
export function customerObstacle(match: CueMatch, reading: Reading, { reset }: TurnDistress): Obstacle {
  const { cue } = match;
  const quote = wordsOf(reading, match);
  if (cue.role === 'block') return { kind: 'role', quote, by: [cue.role] };
  if (cue.label !== 'distress' && cue.also.distress === undefined) return { kind: 'speaker', quote };
  const blocked = blockedBy(reading, 'distress', match);
  if (blocked) return blocked;
  const last = (role: Cue['role']) => usable(reading, 'distress').findLast((m) => m.cue.role === role);
  const against = cue.role === 'reset' ? last('evidence') : reset ? last('reset') : undefined;
  if (against === undefined) return { kind: 'role', quote, by: [cue.role] };
  const kind = cue.role === 'reset' ? 'open' : 'closed';
  return { kind, quote, by: [against.cue.id], words: [wordsOf(reading, against)] };
}

/** The detector that takes up a cue for a label; the conditions of the cue hold or not when its turn comes. */
function detectorOf(match: CueMatch, label: string): DetectorName {
  if (match.cue.row !== undefined) return 'sorry';
  if (label === 'empathy' || label === 'reflection') return label;
  return isConditional(match) ? 'conditional' : 'cue';
}

function rolesFor(label: string): readonly Cue['role'][] {
  if (label === 'empathy') return ['evidence', 'marker'];
  return label === 'reflection' ? ['evidence', 'prior'] : ['evidence'];
}

function blockedBy(reading: Reading, label: string, match: CueMatch): Obstacle | undefined {
  const blocker = blockerOf(reading, label, match);
  if (blocker === undefined) return undefined;
  const quote = wordsOf(reading, match);
  return { kind: 'blocked', quote, by: [blocker.cue.id], words: [wordsOf(reading, blocker)] };
}

function condition(broken: Unmet, { when }: Cue, quote: string, distress: number): Obstacle {
  if (broken.kind === 'distress') return { kind: 'distress', quote, needed: when.distress, is: distress };
  return { kind: broken.kind, quote, by: broken.names };
}

/** The sorry table had a better row for the same "sorry", or the match runs over two of them. */
function outranked(match: CueMatch, context: TurnContext): Obstacle {
  const { reading } = context;
  const quote = wordsOf(reading, match);
  if (sorriesIn(reading, match).length > 1) return { kind: 'sorries', quote };
  const rivals = sorryClauses(context).find((clause) => clause.includes(match)) ?? [];
  const winner = rivals.toSorted((a, b) => a.cue.row! - b.cue.row!)[0] ?? match;
  return {
    kind: 'row',
    quote,
    by: [winner.cue.id],
    words: [wordsOf(reading, winner)],
    needed: winner.cue.row!,
    is: match.cue.row!,
  };
}
