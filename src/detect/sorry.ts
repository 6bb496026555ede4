/** The sorry table (CODEBOOK §4.1): what follows each "sorry" decides whether it is sympathy, apology or neither. */
import type { CueMatch } from '../cue/cues.ts';
import type { Detection } from '../model.ts';
import { type Detector, fromMatch, holds, levelFor, type Reading, type TurnContext } from './context.ts';

const SORRY = /^(?:sorry|apolog\w*|regret|forgive|excuse|pardon|bad)$/;

/** The "sorry" words that a match holds, as token positions. */
export function sorriesIn({ tokens }: Reading, { start, end }: CueMatch): number[] {
  const sorries: number[] = [];
  for (let i = start; i < end; i++) if (SORRY.test(tokens[i]!.norm)) sorries.push(i);
  return sorries;
}

/** Matches with a row that compete for the same "sorry", by its token. */
export function sorryClauses(context: TurnContext): readonly (readonly CueMatch[])[] {
  const { reading } = context;
  const clauses = new Map<number, CueMatch[]>();
  for (const match of reading.matches) {
    if (match.cue.row === undefined || !holds(match, context)) continue;
    const sorries = sorriesIn(reading, match);
    // A match that runs on into the next "sorry" belongs to two clauses and to neither (CUES §12.4).
    if (sorries.length > 1) continue;
    const key = sorries[0] ?? match.start;
    clauses.set(key, [...(clauses.get(key) ?? []), match]);
  }
  return [...clauses.values()];
}

/** Cues with a row compete for the "sorry" they hold; the lowest row wins, and its labels count. */
export const sorryDetector: Detector = (context) => {
  const { reading } = context;
  const found: Detection[] = [];
  for (const matches of sorryClauses(context)) {
    const row = Math.min(...matches.map((m) => m.cue.row!));
    for (const match of matches) {
      if (match.cue.row !== row || match.cue.role === 'block') continue;
      for (const label of [match.cue.label, ...Object.keys(match.cue.also)]) {
        found.push(fromMatch(reading, match, label, levelFor(match, label), 'sorry'));
      }
    }
  }
  return found;
};
