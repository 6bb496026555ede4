/** Memory for the numbers of one text after the other, so that texts cost none of their own. */

type Numbers = Int32Array | Uint16Array;

const FIRST_LENGTH = 1 << 8;
/** Longer texts, which are rare, get memory of their own, that nobody keeps. */
const MOST_KEPT = 1 << 15;

/** Room for so many numbers, with whatever stands in it from before; good until the next call. */
export function createScratch<T extends Numbers>(make: (length: number) => T): (length: number) => T {
  let room = make(FIRST_LENGTH);
  return (length) => {
    if (length > MOST_KEPT) return make(length);
    if (length > room.length) room = make(2 * length);
    return room;
  };
}
