/** The UTF-16 units of a text as numbers: V8 keeps strings in many forms, and looks for the form at every unit. */
import { createScratch } from './scratch.ts';

const roomFor = createScratch((length) => new Uint16Array(length));

/** The units of a text, with whatever stands behind them from before; good until the next call. */
export function unitsOf(text: string): Uint16Array {
  const { length } = text;
  const units = roomFor(length);
  for (let i = 0; i < length; i++) units[i] = text.charCodeAt(i);
  return units;
}
