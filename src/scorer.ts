/** The scorer of the library: one conversation at a time, or a stream of them. */

import type { Conversation, ScoredConversation } from './model.ts';
import { createScorer as scorerOf } from './pipeline.ts';
import type { CompiledRubric } from './rubric/index.ts';

/** Scores with one rubric. Both are pure: nothing of one conversation is left when the next one comes. */
export interface Scorer {
  /**
   * Scores one conversation; never changes it. `rows` is the number of input records that it was made of, which only
   * accounts need; unless told it is what its turns say.
   */
  readonly score: (conversation: Conversation, rows?: number) => ScoredConversation;
  /**
   * Scores conversations as they come and hands each on before it asks for the next, so that memory holds one of
   * them; other work of the program gets its turn in between. Who stops reading (`break`) ends the source, too, and
   * what the source throws is thrown here.
   */
  readonly scoreStream: (
    conversations: AsyncIterable<Conversation> | Iterable<Conversation>,
  ) => AsyncGenerator<ScoredConversation, void, undefined>;
}

/** A scorer for a rubric, which takes a moment to make and may be kept for as long as there is something to score. */
export function createScorer(rubric: CompiledRubric): Scorer {
  const score = scorerOf(rubric);
  return {
    score: (conversation, rows = rowsOf(conversation)) => score(conversation, rows),
    async *scoreStream(conversations) {
      for await (const conversation of conversations) {
        yield score(conversation, rowsOf(conversation));
        // A source that is in memory would else keep timers and sockets waiting until its end.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

/** A turn that was put together by hand names no rows and is one itself. */
function rowsOf({ turns }: Conversation): number {
  return turns.reduce((sum, { rows }) => sum + Math.max(1, rows.length), 0);
}
