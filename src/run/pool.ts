/** Worker threads: chunks go to whoever is free; a conversation that ends its worker costs only itself. */

import { Piscina } from 'piscina';
import { UserError } from '../errors.ts';
import type { Place } from '../model.ts';
import { linesOf } from '../read/index.ts';
import { type Job, lostTo, type PackedChunk, pack, packChunk, type Spoken } from './work.ts';
import type { Answer } from './worker.ts';

/** Works on a packed chunk; more than one result where it had to be taken apart. */
export type PackedWork = (chunk: PackedChunk) => Promise<readonly Uint8Array[]>;

export interface Pool {
  readonly work: PackedWork;
  /** Ends the threads, whatever they are doing. */
  readonly close: () => Promise<void>;
}

/**
 * Memory of a worker in MiB: its heap at most, and what it may fill before it looks for what is still in use. Little
 * outlives a conversation, so a small young generation costs nothing and keeps the process small.
 */
const HEAP_MB = 512;
const YOUNG_MB = 16;

/** Starts `jobs` threads. `filename` is what they run; tests hand in their own. */
export function openPool(
  job: Job,
  jobs: number,
  filename = new URL('./worker.js', import.meta.url).href,
): Pool {
  const threads = new Piscina<PackedChunk, Answer>({
    filename,
    minThreads: jobs,
    maxThreads: jobs,
    idleTimeout: Number.POSITIVE_INFINITY,
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
    recordTiming: false,
    workerHistogram: false,
  });
  // A thread that ends without a task is replaced, and nothing is lost.
  threads.on('error', () => {});

  /** The result, or the reason for which the thread has ended. */
  async function ask(chunk: PackedChunk): Promise<{ bytes: Uint8Array } | { ended: string }> {
    let answer: Answer;
    try {
      answer = await threads.run(chunk);
    } catch (error) {
      return { ended: reasonOf(error as NodeJS.ErrnoException) };
    }
    if (answer.kind === 'worked') return answer;
    throw answer.kind === 'mistake' ? new UserError(answer.messages) : answer.error;
  }

  /** Asks twice: the thread may have ended for what another conversation left behind. */
  async function insist(chunk: PackedChunk): Promise<{ bytes: Uint8Array } | { ended: string }> {
    const first = await ask(chunk);
    return 'ended' in first ? ask(chunk) : first;
  }

  return {
    async work(chunk) {
      const answer = await insist(chunk);
      if ('bytes' in answer) return [answer.bytes];
      const results: Uint8Array[] = [];
      for (const { place, rows, alone } of partsOf(chunk)) {
        const one = await insist(alone);
        results.push('bytes' in one ? one.bytes : pack(lostTo(one.ended, place, rows, job.rubrics.length)));
      }
      return results;
    },
    close: () => threads.destroy(),
  };
}

/** The conversations of a chunk, each as a chunk of its own. */
function* partsOf(chunk: PackedChunk): Generator<{ place: Place; rows: number; alone: PackedChunk }> {
  if (chunk.kind === 'lines') {
    const { lines } = chunk;
    for (const { number, bytes } of linesOf({ number: lines.number, bytes: Buffer.from(lines.bytes) })) {
      if (bytes === undefined) continue;
      const alone = packChunk({ kind: 'lines', lines: { ...lines, number, bytes } });
      yield { place: { path: lines.path, line: number }, rows: 1, alone };
    }
  } else {
    for (const spoken of JSON.parse(chunk.json) as Spoken[]) {
      const alone = packChunk({ kind: 'conversations', conversations: [spoken] });
      yield { place: spoken.conversation.source, rows: spoken.rows, alone };
    }
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out of memory' : (code ?? message);
}
