/** Where reports go: to a stream with back-pressure, or to a file that appears only when it is whole. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { UserError } from '../errors.ts';

export interface Sink {
  write(text: string): Promise<void>;
  /** Makes the output final; a file gets its name now. */
  close(): Promise<void>;
  /** Drops what was written so far (files only). */
  abandon(): Promise<void>;
  /** The reader went away (`| head`): nothing more needs writing, and that is no error. */
  readonly closed: boolean;
}

/** A sink on a stream that others own, such as stdout. A closed pipe ends the output quietly. */
export function streamSink(stream: Writable): Sink {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    closed = true;
  });
  return {
    get closed() {
      return closed || stream.destroyed;
    },
    async write(text) {
      if (closed || stream.destroyed || text === '') return;
      // Resolves on the callback, which also comes when the pipe has broken.
      await new Promise<void>((resolve) => {
        stream.write(text, () => resolve());
      });
    },
    close: async () => {},
    abandon: async () => {},
  };
}

/** A file written beside its target as `.part` and renamed when whole (DESIGN §8). */
export function fileSink(target: string, shown: string): Sink {
  const part = `${target}.part`;
  const stream = createWriteStream(part);
  let failure: NodeJS.ErrnoException | undefined;
  stream.on('error', (error) => {
    failure = error;
  });
  const check = (): void => {
    if (failure) throw new UserError(`${shown}: cannot be written (${failure.code ?? failure.message})`);
  };
  return {
    closed: false,
    async write(text) {
      await new Promise<void>((resolve) => {
        stream.write(text, () => resolve());
      });
      check();
    },
    async close() {
      await new Promise<void>((resolve) => {
        stream.on('error', () => resolve());
        stream.end(() => resolve());
      });
      check();
      await rename(part, target).catch((error: NodeJS.ErrnoException) => {
        throw new UserError(`${shown}: cannot be written (${error.code ?? error.message})`);
      });
    },
    async abandon() {
      stream.destroy();
      await rm(part, { force: true });
    },
  };
}
