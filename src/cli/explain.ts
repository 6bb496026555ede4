/** `attune explain`: one conversation, every point of it with its rule and its words. */

import { UserError } from '../errors.ts';
import type { Conversation, ScoredConversation } from '../model.ts';
import { createScorer } from '../pipeline.ts';
import { explain } from '../report/explain.ts';
import { loadRubric } from '../rubric/index.ts';
import { suggestion } from '../rubric/source.ts';
import { expandInputs, type InputFile, readInput } from '../run/inputs.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { type Io, print, wantsColor, widthOf } from './io.ts';
import type { ExitCode } from './main.ts';
import { countFlag } from './numbers.ts';
import { type ReadingFlags, readingOptions, rubricReference } from './reading.ts';

interface ExplainFlags extends ReadingFlags {
  readonly rubric?: string;
  readonly conversation?: string;
  readonly turn?: string;
  readonly color: boolean;
}

type Reading = ReturnType<typeof readingOptions>;

/** How many conversations, or turns, a message names. */
const MAX_LISTED = 10;

/**
 * Prints the explanation of one conversation.
 * @throws UserError when it can't be found, or when the turn is not an agent's.
 */
export async function explainCommand(input: string, flags: ExplainFlags, io: Io): Promise<ExitCode> {
  const reading = readingOptions(flags, io.cwd());
  const turn = flags.turn === undefined ? undefined : countFlag('--turn', flags.turn);
  const compiled = loadRubric(rubricReference(flags.rubric, io.cwd()), rubricFinder(io.cwd()));
  const files = await expandInputs([input], { cwd: io.cwd(), stdin: io.stdin });
  const { conversation, rows } = await find(files, flags.conversation, reading, input);
  const scored = createScorer(compiled)(conversation, rows);
  if (turn !== undefined) checkTurn(scored, turn);
  const options = {
    color: wantsColor(io, flags.color),
    width: widthOf(io),
    ...(turn !== undefined && { turn }),
  };
  await print(io, explain(scored, compiled.rubric, options));
  return 0;
}

interface Found {
  readonly conversation: Conversation;
  readonly rows: number;
}

/** The conversation with this id, or the only one. Reads no further than needed. */
async function find(
  files: readonly InputFile[],
  id: string | undefined,
  reading: Reading,
  input: string,
): Promise<Found> {
  const ids: string[] = [];
  let only: Found | undefined;
  let setAside = 0;
  for (const file of files) {
    for await (const item of readInput(file, reading)) {
      if (item.kind === 'diagnostic' && item.diagnostic.kind === 'quarantined')
        setAside += item.diagnostic.records;
      if (item.kind !== 'conversation') continue;
      if (item.conversation.id === id) return item;
      ids.push(item.conversation.id);
      only ??= item;
    }
  }
  if (id === undefined && ids.length === 1) return only!;
  const lost = setAside > 0 ? `; ${setAside} more records could not be read: attune score ${input}` : '';
  if (ids.length === 0) throw new UserError(`${input}: there is no conversation in it${lost}`);
  if (id === undefined) {
    throw new UserError(
      `${input}: holds ${ids.length} conversations; say which: --conversation ${listed(ids, '|')}`,
    );
  }
  const hint = suggestion(id, ids) || `; there are ${listed(ids, ', ')}`;
  throw new UserError(`${input}: no conversation "${id}" among ${ids.length}${hint}${lost}`);
}

function listed(items: readonly (string | number)[], separator: string): string {
  const shown = items.slice(0, MAX_LISTED).join(separator);
  const more = items.length - MAX_LISTED;
  return more > 0 ? `${shown} … and ${more} more` : shown;
}

function checkTurn({ id, turns }: ScoredConversation, index: number): void {
  const scored = turns.filter(({ score }) => score !== undefined).map((turn) => turn.index);
  if (scored.includes(index)) return;
  const turn = turns.find((t) => t.index === index);
  const what = turn ? `turn ${index} is not an agent's (${turn.role})` : `there is no turn ${index}`;
  const which = scored.length > 0 ? `the agent turns are ${listed(scored, ', ')}` : 'no agent speaks in it';
  throw new UserError(`${id}: ${what}; ${which}`);
}
