/** Where reports go: to a stream with back-pressure, or to a file that appears only when it is whole. */

import { rmSync } from 'node:fs';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { UserError } from '../errors.ts';
import { cannotWrite } from './failure.ts';
import { onInterrupted } from './interrupt.ts';

export interface Sink {
  write(part: string | Uint8Array): Promise<void>;
  /** Makes the output final; a file gets its name now. */
  close(): Promise<void>;
  /** Drops what was written so far (files only). */
  abandon(): Promise<void>;
  /** The reader went away (`| head`): nothing more needs writing, and that is no error. */
  readonly closed: boolean;
}

/** How a stream fails when its reader has gone. */
const GONE = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);

/** Characters gathered before a file is written to. */
const BUFFER = 64 * 1024;

/**
 * A sink on a stream that others own, such as stdout. A closed pipe ends the output quietly; any other failure is a
 * UserError.
 */
export function streamSink(stream: Writable, shown = 'standard output'): Sink {
  let failure: NodeJS.ErrnoException | null | undefined;
  // Without a listener Node would end the program with a stack trace.
  stream.on('error', (error) => {
    failure ??= error;
  });
  const isClosed = () => stream.destroyed || failure != null;
  return {
    get closed() {
      return isClosed();
    },
    async write(part) {
      if (isClosed() || part.length === 0) return;
      // Resolves on the callback, which also comes when the pipe has broken.
      await new Promise<void>((resolve) => {
        stream.write(part, (error) => {
          failure ??= error;
          resolve();
        });
      });
      if (failure && !GONE.has(failure.code ?? '')) throw cannotWrite(shown, failure);
    },
    close: async () => {},
    abandon: async () => {},
  };
}

/**
 * A file written beside its target as `.part` and renamed when whole (DESIGN §8). It is opened at once, so that a
 * target that can't be written is known before the work begins.
 * @throws UserError when it can't be written.
 */
export async function fileSink(target: string, shown: string): Promise<Sink> {
  const fail = (error: NodeJS.ErrnoException): never => {
    throw cannotWrite(shown, error);
  };
  const real = await realpath(target).catch(() => target);
  const found = await stat(real).catch(() => undefined);
  if (found?.isDirectory()) throw new UserError(`${shown}: this is a folder; name a file in it`);
  // A device or a named pipe can't be replaced by a file.
  const inPlace = found !== undefined && !found.isFile();
  const part = inPlace ? real : `${real}.part`;
  // When a signal ends the program, nothing can be waited for.
  const settled = inPlace ? () => {} : onInterrupted(() => rmSync(part, { force: true }));
  // Who replaces a file leaves its permissions as they are.
  const file = await open(part, 'w', found?.mode).catch((error) => {
    settled();
    return fail(error);
  });
  let pending = '';
  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    await file.writeFile(text).catch(fail);
  };
  return {
    closed: false,
    async write(part) {
      if (typeof part === 'string') pending += part;
      if (typeof part !== 'string' || pending.length >= BUFFER) await flush();
      if (typeof part !== 'string') await file.writeFile(part).catch(fail);
    },
    async close() {
      await flush();
      await file.close().catch(fail);
      if (!inPlace) await rename(part, real).catch(fail);
      settled();
    },
    async abandon() {
      await file.close().catch(() => {});
      if (!inPlace) await rm(part, { force: true });
      settled();
    },
  };
}

/** Writes a whole file, which appears under its name when it is whole. */
export async function writeWhole(target: string, text: string, shown: string): Promise<void> {
  const sink = await fileSink(target, shown);
  try {
    await sink.write(text);
    await sink.close();
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}
