/** Who scores the chunks of a run: this thread, worker threads, or a journal of what was scored before. */

import type { CompiledRubric } from '../rubric/index.ts';
import { type Journal, keyOf } from './journal.ts';
import type { Pool } from './pool.ts';
import type { Scoring } from './score-files.ts';
import { runAlone } from './v8.ts';
import {
  type Chunk,
  type Job,
  openWork,
  type PackedChunk,
  pack,
  packChunk,
  unpack,
  unpackChunk,
  type Worked,
} from './work.ts';

export interface ScoringOptions {
  /** The rubrics of the job, loaded. */
  readonly compiled: readonly CompiledRubric[];
  /** Worker threads; with 1, this thread does everything. */
  readonly jobs: number;
  /** Whether it is known from the start that workers are worth their while; else the first megabyte tells. */
  readonly large: boolean;
  /** Keeps all results, and knows those of an earlier run. */
  readonly journal?: Journal | undefined;
}

export interface OpenScoring extends Scoring<Worked> {
  /** Ends worker threads, whatever they are doing; once they have ended, it does nothing. */
  readonly close: () => Promise<void>;
}

/** What a run scores before it counts as long: below that, workers cost more than they save. */
const SHORT_BYTES = 1024 * 1024;
/** Chunks under way for each worker: one that is worked on and one at hand. */
const AHEAD = 2;

/** The results are the same, byte by byte, whoever scores. */
export function openScoring(job: Job, { compiled, jobs, large, journal }: ScoringOptions): OpenScoring {
  let alone: ReturnType<typeof openWork> | undefined;
  let pool: Promise<Pool> | undefined;
  let seen = 0;
  let settled = false;

  async function workHere(chunk: Chunk): Promise<Worked> {
    if (jobs === 1 && seen > SHORT_BYTES && !settled) {
      settled = true;
      await runAlone();
    }
    // A pool may follow, or none be found.
    alone ??= openWork(job, journal || jobs > 1 ? 'text' : 'objects', compiled);
    return (await alone)(chunk);
  }

  /** In a worker; here where none can be started. */
  async function workElsewhere(packed: PackedChunk): Promise<readonly Uint8Array[]> {
    pool ??= import('./pool.ts').then(({ openPool }) => openPool(job, jobs));
    return (await (await pool).work(packed)) ?? [pack(await workHere(unpackChunk(packed)))];
  }

  const goesElsewhere = (chunk: Chunk): boolean => {
    if (seen <= SHORT_BYTES) seen += sizeOf(chunk);
    return jobs > 1 && (large || seen > SHORT_BYTES);
  };

  async function score(chunk: Chunk): Promise<readonly Worked[]> {
    if (!goesElsewhere(chunk)) return [await workHere(chunk)];
    return (await workElsewhere(packChunk(chunk))).map(unpack);
  }

  const scoreAndKeep = (kept: Journal): Scoring<Worked>['score'] => {
    let reading: Promise<unknown> = Promise.resolve();
    let writing: Promise<unknown> = Promise.resolve();
    return (chunk) => {
      const elsewhere = goesElsewhere(chunk);
      const packed = packChunk(chunk);
      const key = keyOf(packed);
      const known = reading.then(() => kept.next(key));
      reading = known;
      const results = known.then(async (before) => {
        if (before) return before;
        return elsewhere ? workElsewhere(packed) : [pack(await workHere(unpackChunk(packed)))];
      });
      // Kept in the order of the input, and before anything is made of them.
      writing = Promise.all([writing, known, results]).then(([, before, fresh]) =>
        before ? undefined : kept.append(key, fresh),
      );
      return writing.then(async () => (await results).map(unpack));
    };
  };

  return {
    ahead: jobs === 1 ? 1 : AHEAD * jobs,
    score: journal ? scoreAndKeep(journal) : score,
    close: async () => {
      const open = pool;
      pool = undefined;
      await (await open)?.close();
    },
  };
}

function sizeOf(chunk: Chunk): number {
  if (chunk.kind === 'lines') return chunk.lines.bytes.length;
  let size = 0;
  for (const { conversation } of chunk.conversations)
    for (const { text } of conversation.turns) size += text.length;
  return size;
}
