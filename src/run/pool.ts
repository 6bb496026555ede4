/** Worker threads: chunks go to whoever is free; a conversation that ends its worker costs only itself. */

import { Piscina } from 'piscina';
import { UserError } from '../errors.ts';
import type { Place } from '../model.ts';
import { linesOf } from '../read/bytes.ts';
import { feedWorkers, runWorkers } from './v8.ts';
import { type Job, lostTo, type PackedChunk, pack, packChunk, type Spoken } from './work.ts';
import type { Answer } from './worker.ts';

export interface Pool {
  /**
   * Works on a packed chunk: more than one result where it had to be taken apart, and none where no thread can be
   * started.
   */
  readonly work: (chunk: PackedChunk) => Promise<readonly Uint8Array[] | undefined>;
  /** Ends the threads, whatever they are doing. */
  readonly close: () => Promise<void>;
}

/**
 * Memory of a worker in MiB: its heap at most, and what it may fill before it looks for what is still in use. It takes
 * a fraction of the first, but with less than 2,048 V8 keeps its own functions far from ours, and calls take longer.
 */
const HEAP_MB = 2048;
const YOUNG_MB = 12;

/** Starts `jobs` threads. `filename` is what they run; tests hand in their own. */
export async function openPool(
  job: Job,
  jobs: number,
  filename = new URL('./worker.js', import.meta.url).href,
): Promise<Pool> {
  await runWorkers(YOUNG_MB);
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
  // Threads that end without a task are replaced, but for those that have not even begun.
  // A race of each task against one promise would keep every answer for as long as that promise.
  const waiting = new Set<() => void>();
  let none = false;
  threads.on('error', () => {
    none ||= threads.threads.length === 0;
    if (none) for (const giveUp of waiting) giveUp();
  });

  /** The answer of a thread, or nothing where there is none any more. */
  function run(chunk: PackedChunk): Promise<Answer | undefined> {
    if (none) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const giveUp = (): void => resolve(undefined);
      waiting.add(giveUp);
      threads
        .run(chunk)
        .then(resolve, reject)
        .finally(() => waiting.delete(giveUp));
    });
  }

  /** The result, or the reason for which the thread has ended, or nothing where there is none. */
  async function ask(chunk: PackedChunk): Promise<Outcome> {
    let answer: Answer | undefined;
    try {
      answer = await run(chunk);
    } catch (error) {
      return { ended: reasonOf(error as NodeJS.ErrnoException) };
    }
    if (answer === undefined) return undefined;
    feedWorkers();
    if (answer.kind === 'worked') return answer;
    throw answer.kind === 'mistake' ? new UserError(answer.messages) : answer.error;
  }

  /** Asks twice: the thread may have ended for what another conversation left behind. */
  async function insist(chunk: PackedChunk): Promise<Outcome> {
    const first = await ask(chunk);
    return first && 'ended' in first ? ask(chunk) : first;
  }

  return {
    async work(chunk) {
      const answer = await insist(chunk);
      if (answer === undefined) return undefined;
      if ('bytes' in answer) return [answer.bytes];
      const results: Uint8Array[] = [];
      for (const { place, rows, alone } of partsOf(chunk)) {
        const one = await insist(alone);
        if (one === undefined) return undefined;
        results.push('bytes' in one ? one.bytes : pack(lostTo(one.ended, place, rows, job.rubrics.length)));
      }
      return results;
    },
    close: () => threads.destroy(),
  };
}

type Outcome = { readonly bytes: Uint8Array } | { readonly ended: string } | undefined;

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
