/** `attune pipe`: a conversation a line in, its scores a line out, for programs that keep attune running beside them. */

import type { Conversation } from '../model.ts';
import { createScorer } from '../pipeline.ts';
import { encode } from '../report/encode.ts';
import type { Unscored } from '../report/schema.ts';
import { shapeConversation } from '../report/shape.ts';
import { loadRubric } from '../rubric/index.ts';
import { streamSink } from '../run/output.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { scoreLines } from '../run/score-lines.ts';
import type { Io } from './io.ts';
import type { ExitCode } from './main.ts';
import { say, sayBug } from './messages.ts';
import { type ReadingFlags, readingOptions, rubricReference } from './reading.ts';
import { type RedactFlags, redactorOf } from './redacting.ts';

interface PipeFlags extends ReadingFlags, RedactFlags {
  readonly rubric?: string;
  readonly quote: 'spans' | 'full';
  readonly quiet?: true;
}

/** What messages and scores call the input. */
const STDIN = '<stdin>';

/**
 * Answers every line of standard input with one line on standard output, in its order and at once. A line that can't
 * be scored is answered with its reason, and is no failure of the run.
 * @throws UserError for bad flags or rubrics, before anything is read.
 */
export async function pipeCommand(flags: PipeFlags, io: Io): Promise<ExitCode> {
  const reading = { ...readingOptions(flags, io.cwd()), path: STDIN };
  const compiled = loadRubric(rubricReference(flags.rubric, io.cwd()), rubricFinder(io.cwd()));
  const redactor = await redactorOf(flags);
  const score = createScorer(compiled);
  const sink = streamSink(io.stdout);
  const told = { scored: 0, errors: 0, bugs: 0, leftOut: 0 };
  const scoreOne = (conversation: Conversation, rows: number): string => {
    const scored = score(conversation, rows);
    return encode(shapeConversation(redactor?.scored(scored, conversation) ?? scored, flags.quote));
  };
  for await (const answer of scoreLines(io.stdin, scoreOne, reading)) {
    if (answer.kind === 'scored') {
      told.scored++;
      for (const { records } of answer.notes) told.leftOut += records;
      await sink.write(`${answer.scored}\n`);
    } else {
      told.errors++;
      const { message } = answer;
      // Whoever reads the answers may not look at each; one says it for all.
      if ('bug' in answer && ++told.bugs === 1) sayBug(io, answer.bug);
      await sink.write(`${encode({ kind: 'error', schema: 1, message } satisfies Unscored)}\n`);
    }
    if (sink.closed) return 0;
  }
  if (!flags.quiet) {
    const { scored, errors, bugs, leftOut } = told;
    const ours = bugs > 0 ? `, ${bugs} of them for a bug in attune` : '';
    const left = leftOut > 0 ? `; messages left out of scored conversations: ${leftOut}` : '';
    say(
      io,
      `${scored + errors} lines read = ${scored} scored + ${errors} answered with an error${ours}${left}`,
    );
  }
  return 0;
}
