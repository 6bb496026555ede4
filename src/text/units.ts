/** The UTF-16 units of a text as numbers: what goes through a text unit by unit goes through these several times as fast. */

/** Longer texts, which are rare, get memory of their own, that nobody keeps. */
const MOST_KEPT = 1 << 15;

let room = new Uint16Array(1 << 10);

/** The units of a text, with whatever stands behind them from before; good until the next call. */
export function unitsOf(text: string): Uint16Array {
  const { length } = text;
  let units = room;
  if (length > room.length) {
    units = new Uint16Array(length > MOST_KEPT ? length : 2 * length);
    if (length <= MOST_KEPT) room = units;
  }
  for (let i = 0; i < length; i++) units[i] = text.charCodeAt(i);
  return units;
}
