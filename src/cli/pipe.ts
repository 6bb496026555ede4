/** `attune pipe`: a conversation a line in, its scores a line out, for programs that keep attune running beside them. */

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
import { say } from './messages.ts';
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
  const told = { scored: 0, errors: 0, leftOut: 0 };
  const scoreOne: typeof score = (conversation, rows) => {
    const scored = score(conversation, rows);
    return redactor?.scored(scored, conversation) ?? scored;
  };
  for await (const answer of scoreLines(io.stdin, scoreOne, reading)) {
    if (answer.kind === 'scored') {
      told.scored++;
      for (const { records } of answer.notes) told.leftOut += records;
      await sink.write(`${encode(shapeConversation(answer.scored, flags.quote))}\n`);
    } else {
      told.errors++;
      const { message } = answer;
      await sink.write(`${encode({ kind: 'error', schema: 1, message } satisfies Unscored)}\n`);
    }
    if (sink.closed) return 0;
  }
  if (!flags.quiet) {
    const { scored, errors, leftOut } = told;
    const left = leftOut > 0 ? `; messages left out of scored conversations: ${leftOut}` : '';
    say(io, `${scored + errors} lines read = ${scored} scored + ${errors} answered with an error${left}`);
  }
  return 0;
}
