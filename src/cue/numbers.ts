/** A list of whole numbers that grows, in four bytes each. */

export interface Numbers {
  /** The numbers, and room for more behind them; another array after each growth. */
  readonly numbers: Int32Array;
  readonly size: () => number;
  readonly push: (number: number) => void;
  readonly clear: () => void;
}

const FIRST_CAPACITY = 1 << 8;

/** An empty list. */
export function createNumbers(): Numbers {
  let numbers = new Int32Array(FIRST_CAPACITY);
  let size = 0;
  return {
    get numbers() {
      return numbers;
    },
    size: () => size,
    push(number) {
      if (size === numbers.length) {
        const larger = new Int32Array(2 * size);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[size++] = number;
    },
    clear() {
      numbers = new Int32Array(FIRST_CAPACITY);
      size = 0;
    },
  };
}
