/** The plain detector: a cue matched, its condition holds, nothing blocks its words, so its label is there. */
import type { CueMatch } from '../cue/cues.ts';
import type { Detection } from '../model.ts';
import {
  type Detector,
  fromMatch,
  gives,
  holds,
  isBlocked,
  isConditional,
  levelFor,
  type TurnContext,
} from './context.ts';

function evidence(context: TurnContext, conditional: boolean): Detection[] {
  const { plan, reading } = context;
  const matches: CueMatch[] = [];
  for (const match of reading.matches) {
    const { role, row } = match.cue;
    if (role === 'evidence' && row === undefined && isConditional(match) === conditional) matches.push(match);
  }
  if (matches.length === 0) return [];
  const found: Detection[] = [];
  for (const label of plan.cueLabels) {
    for (const match of matches) {
      if (!gives(match, label) || isBlocked(reading, label, match) || !holds(match, context)) continue;
      found.push(fromMatch(reading, match, label, levelFor(match, label), 'cue'));
    }
  }
  return found;
}

/** Cues that stand on their own; custom labels included. */
export const cueDetector: Detector = (context) => evidence(context, false);

/** Cues that wait for what else the turn holds: a refusal is a wall only without a way out (CODEBOOK 3.12). */
export const conditionalDetector: Detector = (context) => evidence(context, true);
