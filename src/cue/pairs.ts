/** A table from pairs of small whole numbers to whole numbers: one look into one array, and nothing allocated. */

export interface Pairs {
  /** The value of a pair, or `UNKNOWN`. */
  get(first: number, second: number): number;
  /** Adds a pair that is not in the table yet. */
  add(first: number, second: number, value: number): void;
  clear(): void;
}

/** What `get` says of a pair that was never added; no value may be this number. */
export const UNKNOWN = -2;

/** Numbers that an entry takes: its pair and its value. */
const STRIDE = 3;
/** Share of the table that may be taken. */
const LOAD = 0.7;
const FIRST_CAPACITY = 1 << 10;
const EMPTY = -1;

/** An empty table; members of pairs are not negative. Open addressing with linear probing, at most 70 % full. */
export function createPairs(): Pairs {
  let entries = empty(FIRST_CAPACITY);
  let mask = FIRST_CAPACITY - 1;
  let size = 0;

  const place = (first: number, second: number, value: number): void => {
    let slot = hash(first, second) & mask;
    while (entries[slot * STRIDE] !== EMPTY) slot = (slot + 1) & mask;
    entries[slot * STRIDE] = first;
    entries[slot * STRIDE + 1] = second;
    entries[slot * STRIDE + 2] = value;
  };
  const grow = (): void => {
    const old = entries;
    entries = empty(2 * (mask + 1));
    mask = 2 * mask + 1;
    for (let i = 0; i < old.length; i += STRIDE) {
      if (old[i] !== EMPTY) place(old[i]!, old[i + 1]!, old[i + 2]!);
    }
  };

  return {
    get(first, second) {
      let slot = hash(first, second) & mask;
      for (;;) {
        const i = slot * STRIDE;
        const found = entries[i]!;
        if (found === first && entries[i + 1] === second) return entries[i + 2]!;
        if (found === EMPTY) return UNKNOWN;
        slot = (slot + 1) & mask;
      }
    },
    add(first, second, value) {
      if (++size > LOAD * mask) grow();
      place(first, second, value);
    },
    clear() {
      entries = empty(FIRST_CAPACITY);
      mask = FIRST_CAPACITY - 1;
      size = 0;
    },
  };
}

const empty = (capacity: number): Int32Array => new Int32Array(capacity * STRIDE).fill(EMPTY);

/** Mixes a pair so that its lowest bits depend on all others (the finaliser of MurmurHash3, shortened). */
function hash(first: number, second: number): number {
  let h = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
