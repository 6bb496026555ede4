/** Keys of records: one order on every machine, and safe access to them. */

/** Orders strings by code unit: the same on every machine, whatever its locale. */
export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `record[key]` if it is the record's own: `__proto__` and `constructor` are data like any other. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
