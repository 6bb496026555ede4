/** Many lists of whole numbers, one behind the other in one array: four bytes a number, and next to nothing a list. */

export interface Lists {
  /** Of all lists; list i has those from `begins[i]` up to, not including, `begins[i + 1]`. Other arrays after `add`. */
  readonly numbers: Int32Array;
  readonly begins: Int32Array;
  /** Adds a list and says its number; they are numbered from 0 on. */
  add(list: ArrayLike<number>): number;
  clear(): void;
}

const FIRST_CAPACITY = 1 << 8;

/** No lists. */
export function createLists(): Lists {
  let numbers = new Int32Array(FIRST_CAPACITY);
  let begins = new Int32Array(FIRST_CAPACITY);
  let size = 0;
  return {
    get numbers() {
      return numbers;
    },
    get begins() {
      return begins;
    },
    add(list) {
      const begin = begins[size]!;
      numbers = withRoom(numbers, begin + list.length);
      begins = withRoom(begins, size + 2);
      numbers.set(list, begin);
      begins[size + 1] = begin + list.length;
      return size++;
    },
    clear() {
      numbers = new Int32Array(FIRST_CAPACITY);
      begins = new Int32Array(FIRST_CAPACITY);
      size = 0;
    },
  };
}

/** The same numbers with room for so many. */
function withRoom(numbers: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (length <= numbers.length) return numbers;
  const larger = new Int32Array(Math.max(length, Math.ceil(1.5 * numbers.length)));
  larger.set(numbers);
  return larger;
}
