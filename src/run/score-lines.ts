/** Conversations one a line: every line is read and scored as if it were a file of its own, whatever stands around it. */

import { UserError } from '../errors.ts';
import type { Conversation, Diagnostic } from '../model.ts';
import { lines, MAX_LINE_BYTES } from '../read/bytes.ts';
import { type ReadItem, type ReadOptions, read } from '../read/index.ts';
import { unreadable } from './accounts.ts';
import { bugText } from './bug.ts';
import { optimiseSparingly, runAlone } from './v8.ts';
import { hasAgent } from './work.ts';

/** What becomes of one line: always exactly one of these, in the order of the lines. */
export type Answer<T> =
  | { readonly kind: 'scored'; readonly scored: T; readonly notes: readonly Diagnostic[] }
  | {
      readonly kind: 'error';
      readonly message: string;
      /** What was thrown, where that is a bug of ours and not the line's fault. */
      readonly bug?: unknown;
    };

type Found = Extract<ReadItem, { readonly kind: 'conversation' }>;

/**
 * Answers every line of `bytes` (UTF-8, a JSON object a line unless `from` says otherwise) before it asks for the
 * next, one on which `score` fails with that error. An answer depends on nothing but its line and the scorer, so that
 * it is the same wherever a stream is cut; it states no line number, and `notes` are what was left out of a
 * conversation that was scored.
 */
export async function* scoreLines<T>(
  bytes: AsyncIterable<Uint8Array>,
  score: (conversation: Conversation, rows: number) => T,
  reading: Omit<ReadOptions, 'reopen' | 'scratch'>,
): AsyncGenerator<Answer<T>> {
  optimiseSparingly();
  await runAlone();
  const options: ReadOptions = { ...reading, from: reading.from ?? 'ndjson' };
  for await (const { bytes: line } of lines(bytes)) {
    if (line === undefined) {
      yield failed(`the line is longer than ${MAX_LINE_BYTES / 1024 / 1024} MiB; split the conversation`);
    } else {
      // One line that we fail on is no reason to leave the others without an answer.
      yield await answer(line, score, options).catch(
        (bug) => ({ kind: 'error', message: bugText(bug), bug }) as const,
      );
    }
  }
}

async function answer<T>(
  line: Buffer,
  score: (conversation: Conversation, rows: number) => T,
  options: ReadOptions,
): Promise<Answer<T>> {
  if (line.toString('latin1').trim() === '') return failed('the line is empty');
  let found: Found | undefined;
  const notes: Diagnostic[] = [];
  try {
    for await (const item of read(once(line), options)) {
      if (item.kind === 'diagnostic' && item.diagnostic.kind !== 'notice') notes.push(item.diagnostic);
      if (item.kind !== 'conversation') continue;
      if (found) return failed('the line holds several conversations; write one a line');
      found = item;
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return failed(unreadable(options.path, error).message);
  }
  if (!found) return failed(notes[0]?.message ?? 'the line holds no conversation');
  const { conversation, rows } = found;
  if (!hasAgent(conversation)) return failed('no agent speaks in this conversation');
  const { line: _, ...source } = conversation.source;
  return { kind: 'scored', scored: score({ ...conversation, source }, rows), notes };
}

const failed = (message: string): Answer<never> => ({ kind: 'error', message });

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
