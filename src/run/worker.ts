/** A worker thread: chunks in, what was made of them out, as bytes. */

import { workerData } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
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
    return handedOver(pack(await (await work)(unpackChunk(packed))));
  } catch (error) {
    if (error instanceof UserError) return { kind: 'mistake', messages: error.messages };
    return { kind: 'bug', error };
  }
}

/** Bytes that change hands instead of being copied. */
function handedOver(bytes: Uint8Array): Answer {
  const answer: Answer = { kind: 'worked', bytes };
  const moved = { [transferableSymbol]: bytes.buffer, [valueSymbol]: answer };
  // What the thread returns is what others get as its answer.
  return move(moved) as unknown as Answer;
}
