/** `attune explain`: every point of a conversation or a sentence with its rule and its words, and why not others. */

import { UserError } from '../errors.ts';
import type { Assumed, Conversation, ScoredConversation } from '../model.ts';
import { createExplainer, createInquiry } from '../pipeline.ts';
import { explain, explainJson, whyNot, whyNotJson } from '../report/explain.ts';
import { loadRubric } from '../rubric/index.ts';
import { suggestion } from '../rubric/source.ts';
import { expandInputs, type InputFile, readInput } from '../run/inputs.ts';
import { rubricFinder } from '../run/rubrics.ts';
import { type Io, print, wantsColor, widthOf } from './io.ts';
import type { ExitCode } from './main.ts';
import { say } from './messages.ts';
import { countFlag } from './numbers.ts';
import { questionOf } from './question.ts';
import { type ReadingFlags, readingOptions, rubricReference } from './reading.ts';
import { type RedactFlags, redactorOf } from './redacting.ts';
import { type SentenceFlags, sentenceOf } from './sentence.ts';

interface ExplainFlags extends ReadingFlags, SentenceFlags, RedactFlags {
  readonly rubric?: string;
  readonly conversation?: string;
  readonly turn?: string;
  readonly whyNot?: string;
  readonly format: 'terminal' | 'json';
  readonly color: boolean;
}

type Reading = ReturnType<typeof readingOptions>;

/** How many conversations, or turns, a message names. */
const MAX_LISTED = 10;

/**
 * Prints the explanation of one conversation, one of its turns or a bare sentence, or why something was not found.
 * @throws UserError when it can't be found, or when the turn is not an agent's.
 */
export async function explainCommand(
  input: string | undefined,
  flags: ExplainFlags,
  io: Io,
): Promise<ExitCode> {
  const reading = readingOptions(flags, io.cwd());
  const compiled = loadRubric(rubricReference(flags.rubric, io.cwd()), rubricFinder(io.cwd()));
  const question = flags.whyNot === undefined ? undefined : questionOf(flags.whyNot, compiled.rubric);
  const { conversation: original, ...subject } = await subjectOf(input, flags, reading, io);
  const redactor = await redactorOf(flags);
  const conversation = redactor?.conversation(original) ?? original;
  const options = {
    color: wantsColor(io, flags.color),
    width: widthOf(io),
    sentence: flags.text !== undefined,
  };
  const json = flags.format === 'json';
  if (question) {
    if (subject.turn !== undefined) checkSpoken(conversation, subject.turn);
    const answer = createInquiry(compiled)(conversation, question, subject);
    await print(io, json ? whyNotJson(answer) : whyNot(answer, compiled.rubric, options));
    return 0;
  }
  const explained = createExplainer(compiled)(conversation, subject);
  if (redactor && differs(explained.scored, createExplainer(compiled)(original, subject).scored))
    say(
      io,
      `${conversation.id}: judged by its redacted words, some of it comes out otherwise than attune score has it`,
    );
  const { turn } = subject;
  if (turn !== undefined) checkTurn(explained.scored, turn);
  await print(
    io,
    json ? explainJson(explained, compiled.rubric, turn) : explain(explained, compiled.rubric, options, turn),
  );
  return 0;
}

/** Whether any turn, or the whole, has another score. */
function differs(a: ScoredConversation, b: ScoredConversation): boolean {
  const scores = ({ score, turns }: ScoredConversation) =>
    [score, ...turns.map((turn) => turn.score)].map((s) => s?.normalized);
  return scores(a).some((score, i) => score !== scores(b)[i]);
}

/** What is explained, and which turn of it alone. */
interface Subject {
  readonly conversation: Conversation;
  readonly rows?: number;
  readonly assumed?: Assumed;
  readonly turn?: number;
}

async function subjectOf(
  input: string | undefined,
  flags: ExplainFlags,
  reading: Reading,
  io: Io,
): Promise<Subject> {
  const sentence = sentenceOf(flags);
  if (sentence) {
    const stray = input ?? flags.conversation ?? flags.turn;
    if (stray === undefined) return sentence;
    throw new UserError(`--text is a sentence of its own: leave out ${JSON.stringify(stray)}`);
  }
  if (input === undefined) {
    throw new UserError('name a file, or a sentence: attune explain calls.csv, attune explain --text "…"');
  }
  const turn = flags.turn === undefined ? undefined : countFlag('--turn', flags.turn);
  const files = await expandInputs([input], { cwd: io.cwd(), stdin: io.stdin });
  const { conversation, rows } = await find(files, flags.conversation, reading, input);
  return { conversation, rows, ...(turn !== undefined && { turn }) };
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

/** Why-not asks of any turn that somebody speaks. */
function checkSpoken({ id, turns }: Conversation, index: number): void {
  if (turns.some((turn) => turn.index === index)) return;
  const last = turns.at(-1)?.index ?? 0;
  throw new UserError(`${id}: there is no turn ${index}; its turns are 0 to ${last}`);
}
