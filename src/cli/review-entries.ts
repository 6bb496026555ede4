/** What `attune review` is given: scores, a sheet of `attune sample`, or transcripts, and the items in it. */

import { compare } from '../calibrate/index.ts';
import { UserError } from '../errors.ts';
import type { ScoredConversation } from '../model.ts';
import { createScorer } from '../pipeline.ts';
import { type Entry, itemsOfScored, itemsOfSheet, type Kind } from '../review/index.ts';
import { type CompiledRubric, loadRubric } from '../rubric/index.ts';
import { expandInputs, type InputFile, TRANSCRIPT_ENDINGS } from '../run/inputs.ts';
import { readLabelled } from '../run/labelled.ts';
import { type Taken, takenFor } from '../run/review-input.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { scoreFiles, scoringEach } from '../run/score-files.ts';
import type { Io } from './io.ts';
import { say, sayDiagnostics } from './messages.ts';
import { rubricReference } from './reading.ts';
import { redactorOf } from './redacting.ts';
import { type ChoiceFlags, visitChosen } from './scored.ts';

export interface ReviewInputFlags extends ChoiceFlags {
  /** What of a conversation is rated. */
  readonly of: Kind;
}

/**
 * The items of the inputs, whatever they hold, and the rubric whose questions are asked of them.
 * @throws UserError for inputs that hold nothing to rate, and flags that are not for them.
 */
export async function entriesOf(
  inputs: readonly string[],
  flags: ReviewInputFlags,
  io: Io,
): Promise<{ entries: readonly Entry[]; compiled: CompiledRubric }> {
  const files = await expandInputs(inputs, { cwd: io.cwd(), stdin: io.stdin }, REVIEWABLE);
  const compiled = loadRubric(rubricReference(flags.rubric, io.cwd()), rubricFinder(io.cwd()));
  const taken = await takenFor(files, Object.keys(compiled.rubric.labels));
  if (taken === 'scored') return entriesOfScored(files, flags, io);
  const stray = (['where', 'since', 'until'] as const).find((flag) => flags[flag] !== undefined);
  if (stray)
    throw new UserError(`--${stray} chooses among scored conversations; score the transcripts first`);
  return { entries: await ENTRIES[taken](files, compiled, flags, io), compiled };
}

/** What is looked for in folders; sheets are named outright. */
const REVIEWABLE = {
  what: 'scores or transcripts',
  endings: TRANSCRIPT_ENDINGS,
  gzip: true,
  exclude: ['**/*.session'],
};

async function entriesOfScored(files: readonly InputFile[], flags: ReviewInputFlags, io: Io) {
  const list: ScoredConversation[] = [];
  const visited = await visitChosen(flags, io)(files, { add: (scored) => void list.push(scored) });
  sayDiagnostics(io, visited.diagnostics);
  for (const note of visited.notes) say(io, note);
  const { compiled } = visited.known;
  if (!compiled)
    throw new UserError(
      'the questions are those of the rubric that made the scores, and it is not at hand; give it with --rubric FILE',
    );
  return { entries: itemsOfScored(list, flags.of), compiled };
}

const ENTRIES = {
  transcripts: async (files, compiled, flags, io) => {
    const redactor = await redactorOf(flags);
    const score = createScorer(compiled);
    const list: ScoredConversation[] = [];
    await scoreFiles(
      files,
      scoringEach((conversation, rows) => {
        const scored = score(conversation, rows);
        return redactor?.scored(scored, conversation) ?? scored;
      }, {}),
      {
        onScored: ({ results }) => void list.push(...results),
        onDiagnostic: (diagnostic) => sayDiagnostics(io, [diagnostic]),
      },
    );
    return itemsOfScored(list, flags.of);
  },
  sheet: async (files, compiled, flags, io) => {
    if (flags.redact)
      throw new UserError('--redact: redact when the sheet is drawn (attune sample --redact)');
    if (flags.of === 'conversations')
      throw new UserError('--of conversations: a sheet holds turns; give the scores or the transcripts');
    const read = [];
    for (const { path: file } of files) read.push(await readLabelled(file, io.cwd(), compiled.rubric));
    sayDiagnostics(
      io,
      read.flatMap(({ diagnostics }) => diagnostics),
    );
    return itemsOfSheet(
      compare(
        read.flatMap(({ turns }) => turns),
        compiled,
      ),
    );
  },
} as const satisfies Record<
  Exclude<Taken, 'scored'>,
  (
    files: readonly InputFile[],
    compiled: CompiledRubric,
    flags: ReviewInputFlags,
    io: Io,
  ) => Promise<readonly Entry[]>
>;
