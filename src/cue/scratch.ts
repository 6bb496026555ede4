/** Memory for the numbers of one text after the other, so that texts cost none of their own. */

/** Longer texts, which are rare, get memory of their own, that nobody keeps. */
const MOST_KEPT = 1 << 14;

/** Room for so many numbers, with whatever stands in it from before; good until the next call. */
export function createScratch(): (length: number) => Int32Array {
  let room = new Int32Array(1 << 8);
  return (length) => {
    if (length > MOST_KEPT) return new Int32Array(length);
    if (length > room.length) room = new Int32Array(2 * length);
    return room;
  };
}
