/** Bytes are cut into whole lines in the same places, in whatever pieces they come. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, blocks, type Line, lines, linesOf } from '../src/read/bytes.ts';

async function* inPieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const at = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])];
  at.sort((a, b) => a - b);
  for (let i = 1; i < at.length; i++) yield bytes.subarray(at[i - 1], at[i]);
}

const shown = ({ number, bytes }: Line | Block) => [number, bytes?.toString('latin1')];
const plain = async <T extends Line | Block>(found: AsyncIterable<T>) => {
  const list = [];
  for await (const one of found) list.push(shown(one));
  return list;
};

/** Any bytes, with many line ends among them. */
const bytes = fc
  .array(
    fc.oneof(fc.constant(0x0a), fc.constant(0x0d), fc.integer({ min: 0, max: 255 }), fc.constant(0x78)),
    {
      maxLength: 200,
    },
  )
  .map((all) => Uint8Array.from(all));
const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 12 });
/** Sizes of blocks, and a limit for lines that is no smaller. */
const sizes = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fc.nat({ max: 40 }))
  .map(([first, other, more]) => ({
    sizeOf: (index: number) => (index === 0 ? first : other),
    limit: Math.max(first, other) + more,
  }));

describe('blocks', () => {
  test('are the same for any pieces, and hold the lines that are read one by one', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, cuts, sizes, async (all, at, { sizeOf, limit }) => {
        const whole: Block[] = [];
        for await (const block of blocks(inPieces(all, []), sizeOf, limit)) whole.push(block);
        expect(await plain(blocks(inPieces(all, at), sizeOf, limit))).toEqual(whole.map(shown));
        expect(whole.flatMap((block) => [...linesOf(block)].map(shown))).toEqual(
          await plain(lines(inPieces(all, at), limit)),
        );
        // A block is as large as it was to be, unless the file ends or a line over the limit follows.
        for (const [i, block] of whole.entries()) {
          if (block.bytes === undefined || whole[i + 1]?.bytes === undefined) continue;
          const index = whole.slice(0, i).filter((one) => one.bytes).length;
          expect(block.bytes.length).toBeGreaterThanOrEqual(sizeOf(index));
          expect(block.bytes.at(-1)).toBe(0x0a);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
