/** What V8 is told about runs that go through many texts. */
import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';

const VERSION = Number.parseInt(process.versions.v8, 10);
/** Those of Node.js 20 and 24: the first whose flags these are, and the last that was tried. */
const [FIRST, LAST] = [11, 13];

/**
 * Sets a flag where V8 knows it: it complains on standard error about others. `last` is the newest major version that
 * has it; those yet to come do as they think best.
 */
function tell(flag: string, last = LAST): void {
  if (VERSION <= last) setFlagsFromString(flag);
}

/**
 * For runs that stream: they make much short-lived data, which V8 lets pile up to several times what is alive. It
 * costs some time, so that short runs do without.
 */
export function keepHeapSmall(): void {
  tell('--heap-growing-percent=15');
}

/**
 * Has functions run twice as long as usual before they are optimised, and a third as much of others be compiled
 * into them. Texts differ, so that what is optimised for the first few is undone and done anew for the next, several
 * times over, and costs more than it brings. Methods of arrays are called and never compiled in: for V8 an array that
 * is empty, one of numbers and one of objects are of different kinds, and each that comes late would undo the function.
 */
export function optimiseSparingly(): void {
  tell('--interrupt-budget=135000', FIRST);
  tell('--max-inlined-bytecode-size-cumulative=300');
  tell('--no-turbo-inline-array-builtins');
}

/**
 * For long runs: each thread looks for what is no longer in use by itself. Little is found alive, so that help from
 * other threads costs more processor time than it saves, and waits for a core where others keep all of them busy. To
 * be called while no other thread runs JavaScript.
 */
async function collectAlone(): Promise<void> {
  // Help that is under way must end first: V8 looks at the flag again where it waits for it. A full collection ends it,
  // and one that is asked for like this gives back the room that the start of the program took, too.
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
  tell('--no-concurrent-marking');
  tell('--no-parallel-scavenge');
}

/**
 * For long runs in one thread, which has the memory of all others to itself: it looks for what is no longer in use
 * only when there is twice as much of it as of what is.
 */
export async function runAlone(): Promise<void> {
  await collectAlone();
  tell('--heap-growing-percent=200');
}

/**
 * For long runs in worker threads that keep all cores busy, and are yet to start. Each optimises its functions itself,
 * and later: helpers would wait for a core and hold memory of their own, and what one worker has optimised is of no
 * use to another. What was made lately has `youngMb` MiB in each of them from the start.
 */
export async function runWorkers(youngMb: number): Promise<void> {
  await collectAlone();
  tell('--no-concurrent-recompilation');
  tell('--interrupt-budget=270000', FIRST);
  tell(`--min-semi-space-size=${youngMb / SEMI_SPACES}`);
}

/**
 * For the thread that feeds them: it holds little for long, so that it does with the little room that it has for what
 * was made lately, and soon lets go of what it has passed on. V8 sets this back whenever another thread begins.
 */
export function feedWorkers(): void {
  tell('--semi-space-growth-factor=1');
}

/** V8 makes its young generation of three semi-spaces: two to copy between, and one for large objects. */
const SEMI_SPACES = 3;
