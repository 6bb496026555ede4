/** Ctrl-C and its kin: what is half-written goes, and the program ends as interrupted programs do. */

/** Why a run was interrupted; what is thrown then. */
export interface Interruption {
  /** What the program ends with: 128 and the number of the signal, as shells have it. */
  readonly code: 130 | 143;
}

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Leaves signals to others again. */
  readonly release: () => void;
}

const CODES = { SIGINT: 130, SIGTERM: 143 } as const;
type Name = keyof typeof CODES;
const NAMES = Object.keys(CODES) as Name[];

/** What has to be taken back when a signal ends the program. */
const pending = new Set<() => void>();
/** Who would rather end well. */
const listeners = new Set<(name: Name) => void>();

/** The first signal asks who listens to end well; the next one, or one that nobody listens for, ends it at once. */
function hear(name: Name): void {
  if (listeners.size > 0) {
    for (const listener of [...listeners]) listener(name);
    return;
  }
  for (const takeBack of pending) takeBack();
  process.stderr.write('attune: interrupted\n');
  process.exit(CODES[name]);
}

let heeding = false;

/** Signals are left to the system while there is nothing to do for them. */
function heed(): void {
  const wanted = pending.size + listeners.size > 0;
  // Taking the handler away and putting it back would lose a signal that has come in between.
  if (wanted === heeding) return;
  heeding = wanted;
  for (const name of NAMES) {
    if (wanted) process.on(name, hear);
    else process.off(name, hear);
  }
}

/** Listens for a signal until one has come. */
export function listen(): Interrupt {
  const controller = new AbortController();
  const listener = (name: Name): void => {
    release();
    const interruption: Interruption = { code: CODES[name] };
    controller.abort(interruption);
  };
  const release = (): void => {
    listeners.delete(listener);
    heed();
  };
  listeners.add(listener);
  heed();
  return { signal: controller.signal, release };
}

/**
 * Has something taken back, at once and without waiting, when a signal ends the program; what is returned calls
 * that off.
 */
export function onInterrupted(takeBack: () => void): () => void {
  pending.add(takeBack);
  heed();
  return () => {
    pending.delete(takeBack);
    heed();
  };
}
