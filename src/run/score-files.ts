/** Many files: cut into chunks, which others score side by side, with every record accounted for in its order. */

import { setImmediate } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import type { Accounts, Conversation, Diagnostic, Role } from '../model.ts';
import type { DiagnosticItem, Part, ReadItem } from '../read/index.ts';
import { openAccounts } from './accounts.ts';
import { attempt } from './bug.ts';
import { type InputFile, type Reading, readInputParts } from './inputs.ts';
import { openQueue } from './queue.ts';
import { keepHeapSmall, optimiseSparingly } from './v8.ts';
import { type Chunk, countsOf, hasAgent, openChunk, type Spoken, type Worked } from './work.ts';

export interface ScoreFilesOptions<Done extends Scored> extends Reading {
  readonly roles?: Readonly<Record<string, Role>>;
  /** Called with what became of every chunk, in input order; waits when it returns a promise. */
  readonly onScored: (done: Done) => void | Promise<void>;
  readonly onDiagnostic: (diagnostic: Diagnostic) => void;
  /** Conversations so far, for a progress line. */
  readonly onProgress?: (conversations: number) => void;
  /** Asked after every chunk; `true` ends the run at once, because nobody reads on. */
  readonly enough?: () => boolean;
  /** Ends the run when what is under way is done; its reason is thrown then. */
  readonly signal?: AbortSignal;
}

/** What the accounts have to know of a chunk that was scored. */
export type Scored = Pick<Worked, 'counts' | 'rest' | 'lost'>;

/** Whoever scores chunks: what becomes of one, and how many may be under way. */
export interface Scoring<Done extends Scored> {
  readonly score: (chunk: Chunk) => Promise<readonly Done[]>;
  readonly ahead: number;
}

/** Characters of conversations that make a chunk; the first are small, so that there soon is something to see. */
const CHUNK_CHARS = 128 * 1024;
const FIRST_CHARS = 16 * 1024;
/** Items that are held while no conversation comes with them. */
const CHUNK_ITEMS = 1000;

/**
 * Scores every conversation of every file. Of several files, one that can't be made out becomes an `error`
 * diagnostic of one record, and the others go on. How the input is cut into chunks depends on the input alone.
 * @throws UserError when the only file, or every file, can't be made out, or when nothing at all could be read.
 */
export async function scoreFiles<Done extends Scored>(
  files: readonly InputFile[],
  { score, ahead }: Scoring<Done>,
  options: ScoreFilesOptions<Done>,
): Promise<Accounts> {
  const { onScored, onDiagnostic, onProgress, enough = () => false, signal, ...reading } = options;
  keepHeapSmall();
  optimiseSparingly();
  const accounts = openAccounts(files, onDiagnostic);
  const queue = openQueue(ahead);
  let closed = false;
  let chunks = 0;
  let batch = openBatch();

  async function settle(done: Done): Promise<void> {
    accounts.count(done.counts);
    await onScored(done);
    onProgress?.(accounts.conversations());
    closed ||= enough();
  }

  /** Hands on what was gathered. */
  async function flush(): Promise<void> {
    const { items, spoken } = batch;
    if (items.length === 0 && spoken.length === 0) return;
    batch = openBatch();
    const work = spoken.length === 0 ? [] : score({ kind: 'conversations', conversations: spoken });
    if (spoken.length > 0) chunks++;
    await queue.add(work, async (results) => {
      for (const { file, items: told } of items) accounts.take(file, told);
      for (const done of results) {
        for (const item of done.lost) accounts.take(files[0]!, () => [item]);
        await settle(done);
      }
    });
  }

  async function handLines(file: InputFile, { lines, join }: LinesPart): Promise<void> {
    await flush();
    await queue.add(score({ kind: 'lines', lines }), async (results) => {
      for (const done of results) {
        const { rest, lost } = done;
        accounts.take(file, () => [...(rest ? join(rest) : []), ...lost]);
        await settle(done);
      }
    });
  }

  async function scoreFile(file: InputFile): Promise<void> {
    try {
      for await (const part of readInputParts(file, reading, signal)) {
        if (part.kind === 'lines') await handLines(file, part);
        else if (part.kind === 'later') batch.items.push({ file, items: part.items });
        else if (part.kind === 'conversation' && hasAgent(part.conversation)) {
          batch.spoken.push({ conversation: part.conversation, rows: part.rows });
          batch.chars += sizeOf(part.conversation);
        } else batch.items.push({ file, items: () => [part] });
        if (
          batch.chars >= Math.min(CHUNK_CHARS, FIRST_CHARS * 2 ** chunks) ||
          batch.items.length >= CHUNK_ITEMS
        ) {
          await flush();
          // Signals and input come in between, even where all of the work is done in this thread.
          await setImmediate();
        }
        if (closed) return;
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      batch.items.push({
        file,
        items: () => {
          throw error;
        },
      });
    }
  }

  try {
    for (const file of files) {
      await scoreFile(file);
      if (closed) return accounts.total();
    }
    await flush();
    await queue.end();
  } catch (error) {
    // Who is interrupted finishes what is under way.
    if (signal?.aborted && error === signal.reason) await queue.end();
    throw error;
  }
  if (!closed) accounts.close();
  return accounts.total();
}

/** Scoring in this thread, one conversation after the other, for those who need no more than that. */
export function scoringEach<T>(
  score: (conversation: Conversation, rows: number) => T,
  reading: Reading,
): Scoring<Scored & { readonly results: readonly T[] }> {
  return {
    ahead: 1,
    score: async (chunk) => {
      const { rest, spoken } = await openChunk(chunk, reading);
      const done: Spoken[] = [];
      const lost: DiagnosticItem[] = [];
      const results: T[] = [];
      for (const one of spoken) {
        const outcome = attempt(one, () => score(one.conversation, one.rows));
        if ('lost' in outcome) lost.push(outcome.lost);
        else {
          done.push(one);
          results.push(outcome.made);
        }
      }
      return [{ counts: countsOf(done), ...(rest && { rest }), lost, results }];
    },
  };
}

/** Characters of a conversation, with something for each turn. */
function sizeOf({ turns }: Conversation): number {
  return turns.reduce((sum, { text }) => sum + text.length + 64, 0);
}

type LinesPart = Extract<Part, { kind: 'lines' }>;

/** Conversations that wait to be a chunk, and what was told between them. */
interface Batch {
  readonly items: { readonly file: InputFile; readonly items: () => readonly ReadItem[] }[];
  readonly spoken: Spoken[];
  chars: number;
}

const openBatch = (): Batch => ({ items: [], spoken: [], chars: 0 });
