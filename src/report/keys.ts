/** Keys of records: the order in which every report shows them, and safe access to them. */

const LABELS = [
  'distress',
  'empathy',
  'sympathy',
  'apology',
  'ownership',
  'solution',
  'exploration',
  'reflection',
  'reassurance',
  'gratitude',
  'name_use',
  'dismissive',
];

const RANK = new Map(LABELS.map((label, rank) => [label, rank]));

/** Orders `label` and `label:level` keys: the twelve of the codebook first, a rubric's own after them. */
export function compareLabels(a: string, b: string): number {
  const [ra, rb] = [rank(a), rank(b)];
  return ra === rb ? compareKeys(a, b) : ra - rb;
}

/** Orders strings by code unit: the same on every machine, whatever its locale. */
export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The value of an own key: a rubric or an export may well name something `constructor`. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function rank(key: string): number {
  return RANK.get(key.split(':', 1)[0]!) ?? LABELS.length;
}
