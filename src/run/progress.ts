/** A line of progress on a terminal, for work that takes longer than a moment. */
import type { Writable } from 'node:stream';

const PATIENCE_MS = 800;
const EVERY_MS = 200;

export interface Progress {
  readonly show: (conversations: number) => void;
  /** Wipes the line. */
  readonly stop: () => void;
}

/** Silent unless `wanted` and the stream is a terminal. */
export function startProgress(stream: Writable & { readonly isTTY?: boolean }, wanted: boolean): Progress {
  if (!wanted || stream.isTTY !== true) return { show: () => {}, stop: () => {} };
  const begun = Date.now();
  let last = begun + PATIENCE_MS - EVERY_MS;
  let shown = false;
  return {
    show(conversations) {
      const now = Date.now();
      if (now - last < EVERY_MS) return;
      last = now;
      shown = true;
      stream.write(`\r\u001b[K${conversations.toLocaleString('en')} conversations scored …`);
    },
    stop() {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}
