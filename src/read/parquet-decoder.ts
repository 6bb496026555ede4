/** The decoding of Parquet in a thread of its own, since damaged pages can keep the decoder busy for ever. */

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** The thread: decodes the batches that are asked for, and says what goes wrong. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const start = (async () => {
  const { parquetMetadataAsync, parquetReadObjects } = await import(workerData.hyparquet);
  const { compressors } = await import(workerData.compressors);
  const { bytes } = workerData;
  const file = { byteLength: bytes.byteLength, slice: (from, to) => bytes.slice(from, to) };
  const metadata = await parquetMetadataAsync(file);
  const { schema } = metadata;
  const skip = (at) => {
    let next = at + 1;
    for (let left = schema[at]?.num_children ?? 0; left > 0 && next < schema.length; left--) next = skip(next);
    return next;
  };
  const columns = [];
  for (let at = 1; at < schema.length; at = skip(at)) columns.push(schema[at].name);
  const count = Number(metadata.num_rows);
  const groups = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (!Number.isSafeInteger(count) || count < 0 || count !== groups) throw new Error('row counts differ');
  const read = (rowStart, rowEnd) => parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd });
  return { columns, count, read };
})();
parentPort.on('message', async (range) => {
  try {
    const { columns, count, read } = await start;
    parentPort.postMessage(range ? { rows: await read(range[0], range[1]) } : { columns, count });
  } catch {
    parentPort.postMessage({});
  }
});
`;

/** Time for one answer: some for any file, more for a large one. */
const BASE_MS = 3000;
const MS_PER_MB = 1000;

const MEMORY_MB = 2048;

export type ParquetRow = Readonly<Record<string, unknown>>;

export interface ParquetDecoder {
  /** Names of the columns and number of rows, or `undefined` for a damaged file. */
  readonly shape: () => Promise<{ columns: readonly string[]; count: number } | undefined>;
  /** Rows from `start` up to `end`, or `undefined` where they are damaged. */
  readonly rows: (start: number, end: number) => Promise<readonly ParquetRow[] | undefined>;
  readonly close: () => Promise<void>;
}

/** Opens the decoder of one file; it has to be closed. */
export function openDecoder(bytes: Buffer): ParquetDecoder {
  const require = createRequire(import.meta.url);
  // A copy of its own: a pooled buffer shares its memory with others.
  const copy = new Uint8Array(bytes).buffer;
  const worker = new Worker(THREAD, {
    eval: true,
    workerData: {
      bytes: copy,
      hyparquet: pathToFileURL(require.resolve('hyparquet')).href,
      compressors: pathToFileURL(require.resolve('hyparquet-compressors')).href,
    },
    transferList: [copy],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const limit = BASE_MS + (bytes.length / 1024 / 1024) * MS_PER_MB;
  worker.on('error', () => {});
  const ask = (question: readonly number[] | null): Promise<Record<string, unknown> | undefined> =>
    new Promise((done) => {
      const finish = (answer?: Record<string, unknown>): void => {
        clearTimeout(timer);
        worker.off('message', finish).off('exit', ended);
        done(answer);
      };
      const ended = (): void => finish();
      const timer = setTimeout(() => {
        void worker.terminate();
      }, limit);
      worker.on('message', finish).on('exit', ended);
      worker.postMessage(question);
    });
  return {
    shape: async () => {
      const { columns, count } = (await ask(null)) ?? {};
      return columns === undefined ? undefined : { columns: columns as string[], count: count as number };
    },
    rows: async (start, end) => (await ask([start, end]))?.rows as ParquetRow[] | undefined,
    close: async () => {
      await worker.terminate();
    },
  };
}
