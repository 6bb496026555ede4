/** Which values a macro is rendered with: the name there, missing and long, and each answer that its conditions ask for. */
import type { Value, Variable } from './liquid.ts';
import { type Meaning, neutral, type Slot } from './slots.ts';

/** Values by path, and what of them is worth telling. */
export interface Assignment {
  readonly values: ReadonlyMap<string, Value>;
  readonly told: Readonly<Record<string, string>>;
}

export interface Assignments {
  /** At most `MOST_RENDERINGS`, the plainest first. */
  readonly chosen: readonly Assignment[];
  /** How many there are. */
  readonly count: number;
}

/** Combinations of values that are rendered; where there are more, these stand for all. */
export const MOST_RENDERINGS = 32;

/** Of the text before a placeholder, what tells how it goes on. */
const BEFORE = 40;

/** Something that varies: each choice sets some paths. The first choice is the plain one. */
interface Dimension {
  readonly choices: readonly (readonly (readonly [path: string, value: Value])[])[];
}

/** What of a macro varies: placeholders that its help desk fills in, and variables of conditions. */
export interface Varying {
  readonly slots: readonly Slot[];
  readonly variables: readonly Variable[];
  /** Whether nothing else fills this placeholder in, so that it is never empty. */
  isFixed(slot: Slot): boolean;
  meaningOf(path: string): Meaning;
}

/** The assignments for the placeholders and variables of one macro. */
export function assignmentsOf(text: string, varying: Varying): Assignments {
  const { slots, variables, meaningOf } = varying;
  const plain = new Map<string, Value>();
  for (const slot of slots) {
    if (!plain.has(slot.path))
      plain.set(
        slot.path,
        neutral(slot, 'present', text.slice(Math.max(0, slot.start - BEFORE), slot.start)),
      );
  }
  for (const { path, list } of variables) {
    const value = neutral({ path, meaning: meaningOf(path) });
    if (list) plain.set(path, [value, value]);
    else if (!plain.has(path)) plain.set(path, value);
  }
  const dimensions = [...names(varying), ...questions(varying, plain), ...optional(varying, plain)];
  const count = dimensions.reduce((product, { choices }) => product * choices.length, 1);
  return { chosen: combine(dimensions, plain), count };
}

/** What stands for nothing: an empty text where a condition compares with one, else nil. */
const missing = (variable: Variable | undefined): Value => (variable?.asked?.includes('') ? '' : null);

/** The customer's name in all its parts: there, missing, long. */
function names({ slots, variables, isFixed, meaningOf }: Varying): Dimension[] {
  const paths = new Set([
    ...slots.filter((slot) => slot.meaning === 'name' && !isFixed(slot)).map(({ path }) => path),
    ...variables.filter(({ path }) => meaningOf(path) === 'name').map(({ path }) => path),
  ]);
  if (paths.size === 0) return [];
  const byPath = new Map(variables.map((variable) => [variable.path, variable]));
  const every = (value: (path: string) => Value) => [...paths].map((path) => [path, value(path)] as const);
  return [
    {
      choices: [
        every((path) => neutral({ path, meaning: 'name' }, 'present')),
        every((path) => missing(byPath.get(path))),
        every((path) => neutral({ path, meaning: 'name' }, 'long')),
      ],
    },
  ];
}

/** Variables that conditions ask about: each value compared with, another one, and none. */
function questions({ variables, meaningOf }: Varying, plain: ReadonlyMap<string, Value>): Dimension[] {
  return variables.flatMap((variable): Dimension[] => {
    const { path, asked, list } = variable;
    if (!asked || meaningOf(path) === 'name') return [];
    const values: Value[] = [plain.get(path) ?? null, ...asked.filter((value) => value !== '')];
    if (asked.length === 0 || asked.includes('') || !asked.some((value) => typeof value === 'number'))
      values.push(list ? [] : missing(variable));
    return [{ choices: values.map((value) => [[path, value]]) }];
  });
}

/** Other placeholders with a text for when they are empty: all filled in, all empty. */
function optional({ slots, isFixed }: Varying, plain: ReadonlyMap<string, Value>): Dimension[] {
  const paths = new Set(
    slots
      .filter((slot) => slot.fallback !== undefined && slot.meaning !== 'name' && !isFixed(slot))
      .map(({ path }) => path),
  );
  if (paths.size === 0) return [];
  return [
    {
      choices: [
        [...paths].map((path) => [path, plain.get(path) ?? null] as const),
        [...paths].map((path) => [path, null] as const),
      ],
    },
  ];
}

/** The plain combination, then those that differ from it in one dimension, then all others in order, up to the cap. */
function combine(dimensions: readonly Dimension[], plain: ReadonlyMap<string, Value>): Assignment[] {
  const seen = new Set<string>();
  const chosen: Assignment[] = [];
  const take = (picks: readonly number[]): void => {
    const key = picks.join(' ');
    if (seen.has(key) || chosen.length >= MOST_RENDERINGS) return;
    seen.add(key);
    const set = picks.flatMap((pick, i) => dimensions[i]!.choices[pick]!);
    chosen.push({
      values: new Map([...plain, ...set]),
      told: Object.fromEntries(set.map(([path, value]) => [path, told(value)])),
    });
  };
  const none = dimensions.map(() => 0);
  take(none);
  for (let d = 0; d < dimensions.length && chosen.length < MOST_RENDERINGS; d++) {
    for (let pick = 1; pick < dimensions[d]!.choices.length; pick++) take(none.with(d, pick));
  }
  const picks = [...none];
  for (let d = 0; d < dimensions.length && chosen.length < MOST_RENDERINGS; ) {
    if (picks[d]! + 1 < dimensions[d]!.choices.length) {
      picks[d]! += 1;
      take(picks);
      d = 0;
    } else {
      picks[d] = 0;
      d += 1;
    }
  }
  return chosen;
}

function told(value: Value): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : 'some';
  return value === null ? '' : String(value).startsWith('{{') ? 'other' : String(value);
}
