/** Many lists of whole numbers, one behind the other in one array: four bytes a number, and next to nothing a list. */

/** Plain fields, which are read far more often than anything is added. */
export interface Lists {
  /** Of all lists; list i has those from `begins[i]` up to, not including, `begins[i + 1]`. Other arrays after a list was added. */
  numbers: Int32Array;
  begins: Int32Array;
  size: number;
}

const FIRST_CAPACITY = 1 << 8;

/** No lists. */
export function createLists(): Lists {
  return { numbers: new Int32Array(FIRST_CAPACITY), begins: new Int32Array(FIRST_CAPACITY), size: 0 };
}

/** Adds a list and says its number; they are numbered from 0 on. */
export function addList(lists: Lists, list: ArrayLike<number>): number {
  const { size } = lists;
  const begin = lists.begins[size]!;
  lists.numbers = withRoom(lists.numbers, begin + list.length);
  lists.begins = withRoom(lists.begins, size + 2);
  lists.numbers.set(list, begin);
  lists.begins[size + 1] = begin + list.length;
  lists.size = size + 1;
  return size;
}

export function clearLists(lists: Lists): void {
  Object.assign(lists, createLists());
}

/** The same numbers with room for so many. */
function withRoom(numbers: Int32Array, length: number): Int32Array {
  if (length <= numbers.length) return numbers;
  const larger = new Int32Array(Math.max(length, Math.ceil(1.5 * numbers.length)));
  larger.set(numbers);
  return larger;
}

/** Lists of which none is there twice. */
export interface UniqueLists {
  readonly lists: Lists;
  /** By a hash of its numbers, the number of a list and 1, or 0; a power of two of places, half of them free. */
  places: Int32Array;
}

/** No lists. */
export function createUniqueLists(): UniqueLists {
  return { lists: createLists(), places: new Int32Array(FIRST_CAPACITY) };
}

export function clearUniqueLists(unique: UniqueLists): void {
  unique.places = new Int32Array(FIRST_CAPACITY);
  clearLists(unique.lists);
}

/** The number of this list, which is the next one where it was not there yet. */
export function numberOfList(unique: UniqueLists, list: ArrayLike<number>): number {
  const { lists } = unique;
  let place = placeOf(unique, list);
  const known = unique.places[place]! - 1;
  if (known >= 0) return known;
  if (2 * (lists.size + 1) > unique.places.length) {
    unique.places = new Int32Array(2 * unique.places.length);
    for (let i = 0; i < lists.size; i++) {
      unique.places[placeOf(unique, lists.numbers.subarray(lists.begins[i], lists.begins[i + 1]))] = i + 1;
    }
    place = placeOf(unique, list);
  }
  const number = addList(lists, list);
  unique.places[place] = number + 1;
  return number;
}

/** Where a list stands, or would stand. */
function placeOf({ lists, places }: UniqueLists, list: ArrayLike<number>): number {
  const mask = places.length - 1;
  let hash = list.length;
  for (let i = 0; i < list.length; i++) hash = Math.imul(hash ^ list[i]!, 0x01000193) ^ (hash >>> 15);
  let place = (hash ^ (hash >>> 13)) & mask;
  while (places[place] !== 0 && !isList(lists, places[place]! - 1, list)) place = (place + 1) & mask;
  return place;
}

function isList({ numbers, begins }: Lists, number: number, list: ArrayLike<number>): boolean {
  const begin = begins[number]!;
  if (begins[number + 1]! - begin !== list.length) return false;
  for (let i = 0; i < list.length; i++) if (numbers[begin + i] !== list[i]) return false;
  return true;
}
