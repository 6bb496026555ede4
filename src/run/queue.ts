/** Work that is done side by side and handed on in order, with a bound on how much of it waits. */

export interface Queue {
  /** Hands on the result after those that were asked for before; resolves when there is room for more. */
  add<T>(work: Promise<T> | T, then: (result: T) => void | Promise<void>): Promise<void>;
  /** Resolves when all has been handed on. */
  end(): Promise<void>;
}

/** A queue in which fewer than `ahead` pieces of work are under way when there is room for one more. */
export function openQueue(ahead: number): Queue {
  const waiting: Promise<void>[] = [];
  let last: Promise<void> = Promise.resolve();
  return {
    async add(work, then) {
      const before = last;
      last = Promise.resolve(work).then(async (result) => {
        await before;
        await then(result);
      });
      // Whoever waits for it learns of a failure; it must not end the program before.
      last.catch(() => {});
      waiting.push(last);
      while (waiting.length >= ahead) await waiting.shift();
    },
    end: () => last,
  };
}
