/** Work that is done side by side comes out in order, and only so much of it at a time. */

import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openQueue } from '../src/run/queue.ts';

test('results come in the order of the asking, and no more than the bound are under way', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 5 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 5 }),
      async (waits, ahead) => {
        const queue = openQueue(ahead);
        const came: number[] = [];
        let open = 0;
        let most = 0;
        for (const [i, wait] of waits.entries()) {
          const work = (async () => {
            most = Math.max(most, ++open);
            for (let n = 0; n < wait; n++) await setImmediate();
            return i;
          })();
          await queue.add(work, (result) => {
            open--;
            came.push(result);
          });
        }
        await queue.end();
        expect(came).toEqual(waits.map((_, i) => i));
        expect(most).toBeLessThanOrEqual(ahead);
      },
    ),
  );
});

test('a failure is told to who asks next, or at the end', async () => {
  const queue = openQueue(3);
  const came: number[] = [];
  await queue.add(Promise.reject(new Error('no')), () => {});
  await queue.add(1, (one) => void came.push(one));
  await expect(queue.end()).rejects.toThrow('no');
  expect(came).toEqual([]);
});
