/** A worker thread: chunks in, what was made of them out, as bytes. */

import { workerData } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import { type Job, openWork, type PackedChunk, pack, unpackChunk, type Work } from './work.ts';

/** What a worker answers: packed results, or what it failed on; one that gives no answer has ended. */
export type Answer =
  | { readonly kind: 'worked'; readonly bytes: Uint8Array }
  | { readonly kind: 'mistake'; readonly messages: readonly string[] }
  | { readonly kind: 'bug'; readonly error: unknown };

let work: Promise<Work> | undefined;

/** Works on one chunk; every mistake is an answer, so that no answer means that the thread has ended. */
export default async function answer(packed: PackedChunk): Promise<Answer> {
  try {
    work ??= openWork(workerData as Job, 'text');
    const bytes = pack(await (await work)(unpackChunk(packed)));
    return { kind: 'worked', bytes };
  } catch (error) {
    if (error instanceof UserError) return { kind: 'mistake', messages: error.messages };
    return { kind: 'bug', error };
  }
}
