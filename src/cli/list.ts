/** Collects the values of a flag that may be given several times. */
export const list = (value: string, before: readonly string[]): string[] => [...before, value];
