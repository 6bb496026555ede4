/** Ctrl-C and its kin: the first asks the run to end well, the second ends it at once. */

/** Why a run was interrupted; what is thrown then. */
export interface Interruption {
  /** What the program ends with: 128 and the number of the signal, as shells have it. */
  readonly code: 130 | 143;
}

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Leaves signals to the system again. */
  readonly release: () => void;
}

const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Listens for signals until one has come; the next one then does what it does by itself. */
export function listen(): Interrupt {
  const controller = new AbortController();
  const hear = (name: NodeJS.Signals): void => {
    release();
    const interruption: Interruption = { code: CODES[name as keyof typeof CODES] };
    controller.abort(interruption);
  };
  const release = (): void => {
    for (const name of Object.keys(CODES)) process.off(name, hear);
  };
  for (const name of Object.keys(CODES)) process.on(name, hear);
  return { signal: controller.signal, release };
}
