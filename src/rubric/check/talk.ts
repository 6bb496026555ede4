/** What the cues of a rubric find in transcripts, counted as conversations come in. */
import { createMatcher } from '../../detect/index.ts';
import type { Conversation, Cue } from '../../model.ts';
import type { CompiledRubric } from '../load.ts';
import { overlaps, type Talk } from './review.ts';

export interface Listener {
  hear(conversation: Conversation): void;
  /** All that was heard so far. */
  talk(): Talk;
}

/** Counts what a rubric's cues find; keeps numbers, and no words. */
export function listen({ rubric, cues }: CompiledRubric): Listener {
  const match = createMatcher(rubric, cues);
  const fired = new Map<Cue, number>();
  /** Cue → other cue → how many of its finds the other one touches. */
  const together = new Map<Cue, Map<Cue, number>>();
  const finds = new Map<Cue, number>();
  let conversations = 0;
  const add = <K>(counts: Map<K, number>, key: K): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  return {
    hear(conversation) {
      conversations++;
      for (const { role, matches } of match(conversation)) {
        const own = matches.filter(({ cue }) => rubric.labels[cue.label]!.on === role);
        for (const cue of new Set(own.map((m) => m.cue))) add(fired, cue);
        for (const m of own) {
          add(finds, m.cue);
          const beside = together.get(m.cue) ?? new Map<Cue, number>();
          together.set(m.cue, beside);
          for (const other of new Set(own.filter((o) => o.cue !== m.cue && overlaps(o, m)).map((o) => o.cue)))
            add(beside, other);
        }
      }
    },
    talk: () => ({
      conversations,
      fired: (cue) => fired.get(cue) ?? 0,
      apart: (narrow, wide) => (finds.get(narrow) ?? 0) > (together.get(narrow)?.get(wide) ?? 0),
    }),
  };
}
